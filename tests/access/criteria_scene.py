"""The criteria of the matrix: an assignment of an open year and one of a closed year."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.urls import reverse

from indicators.models import Assignment, FiscalYear
from tests import make
from tests.access.scene import Scene


class CriteriaScene:
    """An assignment for each state."""

    def __init__(self, scene: Scene) -> None:
        closed = make.year(2563)
        self.made: dict[str, Assignment] = {
            "open": make.assignment(scene.agency, FiscalYear.objects.get(be_year=2564)),
            "closed": make.assignment(scene.agency, closed),
        }
        FiscalYear.objects.filter(pk=closed.pk).update(closed_at=make.at("2020-12-01"))

    def prepare(self, address: str, state: str) -> None:
        """Everything stands from the beginning."""

    def request(self, address: str, state: str) -> tuple[str, dict[str, Any]]:
        """Where to send it and a form that would do, if the person and the moment did."""
        more = [1] if address == "criterion-amend" else []
        form = {
            **{"version": "1", "key": str(uuid4()), "text": "ข้อความใหม่", "weight": "100", "measure": "ratio"},
            **{"ground": "circular", "ground_reference": "กท 0301/ว 512", "in_force_from": "1 มิ.ย. 2564"},
        }
        return reverse(address, args=[self.made[state].pk, *more]), form


def build(scene: Scene) -> CriteriaScene:
    """What answers for the addresses of this part."""
    return CriteriaScene(scene)
