"""One thing of every kind, all of one agency, all with one word in them."""

from __future__ import annotations

from accounts.models import Agency, User
from indicators.models import Factor, FiscalYear, Indicator
from indicators.selectors import search
from innovation.models import Idea
from tests import make, make_appeal, make_case
from thai.search import terms_of

WORD = "พลับพลึง"
# Every kind, in the order of the page.
KINDS = (
    *("assignment", "indicator", "quarterly-report", "year-end-report", "document"),
    *("idea", "project", "appeal"),
)


def build(agency: Agency, year: FiscalYear | None = None) -> None:
    """One thing of every kind has the word: what has it is named in its line."""
    of = year or FiscalYear.objects.first() or make.year()
    assignment = make.assignment(agency, of, indicator=make.indicator(of, name=f"ร้อยละของ{WORD}"))
    make.fill_quarter(make.quarter(assignment), narrative=f"ไตรมาสนี้ปลูก{WORD}")
    make.fill_year_end(assignment.year_end_report, summary=f"ทั้งปีปลูก{WORD}")
    Factor.objects.create(report=assignment.year_end_report, kind="enabler", position=1, text="ฝนดี")
    make.document(agency, subject=f"ส่งต้น{WORD}")
    case = make_case.case(agency, of)
    project = make_case.selected(case)
    make_case.fill_project(project, name=f"โครงการ{WORD}")
    Idea.objects.filter(collection=case.collection, number=1).update(problem=f"ไม่มี{WORD}")
    make_appeal.appeal(make_appeal.assignment(agency, of), what_happened=f"น้ำท่วม{WORD}")


def found_by(user: User, query: str = WORD) -> dict[str, int]:
    """How many of each kind the person finds; kinds without any are left out."""
    found = search.overview(user, terms_of(query), 5)
    assert [each.kind.name for each in found] == list(KINDS)
    return {each.kind.name: each.total for each in found if each.total}


def unassigned_indicator(year: FiscalYear, name: str) -> Indicator:
    return make.indicator(year, name=name)
