"""Nobody finds a thing by a text that its page would not show him."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import Agency
from accounts.roles import CITY_ROLES, Role
from indicators.models import FiscalYear
from indicators.permissions import hides_until_opened
from indicators.selectors import search
from indicators.selectors.search import without_unopened
from indicators.workflow import workflow_of
from innovation.models import Proposer
from tests import make
from tests.indicators.workflow.cast import Cast, cast
from tests.scenes import Once, as_stored
from tests.search.everything import KINDS, WORD, build, found_by, unassigned_indicator

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]
ONE_OF_EACH = dict.fromkeys(KINDS, 1)


@pytest.fixture(scope="module")
def agency_of_the_file(once: Once) -> Agency:
    def made() -> Agency:
        agency = make.agency("สำนักทดสอบการค้นหา")
        build(agency)
        return agency

    agency: Agency = once(made)
    return agency


@pytest.fixture
def agency(agency_of_the_file: Agency, db: None) -> Agency:
    return as_stored(agency_of_the_file)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.WORKING_GROUP, Role.HEAD])
def test_who_belongs_to_the_agency_finds_one_of_each_kind(agency: Agency, role: Role) -> None:
    assert found_by(make.user(role, agency)) == ONE_OF_EACH


@pytest.mark.parametrize("role", sorted(CITY_ROLES))
def test_city_roles_find_one_of_each_kind(agency: Agency, role: Role) -> None:
    assert found_by(make.user(role)) == ONE_OF_EACH


@pytest.mark.parametrize("role", [Role.OFFICER, Role.WORKING_GROUP, Role.HEAD])
def test_another_agency_finds_none_of_it(agency: Agency, role: Role) -> None:
    assert found_by(make.user(role, make.agency())) == {}


def test_without_any_role_nothing_is_found(agency: Agency) -> None:
    assert found_by(make.user(agency=agency)) == {}


def test_an_agency_finds_its_own_and_not_the_other_ones(agency: Agency) -> None:
    other = make.agency("สำนักอื่น")
    build(other)
    assert found_by(make.user(Role.OFFICER, other)) == ONE_OF_EACH
    assert found_by(make.user(Role.AUDITOR)) == dict.fromkeys(KINDS, 2)


def test_an_indicator_given_to_several_is_found_once(agency: Agency) -> None:
    shared = make.indicator(FiscalYear.objects.get(), name="ตัวชี้วัดร่วมกัน", definition="คำนิยามดอกรัก")
    other = make.agency()
    for each in (agency, other):
        make.assignment(each, indicator=shared)
    for user in (make.user(Role.OFFICER, agency), make.user(Role.OFFICER, other), make.user(Role.EVALUATOR)):
        assert found_by(user, "ดอกรัก") == {"indicator": 1}


def test_an_indicator_that_nobody_has_yet_is_found_by_the_administrator_alone(agency: Agency) -> None:
    unassigned_indicator(FiscalYear.objects.get(), "ตัวชี้วัดชวนชม")
    assert found_by(make.user(Role.ADMINISTRATOR), "ชวนชม") == {"indicator": 1}
    for role in sorted(CITY_ROLES - {Role.ADMINISTRATOR}):
        assert found_by(make.user(role), "ชวนชม") == {}
    assert found_by(make.user(Role.OFFICER, agency), "ชวนชม") == {}


@pytest.mark.parametrize("role", sorted(Role))
def test_nobody_finds_an_idea_by_who_proposed_it(agency: Agency, role: Role) -> None:
    Proposer.objects.update(name=f"นาง{WORD}ศรี", position="ชวนชม", section="ชวนชม")
    person = make.user(role, agency)
    assert found_by(person, f"นาง{WORD}") == {}
    assert found_by(person, "ชวนชม") == {}


def test_no_field_of_a_person_and_no_ballot_is_searched() -> None:
    searched = {f"{kind.name}: {text}" for kind in search.KINDS for text in [*kind.texts, *kind.parts]}
    assert not [text for text in searched if any(word in text for word in ("proposer", "ballot", "score", "user"))]


@pytest.mark.parametrize("role", sorted(CITY_ROLES))
def test_what_lies_unopened_is_found_by_all_but_who_opens_it(agency: Agency, role: Role) -> None:
    report = make.quarter(make.assignment(agency))
    make.fill_quarter(report, narrative="ปลูกชวนชม")
    report.monthly_entries.create(date="2020-10-05", text="ซื้อดินดอกรัก")
    make.set_status(report, "submitted")
    person = make.user(role)
    seen: dict[str, int] = {} if role == Role.EVALUATOR else {"quarterly-report": 1}
    assert found_by(person, "ชวนชม") == seen
    assert found_by(person, "ดอกรัก") == seen
    make.set_status(report, "submitted", opened_at=make.at("2020-12-21"))
    assert found_by(person, "ชวนชม") == {"quarterly-report": 1}


@pytest.fixture(scope="module")
def cast_of_the_file(once: Once) -> Cast:
    made: Cast = once(cast)
    return made


@pytest.fixture
def of_cast(cast_of_the_file: Cast, db: None) -> Cast:
    return as_stored(cast_of_the_file)


STATES = [("quarterly", each) for each in ("draft", "submitted", "returned", "accepted")]
STATES += [("year_end", each) for each in ("draft", "submitted", "returned", "endorsed", "accepted")]


@pytest.mark.parametrize("opened", [False, True])
@pytest.mark.parametrize(("which", "status"), STATES)
def test_the_search_hides_what_the_page_hides(of_cast: Cast, which: str, status: str, opened: bool) -> None:
    """For everybody of the table and for one with two roles, in every status."""
    assignment = make.assignment(of_cast.agency)
    report: Any = make.quarter(assignment) if which == "quarterly" else assignment.year_end_report
    make.set_status(report, status, opened_at=make.at("2020-12-21") if opened else None)
    rows = type(report).objects.filter(pk=report.pk)
    both = make.user(Role.EVALUATOR)
    both.memberships.create(role=Role.AUDITOR)
    visiting = make.user(Role.EVALUATOR)
    visiting.memberships.create(role=Role.HEAD, agency=of_cast.agency)
    people = {name: user for name, user in of_cast.people.items() if name not in {"deputy", "stranger"}}
    people |= {"both": both, "visiting": visiting}
    hidden = {name for name, user in people.items() if hides_until_opened(user, report)}
    found = {name for name, user in people.items() if without_unopened(user, rows, workflow_of(report)).exists()}
    assert found == set(people) - hidden
    awaited = {"submitted": "evaluator" if which == "quarterly" else "head", "endorsed": "evaluator"}.get(status)
    assert (awaited in hidden) == (awaited is not None and not opened)
