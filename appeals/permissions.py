"""Who may report on a condition, verify what was reported, and rule on what is overdue. Pages and verbs ask the same.

Rows are read with what selectors.conditions.CONDITION_READS names.
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from appeals.models import Condition, ConditionReport
from indicators.models import Recusal
from indicators.permissions import Refused, Verdict, holds
from thai.dates import active_language, format_date, format_datetime


def may_report(user: User, condition: Condition) -> Verdict:
    """Officers of the agency, while the condition is open."""
    verdict = holds(user, Role.OFFICER, condition.assignment.agency_id)
    return _still_open(condition) if verdict.allowed else verdict


def may_judge_reports(user: User, condition: Condition) -> Verdict:
    """The secretariat, on reports of others than himself: not of its own agency, not who filed the appeal."""
    return _may_judge(user, condition, Role.SECRETARIAT)


def may_verify(user: User, report: ConditionReport, judges: Verdict | None = None) -> Verdict:
    """Whoever may judge the reports of the condition (`judges`, when asked already), on one without a verdict
    that somebody else has reported."""
    verdict = judges or may_judge_reports(user, report.condition)
    if not verdict.allowed:
        return verdict
    if user.pk == report.reported_by_id:
        return _own_report(Role.SECRETARIAT)
    if report.verdict != ConditionReport.Verdict.PENDING:
        sentence = _("%(who)s ตรวจรายงานครั้งที่ %(number)s แล้วเมื่อ %(when)s ว่า “%(verdict)s”") % {
            "who": report.ruled_by.full_name if report.ruled_by else _("ระบบ"),
            "number": report.number,
            "when": format_datetime(report.ruled_at, active_language()) if report.ruled_at else "-",
            "verdict": report.get_verdict_display(),
        }
        return Verdict(False, Refused.MOMENT, sentence, report.ruled_at)
    return _still_open(report.condition)


def may_rule(user: User, condition: Condition, today: date) -> Verdict:
    """The committee, on an open condition whose due date has passed: not who reported on it or filed the appeal."""
    verdict = _may_judge(user, condition, Role.COMMITTEE)
    if verdict.allowed and user.pk in {report.reported_by_id for report in condition.reports.all()}:
        verdict = _own_report(Role.COMMITTEE)
    if verdict.allowed:
        verdict = _still_open(condition)
    if not verdict.allowed:
        return verdict
    if condition.due_on is None:
        sentence = _("เงื่อนไขนี้ไม่มีวันครบกำหนด คณะกรรมการพิจารณาเมื่อเลยกำหนดแล้วเท่านั้น")
        return Verdict(False, Refused.MOMENT, sentence, whose_turn=Role.OFFICER)
    if condition.due_on >= today:
        sentence = _("เงื่อนไขนี้ครบกำหนด%(day)s คณะกรรมการพิจารณาได้เมื่อเลยกำหนดแล้ว") % {
            "day": format_date(condition.due_on, "full", active_language())
        }
        return Verdict(False, Refused.MOMENT, sentence, whose_turn=Role.OFFICER)
    return Verdict(True)


def not_recused(user: User, assignment_id: int, role: Role) -> Verdict:
    """Whoever declared that he takes no part in an assignment judges nothing of it."""
    if Recusal.objects.filter(assignment=assignment_id, user=user).exists():
        sentence = _("ท่านแจ้งไว้ว่าไม่ร่วมพิจารณาตัวชี้วัดนี้ ให้ท่านอื่นเป็นผู้ดำเนินการ")
        return Verdict(False, Refused.ROLE, sentence, whose_turn=role)
    return Verdict(True)


def _own_report(role: Role) -> Verdict:
    return Verdict(False, Refused.ROLE, _("ผู้รายงานพิจารณารายงานของตนไม่ได้"), whose_turn=role)


def _may_judge(user: User, condition: Condition, role: Role) -> Verdict:
    assignment = condition.assignment
    verdict = holds(user, role, assignment.agency_id)
    if not verdict.allowed:
        return verdict
    if user.pk == condition.appeal.submitted_by_id:
        return Verdict(False, Refused.ROLE, _("ผู้ยื่นอุทธรณ์พิจารณาเงื่อนไขของอุทธรณ์นั้นไม่ได้"), whose_turn=role)
    return not_recused(user, assignment.pk, role)


def _still_open(condition: Condition) -> Verdict:
    if condition.status != Condition.Status.OPEN:
        sentence = _("เงื่อนไขนี้ยุติแล้วเมื่อ %(when)s ว่า “%(status)s”") % {
            "when": format_datetime(condition.settled_at, active_language()) if condition.settled_at else "-",
            "status": condition.get_status_display(),
        }
        return Verdict(False, Refused.MOMENT, sentence, condition.settled_at)
    if closed_at := condition.assignment.year.closed_at:
        return Verdict(False, Refused.MOMENT, _("ปิดปีงบประมาณแล้ว"), closed_at, Role.ADMINISTRATOR)
    return Verdict(True)
