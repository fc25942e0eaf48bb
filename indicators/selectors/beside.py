"""What an officer wants in sight while he writes a quarter: the plan, its activities, documents he may cite."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from indicators.models import Assignment, QuarterlyReport
from indicators.selectors.documents import citable, with_rows
from indicators.selectors.evidence import Row, document_row, evidence_rows

# So many documents of the register are offered beside the report; its evidence page has all of them.
OFFERED = 10


@dataclass(frozen=True)
class Planned:
    """An activity of the year in words: `when` it is planned, and how far it is, "" when nothing is told."""

    name: str
    when: str
    progress: str


# The year's activities of an assignment; apps above that plan some add theirs at start-up.
ACTIVITIES: list[Callable[[Assignment], list[Planned]]] = []


def activities_of(assignment: Assignment) -> list[Planned]:
    """What is planned for the year, in order."""
    return [activity for of in ACTIVITIES for activity in of(assignment)]


def offered(report: QuarterlyReport) -> list[Row]:
    """The documents to tick beside the report: its own in their order, then the newest others."""
    cited = evidence_rows(report.dossier)
    others = citable(report.assignment.agency_id, [row["document"].pk for row in cited])
    rows = [document_row(document) for document in with_rows(others)[:OFFERED]]
    return [*({**row, "is_cited": True} for row in cited), *({**row, "is_cited": False} for row in rows)]


def quarter_before(report: QuarterlyReport) -> QuarterlyReport | None:
    """The assignment's report on the quarter before, None for the first."""
    quarters = QuarterlyReport.objects.filter(
        assignment_id=report.assignment_id, period__kind__lt=report.period.kind
    ).select_related("period")
    return quarters.order_by("-period__kind").first()
