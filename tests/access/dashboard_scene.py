"""The dashboard of the scene's year, its page of the scene's agency, and the lists as files."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from indicators.models import Assignment
from tests.access.scene import Scene


class DashboardScene:
    def __init__(self, scene: Scene) -> None:
        self.agency = scene.agency
        self.be_year = Assignment.objects.filter(agency=scene.agency)[0].year.be_year

    def prepare(self, address: str, state: str) -> None:
        """All of it is there."""

    def request(self, address: str, state: str) -> tuple[str, dict[str, Any]]:
        """The address, in the state "file" as a file."""
        args: list[Any] = []
        if address == "dashboard-agency":
            args = [self.be_year, self.agency.code]
        elif address == "score-list":
            args = [self.be_year]
        return reverse(address, args=args) + ("?format=xlsx" if state == "file" else ""), {}


def build(scene: Scene) -> DashboardScene:
    return DashboardScene(scene)
