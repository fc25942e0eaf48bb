"""A closed year is opened again by two people, each with a reason; closing it anew freezes the next revision."""

import pytest

from accounts.models import Membership
from accounts.roles import Role
from indicators import clock
from indicators.models import Event, Revision
from indicators.permissions import Refused
from indicators.services import audit, integrity
from indicators.services.closing import ask_reopening, reopen
from indicators.services.errors import Invalid, NotAllowed
from indicators.services.revisions import content_of
from tests import make
from tests.indicators.scoring import stage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day():
    with clock.travel(make.at(stage.DAY)):
        yield


@pytest.fixture
def assignment():
    return stage.five_steps(100, 100, 100, 60, 100, year=make.year())


@pytest.fixture
def closing(assignment):
    return stage.close(assignment.year)


def people():
    return make.user(Role.ADMINISTRATOR), make.user(Role.EVALUATOR)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_one_asks_and_the_other_agrees(closing, assignment, order):
    first, second = (people()[place] for place in order)
    ask_reopening(closing, "พบข้อผิดพลาด", actor=first)
    assignment.year.refresh_from_db()
    assert assignment.year.closed_at is not None
    reopen(closing, "เห็นชอบ", actor=second)
    assignment.year.refresh_from_db()
    assert assignment.year.closed_at is None
    assert (closing.reopening_asked_by, closing.reopening_reason) == (first, "พบข้อผิดพลาด")
    assert (closing.reopened_by, closing.reopened_reason) == (second, "เห็นชอบ")
    actions = Event.objects.filter(chain="city", subject="year-closing").values_list("action", "reason")
    assert list(actions) == [("close_year", ""), ("ask_reopening", "พบข้อผิดพลาด"), ("reopen_year", "เห็นชอบ")]


def test_closing_again_freezes_the_second_revision_and_keeps_the_first(closing, assignment):
    administrator, evaluator = people()
    ask_reopening(closing, "พบข้อผิดพลาด", actor=administrator)
    reopen(closing, "เห็นชอบ", actor=evaluator)
    stage.judge(assignment, 4, 100)
    again = stage.close(assignment.year)
    revisions = list(Revision.objects.filter(dossier__kind="agency_score").order_by("number"))
    assert [content_of(each)["total"]["points"] for each in revisions] == ["9.20", "10.00"]
    assert [each.number for each in revisions] == [1, 2]
    assert again.number == 2
    assert audit.broken_links() == []
    assert integrity.unexplained() == []


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.EVALUATOR])
def test_two_of_the_same_role_are_not_enough(closing, role):
    ask_reopening(closing, "พบข้อผิดพลาด", actor=make.user(role))
    with pytest.raises(NotAllowed, match="อีกบทบาทหนึ่ง") as refused:
        reopen(closing, "เห็นชอบ", actor=make.user(role))
    assert refused.value.verdict.refused is Refused.ROLE


def test_one_person_in_both_roles_is_one_person(closing):
    both = make.user(Role.ADMINISTRATOR)
    Membership.objects.create(user=both, role=Role.EVALUATOR)
    ask_reopening(closing, "พบข้อผิดพลาด", actor=both)
    with pytest.raises(NotAllowed, match="คำขอของตนเองไม่ได้"):
        reopen(closing, "เห็นชอบ", actor=both)
    # He asked in both roles: whoever holds one of them is the other.
    reopen(closing, "เห็นชอบ", actor=make.user(Role.ADMINISTRATOR))


def test_nothing_to_agree_to_before_somebody_asked(closing):
    with pytest.raises(NotAllowed, match="ยังไม่มีผู้ขอเปิดปี"):
        reopen(closing, "เห็นชอบ", actor=people()[0])


def test_it_is_asked_for_once_and_reopened_once(closing):
    administrator, evaluator = people()
    ask_reopening(closing, "พบข้อผิดพลาด", actor=administrator)
    with pytest.raises(NotAllowed, match=f"{administrator} ขอเปิดปีนี้แล้ว"):
        ask_reopening(closing, "อีกครั้ง", actor=evaluator)
    reopen(closing, "เห็นชอบ", actor=evaluator)
    with pytest.raises(NotAllowed, match=f"{evaluator} เปิดปีงบประมาณนี้แล้ว"):
        reopen(closing, "เห็นชอบ", actor=make.user(Role.EVALUATOR))


def test_both_give_a_reason(closing):
    administrator, evaluator = people()
    with pytest.raises(Invalid, match="กรอกเหตุผล"):
        ask_reopening(closing, " ", actor=administrator)
    ask_reopening(closing, "พบข้อผิดพลาด", actor=administrator)
    with pytest.raises(Invalid, match="กรอกเหตุผล"):
        reopen(closing, "", actor=evaluator)


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.ADMINISTRATOR, Role.EVALUATOR}])
def test_nobody_else_asks_or_agrees(closing, assignment, role):
    other = make.user(role, assignment.agency)
    with pytest.raises(NotAllowed) as refused:
        ask_reopening(closing, "พบข้อผิดพลาด", actor=other)
    assert refused.value.verdict.refused is Refused.ROLE
    ask_reopening(closing, "พบข้อผิดพลาด", actor=people()[0])
    with pytest.raises(NotAllowed) as refused:
        reopen(closing, "เห็นชอบ", actor=other)
    assert refused.value.verdict.refused is Refused.ROLE
