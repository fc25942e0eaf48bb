"""A year for each state in which it can stand, each with the scores of the scene's agency."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from indicators import clock
from indicators.models import Assignment, FiscalYear, Recusal, ScoreOverride
from indicators.selectors.closing import fingerprint, open_scores
from indicators.selectors.score_content import assignments_of
from indicators.selectors.scores import scores_of
from indicators.services import overrides, reopening
from tests import make
from tests.access.scene import DAY, Scene
from tests.indicators.scoring import stage

OF_A_YEAR = {
    "score-list",
    "score-csv",
    "year-closing",
    "year-closing-close",
    "year-closing-ask",
    "year-closing-reopen",
}


@dataclass
class Made:
    year: FiscalYear
    assignment: Assignment
    given: ScoreOverride | None = None


class ScoringScene:
    """Its years come before the scene's own, which stays the newest."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.made: dict[str, Made] = {}

    def prepare(self, address: str, state: str) -> None:
        if state in self.made:
            return
        year = make.year(2563 - len(self.made))
        percents = [100] * 5 if state == "final" else [100, 60]
        made = self.made[state] = Made(year, stage.five_steps(*percents, agency=self.scene.agency, year=year))
        with clock.travel(make.at(DAY)):
            self._bring_to(state, made)

    def _bring_to(self, state: str, made: Made) -> None:
        evaluator = make.user(Role.EVALUATOR)
        if state == "recused":
            for person in ("eva", "own"):
                user = self._person(person)
                Recusal.objects.create(assignment=made.assignment, user=user, reason="ญาติ", declared_at=stage.NOON)
        if state in {"overridden", "cancelled", "closed"}:
            overrides.override(made.assignment, 4, Decimal(1), "เหตุผล", actor=evaluator, seen=None)
            made.given = ScoreOverride.objects.get(assignment=made.assignment)
        if state == "cancelled" and made.given:
            overrides.cancel(made.given, "พิจารณาใหม่", actor=evaluator)
        if state in {"closed", "asked"}:
            closing = stage.close(made.year, by=evaluator, resolved_on=make.at("2021-10-01").date())
            if state == "asked":
                reopening.ask_reopening(closing, "พบข้อผิดพลาด", actor=make.user(Role.ADMINISTRATOR))

    def _person(self, name: str) -> User:
        person = self.scene.people[name]
        assert person
        return person

    def request(self, address: str, state: str) -> tuple[str, dict[str, Any]]:
        made = self.made[state]
        be_year = made.year.be_year
        if address == "score-start":
            return reverse(address), {}
        if address == "agency-score":
            return reverse(address, args=[be_year, self.scene.agency.code]), {}
        if address in OF_A_YEAR:
            return reverse(address, args=[be_year]), self._year_form(address, made)
        form = {"points": "1.50", "reason": "เหตุผล", "seen": "", "key": str(uuid4())}
        if address == "score-override":
            return reverse(address, args=[made.assignment.pk, 4]), form
        return reverse(address, args=[made.assignment.pk]), form | ({"override": made.given.pk} if made.given else {})

    def _year_form(self, address: str, made: Made) -> dict[str, Any]:
        if address != "year-closing-close":
            return {"reason": "เหตุผล", "key": str(uuid4())}
        scores = scores_of(assignments_of(made.year))
        return {
            "resolution_reference": "มติที่ 9",
            "resolved_on": "1 ต.ค. 2564",
            "seen": fingerprint(scores),
            "key": str(uuid4()),
            **{f"reason-{each.score.assignment.pk}": "รอ" for each in open_scores(scores)},
        }


def build(scene: Scene) -> ScoringScene:
    return ScoringScene(scene)
