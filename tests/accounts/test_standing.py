"""Who a person is on a day: roles with their dates, the deputy of an absent head, and where he belongs."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from accounts.models import Agency, Membership, User
from accounts.roles import Role
from accounts.standing import Standing, people_in, standing_of
from tests import make
from tests.indicators.workflow.cast import delegate

pytestmark = pytest.mark.django_db
DAY = date(2021, 1, 5)
BEFORE, AFTER = date(2021, 1, 4), date(2021, 1, 6)
NOBODY: dict[str, object] = {"city": frozenset(), "by_agency": {}, "deputies": {}, "own_agencies": frozenset()}


@pytest.fixture
def agency() -> Agency:
    return make.agency()


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "held"),
    [
        (None, None, True),
        (DAY, None, True),
        (AFTER, None, False),
        (None, DAY, True),
        (None, BEFORE, False),
        (DAY, DAY, True),
        (BEFORE, AFTER, True),
        (AFTER, AFTER, False),
        (BEFORE, BEFORE, False),
    ],
)
def test_a_role_is_held_from_its_first_to_its_last_day(
    agency: Agency, valid_from: date | None, valid_to: date | None, held: bool
) -> None:
    person = make.user(Role.OFFICER, agency)
    Membership.objects.update(valid_from=valid_from, valid_to=valid_to)
    assert standing_of(person, DAY).by_agency == ({agency.pk: {Role.OFFICER}} if held else {})
    assert people_in(Role.OFFICER, [agency.pk], DAY) == ({agency.pk: [person]} if held else {})


def test_roles_are_kept_apart_by_agency_and_city(agency: Agency) -> None:
    other = make.agency()
    person = make.user(Role.OFFICER, agency)
    for role, held_in in ((Role.HEAD, agency), (Role.WORKING_GROUP, other), (Role.AUDITOR, None)):
        Membership.objects.create(user=person, role=role, agency=held_in)
    make.user(Role.EVALUATOR)
    standing = standing_of(person, DAY)
    assert standing == Standing(
        user_id=person.pk,
        city=frozenset({Role.AUDITOR}),
        by_agency={agency.pk: frozenset({Role.OFFICER, Role.HEAD}), other.pk: frozenset({Role.WORKING_GROUP})},
        deputies={},
        own_agencies=frozenset({agency.pk, other.pk}),
    )
    assert standing.roles == {Role.OFFICER, Role.HEAD, Role.WORKING_GROUP, Role.AUDITOR}
    assert standing.roles_at(agency.pk) == {Role.OFFICER, Role.HEAD, Role.AUDITOR}
    assert standing.roles_at(0) == {Role.AUDITOR}
    assert standing.agencies_as(Role.OFFICER) == {agency.pk}
    assert standing.agencies_as(Role.EVALUATOR) == frozenset()


def test_a_city_role_sees_every_agency_and_an_agency_role_its_own(agency: Agency) -> None:
    officer, auditor = standing_of(make.user(Role.OFFICER, agency), DAY), standing_of(make.user(Role.AUDITOR), DAY)
    elsewhere = make.agency().pk
    assert [officer.sees(agency.pk), officer.sees(elsewhere), officer.sees_city] == [True, False, False]
    assert [auditor.sees(agency.pk), auditor.sees(elsewhere), auditor.sees_city] == [True, True, True]


def test_who_works_in_an_agency_belongs_there_without_any_role(agency: Agency) -> None:
    person = make.user(agency=agency)
    expected = {**NOBODY, "own_agencies": frozenset({agency.pk})}
    assert standing_of(person, DAY) == Standing(user_id=person.pk, **expected)  # type: ignore[arg-type]
    assert standing_of(make.user(), DAY).own_agencies == frozenset()


@pytest.mark.parametrize(
    ("day", "stands_in"), [(BEFORE, False), (DAY, True), (AFTER, True), (date(2021, 1, 7), False)]
)
def test_a_deputy_is_the_head_from_the_first_to_the_last_day_of_his_order(
    agency: Agency, day: date, stands_in: bool
) -> None:
    deputy = make.user(Role.OFFICER, make.agency())
    own = deputy.agency_id
    order = delegate(make.user(Role.HEAD, agency), deputy, agency, starts_on=DAY, ends_on=AFTER)
    standing = standing_of(deputy, day)
    assert standing.deputies == ({agency.pk: order} if stands_in else {})
    assert standing.roles_at(agency.pk) == ({Role.HEAD} if stands_in else set())
    assert standing.own_agencies == ({own, agency.pk} if stands_in else {own})


def test_the_orders_of_others_make_nobody_a_head(agency: Agency) -> None:
    delegate(make.user(Role.HEAD, agency), make.user(), agency)
    assert standing_of(make.user(), DAY).deputies == {}


def test_a_deputy_keeps_the_role_he_has_there(agency: Agency) -> None:
    deputy = make.user(Role.OFFICER, agency)
    delegate(make.user(Role.HEAD, agency), deputy, agency)
    assert standing_of(deputy, DAY).roles_at(agency.pk) == {Role.OFFICER, Role.HEAD}


def test_an_account_out_of_use_holds_nothing(agency: Agency) -> None:
    person = make.user(Role.OFFICER, agency)
    delegate(make.user(Role.HEAD, agency), person, agency)
    User.objects.filter(pk=person.pk).update(is_active=False)
    person.refresh_from_db()
    expected = {**NOBODY, "own_agencies": frozenset({agency.pk})}
    assert standing_of(person, DAY) == Standing(user_id=person.pk, **expected)  # type: ignore[arg-type]
    assert people_in(Role.OFFICER, [agency.pk], DAY) == {}


def test_each_day_is_read_once(agency: Agency, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    deputy = make.user(Role.OFFICER, make.agency())
    delegate(make.user(Role.HEAD, agency), deputy, agency, starts_on=DAY, ends_on=DAY)
    with django_assert_num_queries(4):
        for _time in range(3):
            assert deputy.standing_on(DAY).roles_at(agency.pk) == {Role.HEAD}
            assert deputy.standing_on(AFTER).roles_at(agency.pk) == set()


def test_without_a_day_it_is_today_in_bangkok(agency: Agency) -> None:
    person = make.user(Role.OFFICER, agency)
    Membership.objects.update(valid_from=AFTER)
    with time_machine.travel("2021-01-05T16:59:00+00:00", tick=False):
        assert standing_of(person).by_agency == {}
    with time_machine.travel("2021-01-05T17:00:00+00:00", tick=False):
        assert standing_of(person).by_agency == {agency.pk: {Role.OFFICER}}


def test_the_people_of_a_role_are_listed_by_agency_and_name(
    agency: Agency, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    other, unasked = make.agency(), make.agency()
    second = make.user(Role.HEAD, agency, full_name="ข")
    first, namesake = make.user(agency=agency, full_name="ก"), make.user(Role.HEAD, agency, full_name="ก")
    Membership.objects.create(user=first, role=Role.HEAD, agency=agency)  # after his namesake's
    there = make.user(Role.HEAD, other)
    make.user(Role.OFFICER, agency)
    make.user(Role.HEAD, unasked)
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = people_in(Role.HEAD, iter([agency.pk, other.pk]), DAY)
        assert found == {agency.pk: [first, namesake, second], other.pk: [there]}
