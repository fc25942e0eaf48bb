"""One idea: its page, its text, and what sets it aside or brings it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.roles import Role
from indicators.permissions import can_edit, holds
from indicators.services.errors import NotAllowed, StaleVersion, insist
from indicators.views.fetching import person, visible_or_404
from indicators.views.report_pages import posted_by, try_to
from indicators.workflow.processes import PROCESSES
from innovation.forms.idea import IdeaForm, MergeForm, ReasonForm, initial_of
from innovation.models import Collection, Idea
from innovation.selectors import ideas as selectors
from innovation.selectors.similarity import Alike
from innovation.services import ideas as services
from innovation.services import proposers
from innovation.views.collection import LOOKS
from innovation.views.idea_pages import (
    actions_on,
    compared,
    conflict,
    facts_of,
    form_page,
    frame_of_idea,
    refuse,
    typed_into,
)

Status = Idea.Status


def _rows() -> QuerySet[Idea]:
    related = (f"collection__{way}" for way in PROCESSES[Collection].related)
    return Idea.objects.select_related("innovation_type", "merged_into", "proposer", *related)


def _fetch(request: HttpRequest, pk: int) -> Idea:
    """An idea the person may see, with its collection."""
    return visible_or_404(request, _rows(), pk)


def _to_change(request: HttpRequest, pk: int) -> Idea:
    """An idea whose collection the person may change now: 404, 403 or 409 otherwise."""
    idea = _fetch(request, pk)
    insist(can_edit(person(request), idea.collection))
    return idea


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    idea = _fetch(request, pk)
    user, collection = person(request), idea.collection
    shows = selectors.shows_proposers(user, collection)
    context = frame_of_idea(idea) | {
        "idea": idea,
        "rows": facts_of(idea),
        "look": LOOKS[Status(idea.status)],
        "merged": idea.merged.order_by("number"),
        "shows_proposer": shows,
        "actions": actions_on(
            idea,
            may_edit=can_edit(user, collection).allowed,
            may_redact=holds(user, Role.ADMINISTRATOR, collection.assignment.agency_id).allowed,
        ),
    }
    return render(request, "innovation/idea/detail.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    idea = _fetch(request, pk)
    given: dict[str, Any] = {
        "types": selectors.types_of(idea.collection),
        "with_person": idea.proposer.redacted_at is None,
    }
    verdict = can_edit(person(request), idea.collection)
    if request.method != "POST":
        insist(verdict)
        return form_page(request, idea, _("แก้ไขความคิดเห็น"), IdeaForm(initial=initial_of(idea), **given))
    form = IdeaForm(request.POST, **given)
    if not verdict.allowed:
        return refuse(request, verdict, typed_into(form))
    if not form.is_valid():
        return form_page(request, idea, _("แก้ไขความคิดเห็น"), form, status=422)
    seen = posted_by(request)
    try:
        saved = try_to(
            lambda: services.edit(
                idea, actor=seen["actor"], version=seen["version"], fields=form.columns, proposer=form.person
            ),
            form,
        )
    except StaleVersion:
        return conflict(request, _rows().get(pk=pk), form)
    except NotAllowed as refusal:  # since the line above
        return refuse(request, refusal.verdict, typed_into(form))
    if not saved:
        return form_page(request, idea, _("แก้ไขความคิดเห็น"), form, status=422)
    return _done(request, idea, _("บันทึกชุดที่ %(number)s แล้ว") % {"number": idea.number})


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    idea = _to_change(request, pk)
    targets = list(idea.collection.ideas.filter(status=Status.ELIGIBLE).exclude(pk=pk).order_by("number"))
    title, label = _("รวมกับชุดอื่น"), _("รวมชุดที่ %(number)s") % {"number": idea.number}
    if request.method != "POST":
        target = next((target for target in targets if str(target.number) == request.GET.get("into")), None)
        form = MergeForm(targets=targets, initial=_proposed(idea, target))
        return form_page(request, idea, title, form, label=label, **(compared(idea, target) if target else {}))
    form = MergeForm(request.POST, targets=targets)
    if form.is_valid():
        into, reason = form.cleaned_data["into"], form.cleaned_data["reason"]
        if try_to(lambda: services.merge(idea, into, **posted_by(request), reason=reason), form):
            words = {"number": idea.number, "into": into.number}
            return _done(request, idea, _("รวมชุดที่ %(number)s กับชุดที่ %(into)s แล้ว") % words)
    return form_page(request, idea, title, form, label=label, status=422)


def _proposed(idea: Idea, target: Idea | None) -> dict[str, str]:
    """What the form starts with where the page spoke of a likeness (?into=number)."""
    if target is None:
        return {}
    pair: Alike | None = selectors.alike_ideas(idea.collection).get(idea.number)
    percent = pair.percent if pair and pair.first == target.number else None
    reason = _("เนื้อหาคล้ายชุดที่ %(number)s ร้อยละ %(percent)s") % {"number": target.number, "percent": percent}
    return {"into": str(target.pk), "reason": reason if percent else ""}


@require_POST
def unmerge(request: HttpRequest, pk: int) -> HttpResponse:
    idea = _to_change(request, pk)
    services.unmerge(idea, **posted_by(request))
    return _done(request, idea, _("แยกชุดที่ %(number)s ออกมานับเป็นชุดแล้ว") % {"number": idea.number})


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    idea = _to_change(request, pk)
    label = _("ถอนชุดที่ %(number)s") % {"number": idea.number}
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return form_page(request, idea, _("ถอนความคิดเห็น"), form, label=label)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if try_to(lambda: services.withdraw(idea, **posted_by(request), reason=reason), form):
            return _done(request, idea, _("ถอนชุดที่ %(number)s แล้ว ข้อความยังเก็บไว้") % {"number": idea.number})
    return form_page(request, idea, _("ถอนความคิดเห็น"), form, label=label, status=422)


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    idea = _to_change(request, pk)
    services.restore(idea, **posted_by(request))
    return _done(request, idea, _("นำชุดที่ %(number)s กลับมานับแล้ว") % {"number": idea.number})


@require_POST
def redact(request: HttpRequest, pk: int) -> HttpResponse:
    """Empty the proposer's personal data; for the administrator."""
    idea = _fetch(request, pk)
    proposers.redact(idea, actor=person(request))
    return _done(request, idea, _("ลบข้อมูลส่วนบุคคลของผู้เสนอชุดที่ %(number)s แล้ว") % {"number": idea.number})


def _done(request: HttpRequest, idea: Idea, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect(reverse("idea", args=[idea.pk]))
