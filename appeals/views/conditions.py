"""The pages and verbs of a condition: what is proven, the agency's report, the secretariat's verdict, the ruling."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.roles import Role
from appeals.forms.condition import ConditionReportForm, RulingForm
from appeals.models import Appeal, Condition, ConditionReport
from appeals.permissions import may_judge_reports, may_report, may_rule, may_verify
from appeals.selectors.condition_page import facts_of, report_rows, required_words, ruling_rows
from appeals.selectors.conditions import condition_row, with_reports
from appeals.services import conditions as services
from indicators import clock
from indicators.forms.reason import ReasonForm
from indicators.models import Dossier
from indicators.permissions import Refused, Verdict
from indicators.selectors.agenda import KINDS
from indicators.selectors.timeline import timeline
from indicators.services.errors import Invalid, NotAllowed, insist
from indicators.views.fetching import form_key, person, require_role, visible_or_404
from indicators.views.reasons import done_with_reason, told
from innovation.views.meeting_pages import tell
from innovation.views.too_late import explain_and_keep, labels_of

Context = dict[str, Any]


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _fetch(request, pk))


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    condition = _fetch(request, pk)
    require_role(request, Role.OFFICER, condition.assignment.agency_id)
    if request.method != "POST":
        insist(may_report(person(request), condition))
        return _report_page(request, condition, ConditionReportForm(condition=condition))
    if "refresh" in request.POST:  # a document was registered meanwhile: what is typed stays, the list is new
        return _report_page(request, condition, _as_typed(request, condition))
    form = ConditionReportForm(request.POST, condition=condition)
    if form.is_valid():
        given = {"quantity": None, **form.cleaned_data}
        try:
            made = services.report(condition, actor=person(request), key=form_key(request), **given)
        except Invalid as invalid:
            tell(form, invalid)
        except NotAllowed as refusal:
            return explain_and_keep(request, refusal, labels_of(form))
        else:
            messages.success(request, _("ส่งรายงานครั้งที่ %(number)s ให้สำนักงาน ก.ก. ตรวจแล้ว") % {"number": made.number})
            return redirect("condition", pk=pk)
    return _report_page(request, condition, form, status=422)


@require_POST
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    condition = _fetch(request, pk)
    require_role(request, Role.SECRETARIAT, condition.assignment.agency_id)
    services.verify(_named(request, condition), actor=person(request), key=form_key(request))
    messages.success(request, _outcome(_fetch(request, pk)))
    return redirect("condition", pk=pk)


@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    condition = _fetch(request, pk)
    require_role(request, Role.SECRETARIAT, condition.assignment.agency_id)
    of = _named(request, condition)
    form = ReasonForm(request.POST, action=f"refuse-{of.number}")
    actor, key = person(request), form_key(request)
    if not done_with_reason(form, lambda reason: services.refuse(of, actor=actor, reason=reason, key=key)):
        return _page(request, condition, refused=form)
    messages.success(request, _("ไม่รับรองรายงานครั้งที่ %(number)s หน่วยงานรายงานใหม่ได้") % {"number": of.number})
    return redirect("condition", pk=pk)


@require_http_methods(["GET", "POST"])
def rule(request: HttpRequest, pk: int) -> HttpResponse:
    condition = _fetch(request, pk)
    require_role(request, Role.COMMITTEE, condition.assignment.agency_id)
    if request.method != "POST":
        insist(may_rule(person(request), condition, clock.today()))
        return _rule_page(request, condition, RulingForm())
    form = RulingForm(request.POST)
    if form.is_valid():
        try:
            services.rule(condition, actor=person(request), key=form_key(request), **form.cleaned_data)
        except Invalid as invalid:
            tell(form, invalid)
        except NotAllowed as refusal:
            return explain_and_keep(request, refusal, labels_of(form))
        else:
            messages.success(request, _outcome(_fetch(request, pk)))
            return redirect("condition", pk=pk)
    return _rule_page(request, condition, form, status=422)


def _fetch(request: HttpRequest, pk: int) -> Condition:
    return visible_or_404(request, with_reports(Condition.objects.all()), pk)


def _named(request: HttpRequest, condition: Condition) -> ConditionReport:
    """The report of the condition whose number the form bears."""
    number = request.POST.get("report", "")
    known = int(number) if number.isdecimal() and len(number) < 5 else 0
    found = get_object_or_404(ConditionReport.objects.select_related("ruled_by"), condition=condition, number=known)
    found.condition = condition
    return found


def _outcome(condition: Condition) -> str:
    """What stands after a verdict or a ruling."""
    row = condition_row(condition, clock.today())
    if condition.appeal.status == Appeal.Status.CLOSED:
        return _("บันทึกแล้ว ไม่มีเงื่อนไขที่ยังเปิดอยู่ อุทธรณ์ยุติแล้ว")
    if condition.status != Condition.Status.OPEN:
        return _("บันทึกแล้ว เงื่อนไขข้อนี้: %(word)s") % {"word": row["word"]}
    return _("บันทึกแล้ว %(progress)s") % {"progress": row["progress"].sentence}


def _frame(condition: Condition, title: str = "") -> Context:
    """What every page of a condition shows around its content."""
    assignment, appeal = condition.assignment, condition.appeal
    name = _("เงื่อนไขข้อที่ %(place)s") % {"place": condition.position}
    above = [
        (str(assignment), reverse("assignment", args=[assignment.pk])),
        (str(appeal._meta.verbose_name), KINDS[Dossier.Kind.APPEAL].page(appeal)),
    ]
    return {
        "condition": condition,
        "title": title or name,
        "caption": " – ".join(
            [*([name] if title else []), str(assignment.agency), f"{_('ปีงบประมาณ พ.ศ.')} {assignment.year}"]
        ),
        "lead": assignment.name_line,
        "breadcrumbs": [*above, (name, reverse("condition", args=[condition.pk]))] if title else above,
        "row": condition_row(condition, clock.today()),
    }


def _page(request: HttpRequest, condition: Condition, *, refused: ReasonForm | None = None) -> HttpResponse:
    user = person(request)
    judges = may_judge_reports(user, condition)
    context = _frame(condition) | {
        "facts": facts_of(condition),
        "reports": [_with_verdict(user, condition, judges, row, refused) for row in report_rows(condition)],
        "rulings": ruling_rows(condition),
        "events": timeline(condition.dossier),
        "forms": [refused] if refused else [],
        **_actions(user, condition),
    }
    return render(request, "appeals/condition/detail.html", context, status=422 if refused else 200)


def _with_verdict(
    user: User, condition: Condition, judges: Verdict, row: Context, refused: ReasonForm | None
) -> Context:
    """A report's row with the buttons that this person may press now."""
    of: ConditionReport = row["report"]
    of.condition = condition
    if not may_verify(user, of, judges).allowed:
        return row
    code = f"refuse-{of.number}"
    hidden = [("report", of.number), ("key", uuid4())]
    refusal: Context = {
        "label": _("ไม่รับรอง"),
        "url": reverse("condition-refuse", args=[condition.pk]),
        "post": True,
        "hidden": hidden,
        "reason": _("เหตุผลที่ไม่รับรอง"),
        "code": code,
    }
    if refused and refused.action == code:
        refusal |= told(refused)
    accept = {
        "label": _("รับรองรายงานครั้งที่ %(number)s") % {"number": of.number},
        "url": reverse("condition-verify", args=[condition.pk]),
        "post": True,
        "hidden": [("report", of.number), ("key", uuid4())],
        "style": "primary",
    }
    return row | {"actions": [accept, refusal]}


def _actions(user: User, condition: Condition) -> Context:
    """Reporting and ruling, or whose turn it is."""
    bar: list[Context] = []
    if may_report(user, condition).allowed:
        url = reverse("condition-report", args=[condition.pk])
        bar.append({"label": _("รายงานผลตามเงื่อนไข"), "url": url, "style": "primary"})
    ruling = may_rule(user, condition, clock.today())
    if ruling.allowed:
        url = reverse("condition-rule", args=[condition.pk])
        bar.append({"label": _("บันทึกมติเรื่องเงื่อนไขนี้"), "url": url, "style": "primary"})
    return {"actions": bar, "note": "" if bar or ruling.refused is not Refused.MOMENT else ruling.reason}


def _as_typed(request: HttpRequest, condition: Condition) -> ConditionReportForm:
    typed = {name: request.POST.get(name, "") for name in ("quantity", "done_on", "text")}
    return ConditionReportForm(condition=condition, initial={**typed, "documents": request.POST.getlist("documents")})


def _report_page(
    request: HttpRequest, condition: Condition, form: ConditionReportForm, status: int = 200
) -> HttpResponse:
    context = _frame(condition, _("รายงานผลตามเงื่อนไข")) | {
        "form": form,
        "required": required_words(condition),
        "hidden": [("key", request.POST.get("key") or uuid4())],
        "actions": [
            {"label": _("ส่งรายงาน"), "style": "primary"},
            {"label": _("โหลดรายการเอกสารใหม่"), "name": "refresh", "value": "1"},
        ],
        "register_url": reverse("document-add"),
    }
    return render(request, "appeals/condition/report.html", context, status=status)


def _rule_page(request: HttpRequest, condition: Condition, form: RulingForm, status: int = 200) -> HttpResponse:
    context = _frame(condition, _("มติเรื่องเงื่อนไขที่เลยกำหนด")) | {
        "form": form,
        "waiting": any(each.verdict == ConditionReport.Verdict.PENDING for each in condition.reports.all()),
        "hidden": [("key", request.POST.get("key") or uuid4())],
        "actions": [{"label": _("บันทึกมติ"), "style": "primary"}],
    }
    return render(request, "appeals/condition/rule.html", context, status=status)
