"""What the appeals app adds to the houses below: its process, ways to the agency, and what its parts register."""

from __future__ import annotations

from appeals.models import Appeal, Condition, ConditionReport
from appeals.selectors.agenda_appeal import APPEAL_ON_AGENDA
from appeals.selectors.desk import trays
from appeals.selectors.lists import WAITING_APPEALS, appeal_actions, appeal_tasks
from appeals.selectors.places import PLACES
from appeals.selectors.words import WORDS
from appeals.services import letters
from appeals.workflow import APPEAL
from indicators import permissions
from indicators.models import Dossier
from indicators.selectors import agenda, evidence, timeline, waiting
from indicators.selectors import assignments as assignment_pages
from indicators.services import documents, integrity
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
    _join_filing()


def _join_filing() -> None:
    agenda.KINDS[Dossier.Kind.APPEAL] = APPEAL_ON_AGENDA
    agenda.WAITING.append(WAITING_APPEALS)
    waiting.TRAYS.extend(trays())
    evidence.PLACES.update(PLACES)
    assignment_pages.ALSO_TASKS.append(appeal_tasks)
    assignment_pages.ALSO_ACTIONS.append(appeal_actions)
    documents.KEPT_BESIDES.append(letters.why_kept)
