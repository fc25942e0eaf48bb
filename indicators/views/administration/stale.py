"""The answer to an edit that somebody else's came before: both texts, and nothing lost."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from indicators.forms.reference import ReferenceForm
from indicators.services import reference
from indicators.views.administration.screen import Screen, shown
from thai.dates import active_language, format_datetime

# Not sent back into the page: its own token, what is replaced, and secrets.
LEFT_OUT = frozenset({"csrfmiddlewaretoken", "version", "resolve", "password"})


def changed_meanwhile(request: HttpRequest, screen: Screen, form: ReferenceForm, current: Model) -> HttpResponse:
    """409 with the fields that differ; "mine" posts the form again on top of the row as it is now."""
    event = reference.last_change(current)
    typed = [(name, value) for name, values in request.POST.lists() for value in values if name not in LEFT_OUT]
    context = {
        "conflict": _differences(form, current) or [(str(screen.one), str(form.instance), str(current))],
        "who": str(event.actor or "") if event else "",
        "when": format_datetime(event.at, active_language()) if event else "",
        "url": request.path,
        "hidden": [*typed, ("version", reference.fingerprint(current))],
        "page_url": request.path,
    }
    return render(request, "409.html", context, status=409)


def _differences(form: ReferenceForm, current: Model) -> list[tuple[str, str, str]]:
    rows = []
    for name, mine in form.typed.items():
        theirs = getattr(current, name)
        if mine != theirs:
            field = form[name]
            rows.append((str(field.label), _word(field, mine), _word(field, theirs)))
    return rows


def _word(field: BoundField, value: Any) -> str:
    choices = dict(getattr(field.field, "choices", ())) if isinstance(value, str) else {}
    return shown(choices.get(value, value))
