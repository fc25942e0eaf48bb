"""In which order rows come when nobody asks for one.

Django orders by a foreign key as the rows of the other table are ordered, and joins all tables that this takes: the
lines of a project, ordered by "project", brought the case, the assignment, the year and the agency into every query.
A part is ordered within its whole, by the key of it: "project_id".
"""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import Model, QuerySet

from innovation.models import Activity

MOST = 4  # a quarterly report: assignment, year, agency, period


def joined(rows: QuerySet[Model]) -> int:
    return str(rows.query).count(" JOIN ")


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda model: model.__name__)
def test_it_joins_few_tables(model: type[Model]) -> None:
    assert joined(model._default_manager.all()) <= MOST


def test_the_whole_way_up_would_be_seen() -> None:
    assert joined(Activity.objects.order_by("project__case__assignment", "position")) > MOST
