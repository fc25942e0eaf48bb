"""Pages of a long project cost as many queries as those of a short one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import StoredFile
from innovation.models import Activity, BudgetLine, PresentationPicture, ProjectIndicator, Risk
from tests import make_case
from tests.innovation.project.conftest import Cast, signed_in

pytestmark = pytest.mark.sqlite_alone


def grow(cast: Cast, rows: int) -> None:
    project = cast.project
    for model, fields in (
        (Activity, {"be_year": 2564, "name": "ก"}),
        (BudgetLine, {"item": "ก", "amount": 1}),
        (ProjectIndicator, {"name": "ก", "target": "1"}),
        (Risk, {"risk": "ก", "response": "ข"}),
    ):
        model.objects.bulk_create(model(project=project, position=place, **fields) for place in range(2, 2 + rows))
    for place in range(rows):
        file = StoredFile.objects.create(
            sha256=f"{rows:032}{place:032}", size=1, extension="png", content_type="image/png"
        )
        PresentationPicture.objects.create(
            presentation=project.presentation, position=place, file=file, name=f"{place}.png"
        )


@pytest.mark.parametrize("page", ["", "edit/", "plan/", "budget/", "risks/", "presentation/", "check/", "changes/"])
def test_a_page_costs_as_many_queries_with_10_rows_as_with_50(cast: Cast, page: str) -> None:
    make_case.put(make_case.fill_project(cast.project, no_budget=False), "returned")
    client = signed_in(cast.officer)
    client.get("/")
    counts = []
    for rows in (10, 40):
        grow(cast, rows)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(f"/projects/{cast.project.pk}/{page}").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 49
