"""Two submissions compared field by field, and what a report changed since somebody last reviewed it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from indicators.models import Event, Revision
from indicators.models.dossier import Submittable
from indicators.selectors.answers import Answer, answers_in, evidence_lines
from indicators.selectors.content import Content
from thai.diff import Part, diff, sides

# The acts by which a reviewer takes a stand on a submission.
REVIEWING = ("return", "endorse", "accept", "reopen")


@dataclass(frozen=True)
class Change:
    """One field in both submissions. The parts are those of thai.diff, one side each."""

    label: str
    before: str
    after: str
    before_parts: list[Part]
    after_parts: list[Part]

    @property
    def unchanged(self) -> bool:
        return self.before == self.after


@dataclass(frozen=True)
class Comparison:
    """Two submissions and all their fields."""

    before: Revision
    after: Revision
    changes: list[Change]

    @property
    def changed(self) -> list[Change]:
        return [change for change in self.changes if not change.unchanged]

    @property
    def unchanged(self) -> list[Change]:
        return [change for change in self.changes if change.unchanged]


def compare(before: Sequence[Answer], after: Sequence[Answer]) -> list[Change]:
    """Field by field in the order of `after`; what only `before` has comes last, and is empty now."""
    old = {answer.field: answer for answer in before}
    new = {answer.field: answer for answer in after}
    changes = []
    for name in [*new, *(name for name in old if name not in new)]:
        was, now = old.get(name), new.get(name)
        label = (now or old[name]).label
        texts = (was.value if was else "", now.value if now else "")
        changes.append(Change(label, *texts, *sides(diff(*texts))))
    return changes


def since_last_review(report: Submittable, user: User) -> Comparison | None:
    """The newest submission against the newest one that `user` took a stand on; None when there is no other."""
    decided = (
        Event.objects.filter(dossier=report.dossier_id, actor=user, action__in=REVIEWING, revision__isnull=False)
        .select_related("revision")
        .order_by("-revision__number", "-sequence")
        .first()
    )
    newest = report.dossier.revisions.order_by("-number").first()
    if decided is None or newest is None or decided.revision is None or decided.revision_id == newest.pk:
        return None
    return Comparison(decided.revision, newest, compare(_answers(decided.revision), _answers(newest)))


def _answers(revision: Revision) -> list[Answer]:
    content: Content = json.loads(revision.content)
    return [*answers_in(content), Answer("evidence", _("หลักฐานอ้างอิง"), evidence_lines(content))]
