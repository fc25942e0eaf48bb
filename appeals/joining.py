"""What the appeals app adds to the houses below: its process, ways to the agency, and what its parts register."""

from __future__ import annotations

from appeals.models import Appeal, Condition, ConditionReport
from appeals.selectors import condition_desk, desk
from appeals.selectors.agenda_appeal import APPEAL_ON_AGENDA
from appeals.selectors.conditions import CONDITION_PLACE, conditional
from appeals.selectors.lists import WAITING_APPEALS, appeal_actions, appeal_tasks, criterion_appeal_actions
from appeals.selectors.papers import open_conditions
from appeals.selectors.places import PLACES
from appeals.selectors.searchable import KINDS as SEARCHABLE
from appeals.selectors.words import WORDS
from appeals.services import condition_integrity, deciding, letters, papers
from appeals.views.deciding import APPEAL_DECISION
from appeals.workflow import APPEAL
from indicators import permissions
from indicators.models import Dossier
from indicators.selectors import agenda, evidence, moves, score_papers, scores, search, timeline, waiting
from indicators.selectors import assignments as assignment_pages
from indicators.services import documents, integrity
from indicators.workflow import Process, register
from innovation.views.decisions import DECISIONS

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
    _join_deciding()


def _join_filing() -> None:
    agenda.KINDS[Dossier.Kind.APPEAL] = APPEAL_ON_AGENDA
    agenda.WAITING.append(WAITING_APPEALS)
    waiting.TRAYS.extend(desk.trays())
    search.KINDS.extend(SEARCHABLE)
    evidence.PLACES.update(PLACES)
    assignment_pages.ALSO_TASKS.append(appeal_tasks)
    assignment_pages.ALSO_ACTIONS.append(appeal_actions)
    assignment_pages.CRITERION_ACTIONS.append(criterion_appeal_actions)
    documents.KEPT_BESIDES.append(letters.why_kept)


def _join_deciding() -> None:
    DECISIONS[Dossier.Kind.APPEAL] = APPEAL_DECISION
    deciding.AFTER_DECISION.append(papers.freeze)
    evidence.PLACES[Dossier.Kind.CONDITION] = CONDITION_PLACE
    scores.CONDITIONAL.append(conditional)
    score_papers.OPEN_CONDITIONS.append(open_conditions)
    waiting.TRAYS.extend(condition_desk.trays())
    integrity.CHECKED_BESIDES.append(condition_integrity.findings)
    moves.DECIDED_BESIDES.update({"verify_condition", "refuse_condition", "rule_condition"})
    moves.RETURNED_BESIDES.add("refuse_condition")
