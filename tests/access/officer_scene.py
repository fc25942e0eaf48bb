"""Pages of the scene's reports after sending, and pages that belong to nobody."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from tests.access.scene import Scene


class OfficerScene:
    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def prepare(self, address: str, state: str) -> None:
        """All of it is there."""

    def request(self, address: str, state: str) -> tuple[str, dict[str, Any]]:
        reports = {"quarterly-report-sent": self.scene.quarters, "year-end-report-sent": self.scene.year_ends}
        args = [reports[address][state].pk] if address in reports else []
        return reverse(address, args=args), {}


def build(scene: Scene) -> OfficerScene:
    return OfficerScene(scene)
