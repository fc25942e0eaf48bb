"""When what was typed cannot be kept: it is shown again, whatever the reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.roles import Role
from indicators.files.refusals import NoStore
from indicators.permissions import Refused
from indicators.services.errors import NotAllowed
from indicators.views.refusals import explain
from innovation.models import CaseStep
from innovation.views.step_pages import frame_of
from thai.dates import active_language, format_date

# (name of a field, what was typed, what stands)
Differing = Sequence[tuple[str, str, str]]


def too_late(request: HttpRequest, refused: NotAllowed, form: forms.Form) -> HttpResponse:
    """The page of the wrong moment with everything typed in `form`; other refusals go their way."""
    verdict = refused.verdict
    if verdict.refused is not Refused.MOMENT:
        raise refused
    turn = Role(verdict.whose_turn).label if verdict.whose_turn else ""
    return explain(request, verdict.reason, since=verdict.since, whose_turn=turn, typed=typed_in(form))


def no_store(request: HttpRequest, none: NoStore, form: forms.Form) -> HttpResponse:
    """507 or 503 with everything typed in `form`: the store takes no file."""
    return explain(request, none.sentence, status=none.status, typed=typed_in(form))


def typed_in(form: forms.Form) -> list[tuple[str, str]]:
    """(label, text) of what was typed in the fields that a person sees."""
    return [
        (str(field.label), str(field.data))
        for field in form
        if not field.is_hidden and field.data and not isinstance(field.field.widget, forms.FileInput)
    ]


def changed_meanwhile(
    request: HttpRequest,
    step: CaseStep,
    differing: Differing,
    *,
    page_url: str,
    instead: Iterable[tuple[str, str]],
    drop: Iterable[str] = (),
) -> HttpResponse:
    """409 with both texts of each field that differs. The form can be sent again with `instead`, the values now in
    force, in place of those of the same names and of those to `drop`."""
    instead = list(instead)
    without = {"csrfmiddlewaretoken", *drop, *(name for name, _value in instead)}
    typed = [(name, one) for name, values in request.POST.lists() for one in values if name not in without]
    context = frame_of(step) | {
        "conflict": differing,
        "who": "",
        "when": "",
        "url": request.path,
        "hidden": [*instead, *typed],
        "page_url": page_url,
        "can_continue": False,
    }
    return render(request, "409.html", context, status=409)


def shown(value: Any) -> str:
    """A value as it is told beside another: 0 is 0, nothing is nothing."""
    if value is None or value is False:
        return ""
    return format_date(value, "long", active_language()) if hasattr(value, "weekday") else str(value)
