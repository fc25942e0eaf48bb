"""The papers of the matrix: an appeal for each stage, the scores of an open and of a closed year."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from appeals.models import Appeal
from indicators.models import Assignment, FiscalYear
from tests import make, make_appeal
from tests.access.scene import Scene
from tests.appeals.papers import stages


class PapersScene:
    """Appeals and assignments of the scene's agency."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        closed = make.year(2563)
        year = FiscalYear.objects.get(be_year=2564)
        self.assignments: dict[str, Assignment] = {
            "open": make.assignment(scene.agency, year),
            "closed": make.assignment(scene.agency, closed),
        }
        FiscalYear.objects.filter(pk=closed.pk).update(closed_at=make.at("2020-12-01"))
        self.appeals: dict[str, Appeal] = {}

    def prepare(self, address: str, state: str) -> None:
        """An appeal when a line first asks for one."""
        if address == "appeal-print" and state not in self.appeals:
            of = make_appeal.assignment(self.scene.agency, self.assignments["open"].year)
            made = make_appeal.appeal(of)
            self.appeals[state] = made if state == "draft" else stages.decided(stages.heard(stages.filed(made)))

    def request(self, address: str, state: str) -> tuple[str, dict[str, Any]]:
        """Where to ask for the paper."""
        if address == "appeal-print":
            return reverse(address, args=[self.appeals[state].pk]), {}
        of = self.assignments[state]
        arguments = [of.year.be_year, of.agency.code] if address == "agency-score-print" else [of.pk]
        return reverse(address, args=arguments), {}


def build(scene: Scene) -> PapersScene:
    """What answers for the addresses of this part."""
    return PapersScene(scene)
