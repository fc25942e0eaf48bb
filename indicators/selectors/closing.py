"""The closing of a year: which scores are not final, what the page saw, and who closed or reopened it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import Agency
from indicators.models import Dossier, FiscalYear, Revision, YearClosing
from indicators.selectors.scores import AssignmentScore, State

# By the key of an assignment, or by that and the position of a criterion: why the year is closed nevertheless.
Named = Mapping[int | tuple[int, int], str]


@dataclass(frozen=True)
class OpenScore:
    """A score that is not final: `what` says why, `positions` are the criteria that are the cause."""

    score: AssignmentScore
    what: str
    positions: tuple[int, ...]

    def reasons_in(self, named: Named) -> dict[int, str]:
        """The reasons given for it by position (0: for all of it); empty unless they cover it."""
        key = self.score.assignment.pk
        if whole := named.get(key, "").strip():
            return {0: whole}
        given = {position: named.get((key, position), "").strip() for position in self.positions}
        return given if given and all(given.values()) else {}


def open_scores(scores: Iterable[AssignmentScore]) -> list[OpenScore]:
    """The scores that are conditional, partial or unmarked, in their order."""
    return [
        OpenScore(score, _why(score), tuple(_positions(score)))
        for score in scores
        if score.state is not State.FINAL or score.is_partial
    ]


def _positions(score: AssignmentScore) -> list[int]:
    return [
        each.position
        for each in score.criteria
        if each.conditional or (each.effective is None and not score.is_given)
    ]


def _why(score: AssignmentScore) -> str:
    said = []
    if score.effective is None:
        said.append(_("ยังไม่มีคะแนน"))
    elif score.is_partial:
        unmarked = ", ".join(str(each.position) for each in score.criteria if each.effective is None)
        said.append(_("ยังไม่ให้คะแนนเกณฑ์ที่ %(positions)s") % {"positions": unmarked})
    if score.conditional:
        held = [str(each.position) for each in score.criteria if each.conditional]
        if len(held) == len(score.criteria):
            said.append(_("มีเงื่อนไขของมติอุทธรณ์ที่ยังไม่ครบ"))
        else:
            said.append(_("เกณฑ์ที่ %(positions)s มีเงื่อนไขของมติอุทธรณ์ที่ยังไม่ครบ") % {"positions": ", ".join(held)})
    return " ".join([*said, score.fault]).strip()


def fingerprint(scores: Sequence[AssignmentScore]) -> str:
    """A short word for what the scores of a year say now: a closing carries the one that its page showed."""
    said = [
        (score.assignment.pk, str(score.effective), str(score.out_of), str(score.assignment.weight), score.state)
        for score in scores
    ]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:32]


def closings_of(year: FiscalYear) -> list[YearClosing]:
    """Every closing of a year, the newest first."""
    rows = year.closings.select_related("closed_by", "reopening_asked_by", "reopened_by")
    return list(rows.order_by("-number"))


def standing_closing(year: FiscalYear) -> YearClosing | None:
    """The closing in force, None while the year is open."""
    rows = YearClosing.objects.filter(year=year, reopened_at__isnull=True)
    return rows.select_related("closed_by", "reopening_asked_by").first()


def frozen_revision(agency: Agency, year: FiscalYear) -> Revision | None:
    """The newest frozen scores of an agency's year; while the year is open those of its last closing."""
    kept = Revision.objects.filter(dossier__kind=Dossier.Kind.AGENCY_SCORE, dossier__agency=agency)
    return kept.filter(dossier__year=year).order_by("-number").first()
