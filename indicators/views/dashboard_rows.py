"""The rows of the dashboard: for its tables, drawn, and for the files, as cells."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Agency
from indicators.charts.bullet import bullet
from indicators.charts.columns import columns
from indicators.charts.sparkline import sparkline
from indicators.models import Assignment, FiscalYear, ReportingPeriod
from indicators.scoring import Total, rounded
from indicators.selectors.dashboard import QUARTERS, Line
from indicators.selectors.score_rows import STATE_WORDS, AgencySum, sums_of, total_in_words
from indicators.selectors.scores import AssignmentScore, State, total_of
from indicators.selectors.year_on_year import percent_of
from indicators.spreadsheet import Cell
from indicators.views.export import Sheet
from thai.digits import format_number

Row = dict[str, Any]


def agency_row(line: Line[Agency], its: AgencySum) -> Row:
    """An agency with its cells, its progress as a line and its score as a bar."""
    return _row(line, its.points, its.total, its.state)


def assignment_row(line: Line[Assignment], score: AssignmentScore) -> Row:
    """The same of an assignment."""
    return _row(line, score.effective, total_of([score]), score.state)


def _row(line: Line[Any], points: Decimal | None, total: Total, state: State) -> Row:
    return {
        "subject": line.subject,
        "line": line,
        "sparkline": sparkline(line.progress),
        "points": points,
        "total": total,
        "score": total_in_words(total, points),
        "bullet": bullet(points, total.out_of if points is not None else Decimal(0), total.weight),
        "full": _("น้ำหนักเต็ม %(weight)s") % {"weight": format_number(total.weight)},
        "state": state,
    }


def years_drawn(sums: Sequence[tuple[FiscalYear, AgencySum]]) -> Row | None:
    """Points in percent year by year, as columns and as rows of their table; None unless there are two years."""
    if len(sums) < 2:
        return None
    figures = [(str(year), its, percent_of(its.total, its.points)) for year, its in sums]
    return {
        "columns": columns([(year, percent) for year, _its, percent in figures]),
        "rows": [(year, total_in_words(its.total, its.points), percent) for year, its, percent in figures],
    }


def agency_sheet(year: FiscalYear, lines: Sequence[Line[Agency]]) -> Sheet:
    """The agencies of the page and of all others that the filters leave, with the same cells."""

    def rows() -> list[tuple[Line[Agency], AgencySum]]:
        return list(zip(lines, sums_of(year, [line.subject for line in lines]), strict=True))

    def cells(row: tuple[Line[Agency], AgencySum]) -> list[Cell]:
        line, its = row
        return [line.subject.code, line.subject.name, *_cells(line, its.points, its.total, its.state)]

    heading = [_("รหัสหน่วยงาน"), _("หน่วยงาน"), *_heading()]
    return Sheet(f"dashboard-{year}", _("ภาพรวม"), heading, rows, cells)


def assignment_sheet(year: FiscalYear, agency: Agency, rows: Sequence[Row]) -> Sheet:
    """The assignments of an agency's page."""

    def cells(row: Row) -> list[Cell]:
        assignment = row["subject"]
        own = _cells(row["line"], row["points"], row["total"], row["state"])
        return [assignment.number, assignment.name_line, *own]

    heading = [_("ลำดับ"), _("ตัวชี้วัด"), *_heading()]
    return Sheet(f"dashboard-{year}-{agency.code}", agency.name, heading, rows, cells)


def _heading() -> list[str]:
    progress = [_("ความก้าวหน้าสะสม %(period)s (ร้อยละ)") % {"period": kind.label} for kind in QUARTERS]
    score = [_("คะแนน"), _("จากน้ำหนักที่ให้คะแนนแล้ว"), _("น้ำหนักรวม"), _("สถานะคะแนน")]
    return [*map(str, ReportingPeriod.Kind.labels), *progress, *score]


def _cells(line: Line[Any], points: Decimal | None, total: Total, state: State) -> list[Cell]:
    return [
        *(cell.in_words for cell in line.cells),
        *(None if value is None else rounded(value) for value in line.progress),
        None if points is None else rounded(points),
        None if points is None else rounded(total.out_of),
        rounded(total.weight),
        str(STATE_WORDS[state]),
    ]
