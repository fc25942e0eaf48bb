"""Generates a city of any size into an empty database, some agencies at a time, and says how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, time
from decimal import Decimal
from random import Random

from django.db import connection, transaction

from accounts.models import Agency, User
from indicators import clock
from indicators.models import Assignment, CriterionVersion, FiscalYear, Indicator
from indicators.services.assignments import first_versions
from indicators.services.audit import chain_of
from indicators.services.reference_data import load_reference_data
from kpi_tracker.generated import ideas, people
from kpi_tracker.generated.chains import Chains, told
from kpi_tracker.generated.reports import Year, in_time
from kpi_tracker.generated.size import AGENCIES_AT_A_TIME, Size
from kpi_tracker.generated.words import Words
from kpi_tracker.generated.years import indicators_of, weight_of, years
from thai.dates import BANGKOK

Counts = dict[str, int]


class Occupied(Exception):
    """The database holds work already, which made-up rows must not be mixed with."""


def generate(size: Size, progress: Callable[[str], None] = lambda sentence: None) -> Counts:
    """Write it all; returns how many rows of what. Raises Occupied.

    Each lot of agencies is a transaction of its own: what broke off is not a city, and is thrown away whole.
    """
    if Assignment.objects.exists() or User.objects.exists():
        raise Occupied
    words = Words(Random(size.seed))
    with transaction.atomic():
        load_reference_data()
        reporting = people.agencies(size.agencies)
        accounts = people.accounts(reporting)
        made = years(size, words, accounts["administrator"])
    officers = {agency.pk: accounts[f"officer-{agency.code}"] for agency in reporting}
    counts: Counts = {"assignments": 0, "reports": 0, "ideas": 0, "events": 0}
    chains = Chains()
    for year in made:
        given = indicators_of(year, size.indicators)
        for lot in _lots(reporting):
            with transaction.atomic():
                _write(year, lot, given, size, words, officers, accounts["evaluator"], chains, counts)
        progress(f"{year}: {counts['reports']} reports, {counts['ideas']} ideas, {counts['events']} events")
    _measure()
    return counts


def _lots(agencies: Sequence[Agency]) -> Iterator[Sequence[Agency]]:
    for first in range(0, len(agencies), AGENCIES_AT_A_TIME):
        yield agencies[first : first + AGENCIES_AT_A_TIME]


def _write(
    year: FiscalYear,
    lot: Sequence[Agency],
    given: Sequence[Indicator],
    size: Size,
    words: Words,
    officers: dict[int, User],
    evaluator: User,
    chains: Chains,
    counts: Counts,
) -> None:
    assignments = _assigned(year, lot, given)
    opened = datetime.combine(year.starts_on, time(8), BANGKOK)
    of_year = Year(list(year.periods.order_by("kind")), officers, evaluator, clock.now(), words)
    of_year.events += [
        (chain_of(one.agency), told(opened, "assign", "assignment", None, details={"assignment": one.pk}))
        for one in assignments
    ]
    counts["assignments"] += len(assignments)
    counts["reports"] += of_year.write(assignments)
    in_round = [one for one in assignments if one.indicator_id == given[0].pk]
    counts["ideas"] += ideas.write(in_round, size.ideas, officers, words)
    counts["events"] += chains.append(in_time(of_year.events))


def _assigned(year: FiscalYear, lot: Sequence[Agency], given: Sequence[Indicator]) -> list[Assignment]:
    assignments = Assignment.objects.bulk_create(
        Assignment(
            indicator=indicator,
            year=year,
            agency=agency,
            number=number,
            weight=weight_of(len(given)),
            target=Decimal(100),
        )
        for agency in lot
        for number, indicator in enumerate(given, start=1)
    )
    CriterionVersion.objects.bulk_create(row for one in assignments for row in first_versions(one))
    return assignments


def _measure() -> None:
    """Let the database count what it has now, as its own housekeeping would have done by and by."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL statement_timeout = 0")  # a large city takes longer than a page may
        cursor.execute("ANALYZE")
