"""No page reads a table that grows with the years from end to end, as PostgreSQL's own plans say.

Of a small city PostgreSQL rightly reads everything, so whole reads are made dear: what is still read whole has no
index that serves it.
"""

from __future__ import annotations

import pytest
from django.db import connection

from benchmarks.plans import Query, asked, big_tables, plan_of
from benchmarks.visits import Visit, queries_of, visits
from indicators.selectors.term_lookup import holds_term
from innovation.models import Idea
from kpi_tracker.generated.load import generate
from kpi_tracker.generated.size import Size
from tests.settings import DATABASES

GROWING = frozenset(
    {
        "indicators_citation",
        "indicators_criterionversion",
        "indicators_document",
        "indicators_dossier",
        "indicators_event",
        "indicators_monthlyentry",
        "indicators_quarterlyreport",
        "indicators_revision",
        "indicators_yearendreport",
        "innovation_idea",
    }
)
# No index serves these: docs/decisions/0030.
READ_BY_LETTERS = ("1 letter", "2 letters", "digits")
MOST_QUERIES = 25
pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.django_db,
    pytest.mark.skipif("postgresql" not in DATABASES["default"]["ENGINE"], reason="the plans are PostgreSQL's"),
]


@pytest.fixture
def city() -> None:
    generate(Size(agencies=10, indicators=4, years=4, ideas=12))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")


def sizes() -> dict[str, float]:
    return {name: rows for name, rows in big_tables(100).items() if name in GROWING}


def read_whole(page: str) -> set[str]:
    """The growing tables that some query of the page reads whole, or most of them row by row."""
    visit = next(visit for visit in visits() if visit.name == page)
    return {table for query in queries_of(visit) for table in plan_of(query).whole_reads(sizes())}


def search_of_ideas() -> Query:
    wanted = holds_term("title", "ฬฮฬฮฬ") | holds_term("proposal", "ฬฮฬฮฬ")
    with asked() as queries:
        assert not Idea.objects.filter(wanted).exists()
    return queries[0]


def drop(index: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"DROP INDEX {index}")


def served_visits() -> list[Visit]:
    return [visit for visit in visits() if not any(each in visit.name for each in READ_BY_LETTERS)]


def has_trigrams() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        return cursor.fetchone() is not None


def test_no_page_reads_a_growing_table_from_end_to_end(city: None) -> None:
    pages = [visit for visit in served_visits() if has_trigrams() or not visit.is_search]
    assert len(pages) > 15
    scanned = {
        f"{visit.name}: {table}: {query.sql[-300:]}"
        for visit in pages
        for query in queries_of(visit)
        for table in GROWING & plan_of(query).scanned
    }
    assert scanned == set()


def test_no_page_asks_more_than_25_queries(city: None) -> None:
    asked = {visit.name: len(queries_of(visit)) for visit in visits()}
    assert {name: number for name, number in asked.items() if number > MOST_QUERIES} == {}


def test_the_queue_looks_at_what_waits_alone(city: None) -> None:
    """And at every report when its index is gone."""
    assert "indicators_quarterlyreport" not in read_whole("evaluator: queue")
    drop("quarterly_report_queue")
    assert "indicators_quarterlyreport" in read_whole("evaluator: queue")


def test_an_idea_is_found_by_its_letters_without_reading_all(city: None) -> None:
    """And by reading all when its index is gone."""
    if not has_trigrams():
        pytest.skip("this PostgreSQL has no pg_trgm")
    assert "innovation_idea" not in plan_of(search_of_ideas()).whole_reads(sizes())
    drop("innovation_idea_texts")
    assert "innovation_idea" in plan_of(search_of_ideas()).whole_reads(sizes())
