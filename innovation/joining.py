"""What the innovation app adds to the house below: processes, ways to the agency, desk, places, words, years."""

from __future__ import annotations

from indicators import permissions
from indicators.models import Dossier
from indicators.selectors import agenda, beside, evidence, judged, search, threads, timeline, waiting
from indicators.selectors import assignments as assignment_pages
from indicators.selectors import years as year_pages
from indicators.services import (
    assigned_indicators,
    assignments,
    integrity,
    quota,
    reference,
    reference_data,
    reference_rules,
    years,
)
from indicators.views.administration import screens
from indicators.workflow import Process, register
from innovation.models import (
    Collection,
    Development,
    Idea,
    InnovationCase,
    PresentationPicture,
    Project,
    Selection,
    ServiceSession,
    SharedLink,
    Utilisation,
)
from innovation.selectors.agenda_project import PROJECT_ON_AGENDA
from innovation.selectors.case_steps import case_section
from innovation.selectors.desk import trays
from innovation.selectors.judged import step_subjects
from innovation.selectors.places import PLACES
from innovation.selectors.plan_beside import planned_activities
from innovation.selectors.rounds import told_of_copy
from innovation.selectors.searchable import KINDS as SEARCHABLE
from innovation.selectors.talked_about import TALKED_ABOUT
from innovation.selectors.waiting_projects import WAITING_PROJECTS
from innovation.selectors.words import WORDS
from innovation.services import cases, round_rules, rounds
from innovation.services import integrity as own_integrity
from innovation.services.presentation import picture_bytes
from innovation.services.session_fields import photo_bytes
from innovation.views import round_screens
from innovation.workflow import COLLECTION, DEVELOPMENT, PROJECT, SELECTION, UTILISATION

# The acts that freeze a revision, besides "submit".
FREEZING = {"close", "select", "resubmit", "send"}
_CASE = "case__assignment"
_ROUND = "case__round"


def join() -> None:
    """Called once, when Django has loaded the apps."""
    register(Collection, Process(workflow=COLLECTION, assignment=_CASE, also=(_ROUND,)))
    register(Selection, Process(workflow=SELECTION, assignment=_CASE, also=(_ROUND,)))
    idea = "selected_idea__idea__innovation_type"
    selection = "selected_idea__selection"
    presentation = "presentation"
    register(Project, Process(workflow=PROJECT, assignment=_CASE, also=(_ROUND, idea, selection, presentation)))
    register(Development, Process(workflow=DEVELOPMENT, assignment=_CASE, also=(_ROUND, "project")))
    register(Utilisation, Process(workflow=UTILISATION, assignment=_CASE, also=(_ROUND,)))
    permissions.reach_agency_by(
        {
            Idea: "collection__case__assignment__agency",
            InnovationCase: "assignment__agency",
            PresentationPicture: "presentation__project__case__assignment__agency",
            ServiceSession: "development__case__assignment__agency",
            SharedLink: "collection__case__assignment__agency",
        }
    )
    waiting.TRAYS.extend(trays())
    search.KINDS.extend(SEARCHABLE)
    assignment_pages.SECTIONS.append(case_section)
    beside.ACTIVITIES.append(planned_activities)
    evidence.PLACES.update(PLACES)
    agenda.KINDS[Dossier.Kind.PROJECT] = PROJECT_ON_AGENDA
    agenda.WAITING.append(WAITING_PROJECTS)
    judged.SUBJECTS.append(step_subjects)
    threads.TALKED_ABOUT.update(TALKED_ABOUT)
    timeline.WORDS.update(WORDS)
    years.COPIED_WITH_A_YEAR.append(rounds.copy_round)
    year_pages.TOLD_BESIDES.append(told_of_copy)
    assignments.OPENED_WITH_AN_ASSIGNMENT.append(cases.open_case)
    assigned_indicators.STRUCK_WITH_AN_ASSIGNMENT.append(cases.strike_case)
    integrity.CHECKED_BESIDES.append(own_integrity.findings)
    quota.COUNTED_BESIDES.extend([photo_bytes, picture_bytes])
    integrity.FREEZING.update(FREEZING)
    _join_administration()


def _join_administration() -> None:
    screens.GROUPS.append(round_screens.GROUP)
    reference.REMOVED_WITH.update(round_rules.REMOVED_WITH)
    reference_rules.YEAR_OF.update(round_rules.YEAR_OF)
    reference_rules.FIXED.update(round_rules.FIXED)
    for model, rule in round_rules.RULES.items():
        reference_rules.RULES.setdefault(model, []).append(rule)
    reference_data.LOADED_BESIDES["rounds"] = rounds.load_2564
