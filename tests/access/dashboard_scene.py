"""The dashboard of the scene's year, its page of the scene's agency, and the lists as files."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from accounts.models import User
from indicators import clock
from indicators.models import Assignment, ReportingPeriod
from indicators.services.agency_reminders import remind
from tests import make
from tests.access.scene import DAY, Scene


class DashboardScene:
    def __init__(self, scene: Scene) -> None:
        self.agency = scene.agency
        self.officer, self.evaluator = scene.people["off"], scene.people["eva"]
        self.batch: UUID | None = None
        self.be_year = Assignment.objects.filter(agency=scene.agency)[0].year.be_year

    def prepare(self, address: str, state: str) -> None:
        """All of it is there but a reminder that waits."""
        if state == "waiting" and self.batch is None:
            period = ReportingPeriod.objects.select_related("year").get(year__be_year=self.be_year, kind="q4")
            with clock.travel(make.at(DAY)):
                User.objects.filter(pk=self.officer.pk).update(email="officer@example.go.th")
                self.batch, _made = remind([self.agency], period, actor=self.evaluator)

    def request(self, address: str, state: str) -> tuple[str, dict[str, Any]]:
        """The address, in the state "file" as a file."""
        if address == "dashboard-remind":
            asked = {"year": str(self.be_year), "period": "q4", "only": self.agency.code}
            return f"{reverse(address)}?{urlencode(asked)}", asked
        args: list[Any] = [self.batch] if state == "waiting" else []
        if address == "dashboard-agency":
            args = [self.be_year, self.agency.code]
        elif address == "score-list":
            args = [self.be_year]
        return reverse(address, args=args) + ("?format=xlsx" if state == "file" else ""), {}


def build(scene: Scene) -> DashboardScene:
    return DashboardScene(scene)
