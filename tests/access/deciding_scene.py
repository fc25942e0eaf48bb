"""The conditions of the matrix, and the agenda's items of appeals: one for each state, with the request for each."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django.urls import reverse

from appeals.models import Condition, ConditionReport
from indicators import clock
from indicators.models import FiscalYear
from tests import make, make_appeal
from tests.access.scene import Scene
from tests.appeals.deciding import stage


class DecidingScene:
    """Appeals of the scene's agency, made when a line first asks for them. It is 5 October 2021."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.year = FiscalYear.objects.get(be_year=2564)
        self.made: dict[tuple[str, str], Any] = {}

    def prepare(self, address: str, state: str) -> None:
        """Make what a line needs; outside what is undone after its request."""
        key = (address.split("-")[0], state)
        if key not in self.made:
            self.made[key] = self._item(state) if key[0] == "agenda" else self._condition(state)

    def request(self, address: str, state: str) -> tuple[str, dict[str, Any]]:
        """Where to send it and a form that would do, if the person and the moment did."""
        row = self.made[(address.split("-")[0], state)]
        row.refresh_from_db()
        counts = {f"{of}-{which}_FORMS": "0" for of in ("terms", "abstentions") for which in ("TOTAL", "INITIAL")}
        form: dict[str, Any] = {"version": row.version, "key": str(uuid4()), "reason": "ข้อมูลไม่ครบ", **counts}
        form |= {"quantity": "1", "done_on": "2 ส.ค. 2564", "text": "เผยแพร่แล้ว", "report": "1"}
        form |= {"ruling": "waive", "resolution_reference": "6/2564", "resolved_on": "5 ต.ค. 2564"}
        form |= {"result": "reject", "resolution": "ไม่รับ"}
        return reverse(address, args=[row.pk]), form

    def _appeal(self) -> Any:
        return make_appeal.appeal(make_appeal.assignment(self.scene.agency, self.year))

    def _condition(self, state: str) -> Condition:
        appeal = make_appeal.put(self._appeal(), "conditions", self.scene.author)
        stage.filed(appeal)
        overdue = date(2021, 10, 4)
        condition = make_appeal.condition(appeal, due_on=overdue if state == "overdue" else date(2021, 10, 5))
        with clock.travel(stage.LATER):
            stage.reported(condition, 1, by=self.scene.author)
        if state in {"judged", "met"}:
            given = {"ruled_by": self.scene.author, "ruled_at": stage.LATER}
            ConditionReport.objects.filter(condition=condition).update(verdict="refused", reason="ไม่ครบ", **given)
        if state == "met":
            Condition.objects.filter(pk=condition.pk).update(status="waived", settled_at=stage.LATER)
        return condition

    def _item(self, state: str) -> Any:
        on = stage.meeting(f"{state}/2564")
        item = stage.scheduled(self._appeal(), on, self.scene.author)
        if state == "appeal-decided":
            with clock.travel(make.at("2021-10-04")):
                stage.decided(item, "reject")
        return item


def build(scene: Scene) -> DecidingScene:
    return DecidingScene(scene)
