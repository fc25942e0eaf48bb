"""The processes, one table a file, and which table belongs to which model."""

from indicators.models import QuarterlyReport, YearEndReport
from indicators.workflow.machine import Workflow
from indicators.workflow.quarterly import QUARTERLY_REPORT
from indicators.workflow.year_end import YEAR_END_REPORT

__all__ = ["QUARTERLY_REPORT", "WORKFLOWS", "YEAR_END_REPORT", "Workflow", "workflow_of"]

WORKFLOWS: dict[type[QuarterlyReport | YearEndReport], Workflow] = {
    QuarterlyReport: QUARTERLY_REPORT,
    YearEndReport: YEAR_END_REPORT,
}


def workflow_of(report: QuarterlyReport | YearEndReport) -> Workflow:
    """The table that a report follows."""
    return WORKFLOWS[type(report)]
