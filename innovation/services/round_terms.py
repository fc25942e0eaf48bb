"""What a round asks for, apart from the year: read from a round or from the reference, written into a new one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indicators.deadlines import years_later
from indicators.models import YearCode
from innovation.models import Round, RoundCriterion, RoundForm, RoundMinimum, RoundStep
from innovation.reference import round_2564

INNOVATION_TYPE = YearCode.Table.INNOVATION_TYPE


@dataclass(frozen=True)
class Terms:
    """The terms of the round of `be_year`; each tuple has the columns of its table in their order."""

    be_year: int
    committee_name: str
    consent_text: str
    link_days: int
    steps: tuple[tuple[str, str, Decimal, date], ...]
    forms: tuple[tuple[str, int, str], ...]
    minimums: tuple[tuple[str, int], ...]
    criteria: tuple[tuple[int, str, Decimal], ...]
    innovation_types: tuple[tuple[str, str], ...]


def terms_of(round_: Round) -> Terms:
    """The terms of a stored round."""
    types = YearCode.objects.filter(year=round_.year_id, table=INNOVATION_TYPE).order_by("code")
    return Terms(
        be_year=round_.year.be_year,
        committee_name=round_.committee_name,
        consent_text=round_.consent_text,
        link_days=round_.link_days,
        steps=tuple(round_.steps.values_list("step", "title", "weight", "due_on")),
        forms=tuple(round_.forms.values_list("form", "number", "title")),
        minimums=tuple(round_.minimums.values_list("level", "ideas")),
        criteria=tuple(round_.criteria.values_list("position", "text", "full_score")),
        innovation_types=tuple(types.values_list("code", "label")),
    )


def known_terms() -> Terms:
    """Where a new round begins: the newest round, or that of 2564 when there is none."""
    newest = Round.objects.select_related("year").first()
    return terms_of(newest) if newest else terms_of_2564()


def terms_of_2564() -> Terms:
    """The terms of the reference."""
    told = round_2564()
    return Terms(
        be_year=told["be_year"],
        committee_name=told["committee_name"],
        consent_text=told["consent_text"].strip("\n"),
        link_days=told["link_days"],
        steps=tuple((row["step"], row["title"], Decimal(row["weight"]), row["due_on"]) for row in told["steps"]),
        forms=tuple((row["form"], row["number"], row["title"]) for row in told["forms"]),
        minimums=tuple(told["minimums"].items()),
        criteria=tuple(
            (position, row["text"], Decimal(row["full_score"]))
            for position, row in enumerate(told["criteria"], start=1)
        ),
        innovation_types=tuple(told["innovation_types"].items()),
    )


def write_terms(round_: Round, terms: Terms) -> None:
    """Give a new round its steps, forms, minimums and criteria, due dates moved by whole years; and its year the
    innovation types, when it has none."""
    shift = round_.year.be_year - terms.be_year
    RoundStep.objects.bulk_create(
        RoundStep(round=round_, step=step, title=title, weight=weight, due_on=years_later(due_on, shift))
        for step, title, weight, due_on in terms.steps
    )
    RoundForm.objects.bulk_create(
        RoundForm(round=round_, form=form, number=number, title=title) for form, number, title in terms.forms
    )
    RoundMinimum.objects.bulk_create(
        RoundMinimum(round=round_, level=level, ideas=ideas) for level, ideas in terms.minimums
    )
    RoundCriterion.objects.bulk_create(
        RoundCriterion(round=round_, position=position, text=text, full_score=full_score)
        for position, text, full_score in terms.criteria
    )
    if not YearCode.objects.filter(year=round_.year, table=INNOVATION_TYPE).exists():
        YearCode.objects.bulk_create(
            YearCode(year=round_.year, table=INNOVATION_TYPE, code=code, label=label)
            for code, label in terms.innovation_types
        )
