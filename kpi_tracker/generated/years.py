"""The years, the newest the one that runs now, each with the same indicators; the first of them has the round."""

from __future__ import annotations

from decimal import Decimal

from accounts.models import User
from indicators import clock
from indicators.models import FiscalYear, Indicator, PlanNode
from indicators.services.years import open_year
from innovation.models import Round
from kpi_tracker.generated.size import Size
from kpi_tracker.generated.words import Words
from thai.dates import fiscal_year


def years(size: Size, words: Words, actor: User) -> list[FiscalYear]:
    """Oldest first. All are copies of the year of the reference data, which gets the indicators first."""
    newest = fiscal_year(clock.today())
    model = FiscalYear.objects.order_by("be_year").first()
    if model is None:
        raise LookupError("no reference data")
    _indicators(model, size.indicators, words)
    wanted = range(newest - size.years + 1, newest + 1)
    for be_year in wanted:
        if be_year != model.be_year:
            open_year(be_year, actor=actor, copy_of=model, with_assignments=False)
    return list(FiscalYear.objects.filter(be_year__in=wanted).order_by("be_year"))


def _indicators(year: FiscalYear, number: int, words: Words) -> None:
    nodes = list(PlanNode.objects.filter(children__isnull=True).order_by("pk"))
    known = year.indicators.count()
    Indicator.objects.bulk_create(
        Indicator(
            year=year,
            name=f"ร้อยละความสำเร็จของ{words.title()} ({place})",
            kind=Indicator.Kind.ROUTINE if place % 2 else Indicator.Kind.STRATEGIC,
            level=Indicator.Level.OUTCOME if place % 3 else Indicator.Level.OUTPUT,
            plan_node=words.chance.choice(nodes) if nodes else None,
            definition=words.paragraph(),
            method=words.paragraph(1, 3),
            unit="ร้อยละ",
        )
        for place in range(known + 1, number + 1)
    )


def indicators_of(year: FiscalYear, number: int) -> list[Indicator]:
    """The round's first, then the others as they were made."""
    first = Round.objects.filter(year=year).values_list("indicator", flat=True).first()
    found = (
        Indicator.objects.filter(year=year)
        .select_related("plan_node__level")
        .prefetch_related("criteria")
        .order_by("pk")
    )
    return sorted(found, key=lambda indicator: (indicator.pk != first, indicator.pk))[:number]


def weight_of(number: int) -> Decimal:
    """What each of `number` indicators weighs, so that they sum to a hundred or a little less."""
    return (Decimal(100) / number).quantize(Decimal("0.01"), rounding="ROUND_DOWN")
