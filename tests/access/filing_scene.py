"""The appeals of the matrix: one for each state, and the request for each address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

from django.urls import reverse

from appeals.models import Appeal, CityOrder
from appeals.selectors.content import appeal_content
from indicators.models import FiscalYear, Meeting
from indicators.services.revisions import freeze
from tests import make, make_appeal
from tests.access.scene import Scene

LISTS = {"appeal-list", "appeal-waiting", "city-order-list", "city-order-add"}


class FilingScene:
    """Appeals of the scene's agency, made when a line first asks for them."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.year = FiscalYear.objects.get(be_year=2564)
        self.codes = make_appeal.codes(self.year)
        self.closed = make.year(2563, appeals_close_on=date(2021, 8, 31))
        self.meeting = Meeting.objects.create(year=self.year, number="9/2564", held_on=date(2021, 10, 20))
        self.order = CityOrder.objects.create(
            year=self.year,
            number="กท 0406/191",
            dated=date(2021, 4, 15),
            subject="ระงับการให้บริการ",
            cause=self.codes["cause1"],
            what_happened="โรคระบาด",
            added_by=scene.author,
            added_at=make_appeal.NOON,
        )
        self.made: dict[str, Any] = {}

    def prepare(self, address: str, state: str) -> None:
        """Make what a line needs; outside what is undone after its request."""
        if state != "-" and state not in self.made:
            self.made[state] = self._assignment() if state == "assignment" else self._appeal(state)

    def request(self, address: str, state: str) -> tuple[str, dict[str, Any]]:
        """Where to send it and a form that would do, if the person and the moment did."""
        if address in LISTS:
            return reverse(address), self._form(address, self.made.get(state))
        if address.startswith("city-order"):
            return reverse(address, args=[self.order.pk]), self._form(address, None)
        row = self.made[state]
        row.refresh_from_db()
        return reverse(address, args=[row.pk]), self._form(address, row)

    def _form(self, address: str, row: Any) -> dict[str, Any]:
        form: dict[str, Any] = {"version": getattr(row, "version", 1), "key": str(uuid4()), "reason": "ข้อมูลไม่ครบ"}
        return form | _FORMS.get(address, lambda scene, of: {})(self, row)

    def _assignment(self, year: FiscalYear | None = None) -> Any:
        return make_appeal.assignment(self.scene.agency, year or self.year)

    def _appeal(self, state: str) -> Appeal:
        appeal = make_appeal.appeal(self._assignment(self.closed if state == "late" else None))
        if state in {"draft", "late"}:
            return appeal
        freeze(appeal.dossier, appeal_content(appeal), actor=self.scene.author, at=make_appeal.NOON)
        return make_appeal.put(appeal, state, self.scene.author)


def build(scene: Scene) -> FilingScene:
    return FilingScene(scene)


_FORMS: dict[str, Callable[[FilingScene, Any], dict[str, Any]]] = {
    "appeal-add": lambda scene, assignment: {"position": "4", "what_happened": "น้ำท่วม"},
    "appeal-edit": lambda scene, appeal: {"position": "4", "what_happened": "ข้อความใหม่"},
    "appeal-evidence": lambda scene, appeal: {"action": ""},
    "appeal-waiting": lambda scene, appeal: {
        "meeting": scene.meeting.pk,
        "appeals": [f"{appeal.pk}-{appeal.version}"] if appeal else [],
        "invitation_number": "กท 0303/2208",
        "invitation_date": "4 ต.ค. 2564",
        "invitation_subject": "เชิญประชุม",
    },
    "city-order-add": lambda scene, none: {
        "number": "กท 0406/192",
        "dated": "4 ต.ค. 2564",
        "subject": "ระงับ",
        "what_happened": "โรคระบาด",
        "cause": scene.codes["cause1"].pk,
    },
    "city-order-apply": lambda scene, none: {"assignments": [f"{scene.scene.objects['assignment']}-0"]},
}
