"""Who may see and do what. One policy answers lists, pages, buttons and verbs alike.

A stranger to an agency is told nothing (404), the wrong role is refused (403), the wrong moment is explained (409).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Agency, User
from accounts.roles import JUDGING_ROLES, Role
from accounts.standing import Standing
from indicators import clock
from indicators.models import (
    AgendaItem,
    Assignment,
    Citation,
    Comment,
    CriterionVersion,
    Document,
    DocumentFile,
    Dossier,
    Event,
    PrintRecord,
    Recusal,
    Revision,
)
from indicators.models.dossier import Submittable
from indicators.workflow import PROCESSES, workflow_of
from indicators.workflow.machine import Transition
from thai.dates import BANGKOK

M = TypeVar("M", bound=Model)

# The way from a row to the agency it belongs to.
AGENCY_PATH: dict[type[Model], str] = {
    AgendaItem: "dossier__agency",
    Agency: "pk",
    Assignment: "agency",
    Citation: "dossier__agency",
    Comment: "revision__dossier__agency",
    CriterionVersion: "assignment__agency",
    Document: "agency",
    DocumentFile: "document__agency",
    Dossier: "agency",
    Event: "dossier__agency",
    PrintRecord: "revision__dossier__agency",
    Revision: "dossier__agency",
}
# Who holds one of these may declare that he takes no part in an assignment. Members of the committee abstain instead.
RECUSING_ROLES = frozenset({Role.SECRETARIAT, Role.EVALUATOR})


class Refused(StrEnum):
    STRANGER = "stranger"
    ROLE = "role"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an action is allowed; when not, of which kind the refusal is, why, since when and whose turn it is."""

    allowed: bool
    refused: Refused | None = None
    reason: str = ""
    since: datetime | None = None
    whose_turn: str = ""
    row: Transition | None = None


def visible_to(user: User, rows: QuerySet[M]) -> QuerySet[M]:
    """The rows of `rows` that `user` may see: everything for city roles, his agencies' for the others."""
    standing = user.standing_on(clock.today())
    if standing.sees_city:
        return rows
    return rows.filter(**{f"{_agency_path(rows.model)}__in": list(standing.by_agency)})


def reach_agency_by(paths: Mapping[type[Model], str]) -> None:
    """An app above says how its rows lead to their agency. What follows a process needs not be said."""
    AGENCY_PATH.update(paths)


def _agency_path(model: type[Model]) -> str:
    if issubclass(model, Submittable):
        return f"{PROCESSES[model].assignment}__agency"
    return AGENCY_PATH[model]


def holds(user: User, role: Role, agency_id: int | None = None) -> Verdict:
    """Whether the person acts in `role`, in the affairs of one agency when it is given. A judging role is not
    exercised on one's own agency."""
    return _holds(user.standing_on(clock.today()), role, agency_id)


def _holds(standing: Standing, role: Role, agency_id: int | None) -> Verdict:
    if agency_id is None:
        held = standing.roles
    else:
        if not standing.sees(agency_id):
            return Verdict(False, Refused.STRANGER)
        held = standing.roles_at(agency_id)
    if role not in held:
        return Verdict(False, Refused.ROLE, _("ต้องมีบทบาท %(role)s") % {"role": role.label}, whose_turn=role)
    if role in JUDGING_ROLES and agency_id in standing.own_agencies:
        return Verdict(False, Refused.ROLE, _("ไม่อาจพิจารณาเรื่องของหน่วยงานที่ตนสังกัด"), whose_turn=role)
    return Verdict(True)


def judges(user: User, role: Role, assignment: Assignment) -> Verdict:
    """Whether the person acts in `role` in the affairs of an assignment: he holds it there, and has not declared that
    he takes no part. One query more for those who may declare it."""
    verdict = holds(user, role, assignment.agency_id)
    return _refuse_recused(user, role, assignment) or verdict if verdict.allowed else verdict


def reviews(user: User, report: Submittable) -> Verdict:
    """Whether the person is on the side that reviews a report, whoever's turn it is: he acts in a role that may
    return it and did not submit it himself."""
    rows = workflow_of(report).rows_for("return")
    verdicts = [judges(user, role, report.assignment) for role in dict.fromkeys(Role(row.role) for row in rows)]
    verdict = next((each for each in verdicts if each.allowed), verdicts[0])
    if verdict.allowed and _judges_own_submission(user, rows[0], report):
        return _own_submission(rows[0].role)
    return verdict


def _refuse_recused(user: User, role: Role, assignment: Assignment) -> Verdict | None:
    if role not in RECUSING_ROLES or not Recusal.objects.filter(assignment=assignment.pk, user=user.pk).exists():
        return None
    return Verdict(False, Refused.ROLE, _("ท่านแจ้งไม่ร่วมพิจารณาตัวชี้วัดนี้ไว้"), whose_turn=role)


def can(user: User, action: str, report: Submittable, now: datetime) -> Verdict:
    """Whether the process lets `user` take `action` on a report at the instant `now`."""
    workflow = workflow_of(report)
    agency_id = report.assignment.agency_id
    standing = user.standing_on(now.astimezone(BANGKOK).date())
    rows = workflow.rows_for(action)
    row = workflow.row(action, report.status)
    refusals = [_holds(standing, Role(candidate.role), agency_id) for candidate in ((row,) if row else rows)]
    if not any(verdict.allowed for verdict in refusals):
        return refusals[0]
    if row is None:
        return _wrong_status(report)
    if recused := _refuse_recused(user, Role(row.role), report.assignment):
        return recused
    if _judges_own_submission(user, row, report):
        return _own_submission(row.role)
    for guard in row.guards:
        if refusal := guard(report, now):
            return Verdict(False, Refused.MOMENT, refusal.reason, refusal.since, refusal.whose_turn)
    return Verdict(True, row=row)


def hides_until_opened(user: User, report: Submittable) -> bool:
    """A submission is shown to whoever acts next once he has opened it; until then its officer may recall it."""
    turn = workflow_of(report).turn[report.status]
    if turn in {"", Role.OFFICER} or report.opened_at is not None:
        return False
    return user.standing.roles_at(report.assignment.agency_id) == frozenset({Role(turn)})


def can_edit(user: User, report: Submittable) -> Verdict:
    """Whether `user` may change the text now: whoever writes it in this process (an officer of the agency, for the
    selection its working group), while it is his turn."""
    workflow = workflow_of(report)
    verdict = holds(user, Role(workflow.editor), report.assignment.agency_id)
    if not verdict.allowed:
        return verdict
    if workflow.turn[report.status] != workflow.editor or report.status in workflow.kept:
        return _wrong_status(report)
    if closed_at := report.assignment.year.closed_at:
        return Verdict(False, Refused.MOMENT, _("ปิดปีงบประมาณแล้ว"), closed_at, Role.ADMINISTRATOR)
    return Verdict(True)


def _judges_own_submission(user: User, row: Transition, report: Submittable) -> bool:
    return row.role != workflow_of(report).editor and report.submitted_by_id == user.pk


def _own_submission(role: str) -> Verdict:
    return Verdict(False, Refused.ROLE, _("ผู้ส่งรายงานพิจารณารายงานที่ตนส่งไม่ได้"), whose_turn=role)


def _wrong_status(report: Submittable) -> Verdict:
    return Verdict(
        False,
        Refused.MOMENT,
        _("ทำไม่ได้ในสถานะ “%(status)s”") % {"status": report.get_status_display()},
        report.status_since,
        workflow_of(report).turn[report.status],
    )
