"""How the committee's decision on an appeal is asked for on the page of the agenda's item."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from appeals.forms.decision import AppealDecisionForm, TermFormSet, terms_of
from appeals.models import Appeal
from appeals.services.deciding import decide
from indicators.models import AgendaItem, Event
from indicators.selectors.agenda import KINDS
from innovation.forms.agenda_item import abstentions_of
from innovation.views.decisions import Decision, DecisionKind, abstentions, initial_of


def _ask(item: AgendaItem, data: QueryDict | None) -> Decision:
    kind = KINDS[item.dossier.kind]
    appeal: Appeal = kind.row(item.dossier)
    initial = initial_of(item) | {"criterion_text": appeal.criterion_asked}
    form = AppealDecisionForm(data, appeal=appeal, results=kind.results, initial=initial)
    return Decision(form, abstentions(data), TermFormSet(data, prefix="terms"), "appeals/decision/terms.html")


def _act(item: AgendaItem, decision: Decision, **posted: Any) -> Event:
    assert decision.rows is not None
    given = decision.form.cleaned_data
    return decide(
        item,
        given["result"],
        given["resolution"],
        given["resolved_on"],
        abstentions_of(decision.abstentions),
        decided_outcome=given["decided_outcome"],
        criterion_text=given.get("criterion_text", ""),
        adjusted_points=given["adjusted_points"],
        conditions=terms_of(decision.rows),
        **posted,
    )


APPEAL_DECISION = DecisionKind(_ask, _act)
