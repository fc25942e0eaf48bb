"""Criteria, recusals and comments of the judging table."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.urls import reverse

from indicators.models import Assignment, Comment, CriterionVersion, Recusal
from indicators.services.review import latest_revision
from tests import make, make_appeal
from tests.access.scene import DAY, Scene


class JudgingScene:
    """Things of the scene's agency, one for each noun and state, made when a line first asks for it."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.keys: dict[tuple[str, str], int] = {}

    def prepare(self, address: str, state: str) -> None:
        noun = address.partition("-")[0]
        if state != "-" and (noun, state) not in self.keys:
            makers = {"judging": self._criterion, "recusal": self._assignment, "comment": self._comment}
            self.keys[noun, state] = makers[noun](state)

    def request(self, address: str, state: str) -> tuple[str, dict[str, Any]]:
        if state == "-":
            return reverse(address), {"to": f"quarterly-report-{self.scene.quarters['opened'].pk}"}
        key = self.keys[address.partition("-")[0], state]
        if address == "judging-assignment":
            criterion = CriterionVersion.objects.get(pk=key)
            mark = {"criterion": str(key), "percent": "80", "reason": "", "seen_number": "0", "seen_revision": ""}
            form = {f"c{criterion.position}-{name}": value for name, value in mark.items()}
            return reverse(address, args=[criterion.assignment_id]), {**form, "key": str(uuid4())}
        form = {"key": str(uuid4()), "percent": "80", "seen_number": "0", "seen_revision": "", "reason": "มีส่วนได้เสีย"}
        return reverse(address, args=[key]), {**form, "field": "narrative", "text": "ขอวันที่ประชุม"}

    def _assignment(self, state: str) -> int:
        return self._made(state).pk

    def _made(self, state: str) -> Assignment:
        made = make_appeal.assignment(self.scene.agency)
        if state == "recused":
            for name in ("sec", "eva"):
                user = self.scene.people[name]
                Recusal.objects.create(assignment=made, user=user, reason="มีส่วนได้เสีย", declared_at=make.at(DAY))
        return made

    def _criterion(self, state: str) -> int:
        criterion = self._made(state).criterion_versions.get(position=4)
        if state == "older":
            values = {"version": 2, "text": "นำไปใช้ประโยชน์", "ground": "appeal", "measure": "steps"}
            CriterionVersion.objects.create(
                assignment=criterion.assignment, position=4, weight=20, in_force_from="2021-07-20", **values
            )
        return int(criterion.pk)

    def _comment(self, state: str) -> int:
        """A comment that is open or resolved; for "opened" and "accepted" the revision of that quarter."""
        if state in {"opened", "accepted"}:
            return int(latest_revision(self.scene.quarters[state]).pk)
        settled = {"resolved_at": make.at(DAY), "resolved_by": self.scene.people["eva"]}
        made = Comment.objects.create(
            revision=latest_revision(self.scene.quarters["opened"]),
            field="narrative",
            text="ขอวันที่ประชุม",
            author=self.scene.people["eva"],
            created_at=make.at(DAY),
            **(settled if state == "resolved" else {}),
        )
        return int(made.pk)


def build(scene: Scene) -> JudgingScene:
    return JudgingScene(scene)
