"""A city's order and the drafts prepared from it: three agencies, one of which appeals already."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from accounts.models import User
from accounts.roles import Role
from appeals.models import Appeal, CityOrder
from appeals.selectors.orders import affected, assignments_of
from appeals.services import appeals, orders
from indicators.models import Assignment, Event
from indicators.services import audit
from indicators.services.errors import Invalid, NotAllowed
from indicators.services.revisions import content_of
from tests import make, make_appeal
from tests.appeals.filing import stage


def fields(**given: Any) -> dict[str, Any]:
    codes = make_appeal.codes(stage.year())
    return {
        "number": "กท 0406/191",
        "dated": date(2021, 4, 15),
        "subject": "ระงับการให้บริการนอกสถานที่",
        "what_happened": "ทุกหน่วยงานระงับการให้บริการเพราะโรคระบาด",
        "cause": codes["cause1"],
        "requested_outcome": codes["outcome2"],
        **given,
    }


@pytest.fixture
def order(secretary: User) -> CityOrder:
    return orders.issue(stage.year(), actor=secretary, fields=fields())


@pytest.fixture
def three(order: CityOrder) -> list[Assignment]:
    """Assignments of three agencies; the second appeals about its criterion 4."""
    found = [stage.assignment(make.agency(f"สำนักที่ {number}")) for number in (1, 2, 3)]
    make_appeal.appeal(found[1])
    return found


def test_a_draft_is_prepared_for_each_and_the_appealing_one_is_left_out(
    order: CityOrder, three: list[Assignment], secretary: User
) -> None:
    rows = {row.assignment: row.open for row in map(affected, assignments_of(order))}
    assert [bool(rows[of]) for of in three] == [False, True, False]
    done = orders.apply(order, three, actor=secretary, key=uuid4())
    assert {appeal.assignment for appeal in done.prepared} == {three[0], three[2]}
    (left,) = done.left_out
    assert (left.assignment, left.open) == (three[1], Appeal.objects.get(assignment=three[1]))
    assert "เกณฑ์ข้อ 4 มีอุทธรณ์ที่ยังไม่ยุติ" in left.why
    for appeal in done.prepared:
        appeal.refresh_from_db()
        assert (appeal.status, appeal.position, appeal.order) == ("draft", 0, order)
        assert (appeal.cause.code, appeal.requested_outcome.code) == ("1", "2")
        assert appeal.what_happened == "ทุกหน่วยงานระงับการให้บริการเพราะโรคระบาด"
        event = Event.objects.get(dossier=appeal.dossier)
        assert (event.chain, event.actor) == (appeal.assignment.agency.code, secretary)
    assert audit.broken_links() == []


def test_a_repeated_form_prepares_nothing_twice(order: CityOrder, three: list[Assignment], secretary: User) -> None:
    key = uuid4()
    first = orders.apply(order, three, actor=secretary, key=key)
    events = Event.objects.count()
    # Even when an agency has thrown its draft away meanwhile.
    draft = first.prepared[0]
    appeals.withdraw(draft, actor=stage.officer_of(draft), version=draft.version)
    again = orders.apply(order, three, actor=secretary, key=key)
    assert {appeal.pk for appeal in again.prepared} == {appeal.pk for appeal in first.prepared}
    assert Event.objects.count() == events + 1
    another = orders.apply(order, three, actor=secretary, key=uuid4())
    assert [appeal.assignment for appeal in another.prepared] == [draft.assignment]
    assert len(another.left_out) == 2


def test_only_the_agency_files_what_was_prepared(order: CityOrder, three: list[Assignment], secretary: User) -> None:
    (draft,) = orders.apply(order, three[:1], actor=secretary).prepared
    officer = stage.officer_of(draft)
    for act in (appeals.file, appeals.withdraw):
        with pytest.raises(NotAllowed):
            act(draft, actor=secretary, version=1)
    with pytest.raises(NotAllowed, match="หนังสืออุทธรณ์"):
        appeals.file(draft, actor=officer, version=1)
    appeals.save(draft, actor=officer, version=1, fields={"letter": make_appeal.letter(three[0])})
    revision = appeals.file(draft, actor=officer, version=2).revision
    told = content_of(revision)["appeal"]["order"]
    assert told == {"number": "กท 0406/191", "dated": "2021-04-15", "subject": "ระงับการให้บริการนอกสถานที่"}


def test_one_agency_that_fails_keeps_no_other_from_it(
    order: CityOrder, three: list[Assignment], secretary: User
) -> None:
    User.objects.filter(pk=secretary.pk).update(agency=three[0].agency)
    own = User.objects.get(pk=secretary.pk)
    done = orders.apply(order, three, actor=own)
    assert [appeal.assignment for appeal in done.prepared] == [three[2]]
    assert "หน่วยงานที่ตนสังกัด" in done.left_out[0].why


def test_an_assignment_of_another_year_is_left_out(order: CityOrder, secretary: User) -> None:
    other = make_appeal.assignment(make.agency(), make.year(2565))
    done = orders.apply(order, [other], actor=secretary)
    assert (done.prepared, len(done.left_out)) == ([], 1)
    assert not Appeal.objects.exists()


@pytest.mark.parametrize("role", list(Role))
def test_the_secretariat_and_the_committee_issue_and_apply(three: list[Assignment], role: Role) -> None:
    person, order = make.user(role, make.agency()), CityOrder.objects.get()
    may = role in {Role.SECRETARIAT, Role.COMMITTEE}
    for act in (
        lambda: orders.issue(stage.year(), actor=person, fields=fields(number="กท 0406/192")),
        lambda: orders.apply(order, three[:1], actor=person),
    ):
        if may:
            act()
        else:
            with pytest.raises(NotAllowed):
                act()
    assert CityOrder.objects.count() == 1 + may
    assert Appeal.objects.count() == 1 + may


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"number": " "}, "number", "กรอกเลขที่"),
        ({"number": "กท 0406/191"}, "number", "มีคำสั่งเลขที่นี้แล้ว"),
        ({"dated": None}, "dated", "กรอกวันที่"),
        ({"subject": "ก" * 501}, "subject", "ยาวเกินไป 1 ตัวอักษร"),
        ({"what_happened": "ก" * 20_001}, "what_happened", "ยาวเกินไป 1 ตัวอักษร"),
        ({"cause": None}, "cause", "เลือกสาเหตุ"),
    ],
)
def test_a_bad_order_is_told_at_its_field(
    order: CityOrder, secretary: User, given: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(Invalid) as refused:
        orders.issue(stage.year(), actor=secretary, fields=fields(**{"number": "กท 1", **given}))
    assert set(refused.value.errors) == {field}
    assert sentence in refused.value.errors[field]
    assert CityOrder.objects.count() == 1


def test_an_order_takes_only_the_codes_of_its_year(order: CityOrder, secretary: User) -> None:
    foreign = make_appeal.codes(make.year(2565))
    wrong = fields(number="กท 1", cause=foreign["cause1"], requested_outcome=fields()["cause"])
    with pytest.raises(Invalid) as refused:
        orders.issue(stage.year(), actor=secretary, fields=wrong)
    assert set(refused.value.errors) == {"cause", "requested_outcome"}


def test_a_repeated_form_records_one_order(secretary: User) -> None:
    key = uuid4()
    told = [orders.issue(stage.year(), actor=secretary, fields=fields(), key=key) for _each in range(2)]
    assert told[0] == told[1]
    assert Event.objects.filter(action="issue_order", chain="city").count() == 1


def test_no_order_is_recorded_for_a_closed_year(secretary: User) -> None:
    year = stage.year()
    year.closed_at = stage.NOON
    with pytest.raises(NotAllowed, match="ปิดปีงบประมาณแล้ว"):
        orders.issue(year, actor=secretary, fields=fields())
