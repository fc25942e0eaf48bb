"""Two members of a working group at once: the runners of tests.racing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.racing import PATIENCE

REASONS = "ตรงกับปัญหาที่สุด"


def select_at_once(barrier: Any, *, pairs: list[list[int]], actor: int) -> list[str]:
    """In each round all select at once, each his own idea: `pairs` of a selection and the idea."""
    from accounts.models import User
    from indicators.services import prints
    from indicators.services.errors import NotAllowed, StaleVersion
    from innovation.models import Idea, Selection
    from innovation.services.selection import select

    prints._render_quietly = lambda record: None  # the choice is raced for here, not its paper
    person = User.objects.get(pk=actor)
    told = []
    for selection, idea in pairs:
        page = Selection.objects.select_related("case__assignment__agency").get(pk=selection)
        wanted = Idea.objects.get(pk=idea)
        barrier.wait(PATIENCE)
        try:
            told.append(f"event {select(page, wanted, REASONS, actor=person, version=page.version).pk}")
        except NotAllowed as refusal:
            told.append(f"{refusal.verdict.refused}: {refusal.verdict.reason}")
        except StaleVersion:
            told.append("stale")
    return told


def look_and_insert(barrier: Any, *, pairs: list[list[int]], actor: int) -> list[str]:
    """The control: who sees no choice yet puts the form together and writes his own, without a lock."""
    from django.db import IntegrityError

    from innovation.models import SelectedIdea, Selection
    from innovation.selectors.content import selection_content
    from tests.make_case import NOON

    told = []
    for selection, idea in pairs:
        barrier.wait(PATIENCE)
        if SelectedIdea.objects.filter(selection=selection).exists():
            told.append("seen")
            continue
        selection_content(Selection.objects.get(pk=selection))
        try:
            SelectedIdea.objects.create(
                selection_id=selection, idea_id=idea, reasons=REASONS, chosen_by_id=actor, chosen_at=NOON
            )
            told.append("written")
        except IntegrityError:
            told.append("constraint")
    return told


RACES: dict[str, Callable[..., Any]] = {each.__name__: each for each in (select_at_once, look_and_insert)}
