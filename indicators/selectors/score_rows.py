"""Scores in words, for pages, files and the terminal: a sum of an agency, a table of its assignments."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Agency
from indicators.models import Assignment, FiscalYear
from indicators.scoring import Total, rounded
from indicators.selectors.score_content import assignments_of
from indicators.selectors.scores import AssignmentScore, State, scores_of, total_of
from indicators.selectors.weights import WHOLE, weight_sentence
from thai.digits import format_number

STATE_WORDS = {
    State.FINAL: gettext_lazy("คะแนนเป็นที่สุด"),
    State.CONDITIONAL: gettext_lazy("คะแนนมีเงื่อนไข"),
    State.PARTIAL: gettext_lazy("ให้คะแนนบางส่วน"),
    State.UNMARKED: gettext_lazy("ยังไม่ให้คะแนน"),
}


@dataclass(frozen=True)
class AgencySum:
    """An agency's year: `state` is the least settled of its scores, `counts` how many are in which state."""

    agency: Agency
    scores: tuple[AssignmentScore, ...]
    total: Total

    @property
    def points(self) -> Decimal | None:
        """None while nothing is marked."""
        return self.total.points if any(score.effective is not None for score in self.scores) else None

    @property
    def counts(self) -> Counter[State]:
        return Counter(score.state for score in self.scores)

    @property
    def state(self) -> State:
        if self.points is None:
            return State.UNMARKED
        if self.total.partial:
            return State.PARTIAL
        return State.CONDITIONAL if self.counts[State.CONDITIONAL] else State.FINAL

    @property
    def counts_in_words(self) -> str:
        """How many are not final yet: "คะแนนมีเงื่อนไข 1, ยังไม่ให้คะแนน 2"."""
        open_states = (State.CONDITIONAL, State.PARTIAL, State.UNMARKED)
        counted = [(STATE_WORDS[state], self.counts[state]) for state in open_states]
        return ", ".join(f"{word} {count}" for word, count in counted if count)

    @property
    def weight_note(self) -> str:
        """By how much the weights miss a hundred, "" when they make it up."""
        return "" if self.total.weight == WHOLE else weights_in_words(self.total)


def weights_in_words(total: Total) -> str:
    """ "น้ำหนักรวม 90.00 (ขาด 10.00)"."""
    return _("น้ำหนักรวม %(weights)s") % {"weights": weight_sentence(total.weight)}


def total_in_words(total: Total, points: Decimal | None) -> str:
    """ "8.00 จาก 8.00 คะแนน"; that it is only a part is said beside it."""
    if points is None:
        return str(STATE_WORDS[State.UNMARKED])
    facts = {"points": format_number(points), "out_of": format_number(total.out_of)}
    return _("%(points)s จาก %(out_of)s คะแนน") % facts


def agencies_with_scores(year: FiscalYear, words: str = "", level: str = "") -> list[Agency]:
    """Agencies with assignments in the year, in their order, of a level and with the words in name or code."""
    rows = Agency.objects.filter(Exists(Assignment.objects.filter(year=year, agency=OuterRef("pk"))))
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(code__startswith=words) | Q(abbreviation__icontains=words))
    if level:
        rows = rows.filter(level=level)
    return list(rows)


def sums_of(year: FiscalYear, agencies: Sequence[Agency]) -> list[AgencySum]:
    """The sums of `agencies` in their order; the same number of queries for any number of them."""
    wanted = {agency.pk for agency in agencies}
    own: dict[int, list[AssignmentScore]] = defaultdict(list)
    for score in scores_of(assignments_of(year, wanted)):
        own[score.assignment.agency_id].append(score)
    return [AgencySum(agency, tuple(own[agency.pk]), total_of(own[agency.pk])) for agency in agencies]


def table_of_agencies(sums: Iterable[AgencySum]) -> list[list[str]]:
    """The list as a table of texts with its heading: unmarked is an empty cell, 0 is 0.00."""
    heading = [_("รหัสหน่วยงาน"), _("หน่วยงาน"), _("คะแนน"), _("จากน้ำหนักที่ให้คะแนนแล้ว"), _("น้ำหนักรวม"), _("สถานะ")]
    rows = [
        [
            each.agency.code,
            each.agency.name,
            cell(each.points),
            cell(each.total.out_of if each.points is not None else None),
            cell(each.total.weight),
            str(STATE_WORDS[each.state]),
        ]
        for each in sums
    ]
    return [heading, *rows]


def table_of_assignments(sums: Iterable[AgencySum]) -> list[list[str]]:
    """Every assignment of the agencies as a table of texts, with the same cells."""
    heading = [_("รหัสหน่วยงาน"), _("หน่วยงาน"), _("ลำดับ"), _("ตัวชี้วัด"), _("น้ำหนัก"), _("คะแนนคำนวณ")]
    heading += [_("คะแนนตามผลอุทธรณ์"), _("คะแนนที่กำหนดแทน"), _("คะแนนที่ใช้"), _("จากน้ำหนักที่ให้คะแนนแล้ว"), _("สถานะ")]
    rows = [
        [
            each.agency.code,
            each.agency.name,
            str(score.assignment.number),
            score.assignment.name_line,
            cell(score.assignment.weight),
            cell(score.calculated),
            cell(score.adjusted.points if score.adjusted else None),
            cell(score.override.points if score.override else None),
            cell(score.effective),
            cell(score.out_of if score.effective is not None else None),
            str(STATE_WORDS[score.state]),
        ]
        for each in sums
        for score in each.scores
    ]
    return [heading, *rows]


def cell(value: Decimal | None) -> str:
    """A figure for a file: two digits, nothing for what is unmarked."""
    return "" if value is None else str(rounded(value))


def given_in_words(thing: Any) -> str:
    """Which of the three points count, as a word beside them."""
    if thing.override:
        return _("กำหนดแทนโดยผู้ตรวจประเมิน")
    return _("ตามผลอุทธรณ์") if thing.adjusted else ""
