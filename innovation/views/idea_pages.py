"""What the pages of one idea have in common: frame, buttons, the form page, the conflict page."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.roles import Role
from indicators.permissions import Refused, Verdict
from indicators.services.errors import NotAllowed
from indicators.views.refusals import explain
from indicators.views.report_pages import Context
from innovation.completeness.labels import label_of
from innovation.forms.idea import IdeaForm, initial_of
from innovation.models import Idea
from innovation.selectors.ideas import last_change
from innovation.views.step_pages import frame_of
from thai.dates import active_language, format_date, format_datetime
from thai.fields import ThaiCharField

Status = Idea.Status


def frame_of_idea(idea: Idea, title: str = "") -> Context:
    """What stands around an idea; `title` names a page below the idea's own."""
    name = _("ชุดที่ %(number)s") % {"number": idea.number}
    frame = frame_of(idea.collection, name)
    if not title:
        return frame | {"lead": idea.title}
    above = [*frame["breadcrumbs"], (name, page_of(idea))]
    return frame | {"title": title, "lead": str(idea), "breadcrumbs": above}


def page_of(idea: Idea, page: str = "") -> str:
    """The address of an idea or of one of its pages: `idea`, `idea-edit`, …"""
    return reverse(f"idea-{page}" if page else "idea", args=[idea.pk])


def facts_of(idea: Idea) -> list[tuple[str, str]]:
    """What an idea says besides its title, by the labels of Form 1."""
    language = active_language()
    texts = ("problem", "proposal", "benefit", "resources")
    return [
        (label_of(idea, "innovation_type"), idea.innovation_type.label),
        *((label_of(idea, name), getattr(idea, name)) for name in texts),
        (label_of(idea, "submitted_on"), format_date(idea.submitted_on, "long", language)),
        (_("ที่มา"), idea.get_source_display()),
    ]


def actions_on(idea: Idea, *, may_edit: bool, may_redact: bool) -> list[Context]:
    """The buttons of an idea's page."""
    bar: list[Context] = []
    if may_edit and idea.status == Status.ELIGIBLE:
        bar += [
            {"label": _("แก้ไข"), "url": page_of(idea, "edit"), "style": "primary"},
            {"label": _("รวมกับชุดอื่น"), "url": page_of(idea, "merge")},
            {"label": _("ถอน"), "url": page_of(idea, "withdraw")},
        ]
    elif may_edit:
        verb, label = ("unmerge", _("แยกออกมานับ")) if idea.status == Status.MERGED else ("restore", _("นำกลับมานับ"))
        bar.append({"label": label, "url": page_of(idea, verb), "post": True, "hidden": _seen(idea)})
    if may_redact and idea.proposer.redacted_at is None:
        label = _("ลบข้อมูลส่วนบุคคลของผู้เสนอ")
        bar.append({"label": label, "url": page_of(idea, "redact"), "post": True, "style": "danger"})
    return bar


def form_page(
    request: HttpRequest,
    idea: Idea,
    title: str,
    form: forms.Form,
    *,
    label: str = "",
    status: int = 200,
    **more: object,
) -> HttpResponse:
    """A form about an idea, with the version its page showed; `more` is further context."""
    context = frame_of_idea(idea, title) | {
        "form": form,
        "hidden": [
            ("version", request.POST.get("version", idea.version)),
            ("key", request.POST.get("key") or uuid4()),
        ],
        "actions": [
            {"label": label or _("บันทึก"), "style": "primary"},
            {"label": _("กลับโดยไม่บันทึก"), "style": "link", "url": page_of(idea)},
        ],
        **more,
    }
    return render(request, "innovation/idea/form.html", context, status=status)


def compared(idea: Idea, other: Idea) -> Context:
    """Two ideas side by side, for who has to say whether they are one."""
    names = ("title", "problem", "proposal", "benefit")
    return {
        "compared": [(label_of(idea, name), getattr(other, name), getattr(idea, name)) for name in names],
        "before_title": _("ชุดที่ %(number)s") % {"number": other.number},
        "after_title": _("ชุดที่ %(number)s") % {"number": idea.number},
    }


def refuse(request: HttpRequest, verdict: Verdict, typed: Iterable[tuple[str, str]]) -> HttpResponse:
    """The answer to a form that may not be sent: at the wrong moment a page with all that was typed, to copy."""
    if verdict.refused is not Refused.MOMENT:
        raise NotAllowed(verdict)
    turn = Role(verdict.whose_turn).label if verdict.whose_turn else ""
    typed = [(label, value) for label, value in typed if value.strip()]
    return explain(request, verdict.reason, since=verdict.since, whose_turn=turn, typed=typed)


def typed_into(form: forms.Form) -> list[tuple[str, str]]:
    """Label and text of each field of a posted form, choices left out."""
    texts = [field for field in form if isinstance(field.field, ThaiCharField)]
    return [(str(field.label), str(field.value() or "")) for field in texts]


def conflict(request: HttpRequest, current: Idea, form: IdeaForm) -> HttpResponse:
    """An edit that came too late: both texts; nothing typed is lost, and the choice is the officer's."""
    typed = {name: _shown(form, name, form.data.get(name, "")) for name in form.fields}
    theirs = {name: _shown(form, name, value) for name, value in initial_of(current).items() if name in form.fields}
    hidden = [(name, value) for name, value in request.POST.items() if name not in {"csrfmiddlewaretoken", "version"}]
    event = last_change(current)
    context = frame_of_idea(current, _("แก้ไขความคิดเห็น")) | {
        "conflict": [
            (str(field.label), typed[name], theirs[name])
            for name, field in form.fields.items()
            if typed[name] != theirs[name]
        ],
        "who": event.actor.full_name if event and event.actor else "",
        "when": format_datetime(event.at, active_language()) if event else "",
        "url": request.path,
        "hidden": [("version", str(current.version)), *hidden],
        "page_url": page_of(current, "edit"),
        "can_continue": False,
    }
    return render(request, "409.html", context, status=409)


def _shown(form: IdeaForm, name: str, value: object) -> str:
    """A value in words: a type by its label, a day as it is written."""
    if name == "type":
        labels = {str(one.pk): one.label for one in form.types}
        return labels.get(str(value), str(value))
    if name == "submitted_on":
        day = form.cleaned_data.get(name) if value == form.data.get(name) else value
        return format_date(day, "short", active_language()) if day else ""  # type: ignore[arg-type]
    return str(value).replace("\r\n", "\n")


def _seen(idea: Idea) -> list[tuple[str, object]]:
    return [("version", idea.version), ("key", uuid4())]
