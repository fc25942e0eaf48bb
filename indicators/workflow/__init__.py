"""The processes, one table a file, and which table belongs to which model."""

from indicators.models import QuarterlyReport, YearEndReport
from indicators.workflow.machine import Workflow
from indicators.workflow.processes import PROCESSES, Process, process_of, register, row_of, workflow_of
from indicators.workflow.quarterly import QUARTERLY_REPORT
from indicators.workflow.year_end import YEAR_END_REPORT

__all__ = [
    "PROCESSES",
    "QUARTERLY_REPORT",
    "YEAR_END_REPORT",
    "Process",
    "Workflow",
    "process_of",
    "register",
    "row_of",
    "workflow_of",
]

register(QuarterlyReport, Process(workflow=QUARTERLY_REPORT, also=("period",)))
register(YearEndReport, Process(workflow=YEAR_END_REPORT))
