"""Which process a row follows, and which row a dossier is of."""

from __future__ import annotations

from typing import Any

import pytest

from indicators.models import Dossier, QuarterlyReport, YearEndReport
from indicators.workflow import PROCESSES, QUARTERLY_REPORT, YEAR_END_REPORT, processes
from indicators.workflow.processes import process_of, register, row_of, workflow_of
from tests import make, make_case

pytestmark = pytest.mark.django_db


def test_a_row_follows_the_process_of_its_kind() -> None:
    of = make.assignment(make.agency())
    assert workflow_of(make.quarter(of)) is QUARTERLY_REPORT
    assert workflow_of(of.year_end_report) is YEAR_END_REPORT
    assert process_of(make.quarter(of)).related == (
        *("dossier", "assignment__agency", "assignment__year", "assignment__indicator"),
        "period",
    )


def test_a_kind_follows_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    process = PROCESSES[QuarterlyReport]
    with pytest.raises(ValueError, match="QuarterlyReport has its process already"):
        register(QuarterlyReport, process)
    monkeypatch.setattr(processes, "PROCESSES", {})
    register(YearEndReport, process)
    assert list(processes.PROCESSES.items()) == [(YearEndReport, process)]


def test_a_dossier_leads_to_its_row_with_all_that_is_read_of_it(django_assert_num_queries: Any) -> None:
    case = make_case.case()
    of = case.assignment
    rows: list[Any] = [make.quarter(of), of.year_end_report, make_case.selected(case)]
    for row in rows:
        dossier = row.dossier
        with django_assert_num_queries(1):
            found: Any = row_of(dossier)
            assert (type(found), found.pk) == (type(row), row.pk)
            assert (found.dossier.pk, found.assignment.agency.pk) == (row.dossier_id, of.agency_id)


def test_a_dossier_of_no_process_is_an_error() -> None:
    of = make.assignment(make.agency())
    loose = Dossier.objects.create(kind=Dossier.Kind.CONDITION, agency=of.agency, year=of.year)
    with pytest.raises(LookupError, match="a dossier of kind condition follows no process"):
        row_of(loose)
