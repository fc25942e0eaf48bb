"""A score in words, for its page: what was calculated, given instead and counts, from which submission, under which
wording, by whom and when."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from indicators.models import Assignment, Dossier, Revision, YearEndReport
from indicators.models.score import WHOLE_ASSIGNMENT
from indicators.selectors.evidence import PLACES, place_of, place_paths
from indicators.selectors.score_rows import STATE_WORDS
from indicators.selectors.scores import AssignmentScore, CriterionScore, VersionScore
from thai.dates import active_language, format_date, format_datetime
from thai.digits import format_number

Row = dict[str, Any]


def summary_rows(score: AssignmentScore | CriterionScore) -> list[tuple[str, str]]:
    """The three points and the one that counts, for components/definition_rows.html."""
    if isinstance(score, AssignmentScore):
        full, calculated, achievement = score.assignment.weight, score.calculated, score.achievement
    else:
        full, calculated, achievement = score.current.full, score.current.calculated, score.current.achievement
    rows = [
        (_("คะแนนเต็ม"), format_number(full)),
        (_("ผลสำเร็จ"), _percent(achievement)),
        (_("คะแนนคำนวณ"), points_or_unmarked(calculated)),
    ]
    if score.adjusted:
        facts = {
            "points": format_number(score.adjusted.points),
            "reference": score.adjusted.ground_reference,
            "day": format_date(score.adjusted.decided_on, "long", active_language()),
        }
        rows.append((_("คะแนนตามผลอุทธรณ์"), _("%(points)s ตาม%(reference)s เมื่อ %(day)s") % facts))
    if score.override:
        given = {
            "points": format_number(score.override.points),
            "who": score.override.given_by,
            "when": format_datetime(score.override.given_at, active_language()),
            "reason": score.override.reason,
        }
        rows.append((_("คะแนนที่กำหนดแทน"), _("%(points)s โดย %(who)s เมื่อ %(when)s เพราะ%(reason)s") % given))
    return [*rows, (_("คะแนนที่ใช้"), points_or_unmarked(score.effective))]


def criterion_rows(score: AssignmentScore) -> list[Row]:
    """The criteria with their versions, the one in force first. One query at the most, for where revisions belong."""
    lines = [line for criterion in score.criteria for line in (criterion.current, *criterion.earlier)]
    places = _places_of([line.revision for line in lines if line.revision])
    return [
        {
            "score": criterion,
            "position": criterion.position,
            "region": f"criterion-{criterion.position}",
            "state": criterion.state.value,
            "word": STATE_WORDS[criterion.state],
            "full": criterion.current.full,
            "effective": points_or_unmarked(criterion.effective),
            "override_url": reverse("score-override", args=[score.assignment.pk, criterion.position]),
            "versions": [
                _version_row(line, score.report, places) for line in (criterion.current, *criterion.earlier)
            ],
        }
        for criterion in score.criteria
    ]


def _version_row(line: VersionScore, report: YearEndReport | None, places: dict[Any, tuple[str, str]]) -> Row:
    label, url = places.get(line.revision.dossier_id, ("", "")) if line.revision else ("", "")
    who, when, late = _judged(line, report)
    return {
        "criterion": line.criterion,
        "full": line.full,
        "achievement": _percent(line.achievement),
        "calculated": points_or_unmarked(line.calculated),
        "revision": line.revision,
        "place": label,
        "url": url,
        "who": who,
        "when": when,
        "is_late": late,
        "reason": line.judgement.reason if line.judgement else "",
    }


def _judged(line: VersionScore, report: YearEndReport | None) -> tuple[str, str, bool]:
    """By whom and when, and whether that was late: the judgement's, or for what follows from the year-end report
    the acceptance of that."""
    if line.judgement:
        given = line.judgement
        return str(given.judged_by), format_datetime(given.judged_at, active_language()), given.is_late
    if line.achievement is not None and report and report.marked_at:
        return str(report.marked_by or ""), format_datetime(report.marked_at, active_language()), report.mark_is_late
    return "", "", False


def _places_of(revisions: list[Revision]) -> dict[Any, tuple[str, str]]:
    """Where the submissions belong, in words and as an address, by dossier."""
    keys = {revision.dossier_id for revision in revisions}
    if not keys:
        return {}
    dossiers = Dossier.objects.filter(kind__in=PLACES).select_related(*place_paths()).in_bulk(list(keys))
    return {pk: place_of(dossier) for pk, dossier in dossiers.items()}


def life_of_overrides(assignment: Assignment) -> list[Row]:
    """Every override that was given and what became of it, for components/timeline.html, the newest first."""
    entries: list[tuple[datetime, User | None, str, str]] = []
    rows = assignment.score_overrides.select_related("given_by", "cancelled_by")
    for given in rows:
        facts = {"of": _of(given.position), "points": format_number(given.points)}
        entries.append((given.given_at, given.given_by, _("กำหนดคะแนนแทน%(of)sเป็น %(points)s") % facts, given.reason))
        if given.cancelled_at:
            what = _("ยกเลิกคะแนนที่กำหนดแทน%(of)s (%(points)s)") % facts
            entries.append((given.cancelled_at, given.cancelled_by, what, given.cancel_reason))
    return [
        {
            "what": what,
            "who": str(who),
            "when": format_datetime(at, active_language()),
            "iso": at.isoformat(),
            "quote": reason,
        }
        for at, who, what, reason in sorted(entries, key=lambda entry: entry[0], reverse=True)
    ]


def _of(position: int) -> str:
    return "" if position == WHOLE_ASSIGNMENT else _("เกณฑ์ที่ %(position)s ") % {"position": position}


def points_or_unmarked(points: Decimal | None) -> str:
    """Two digits, or that it is unmarked: never an empty cell that could be read as 0."""
    return _("ยังไม่ให้คะแนน") if points is None else format_number(points)


def _percent(value: Decimal | None) -> str:
    return "" if value is None else _("ร้อยละ %(percent)s") % {"percent": format_number(value)}
