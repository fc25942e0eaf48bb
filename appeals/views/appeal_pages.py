"""What the pages of appeals have in common: fetching, frame, the buttons of the table, facts in words."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.roles import Role
from appeals.forms.appeal import AppealForm
from appeals.models import Appeal
from appeals.selectors.places import appeal_page
from appeals.selectors.subjects import criterion_before, subject_words
from appeals.services.lateness import may_permit
from appeals.workflow import APPEAL
from indicators import clock
from indicators.models import Document, YearCode
from indicators.permissions import Refused, can, can_edit
from indicators.selectors.agenda import open_item
from indicators.services.errors import NotAllowed
from indicators.views.fetching import visible_or_404
from indicators.views.refusals import explain
from indicators.views.report_pages import waiting_note
from indicators.workflow.processes import PROCESSES
from thai.dates import active_language, format_date, format_datetime
from thai.diff import diff, sides

Context = dict[str, Any]
# Taken on another page than the appeal's own: on the last check, with the others of a meeting, at the agenda's item,
# with the conditions.
ELSEWHERE = {
    *("file", "schedule", "accept", "accept_unconditionally", "accept_in_part", "accept_in_part_unconditionally"),
    *("reject", "close", "conclude"),
}
REASONS = {"return": gettext_lazy("เหตุผลที่ส่งคืน"), "withdraw": gettext_lazy("เหตุผลที่ถอน (ไม่บังคับ)")}


def fetch(request: HttpRequest, pk: int) -> Appeal:
    """An appeal the person may see, with all that its process and its pages read."""
    related = (*PROCESSES[Appeal].related, "submitted_by", "late_permitted_by")
    return visible_or_404(request, Appeal.objects.select_related(*related), pk)


def frame_of(appeal: Appeal, title: str = "") -> Context:
    """What every page of an appeal shows around its content; `title` names a page below the appeal's own."""
    assignment = appeal.assignment
    name = _("อุทธรณ์%(subject)s") % {"subject": subject_words(appeal.position)}
    above = [
        (_("อุทธรณ์"), reverse("appeal-list")),
        (str(assignment), reverse("assignment", args=[assignment.pk])),
    ]
    caption = [*([name] if title else []), str(assignment.agency), f"{_('ปีงบประมาณ พ.ศ.')} {assignment.year}"]
    return {
        "appeal": appeal,
        "report": appeal,
        "title": title or name,
        "caption": " – ".join(caption),
        "lead": assignment.name_line,
        "status_word": appeal.get_status_display(),
        "breadcrumbs": [*above, (name, appeal_page(appeal))] if title else above,
    }


def actions_of(user: User, appeal: Appeal) -> Context:
    """`actions` and `note` for components/action_bar.html, drawn from the table."""
    now = clock.now()
    bar = _pages_to_go_to(user, appeal)
    note = ""
    for row in APPEAL.leaving(appeal.status):
        verdict = can(user, row.action, appeal, now)
        if verdict.allowed and row.action not in ELSEWHERE:
            bar.append(_button(appeal, row.action, str(row.label)))
        elif verdict.refused is Refused.MOMENT and row.action not in {"close", "conclude"}:
            note = note or verdict.reason
    if may_permit(user, appeal, now).allowed:
        bar.append(_button(appeal, "permit-late", _("อนุญาตให้ยื่นล่าช้า"), _("เหตุผลที่อนุญาต")))
    if bar and bar[0].get("code") != "withdraw":
        bar[0].setdefault("style", "primary")
    turn = APPEAL.turn[appeal.status]
    if turn and turn not in user.standing.roles_at(appeal.assignment.agency_id):
        note = note or waiting_note(appeal, turn)
    bar.append({"label": _("พิมพ์ PDF"), "url": appeal_page(appeal, "print")})
    return {"actions": bar, "note": note}


def _pages_to_go_to(user: User, appeal: Appeal) -> list[Context]:
    bar: list[Context] = []
    if can_edit(user, appeal).allowed:
        bar += [
            {"label": _("เขียนอุทธรณ์"), "url": appeal_page(appeal, "edit")},
            {"label": _("หลักฐาน"), "url": appeal_page(appeal, "evidence")},
            {"label": _("ตรวจทานและยื่น"), "url": appeal_page(appeal, "check")},
        ]
    if appeal.status == Appeal.Status.SCHEDULED and user.standing.sees_city and (item := open_item(appeal.dossier)):
        bar.append({"label": _("เปิดวาระการประชุม"), "url": reverse("agenda-item", args=[item.pk])})
    if appeal.status == Appeal.Status.REGISTERED and can(user, "schedule", appeal, clock.now()).allowed:
        bar.append({"label": _("บรรจุวาระ"), "url": f"{reverse('appeal-waiting')}?appeal={appeal.pk}"})
    return bar


def _button(appeal: Appeal, action: str, label: str, reason: str = "") -> Context:
    button: Context = {
        "label": label,
        "url": appeal_page(appeal, action),
        "post": True,
        "hidden": [("version", appeal.version), ("key", uuid4())],
    }
    if asked := reason or str(REASONS.get(action, "")):
        button |= {"reason": asked, "code": action}
    return button


def facts_of(appeal: Appeal) -> list[tuple[str, str]]:
    """Why the agency appeals, for components/definition_rows.html."""
    rows = [
        (_("เรื่องที่อุทธรณ์"), subject_words(appeal.position)),
        (_("สาเหตุการอุทธรณ์"), code_words(appeal.cause)),
        (_("เหตุที่เกิดขึ้น"), appeal.what_happened),
    ]
    if order := appeal.order:
        told = {"number": order.number, "day": _day(order.dated), "subject": order.subject}
        rows.append((_("คำสั่งที่เกี่ยวข้อง"), _("%(number)s ลงวันที่ %(day)s เรื่อง %(subject)s") % told))
    return rows


def outcome_of(appeal: Appeal) -> list[tuple[str, str]]:
    """What was asked for and what was decided, two facts."""
    waits = _("ถอนอุทธรณ์ก่อนมีมติ") if appeal.status == Appeal.Status.WITHDRAWN else _("ยังไม่มีมติ")
    rows = [
        (_("ผลที่ขอ"), code_words(appeal.requested_outcome)),
        (_("ผลการพิจารณา"), str(appeal.get_result_display()) or waits),
    ]
    if appeal.result:
        rows.append((_("ผลที่มีมติ"), code_words(appeal.decided_outcome)))
        rows.append((_("วันที่มีมติ"), _day(appeal.decided_on)))
    return rows


def letter_rows(letter: Document | None) -> list[tuple[str, str]]:
    """A letter's number, speed, date and subject; none without a letter."""
    if letter is None:
        return []
    return [
        (_("เลขที่"), letter.number),
        (_("ชั้นความเร็ว"), str(letter.get_speed_display()) if letter.speed else _("ปกติ")),
        (_("ลงวันที่"), _day(letter.date)),
        (_("เรื่อง"), letter.subject),
    ]


def comparison_of(appeal: Appeal) -> Context | None:
    """The criterion before and as asked for, for components/field_diff.html; None for the assignment as a whole."""
    if appeal.criterion is None:
        return None
    before, asked = criterion_before(appeal), appeal.criterion_asked
    before_parts, after_parts = sides(diff(before, asked)) if asked else (None, None)
    return {"before": before, "after": asked, "before_parts": before_parts, "after_parts": after_parts}


def late_note(appeal: Appeal) -> str:
    """That and why the appeal may be, or was, filed late; "" when it is in time."""
    if appeal.late_permitted_at is None:
        return ""
    return _("%(who)s อนุญาตให้ยื่นล่าช้าเมื่อ %(when)s เพราะ %(reason)s") % {
        "who": appeal.late_permitted_by.full_name if appeal.late_permitted_by else _("ระบบ"),
        "when": format_datetime(appeal.late_permitted_at, active_language()),
        "reason": appeal.late_reason,
    }


def return_reason(appeal: Appeal) -> str:
    """Why a draft came back; "" when nobody sent it back."""
    if appeal.status != Appeal.Status.DRAFT:
        return ""
    last = appeal.dossier.events.exclude(status_after="").order_by("-sequence").first()
    return last.reason if last is not None and last.action == "return" else ""


def code_words(code: YearCode | None) -> str:
    """A row of the year's code tables."""
    return _("ข้อ %(code)s %(label)s") % {"code": code.code, "label": code.label} if code else ""


def too_late(request: HttpRequest, refused: NotAllowed, form: AppealForm) -> HttpResponse:
    """The page of the wrong moment with everything typed; other refusals go their way."""
    verdict = refused.verdict
    if verdict.refused is not Refused.MOMENT:
        raise refused
    words = form.in_words(form.data)
    typed = [(str(form.fields[name].label), text) for name, text in words.items() if text]
    turn = Role(verdict.whose_turn).label if verdict.whose_turn else ""
    since = format_datetime(verdict.since, active_language()) if verdict.since else ""
    return explain(request, verdict.reason, since=since, whose_turn=turn, typed=typed)


def _day(day: Any) -> str:
    return format_date(day, "long", active_language()) if day else ""
