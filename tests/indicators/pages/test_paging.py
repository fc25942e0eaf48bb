"""A page of a list, sought by its keys, has the rows and the order that cutting the list gives."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from indicators.models import FiscalYear
from indicators.views.paging import paged_by_keys

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def years() -> QuerySet[FiscalYear]:
    """120 years, the newest of which comes first."""
    FiscalYear.objects.bulk_create(FiscalYear(be_year=be_year) for be_year in range(2501, 2621))
    return FiscalYear.objects.order_by("-be_year")


@pytest.mark.parametrize(
    ("asked", "first", "last", "number"),
    [("", 2620, 2571, 1), ("2", 2570, 2521, 2), ("๓", 2520, 2501, 3), ("9", 2520, 2501, 3), ("x", 2620, 2571, 1)],
)
def test_a_page_has_its_rows_in_their_order(years, asked, first, last, number):
    page = paged_by_keys(RequestFactory().get("/", {"page": asked}), years)
    assert [row.be_year for row in page] == list(range(first, last - 1, -1))
    assert (page.number, page.paginator.num_pages, page.paginator.count) == (number, 3, 120)


def test_an_empty_list_has_one_empty_page(years):
    page = paged_by_keys(RequestFactory().get("/"), years.filter(be_year=1))
    assert (list(page), page.paginator.num_pages) == ([], 1)


def test_counting_and_fetching_are_two_queries(years):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        list(paged_by_keys(RequestFactory().get("/"), years))
    assert len(queries) == 2
