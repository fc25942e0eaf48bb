"""How the committee's resolution is asked for on the page of an agenda's item: one row a kind of dossier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from indicators.models import AgendaItem, Dossier, Event
from indicators.selectors.agenda import KINDS
from innovation.forms.agenda_item import (
    AbstentionFormSet,
    Abstentions,
    DeterminationForm,
    ResolutionForm,
    abstentions_of,
)
from innovation.services.determination import determine


@dataclass(frozen=True)
class Decision:
    """The forms of one resolution. A kind whose resolution has rows of its own gives them as `rows`, with the
    template that shows them (it is given `rows`)."""

    form: ResolutionForm
    abstentions: Abstentions
    rows: forms.BaseFormSet[Any] | None = None
    rows_template: str = ""

    def is_valid(self) -> bool:
        """Looks at every form, so that all that is wrong is said at once."""
        given = [self.form.is_valid(), self.abstentions.is_valid(), self.rows is None or self.rows.is_valid()]
        return all(given)


@dataclass(frozen=True)
class DecisionKind:
    """`ask` makes the forms for an item, bound where there is data; `act` records what valid forms say, and is given
    who acts, the version seen and the key besides."""

    ask: Callable[[AgendaItem, QueryDict | None], Decision]
    act: Callable[..., Event]


def initial_of(item: AgendaItem) -> dict[str, Any]:
    """What every resolution begins with."""
    return {"resolved_on": item.meeting.held_on}


def abstentions(data: QueryDict | None) -> Abstentions:
    """The rows for those who took no part."""
    return AbstentionFormSet(data, prefix="abstentions")


def _ask_of_project(item: AgendaItem, data: QueryDict | None) -> Decision:
    form = DeterminationForm(data, results=KINDS[item.dossier.kind].results, initial=initial_of(item))
    return Decision(form, abstentions(data))


def _determine(item: AgendaItem, decision: Decision, **posted: Any) -> Event:
    return determine(item, **decision.form.cleaned_data, abstentions=abstentions_of(decision.abstentions), **posted)


# By the dossier's kind; apps above add theirs at start-up.
DECISIONS: dict[str, DecisionKind] = {Dossier.Kind.PROJECT: DecisionKind(_ask_of_project, _determine)}
