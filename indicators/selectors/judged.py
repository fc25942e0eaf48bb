"""What the secretariat judges: which submission a criterion is judged by, who may judge it, and what waits to be.

A criterion that is measured in steps is judged by hand, 0 to 100 percent. Where an app above knows the step behind a
criterion's position, its newest submission is judged; otherwise that of the year-end report.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from indicators import clock, permissions
from indicators.models import (
    CriterionVersion,
    Judgement,
    Measure,
    Recusal,
    ReportingPeriod,
    Revision,
    YearEndReport,
)
from indicators.permissions import Refused, Verdict
from indicators.selectors.answers import answers_in, evidence_lines
from indicators.selectors.content import Content
from indicators.selectors.criteria import newest_version
from thai.dates import active_language, format_date

Rows = list[tuple[str, str]]
# An assignment and the position of one of its criteria.
Place = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a criterion is judged by: its name, page, state, when it is due, and its newest submission, None while
    nothing was handed in. `read` finds the facts in a frozen content."""

    name: str
    url: str
    status: str
    word: str
    revision: Revision | None
    read: Callable[[Content], Rows]
    due_on: date | None = None
    is_late: bool = False

    def facts(self) -> Rows:
        """The submission in rows of label and text, its evidence last; none when nothing was handed in."""
        if self.revision is None:
            return []
        content = json.loads(self.revision.content)
        return [*self.read(content), (_("หลักฐานอ้างอิง"), evidence_lines(content))]

    def cited(self) -> list[Content]:
        """The documents that the submission cites as evidence."""
        return json.loads(self.revision.content)["evidence"] if self.revision else []


# Apps above find the subjects of the positions they know, for assignments given by key. The first to know one counts.
SUBJECTS: list[Callable[[Collection[int]], dict[Place, Subject]]] = []


def subjects_of(criteria: Iterable[CriterionVersion]) -> dict[Place, Subject]:
    """The subject of each criterion. The same number of queries for any number of them."""
    places = {(criterion.assignment_id, criterion.position) for criterion in criteria}
    keys = {key for key, _position in places}
    found: dict[Place, Subject] = {}
    for find in SUBJECTS:
        found = find(keys) | found
    if left := {key for key, position in places if (key, position) not in found}:
        reports = _year_ends(left)
        found |= {place: reports[place[0]] for place in places if place not in found and place[0] in reports}
    return {place: found[place] for place in places if place in found}


def subject_of(criterion: CriterionVersion) -> Subject | None:
    """As `subjects_of`, of one criterion."""
    return subjects_of([criterion]).get((criterion.assignment_id, criterion.position))


def newest_submissions(dossiers: Iterable[Any]) -> dict[Any, Revision]:
    """The newest revision of each dossier that has one, its content left for later. One query."""
    rows = Revision.objects.filter(dossier__in=list(dossiers)).defer("content").order_by("number")
    return {row.dossier_id: row for row in rows}


def _year_ends(keys: Collection[int]) -> dict[int, Subject]:
    due = ReportingPeriod.objects.filter(year=OuterRef("assignment__year"), kind=ReportingPeriod.Kind.YEAR_END)
    reports: Any = YearEndReport.objects.filter(assignment__in=keys).annotate(due=Subquery(due.values("due_on")[:1]))
    rows = list(reports)
    newest = newest_submissions(row.dossier_id for row in rows)
    return {
        row.assignment_id: Subject(
            name=_("รายงานสิ้นปี"),
            url=reverse("year-end-report", args=[row.pk]),
            status=row.status,
            word=str(row.get_status_display()),
            revision=newest.get(row.dossier_id),
            read=lambda content: [(answer.label, answer.value) for answer in answers_in(content)],
            due_on=row.returned_due_on or row.due,
            is_late=row.is_late,
        )
        for row in rows
    }


def may_judge(user: User, criterion: CriterionVersion, subject: Subject | None) -> Verdict:
    """Whether the person may judge a criterion now. Reads its assignment and year."""
    verdict = permissions.judges(user, Role.SECRETARIAT, criterion.assignment)
    if not verdict.allowed:
        return verdict
    if subject and subject.revision and subject.revision.created_by_id == user.pk:
        return Verdict(False, Refused.ROLE, _("ผู้ส่งงานให้คะแนนงานที่ตนส่งไม่ได้"), whose_turn=Role.SECRETARIAT)
    if criterion.measure != Measure.STEPS:
        return Verdict(False, Refused.MOMENT, _("เกณฑ์ข้อนี้คิดคะแนนจากรายงานสิ้นปี จึงไม่ต้องให้คะแนนขั้นตอน"))
    if closed_at := criterion.assignment.year.closed_at:
        return Verdict(False, Refused.MOMENT, _("ปิดปีงบประมาณแล้ว"), closed_at, Role.ADMINISTRATOR)
    newest = newest_version(criterion.assignment_id, criterion.position) or criterion
    if newest.pk != criterion.pk:
        words = {
            "version": newest.version,
            "date": format_date(newest.in_force_from, "long", active_language()),
        }
        reason = _("เกณฑ์ข้อนี้มีฉบับที่ %(version)s ใช้แทนแล้วตั้งแต่วันที่ %(date)s ให้คะแนนตามฉบับนั้น") % words
        return Verdict(False, Refused.MOMENT, reason)
    return Verdict(True)


def waiting_to_be_judged(
    user: User, be_year: int | None = None, step: int | None = None
) -> QuerySet[CriterionVersion]:
    """Criteria in force without a judgement that `user` may judge, by agency and then by step, in which order an
    agency's fall due; those of one year and of one step when it is given."""
    standing = user.standing_on(clock.today())
    if Role.SECRETARIAT not in standing.city:
        return CriterionVersion.objects.none()
    newest = CriterionVersion.objects.filter(assignment=OuterRef("assignment"), position=OuterRef("position"))
    rows = (
        CriterionVersion.objects.filter(
            measure=Measure.STEPS,
            assignment__year__closed_at__isnull=True,
            version=Subquery(newest.order_by("-version").values("version")[:1]),
        )
        .exclude(assignment__agency__in=sorted(standing.own_agencies))
        .exclude(assignment__in=Recusal.objects.filter(user=user.pk).values("assignment"))
        .exclude(pk__in=Judgement.objects.values("criterion"))
    )
    if be_year is not None:
        rows = rows.filter(assignment__year__be_year=be_year)
    if step is not None:
        rows = rows.filter(position=step)
    return rows.select_related("assignment__agency", "assignment__indicator", "assignment__year").order_by(
        "assignment__agency__sort_key", "assignment__number", "position", "pk"
    )


def assignments_to_judge(rows: QuerySet[CriterionVersion]) -> list[int]:
    """The assignments of criteria that wait to be judged, by key, in the order of their queue. One query."""
    return list(dict.fromkeys(rows.values_list("assignment", flat=True)))


def told_before(user: User, judgement: Judgement) -> bool:
    """Whether a page on which `user` is to judge may tell what `judgement` gave: his own. What somebody else gave is
    told when he has given his, so that he judges by the submission."""
    return judgement.judged_by_id == user.pk
