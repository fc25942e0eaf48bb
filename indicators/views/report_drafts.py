"""Fetching what a person may change now, whatever follows a process: the first line of pages that add to a draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest

from indicators.models.dossier import Submittable
from indicators.permissions import can_edit
from indicators.services.errors import insist
from indicators.views import fetching
from indicators.workflow import PROCESSES

# Digits of a number that every database can look up.
LONGEST_ID = 18


def draft(request: HttpRequest, kind: str, pk: int) -> Submittable:
    """The row `pk` of a process ("quarterly-report", "project", …): 404, 403 or 409 unless he may edit it."""
    for model, process in PROCESSES.items():
        if process.workflow.name == kind:
            table: Any = model._default_manager
            row: Submittable = fetching.visible_or_404(request, table.select_related(*process.related), pk)
            insist(can_edit(fetching.person(request), row))
            return row
    raise Http404


def draft_named(request: HttpRequest) -> Submittable | None:
    """The draft that the address names as ?report=<kind>-<pk>, None when it names none."""
    named = request.GET.get("report", "")
    if not named:
        return None
    kind, _dash, pk = named.rpartition("-")
    if not pk.isdecimal() or len(pk) > LONGEST_ID:
        raise Http404
    return draft(request, kind, int(pk))


def numbers(values: Sequence[str]) -> list[int]:
    """The ids among what was posted; what is no number, or none that a table has, names no row."""
    return [int(value) for value in values if value.isdecimal() and len(value) <= LONGEST_ID]
