"""Editing a part of a round on one page: its steps, its forms, its minimums."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.roles import Role
from indicators.services import reference
from indicators.services.errors import Invalid, StaleVersion, insist
from indicators.views.administration.screen import Label, shown
from indicators.views.administration.stale import LEFT_OUT
from indicators.views.fetching import person, require_role
from innovation.forms.round import PartFormSet, part_formset
from innovation.models import Round
from innovation.services.round_parts import PARTS, Part, fingerprint, last_change, set_part
from innovation.views.round_screens import PART_TITLES, ROUND, frozen_note
from thai.dates import active_language, format_datetime

NOTES: dict[str, Label] = {"steps": gettext_lazy("น้ำหนักของทั้งห้าขั้นตอนต้องรวมได้ 100")}


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, part: str, pk: int) -> HttpResponse:
    """The page of the part named `part`; a stale edit is told what changed and keeps what was typed."""
    require_role(request, Role.ADMINISTRATOR)
    round_ = get_object_or_404(Round.objects.select_related("year"), pk=pk)
    if verdict := reference.locked(round_):
        insist(verdict)
    of = PARTS[part]
    if request.method != "POST":
        return _page(request, round_, part_formset(of, of.rows(round_)), fingerprint(round_, of))
    formset = part_formset(of, of.rows(round_), request.POST)
    if formset.is_valid():
        rows = [form.instance for form in formset.forms]
        try:
            set_part(round_, of, actor=person(request), seen=request.POST.get("version", "-"), rows=rows)
        except Invalid as refusal:
            formset.refuse(refusal)
        except StaleVersion:
            return _changed_meanwhile(request, round_, of, formset)
        else:
            messages.success(request, _("บันทึก “%(part)s” แล้ว") % {"part": PART_TITLES[part]})
            return redirect(ROUND.url("edit", round_.pk))
    return _page(request, round_, formset, request.POST.get("version", ""), status=422)


def _page(request: HttpRequest, round_: Round, formset: PartFormSet, seen: str, *, status: int = 200) -> HttpResponse:
    back = ROUND.url("edit", round_.pk)
    context = {
        "title": PART_TITLES[formset.part.name],
        "caption": round_,
        "lead": frozen_note(round_),
        "breadcrumbs": [
            (_("ตั้งค่าระบบ"), reverse("administration")),
            (ROUND.title, ROUND.url("list")),
            (round_, back),
        ],
        "formset": formset,
        "note": NOTES.get(formset.part.name, ""),
        "hidden": [("version", seen)],
        "actions": [
            {"label": _("บันทึก"), "style": "primary"},
            {"label": _("กลับ"), "style": "link", "url": back},
        ],
    }
    return render(request, "indicators/administration/form.html", context, status=status)


def _changed_meanwhile(request: HttpRequest, round_: Round, part: Part, formset: PartFormSet) -> HttpResponse:
    """409 with the fields that differ; "mine" posts the page again on top of the part as it is now."""
    event = last_change(round_, part)
    typed = [(name, value) for name, value in request.POST.items() if name not in LEFT_OUT]
    context = {
        "conflict": _differences(formset, part.rows(round_)) or [(str(PART_TITLES[part.name]), "–", "–")],
        "who": str(event.actor or "") if event else "",
        "when": format_datetime(event.at, active_language()) if event else "",
        "url": request.path,
        "hidden": [*typed, ("version", fingerprint(round_, part))],
        "page_url": request.path,
    }
    return render(request, "409.html", context, status=409)


def _differences(formset: PartFormSet, stored: list[Any]) -> list[tuple[str, str, str]]:
    found = []
    for form, theirs in zip(formset.forms, stored, strict=True):
        for name, mine in form.typed.items():
            if mine != getattr(theirs, name):
                label = f"{form.legend}: {form[name].label}"
                found.append((label, shown(mine), shown(getattr(theirs, name))))
    return found
