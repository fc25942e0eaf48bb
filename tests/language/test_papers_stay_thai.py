"""Papers are Thai, whatever language the page they are printed from is read in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils.translation import override

from appeals.services.papers import sheet_of
from indicators.selectors.content import quarterly_content, year_end_content
from indicators.selectors.print_documents import Decisions, quarterly_document, year_end_document
from innovation.models.round import Form
from innovation.selectors.content import content_of_step
from innovation.selectors.papers import Decided, Printing, form_sheet
from tests import make, make_appeal, make_case

pytestmark = pytest.mark.django_db


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
