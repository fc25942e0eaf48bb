"""What the appeals app adds to the houses below: its process, ways to the agency, and what its parts register."""

from __future__ import annotations

from appeals.models import Appeal, Condition, ConditionReport
from appeals.selectors.papers import open_conditions
from appeals.selectors.words import WORDS
from appeals.services import deciding, papers
from appeals.workflow import APPEAL
from indicators import permissions
from indicators.selectors import score_papers, timeline
from indicators.services import integrity
from indicators.workflow import Process, register

# The acts that freeze a revision, besides "submit".
FREEZING = {"file", "report_condition"}


def join() -> None:
    """Called once, when Django has loaded the apps."""
    also = ("cause", "requested_outcome", "decided_outcome", "letter", "invitation", "criterion", "order")
    register(Appeal, Process(workflow=APPEAL, also=also))
    permissions.reach_agency_by(
        {
            Condition: "appeal__assignment__agency",
            ConditionReport: "condition__appeal__assignment__agency",
        }
    )
    timeline.WORDS.update(WORDS)
    integrity.FREEZING.update(FREEZING)
    deciding.AFTER_DECISION.append(papers.freeze)
    score_papers.OPEN_CONDITIONS.append(open_conditions)
