"""Judges at once: the runners of tests.racing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from tests.racing import PATIENCE


def _heard(act: Callable[[], Any]) -> str:
    from indicators.services.errors import NotAllowed, StaleVersion

    try:
        return f"event {act().pk}"
    except NotAllowed as refusal:
        return refusal.verdict.reason
    except StaleVersion:
        return "stale"


def decide(barrier: Any, *, items: list[int], actor: int, result: str) -> list[str]:
    """All decide the same items, seen at the same version, at once."""
    from accounts.models import User
    from indicators.models import AgendaItem
    from indicators.services import prints
    from tests.appeals.deciding import stage

    prints._render_quietly = lambda record: None
    person = User.objects.get(pk=actor)
    told = []
    for pk in items:
        page = AgendaItem.objects.select_related("dossier__agency", "meeting").get(pk=pk)
        given: dict[str, Any] = {"criterion_text": f"เกณฑ์ของ {person}", "adjusted_points": Decimal(1)}
        if result == "reject":
            given = {}
        given |= {"by": person, "version": page.version, "resolved_on": date(2021, 1, 4)}
        barrier.wait(PATIENCE)
        told.append(_heard(lambda page=page, given=given: stage.decided(page, result, **given)))
    return told


def verify(barrier: Any, *, reports: list[int], actor: int, guarded: bool = True) -> list[str]:
    """All verify the same reports at once; the control only looks first, as a form does that holds no lock."""
    from accounts.models import User
    from appeals.models import ConditionReport
    from appeals.services import conditions
    from indicators.services import prints

    prints._render_quietly = lambda record: None
    person = User.objects.get(pk=actor)
    told = []
    for pk in reports:
        page = ConditionReport.objects.select_related("condition__appeal__assignment__agency").get(pk=pk)
        barrier.wait(PATIENCE)
        if guarded:
            told.append(_heard(lambda page=page: conditions.verify(page, actor=person)))
        elif page.verdict == "pending":
            ConditionReport.objects.filter(pk=pk).update(verdict="verified", ruled_by=person)
            told.append("event")
    return told
