"""The criteria of an assignment in all their versions, and the form by which the secretariat words one anew."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.roles import Role
from indicators.forms.criteria import AmendForm
from indicators.models import Assignment, CriterionVersion, Measure
from indicators.permissions import Refused
from indicators.selectors.criteria import criteria_of, facts_of, title_of, weight_warning
from indicators.services import criteria as services
from indicators.services.errors import Invalid, NotAllowed, StaleVersion, insist
from indicators.views.fetching import form_key, person, seen_version, visible_or_404
from indicators.views.refusals import explain
from thai.dates import active_language, format_datetime
from thai.digits import format_number

Context = dict[str, Any]


@require_safe
def list_(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = _assignment(request, pk)
    criteria = criteria_of(assignment)
    context = _frame(assignment) | {
        "criteria": criteria,
        "may_amend": services.may_amend(person(request), assignment).allowed,
        "warning": weight_warning(criteria),
    }
    return render(request, "indicators/criterion/list.html", context)


@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    assignment = _assignment(request, pk)
    newest = _newest_or_404(assignment, position)
    if request.method != "POST":
        insist(services.may_amend(person(request), assignment))
        return _form_page(request, newest, AmendForm(initial=AmendForm.initial_of(newest)))
    form = AmendForm(request.POST)
    try:
        insist(services.may_amend(person(request), assignment))
        if form.is_valid():
            return _amend(request, newest, form)
    except NotAllowed as refused:
        return _too_late(request, refused, form)
    except StaleVersion:
        return _conflict(request, services.known(assignment, position), form)
    except Invalid as invalid:
        for field, sentence in invalid.errors.items():
            form.add_error(field if field in form.fields else None, sentence)
    return _form_page(request, newest, form, status=422)


def _amend(request: HttpRequest, newest: CriterionVersion, form: AmendForm) -> HttpResponse:
    assignment = newest.assignment
    made = services.amend(
        assignment,
        newest.position,
        actor=person(request),
        seen_version=seen_version(request),
        key=form_key(request),
        **form.cleaned_data,
    )
    facts = {"position": made.position, "version": made.version}
    messages.success(request, _("บันทึกเกณฑ์ข้อที่ %(position)s ฉบับที่ %(version)s แล้ว ฉบับก่อนยังเก็บไว้") % facts)
    return redirect("criterion-list", pk=assignment.pk)


def _assignment(request: HttpRequest, pk: int) -> Assignment:
    return visible_or_404(request, Assignment.objects.select_related("agency", "year", "indicator"), pk)


def _newest_or_404(assignment: Assignment, position: int) -> CriterionVersion:
    try:
        return services.known(assignment, position)
    except Invalid:
        raise Http404 from None


def _frame(assignment: Assignment, title: str = "") -> Context:
    """What both pages show around their content."""
    above = [
        (_("งานทั้งหมด"), reverse("assignment-list")),
        (assignment.name_line, reverse("assignment", args=[assignment.pk])),
    ]
    page = reverse("criterion-list", args=[assignment.pk])
    return {
        "assignment": assignment,
        "title": title or _("เกณฑ์การให้คะแนน"),
        "caption": f"{assignment.agency} – {_('ปีงบประมาณ พ.ศ.')} {assignment.year}",
        "lead": assignment.name_line,
        "breadcrumbs": [*above, (_("เกณฑ์การให้คะแนน"), page)] if title else above,
    }


def _form_page(request: HttpRequest, newest: CriterionVersion, form: AmendForm, status: int = 200) -> HttpResponse:
    """The form under the version in force. A form sent back still speaks of the version that was seen."""
    assignment = newest.assignment
    title = _("แก้ไขเกณฑ์ข้อที่ %(position)s ตามมติหรือหนังสือเวียน") % {"position": newest.position}
    context = _frame(assignment, title) | {
        "newest": newest,
        "newest_title": title_of(newest),
        "facts": facts_of(newest),
        "form": form,
        "hidden": [
            ("version", request.POST.get("version", newest.version)),
            ("key", form_key(request) or uuid4()),
        ],
        "actions": [
            {"label": _("บันทึกเป็นฉบับใหม่"), "style": "primary"},
            {"label": _("กลับ"), "style": "link", "url": reverse("criterion-list", args=[assignment.pk])},
        ],
        "note": _("ฉบับเดิมไม่ถูกแก้ ผลการพิจารณาที่ให้ไว้อยู่กับฉบับเดิม ฉบับใหม่ต้องพิจารณาใหม่"),
    }
    return render(request, "indicators/criterion/amend.html", context, status=status)


def _too_late(request: HttpRequest, refused: NotAllowed, form: forms.Form) -> HttpResponse:
    """The page of the wrong moment with everything that was typed; other refusals go their way."""
    verdict = refused.verdict
    if verdict.refused is not Refused.MOMENT:
        raise refused
    typed = [(str(field.label), _told(field)) for field in form if field.data]
    turn = Role(verdict.whose_turn).label if verdict.whose_turn else ""
    since = format_datetime(verdict.since, active_language()) if verdict.since else ""
    return explain(request, verdict.reason, since=since, whose_turn=turn, typed=typed)


def _told(field: forms.BoundField) -> str:
    """What was typed or chosen, as the page said it."""
    choices = dict(getattr(field.field, "choices", ()))
    return str(choices.get(field.data, field.data))


def _conflict(request: HttpRequest, current: CriterionVersion, form: AmendForm) -> HttpResponse:
    """409: what was typed beside the version that came meanwhile; sent again, it is typed on top of that one."""
    page = reverse("criterion-list", args=[current.assignment_id])
    event = current.event
    differing = [
        (str(form.fields[name].label), mine, theirs)
        for name, mine, theirs in _differences(form.cleaned_data, AmendForm.initial_of(current))
    ]
    if not differing:
        return explain(request, _("มีผู้บันทึกเกณฑ์ข้อนี้เป็น%(title)s ไว้แล้ว ตรงกับที่ท่านกรอก") % {"title": title_of(current)})
    left_out = {"csrfmiddlewaretoken", "version", "resolve"}
    hidden = [(name, one) for name, values in request.POST.lists() if name not in left_out for one in values]
    context = _frame(current.assignment) | {
        "conflict": differing,
        "who": event.actor.full_name if event and event.actor else "",
        "when": format_datetime(event.at, active_language()) if event else "",
        "url": request.path,
        "hidden": [*hidden, ("version", str(current.version))],
        "page_url": page,
        "can_continue": False,
    }
    return render(request, "409.html", context, status=409)


def _differences(mine: Context, theirs: Context) -> list[tuple[str, str, str]]:
    """(name, mine, theirs) in words, of what a version says."""
    return [
        (name, _word(name, mine[name]), _word(name, theirs[name])) for name in theirs if mine[name] != theirs[name]
    ]


def _word(name: str, value: Any) -> str:
    if name == "measure":
        return str(Measure(value).label)
    return format_number(value, 2) if name == "weight" else str(value)
