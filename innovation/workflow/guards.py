"""What must hold in the innovation case besides role and status. As indicators.workflow.guards."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.roles import Role
from indicators.workflow.machine import Refusal
from innovation.completeness.carrying import project_to_carry_over
from innovation.completeness.collection import eligible_and_least
from innovation.completeness.development import missing_in_development
from innovation.completeness.project import missing_in_project
from innovation.completeness.selection import missing_in_selection
from innovation.completeness.utilisation import missing_in_utilisation
from innovation.models import Collection, Development, Project, Selection, Utilisation


def enough_eligible_ideas(collection: Collection, now: datetime) -> Refusal | None:
    """At least the round's minimum of eligible ideas for the agency's level."""
    eligible, least = eligible_and_least(collection)
    if eligible >= least:
        return None
    return Refusal(
        _("มีความคิดเห็นที่นับได้ %(eligible)s ชุด จากขั้นต่ำ %(least)s ชุด ยังขาด %(lacking)s ชุด")
        % {"eligible": eligible, "least": least, "lacking": least - eligible},
        whose_turn=Role.OFFICER,
    )


def project_runs_on(collection: Collection, now: datetime) -> Refusal | None:
    """The agency's case of the year before has an approved project whose period reaches into this year."""
    if project_to_carry_over(collection.case) is not None:
        return None
    return Refusal(_("ไม่มีโครงการของปีก่อนที่ได้รับอนุมัติและดำเนินการต่อเนื่องถึงปีนี้"), whose_turn=Role.OFFICER)


def no_ideas_yet(collection: Collection, now: datetime) -> Refusal | None:
    """Nobody has handed in an idea in this year."""
    if not collection.ideas.exists():
        return None
    return Refusal(_("ปีนี้มีความคิดเห็นเข้ามาแล้ว จึงยกโครงการของปีก่อนมาไม่ได้"), whose_turn=Role.OFFICER)


def selection_is_complete(selection: Selection, now: datetime) -> Refusal | None:
    """Panel, date of the meeting and detail of the idea are given."""
    return _lacking(missing_in_selection(selection), Role.WORKING_GROUP)


def project_is_complete(project: Project, now: datetime) -> Refusal | None:
    """The ten sections, a target for every fiscal year it spans, and the presentation are filled in."""
    return _lacking(missing_in_project(project), Role.OFFICER)


def not_reselected_yet(project: Project, now: datetime) -> Refusal | None:
    """The selection that led to the rejected project has not been replaced."""
    selection = project.selected_idea.selection
    if selection.replaced_at is None:
        return None
    return Refusal(_("เปิดให้คัดเลือกใหม่แล้ว"), since=selection.replaced_at, whose_turn=Role.WORKING_GROUP)


def development_is_complete(development: Development, now: datetime) -> Refusal | None:
    """A summary, people counted in every session, and every cited document complete."""
    return _lacking(missing_in_development(development), Role.OFFICER)


def utilisation_is_complete(utilisation: Utilisation, now: datetime) -> Refusal | None:
    """Period, satisfaction and before-after are given; a corrected figure has its reason."""
    return _lacking(missing_in_utilisation(utilisation), Role.OFFICER)


def _lacking(missing: dict[str, str], whose_turn: str) -> Refusal | None:
    return Refusal(" ".join(missing.values()), whose_turn=whose_turn) if missing else None
