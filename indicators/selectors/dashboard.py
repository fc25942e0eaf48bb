"""The city, or an agency, at a glance: what was sent for each period and how far the work is.

A line is an agency, or on the page of one agency an assignment. The number of queries does not depend on theirs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Agency, User
from indicators.models import Assignment, FiscalYear, QuarterlyReport, ReportingPeriod, YearEndReport
from indicators.permissions import visible_to
from indicators.report_state import SENT, WORDS, ReportState, state_of, worst
from thai.digits import format_number

Kind = ReportingPeriod.Kind
QUARTERS = (Kind.Q1, Kind.Q2, Kind.Q3, Kind.Q4)
PlanStatus = QuarterlyReport.PlanStatus
T = TypeVar("T")


@dataclass(frozen=True)
class Sent:
    """A report as the dashboard reads it. `progress` is None unless it was sent with one."""

    agency: int
    assignment: int
    weight: Decimal
    kind: str
    page: str
    pk: int
    state: ReportState
    is_late: bool
    plan_status: str
    progress: Decimal | None

    @property
    def url(self) -> str:
        return reverse(self.page, args=[self.pk])


@dataclass(frozen=True)
class Cell:
    """The reports of a line on one period; `url` leads to the one there is, of several to their page."""

    kind: str
    reports: tuple[Sent, ...]
    url: str

    @property
    def state(self) -> ReportState | None:
        """The worst of its reports, None without any."""
        return worst(report.state for report in self.reports)

    @property
    def period(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def is_sent(self) -> bool:
        """Whether there are reports and all of them stand as sent."""
        return bool(self.reports) and all(report.state in SENT for report in self.reports)

    @property
    def word(self) -> str:
        """ "ล่าช้า", of several reports "ล่าช้า 1 จาก 3"."""
        if self.state is None:
            return _("ไม่มีรายงาน")
        if len(self.reports) == 1:
            return str(WORDS[self.state])
        counted = sum(report.state is self.state for report in self.reports)
        facts = {"state": WORDS[self.state], "count": counted, "total": len(self.reports)}
        return _("%(state)s %(count)s จาก %(total)s") % facts

    @property
    def notes(self) -> list[tuple[str, str]]:
        """What is said of those sent besides, as (look, word): that one came late, that one does not go to plan. On
        plan is not said."""
        said = []
        sent = [report for report in self.reports if report.state in SENT]
        if any(report.is_late for report in sent):
            said.append(("late", _("ส่งหลังกำหนด")))
        plans = {report.plan_status for report in sent}
        if PlanStatus.BEHIND in plans:
            said.append(("delayed", _("แผน: ล่าช้า")))
        elif PlanStatus.AT_RISK in plans:
            said.append(("at_risk", _("แผน: เสี่ยง")))
        return said

    @property
    def in_words(self) -> str:
        """All that the cell says, as one text."""
        return ", ".join([self.word, *(word for _look, word in self.notes)])


@dataclass(frozen=True)
class Line(Generic[T]):
    """One line: its cells in the order of periods, and the cumulative progress sent for each quarter in percent."""

    subject: T
    cells: tuple[Cell, ...]
    progress: tuple[Decimal | None, ...]

    def cell(self, kind: str) -> Cell:
        return next(cell for cell in self.cells if cell.kind == kind)

    @property
    def latest_progress(self) -> Decimal | None:
        return next((value for value in reversed(self.progress) if value is not None), None)

    @property
    def progress_in_words(self) -> str:
        """ "ไตรมาสที่ 1 ร้อยละ 30.00, ไตรมาสที่ 2 ไม่มีข้อมูล, …"."""
        return ", ".join(
            _("%(period)s ร้อยละ %(progress)s") % {"period": kind.label, "progress": format_number(value)}
            if value is not None
            else _("%(period)s ไม่มีข้อมูล") % {"period": kind.label}
            for kind, value in zip(QUARTERS, self.progress, strict=True)
        )


def agencies_of(user: User, year: FiscalYear) -> QuerySet[Agency]:
    """The agencies with assignments in the year that the person may see, in their order."""
    rows = Agency.objects.filter(pk__in=Assignment.objects.filter(year=year).values("agency"))
    return visible_to(user, rows).order_by("sort_key", "pk")


def narrowed(
    agencies: QuerySet[Agency], *, words: str = "", level: str = "", zone: str = "", codes: Sequence[str] = ()
) -> QuerySet[Agency]:
    """Those with the words in name, code or short name, of a level, of a group, with one of the codes; what is empty
    asks for nothing."""
    if codes:
        agencies = agencies.filter(code__in=codes)
    if words:
        named = Q(name__icontains=words) | Q(code__startswith=words) | Q(abbreviation__icontains=words)
        agencies = agencies.filter(named)
    if level:
        agencies = agencies.filter(level=level)
    return agencies.filter(zone=zone) if zone else agencies


def zones_of(agencies: QuerySet[Agency]) -> list[str]:
    """The groups that `agencies` fall into, none of them empty."""
    return sorted(set(agencies.exclude(zone="").order_by().values_list("zone", flat=True)))


def current_kind(periods: Sequence[ReportingPeriod], today: date) -> str:
    """The period that opened last, the first one before any is open."""
    opened = [period for period in periods if period.opens_on <= today]
    return max(opened, key=lambda period: (period.opens_on, period.kind)).kind if opened else str(Kind.Q1)


def agency_lines(year: FiscalYear, agencies: Sequence[Agency], today: date) -> list[Line[Agency]]:
    """A line for each of `agencies`, in their order. Three queries."""
    reports = _by(_reports(year, today, [agency.pk for agency in agencies]), lambda report: report.agency)

    def page_of(agency: Agency) -> str:
        return reverse("dashboard-agency", args=[year.be_year, agency.code])

    return [_line(agency, reports[agency.pk], page_of(agency)) for agency in agencies]


def assignment_lines(year: FiscalYear, assignments: Sequence[Assignment], today: date) -> list[Line[Assignment]]:
    """A line for each of `assignments`, all of one year, in their order. Three queries."""
    of = {assignment.agency_id for assignment in assignments}
    reports = _by(_reports(year, today, of), lambda report: report.assignment)
    return [_line(assignment, reports[assignment.pk], "") for assignment in assignments]


def sentence_of(lines: Sequence[Line[Any]], kind: str) -> str:
    """ "ส่งแล้ว 61 จาก 77 หน่วยงาน ล่าช้า 9"; of a single agency its reports are counted."""
    if len(lines) == 1:
        states = [report.state for report in lines[0].cell(kind).reports]
        return _told(sum(state in SENT for state in states), len(states), _late(states), _("รายงาน"))
    cells = [line.cell(kind) for line in lines]
    late = _late(cell.state for cell in cells)
    return _told(sum(cell.is_sent for cell in cells), len(cells), late, _("หน่วยงาน"))


def together(lines: Sequence[Line[Any]]) -> Line[None]:
    """The reports of several lines as one line, in which they can be counted."""
    cells = (
        Cell(kind, tuple(report for line in lines for report in line.cell(kind).reports), "") for kind in Kind.values
    )
    return Line(None, tuple(cells), (None,) * len(QUARTERS))


def late_first(lines: Iterable[Line[T]], kind: str) -> list[Line[T]]:
    """Those late in the period before the others; among them those with more late reports in all periods."""

    def key(line: Line[T]) -> tuple[bool, int]:
        late = _late(report.state for cell in line.cells for report in cell.reports)
        return line.cell(kind).state is not ReportState.OVERDUE, -late

    return sorted(lines, key=key)  # stable: equals keep their order


def in_state(lines: Iterable[Line[T]], kind: str, state: str) -> list[Line[T]]:
    """Those whose cell of the period is in a state."""
    return [line for line in lines if line.cell(kind).state == state]


def _late(states: Iterable[ReportState | None]) -> int:
    return sum(state is ReportState.OVERDUE for state in states)


def _told(sent: int, total: int, late: int, unit: str) -> str:
    facts = {"sent": sent, "total": total, "late": late, "unit": unit}
    return _("ส่งแล้ว %(sent)s จาก %(total)s %(unit)s ล่าช้า %(late)s") % facts


def _line(subject: T, reports: Sequence[Sent], page: str) -> Line[T]:
    own = _by(reports, lambda report: report.kind)
    cells = tuple(
        Cell(kind, tuple(own[kind]), own[kind][0].url if len(own[kind]) == 1 else page) for kind in Kind.values
    )
    return Line(subject, cells, tuple(_mean_progress(own[kind]) for kind in QUARTERS))


def _mean_progress(reports: Sequence[Sent]) -> Decimal | None:
    """The mean of the progress sent, weighted as the assignments are; the plain mean when no weight is given."""
    known = [(report.progress, report.weight) for report in reports if report.progress is not None]
    if not known:
        return None
    if not any(weight for _progress, weight in known):
        known = [(progress, Decimal(1)) for progress, _weight in known]
    weights = sum((weight for _value, weight in known), Decimal(0))
    return sum((value * weight for value, weight in known), Decimal(0)) / weights


def _by(reports: Iterable[Sent], key: Callable[[Sent], Any]) -> Mapping[Any, list[Sent]]:
    found: dict[Any, list[Sent]] = defaultdict(list)
    for report in reports:
        found[key(report)].append(report)
    return found


_COLUMNS: tuple[str, ...] = ("pk", "assignment__agency", "assignment", "assignment__weight", "status", "is_late")
_COLUMNS += ("returned_due_on", "edited_at", "progress_percent")


def _reports(year: FiscalYear, today: date, agencies: Iterable[int]) -> Iterator[Sent]:
    """Every report of these agencies (by key) in the year. Three queries, the periods among them."""
    periods = {period.kind: period for period in year.periods.all()}
    of: dict[str, Any] = {"assignment__year": year, "assignment__agency__in": list(agencies)}
    quarters = QuarterlyReport.objects.filter(**of).order_by("pk")
    for row in quarters.values(*_COLUMNS, "plan_status", "period__kind"):
        yield _sent(row, periods[row["period__kind"]], "quarterly-report", row["plan_status"], today)
    for row in YearEndReport.objects.filter(**of).order_by("pk").values(*_COLUMNS):
        if Kind.YEAR_END in periods:
            yield _sent(row, periods[Kind.YEAR_END], "year-end-report", "", today)


def _sent(row: Mapping[str, Any], period: ReportingPeriod, page: str, plan_status: str, today: date) -> Sent:
    state = state_of(
        row["status"],
        opens_on=period.opens_on,
        due_on=period.due_on,
        returned_due_on=row["returned_due_on"],
        today=today,
        touched=row["edited_at"] is not None,
    )
    return Sent(
        agency=row["assignment__agency"],
        assignment=row["assignment"],
        weight=row["assignment__weight"],
        kind=period.kind,
        page=page,
        pk=row["pk"],
        state=state,
        is_late=row["is_late"],
        plan_status=plan_status,
        progress=row["progress_percent"] if state in SENT else None,
    )
