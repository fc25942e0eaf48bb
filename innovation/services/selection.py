"""What happens to a selection: Form 2 is filled in, and exactly one idea is selected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from indicators.models import Event, Receipt
from indicators.permissions import Refused, Verdict
from indicators.services import audit, drafts
from indicators.services.errors import Invalid, NotAllowed
from indicators.services.stored import text_as_stored, value_as_stored
from indicators.services.transition import Outcome, move
from indicators.workflow.machine import Transition
from innovation.models import Idea, PanelMember, SelectedIdea, Selection
from innovation.selectors.candidates import why_barred
from innovation.services import cases, papers, prefill
from innovation.services.steps import freeze_step, submission
from thai.dates import active_language, format_datetime

EDITABLE = ("meeting_date", "meeting_place", "minutes", "detail", "certifier_name", "certifier_position")


@dataclass(frozen=True)
class Member:
    """One who sat on the panel."""

    name: str
    role: str = ""


def save(
    selection: Selection,
    *,
    actor: User,
    version: int,
    fields: dict[str, Any],
    panel: Sequence[Member] | None = None,
    autosaved: bool = False,
) -> Event | None:
    """Save Form 2 as it was at `version`; `panel` replaces the list of members, in its order, unless it is None.
    Raises NotAllowed, StaleVersion or Invalid."""
    columns = {name: value for name, value in fields.items() if name in EDITABLE}

    def save_panel(fresh: Selection) -> list[str]:
        return [] if panel is None else _replace_panel(fresh, panel)

    with telling_who_decided(selection):
        return drafts.save(
            selection, actor=actor, version=version, columns=columns, rows=save_panel, autosaved=autosaved
        )


def select(
    selection: Selection,
    idea: Idea,
    reasons: str,
    *,
    actor: User,
    version: int,
    key: UUID | None = None,
    fields: dict[str, Any] | None = None,
    panel: Sequence[Member] | None = None,
) -> Event:
    """Select `idea` and open its project, filled with what is known. `fields` and `panel`, when given, are saved as
    by `save` in the same transaction.

    Raises Invalid for an idea that cannot be chosen or empty reasons, StaleVersion, and NotAllowed; when somebody
    else selected first its sentence says who and when. A repeated `key` has no second effect.
    """

    def consequence(fresh: Selection, row: Transition, now: datetime) -> Outcome:
        choice = _choose(fresh, idea, reasons, actor, now)
        revision = freeze_step(fresh, actor=actor, at=now)
        prefill.fill(cases.open_project(choice, fresh.case, now))
        outcome = submission(fresh, revision, actor, now)
        return replace(outcome, details={**(outcome.details or {}), "idea": choice.idea.number})

    reasons = text_as_stored(reasons, "reasons")
    with telling_who_decided(selection), transaction.atomic():
        if fields is not None and not _sent_before(selection, actor, key):
            edited = save(selection, actor=actor, version=version, fields=fields, panel=panel)
            version += 1 if edited else 0
        event = move(
            selection, "select", actor=actor, version=version, consequence=consequence, reason=reasons, key=key
        )
        return papers.freeze(selection, event)


def _sent_before(selection: Selection, actor: User, key: UUID | None) -> bool:
    """Whether this form has had its effect. Asked under the lock: the first of two may be at work just now."""
    audit.lock(audit.chain_of(selection.assignment.agency))
    return key is not None and Receipt.objects.filter(actor=actor, key=key).exists()


@contextmanager
def telling_who_decided(selection: Selection) -> Iterator[None]:
    """A refusal for the moment says who has selected which idea and when, once somebody has."""
    try:
        yield
    except NotAllowed as refusal:
        choice = selection.selected_ideas.select_related("idea", "chosen_by").first()
        if choice is None or refusal.verdict.refused is not Refused.MOMENT:
            raise
        raise NotAllowed(Verdict(False, Refused.MOMENT, decision_sentence(choice))) from refusal


def decision_sentence(choice: SelectedIdea) -> str:
    """Who selected which idea, and when."""
    return _("%(who)s คัดเลือกความคิดเห็นชุดที่ %(number)s “%(title)s” ไปแล้วเมื่อ %(when)s") % {
        "who": choice.chosen_by.full_name,
        "number": choice.idea.number,
        "title": choice.idea.title,
        "when": format_datetime(choice.chosen_at, active_language()),
    }


def _choose(selection: Selection, idea: Idea, reasons: str, actor: User, now: datetime) -> SelectedIdea:
    errors: dict[str, str] = {}
    if barred := why_barred(selection, idea):
        errors["idea"] = barred
    if not reasons:
        errors["reasons"] = _("กรอกเหตุผลที่คัดเลือก")
    if errors:
        raise Invalid(errors)
    written = value_as_stored(SelectedIdea, "reasons", reasons)
    try:
        with transaction.atomic():
            return SelectedIdea.objects.create(
                selection=selection, idea=idea, reasons=written, chosen_by=actor, chosen_at=now
            )
    except IntegrityError as second:
        # The lock lets one in at a time; should it ever fail, the constraint decides, in the same words.
        raise NotAllowed(Verdict(False, Refused.MOMENT, _("คัดเลือกแล้ว"))) from second


def _replace_panel(selection: Selection, panel: Sequence[Member]) -> list[str]:
    before = [(member.name, member.role) for member in selection.panel.all()]
    after = [
        (
            value_as_stored(PanelMember, "name", member.name, shown_at="panel"),
            value_as_stored(PanelMember, "role", member.role, shown_at="panel"),
        )
        for member in panel
    ]
    if before == after:
        return []
    selection.panel.all().delete()
    PanelMember.objects.bulk_create(
        PanelMember(selection=selection, position=place, name=name, role=role)
        for place, (name, role) in enumerate(after, start=1)
    )
    return ["panel"]
