"""What must never happen, kept by the database itself. Invariants of the process by number:

1 and 3 are here. 4: test_one_writer_of_status and audit/test_chain. 5 and 6: audit/test_revisions. 7 and 8:
audit/test_receipts, quarterly_report/test_save and test_at_once. 9: audit/test_append_only and test_chain. 10 and 11:
here, through the fields that every form and model uses. 2 comes with its models.
"""

from __future__ import annotations

import copy
import unicodedata
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from accounts.roles import Role
from indicators.models import Assignment, FiscalYear, MonthlyEntry, QuarterlyReport, ReportingPeriod, YearEndReport
from indicators.models.dossier import Dossier
from indicators.services import quarterly_report
from tests import make
from thai.fields import ThaiDateField

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]


@pytest.fixture
def assignment() -> Assignment:
    return make.assignment(make.agency())


def twin(row: models.Model, **changes: Any) -> models.Model:
    """A second row like this one, not saved; a report gets a dossier of its own."""
    made = copy.copy(row)
    made.pk = None
    made._state = copy.copy(row._state)
    made._state.adding = True
    if isinstance(made, QuarterlyReport | YearEndReport):
        made.dossier = Dossier.objects.create(kind=row.dossier.kind, agency=row.dossier.agency, year=row.dossier.year)
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def refused(row: models.Model, constraint: str) -> None:
    """The database itself refuses the row, by this constraint (SQLite names columns where it is about uniqueness)."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        row.save(force_insert=True)
    assert constraint in str(refusal.value) or "UNIQUE constraint failed" in str(refusal.value)


def test_invariant_1_one_assignment_of_an_indicator_to_an_agency(assignment: Assignment) -> None:
    refused(twin(assignment, number=assignment.number + 1), "assignment_once")
    refused(twin(assignment, indicator=make.indicator(assignment.year)), "assignment_number_once")
    twin(assignment, indicator=make.indicator(assignment.year), number=9_999).save(force_insert=True)


def test_invariant_1_one_quarterly_report_of_an_assignment_in_a_period(assignment: Assignment) -> None:
    refused(twin(make.quarter(assignment, 2)), "quarterly_report_once")
    other = make.year(2565).periods.get(kind="q2")
    twin(make.quarter(assignment, 2), period=other).save(force_insert=True)


def test_invariant_1_one_year_end_report_of_an_assignment(assignment: Assignment) -> None:
    refused(twin(assignment.year_end_report), "assignment_id")
    assert YearEndReport.objects.filter(assignment=assignment).count() == 1


def test_invariant_1_a_dossier_holds_one_report(assignment: Assignment) -> None:
    first, second = make.quarter(assignment, 1), make.quarter(assignment, 2)
    with pytest.raises(IntegrityError), transaction.atomic():
        QuarterlyReport.objects.filter(pk=second.pk).update(dossier=first.dossier)


BAD_COLUMNS: list[tuple[type[models.Model], dict[str, Any], str]] = [
    (QuarterlyReport, {"status": "done"}, "quarterly_report_status_known"),
    (QuarterlyReport, {"status": "endorsed"}, "quarterly_report_status_known"),
    (QuarterlyReport, {"status": ""}, "quarterly_report_status_known"),
    (QuarterlyReport, {"progress_percent": "100.01"}, "quarterly_report_progress_in_range"),
    (QuarterlyReport, {"progress_percent": "-0.01"}, "quarterly_report_progress_in_range"),
    (QuarterlyReport, {"mark": "100.01"}, "quarterly_report_mark_in_range"),
    (QuarterlyReport, {"mark": "-0.01"}, "quarterly_report_mark_in_range"),
    (YearEndReport, {"status": "done"}, "year_end_report_status_known"),
    (YearEndReport, {"progress_percent": "100.01"}, "year_end_report_progress_in_range"),
    (YearEndReport, {"progress_percent": "-0.01"}, "year_end_report_progress_in_range"),
    (YearEndReport, {"mark": "100.01"}, "year_end_report_mark_in_range"),
    (YearEndReport, {"mark": "-0.01"}, "year_end_report_mark_in_range"),
    (ReportingPeriod, {"due_on": date(2020, 9, 30), "opens_on": date(2020, 10, 1)}, "period_due_after_opening"),
    (ReportingPeriod, {"closes_on": date(2020, 10, 1), "due_on": date(2020, 10, 2)}, "period_closes_after_due"),
    (Assignment, {"weight": "100.01"}, "assignment_weight_in_range"),
    (FiscalYear, {"be_year": 2021}, "year_is_buddhist_era"),
]


@pytest.mark.parametrize(("model", "columns", "constraint"), BAD_COLUMNS)
def test_invariant_3_the_database_refuses_what_is_out_of_range(
    assignment: Assignment, model: type[models.Model], columns: dict[str, Any], constraint: str
) -> None:
    row = model._default_manager.order_by("pk")[0]
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model._default_manager.filter(pk=row.pk).update(**columns)


def test_invariant_3_the_edges_of_the_ranges_are_in(assignment: Assignment) -> None:
    for number in ("0", "100"):
        rows = QuarterlyReport.objects.filter(pk=make.quarter(assignment).pk)
        assert rows.update(progress_percent=number, mark=number) == 1
    day = date(2020, 10, 1)
    period = ReportingPeriod.objects.filter(year=assignment.year, kind="q1")
    assert period.update(opens_on=day, due_on=day, closes_on=day) == 1


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("15 เม.ย. 2564", date(2021, 4, 15)),
        ("15/4/2564", date(2021, 4, 15)),
        ("15/04/2400", date(1857, 4, 15)),
        ("31/12/2700", date(2157, 12, 31)),
        ("15/4/2021", date(2021, 4, 15)),
        ("๑๕ เมษายน ๒๕๖๔", date(2021, 4, 15)),
        ("29/2/2567", date(2024, 2, 29)),
    ],
)
def test_invariant_10_years_of_the_buddhist_era_are_stored_as_common_era(typed: str, stored: date) -> None:
    assert ThaiDateField().clean(typed) == stored


@pytest.mark.parametrize("typed", ["15/4/2399", "15/4/2701", "15/4/1949", "15/4/2151", "15/4/21", "29/2/2564"])
def test_invariant_10_any_other_year_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        ThaiDateField().clean(typed)
    assert refusal.value.messages[0]


def test_invariant_11_text_is_stored_in_one_spelling(assignment: Assignment) -> None:
    """NFC, and NIKHAHIT with SARA AA as one SARA AM; never NFKC, which takes SARA AM apart again."""
    typed = "ดําเนินการนํ้าท่วม cafe\u0301 ½"
    assert "\u0e4d\u0e32" in typed
    officer = make.user(Role.OFFICER, assignment.agency)
    report = make.quarter(assignment)
    quarterly_report.save(
        report,
        actor=officer,
        version=1,
        fields={"narrative": typed},
        entries=[quarterly_report.Entry(report.dossier.pk, date(2020, 11, 1), typed)],
    )
    wanted = "ดำเนินการน้ำท่วม caf\u00e9 ½"
    report.refresh_from_db()
    assert report.narrative == MonthlyEntry.objects.get().text == wanted
    assert unicodedata.normalize("NFKC", wanted) != wanted, "the control: NFKC would have changed it"
