"""A generated city is one the product itself would have left."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Agency
from indicators.models import Assignment, Event, FiscalYear, QuarterlyReport, Revision, YearEndReport
from indicators.services.integrity import findings
from innovation.models import Idea
from kpi_tracker.generated.load import Occupied, generate
from kpi_tracker.generated.size import Size
from tests import make

SMALL = Size(agencies=3, indicators=2, years=2, ideas=4, seed=7)
pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]


@pytest.fixture
def now() -> None:
    from indicators import clock

    with clock.travel(make.at("2026-11-23")):
        yield


def test_it_has_the_rows_that_were_asked_for_and_nothing_wrong_with_them(now: None) -> None:
    counts = generate(SMALL)
    assert Assignment.objects.count() == counts["assignments"] == 3 * 2 * 2
    assert QuarterlyReport.objects.count() == 48
    assert YearEndReport.objects.count() == 12
    assert Idea.objects.count() == counts["ideas"] == 3 * 2 * 4
    assert set(Assignment.objects.values_list("year__be_year", flat=True)) == {2569, 2570}
    assert Revision.objects.exists()
    assert findings() == []


def test_a_tampered_event_is_found_among_the_generated_ones(now: None) -> None:
    generate(SMALL)
    event = Event.objects.filter(action="submit").first()
    assert event is not None
    Event.objects.bulk_create([Event(chain=event.chain, sequence=9999, at=event.at, action="submit", subject="x")])
    assert findings() != []


def test_the_same_seed_gives_the_same_words(now: None) -> None:
    from random import Random

    from kpi_tracker.generated.words import Words

    assert Words(Random(5)).paragraph() == Words(Random(5)).paragraph()
    assert Words(Random(5)).paragraph() != Words(Random(6)).paragraph()


def test_nothing_is_mixed_with_work_that_is_there() -> None:
    make.assignment(make.agency())
    with pytest.raises(Occupied):
        generate(SMALL)
    assert Agency.objects.count() == 1
    assert FiscalYear.objects.count() == 1


def test_the_command_is_for_trying_out_only(settings) -> None:
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG"):
        call_command("generate_data")
