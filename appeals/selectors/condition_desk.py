"""What conditions lay on desks: to report (officer), to verify (secretariat), to rule on when overdue (committee)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from appeals.models import Condition, ConditionReport
from indicators.models import Recusal
from indicators.selectors.waiting import Tray, Waiting, by_due_date

_ASSIGNMENT = "appeal__assignment"
_OPEN_YEAR = {"appeal__assignment__year__closed_at__isnull": True}


def trays() -> list[Tray]:
    """The three of them."""
    return [
        Tray(_to_report, _show_open, [Role.OFFICER]),
        Tray(_to_verify, _show_report, [Role.SECRETARIAT]),
        Tray(_to_rule, _show_overdue, [Role.COMMITTEE]),
    ]


def _to_report(user: User, today: date) -> QuerySet[Any]:
    agencies = sorted(user.standing_on(today).agencies_as(Role.OFFICER))
    pending = ConditionReport.objects.filter(condition=OuterRef("pk"), verdict=ConditionReport.Verdict.PENDING)
    rows = Condition.objects.filter(
        ~Exists(pending), status=Condition.Status.OPEN, appeal__assignment__agency__in=agencies, **_OPEN_YEAR
    )
    return _by_due_date(rows)


def _to_verify(user: User, today: date) -> QuerySet[Any]:
    mine = Q(**{f"condition__{name}": value for name, value in _OPEN_YEAR.items()})
    rows = ConditionReport.objects.filter(
        mine,
        _not_own(user, today, Role.SECRETARIAT, f"condition__{_ASSIGNMENT}"),
        ~Q(reported_by=user.pk),
        ~Q(condition__appeal__submitted_by=user.pk),
        verdict=ConditionReport.Verdict.PENDING,
        condition__status=Condition.Status.OPEN,
    )
    return by_due_date(rows.annotate(due=F("condition__due_on")), f"condition__{_ASSIGNMENT}")


def _to_rule(user: User, today: date) -> QuerySet[Any]:
    reported = ConditionReport.objects.filter(condition=OuterRef("pk"), reported_by=user.pk)
    rows = Condition.objects.filter(
        ~Exists(reported),
        _not_own(user, today, Role.COMMITTEE, _ASSIGNMENT),
        ~Q(appeal__submitted_by=user.pk),
        status=Condition.Status.OPEN,
        due_on__lt=today,
        **_OPEN_YEAR,
    )
    return _by_due_date(rows)


def _not_own(user: User, today: date, role: Role, assignment: str) -> Q:
    """The rows of others than his own agency in which he may act as `role`; none without the role."""
    standing = user.standing_on(today)
    if role not in standing.city:
        return Q(pk__in=[])
    recused = Recusal.objects.filter(assignment=OuterRef(assignment), user=user.pk)
    return ~Q(**{f"{assignment}__agency__in": sorted(standing.own_agencies)}) & ~Q(Exists(recused))


def _by_due_date(rows: QuerySet[Condition]) -> QuerySet[Any]:
    return by_due_date(rows.select_related("appeal").annotate(due=F("due_on")), _ASSIGNMENT)


def _show_open(condition: Any) -> Waiting:
    return _waiting(condition, condition, _("รายงานผล"), "open", Role.OFFICER)


def _show_report(report: Any) -> Waiting:
    return _waiting(report, report.condition, _("ตรวจรายงานผล"), "submitted", Role.SECRETARIAT, report.reported_at)


def _show_overdue(condition: Any) -> Waiting:
    return _waiting(condition, condition, _("พิจารณาเงื่อนไขที่เลยกำหนด"), "overdue", Role.COMMITTEE)


def _waiting(row: Any, condition: Condition, what: str, status: str, role: Role, since: Any = None) -> Waiting:
    facts = {"what": what, "place": condition.position, "name": condition.assignment.name_line}
    return Waiting(
        name=_("%(what)s เงื่อนไขข้อที่ %(place)s – %(name)s") % facts,
        agency=condition.assignment.agency.name,
        url=reverse("condition", args=[condition.pk]),
        status=status,
        due_on=row.due,
        since=since or condition.appeal.status_since,
        turn=str(role.label),
    )
