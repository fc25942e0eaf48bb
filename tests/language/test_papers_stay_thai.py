"""Papers are Thai, whatever language the page they are printed from is read in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from accounts.models import Delegation
from accounts.roles import Role
from appeals.services.papers import sheet_of
from indicators.selectors.content import quarterly_content, year_end_content
from indicators.selectors.print_documents import Decisions, quarterly_document, year_end_document
from indicators.services.endorsement import endorsement_of
from innovation.models.round import Form
from innovation.selectors.candidates import described
from innovation.selectors.content import content_of_step
from innovation.selectors.outline import outline_of
from innovation.selectors.papers import Decided, Printing, form_sheet
from tests import make, make_appeal, make_case

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_alone]


def in_both(made: Callable[[], Any]) -> tuple[Any, Any]:
    with override("th"):
        thai = made()
    with override("en"):
        english = made()
    return thai, english


def test_a_quarters_paper_is_thai_on_an_english_page() -> None:
    report = make.fill_quarter(make.quarter(make.assignment(make.agency())))
    make.cite(report, make.document(report.assignment.agency))
    thai, english = in_both(lambda: quarterly_document(quarterly_content(report), Decisions()))
    assert english == thai


def test_a_years_paper_is_thai_on_an_english_page() -> None:
    assignment = make.assignment(make.agency())
    report = make.fill_year_end(assignment.year_end_report)
    thai, english = in_both(lambda: year_end_document(year_end_content(report), Decisions()))
    assert english == thai


def test_what_a_submission_keeps_does_not_depend_on_who_sends_it_in_which_language() -> None:
    report = make.fill_quarter(make.quarter(make.assignment(make.agency())))
    make.cite(report, make.document(report.assignment.agency, speed="urgent"))
    thai, english = in_both(lambda: quarterly_content(report))
    assert english == thai
    assert thai["quarter"]["period"] == "ไตรมาสที่ 1"
    assert thai["evidence"][0]["speed"] == "ด่วน"


def test_what_the_software_proposes_for_a_paper_is_thai() -> None:
    case = make_case.case()
    make_case.developed(case)
    thai, english = in_both(lambda: outline_of(case))
    assert english == thai
    assert "ส่งสำนักงาน ก.ก. เมื่อวันที่" in thai
    idea = make_case.idea(case.collection)
    thai, english = in_both(lambda: described(idea))
    assert english == thai


def test_a_deputys_endorsement_is_kept_in_thai() -> None:
    agency = make.agency()
    head, deputy = make.user(Role.HEAD, agency), make.user(full_name="นายแทน ชั่วคราว")
    Delegation.objects.create(
        agency=agency,
        head=head,
        deputy=deputy,
        kind=Delegation.Kind.ACTING,
        order_number="1/2564",
        order_date=date(2021, 1, 4),
        starts_on=date(2021, 1, 4),
        ends_on=date(2021, 12, 31),
    )
    report = make.fill_year_end(make.assignment(agency).year_end_report)
    thai, english = in_both(lambda: endorsement_of(report, deputy, make.at("2021-10-01"))[1])
    assert english == thai
    assert thai["kind"] == "รักษาราชการแทน"


def test_forms_of_the_five_steps_are_thai_on_an_english_page() -> None:
    made = make_case.case()
    project = make_case.fill_project(make_case.selected(made))
    for form in (Form.PROJECT, Form.PRESENTATION):
        thai, english = in_both(lambda form=form: form_sheet(form, content_of_step(project), Decided(), Printing()))
        assert english == thai


def test_the_file_of_an_appeal_is_thai_on_an_english_page() -> None:
    appeal = make_appeal.appeal()
    thai, english = in_both(lambda: sheet_of(appeal))
    assert english == thai
    assert thai.form_label == "แฟ้มอุทธรณ์"
