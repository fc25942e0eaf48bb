"""What was typed into a form whose moment has passed is shown again, to copy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from accounts.roles import Role
from indicators.permissions import Refused
from indicators.services.errors import NotAllowed
from indicators.views.refusals import explain

NOT_TEXT = (forms.ChoiceField, forms.BooleanField)


def explain_and_keep(request: HttpRequest, refusal: NotAllowed, labels: Mapping[str, str]) -> HttpResponse:
    """The 409 page with what the posted fields in `labels` (name to label) hold. Other refusals are raised again."""
    verdict = refusal.verdict
    if verdict.refused is not Refused.MOMENT:
        raise refusal
    typed = [(label, request.POST[name]) for name, label in labels.items() if request.POST.get(name, "").strip()]
    turn = Role(verdict.whose_turn).label if verdict.whose_turn else ""
    return explain(request, verdict.reason, whose_turn=turn, typed=typed)


def labels_of(*given: forms.BaseForm | Iterable[Any]) -> dict[str, str]:
    """Name to label of what is typed in forms and formsets; no password, nothing hidden or picked from a list."""
    found: dict[str, str] = {}
    for each in given:
        if not isinstance(each, forms.BaseForm):
            found |= labels_of(*each)
            continue
        for bound in each:
            if not (bound.is_hidden or bound.name == "password" or isinstance(bound.field, NOT_TEXT)):
                found[bound.html_name] = str(bound.label)
    return found
