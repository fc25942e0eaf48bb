"""Appeals and their conditions are told as reports and steps are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from accounts.models import User
from accounts.roles import Role
from appeals.services import conditions
from indicators import clock
from indicators.selectors.last_notices import last_notices
from indicators.selectors.notices import Line, contents_of
from indicators.services import transition
from indicators.services.reminders import send_reminders
from tests import make, make_appeal
from tests.appeals.deciding import stage
from tests.notices.conftest import give_address


@pytest.fixture(autouse=True)
def later(db: None, quiet_prints: None) -> Iterator[None]:
    """It is 10 August 2021."""
    with clock.travel(stage.LATER):
        yield


def line_about(user: User, word: str) -> Line:
    sections = contents_of(User.objects.get(pk=user.pk), clock.today()).sections
    (line,) = [line for section in sections for line in section.lines if word in line.waiting.name]
    return line


def test_an_appeal_that_came_back_is_told_with_reason_and_who() -> None:
    appeal = make_appeal.appeal()
    officer = make.user(Role.OFFICER, appeal.assignment.agency)
    secretary = make.user(Role.SECRETARIAT, full_name="นางเลขา รับเรื่อง")
    make_appeal.put(appeal, "filed", officer)
    transition.move(
        appeal,
        "return",
        actor=secretary,
        version=appeal.version,
        reason="ไม่มีหนังสือแนบ",
        consequence=lambda *_given: transition.Outcome({}),
    )
    line = line_about(officer, "อุทธรณ์")
    assert (line.kind.value, line.act) == ("returned", "ส่งคืนให้แก้ไข")
    assert (line.reviewer, line.reason) == ("นางเลขา รับเรื่อง", "ไม่มีหนังสือแนบ")
    (notice,) = last_notices(officer, None)
    assert (notice.what, notice.who, notice.reason) == ("ส่งคืนให้แก้ไข", "นางเลขา รับเรื่อง", "ไม่มีหนังสือแนบ")


def test_a_filed_appeal_waits_for_the_secretariat_and_a_report_of_a_condition_too() -> None:
    filed = make_appeal.put(make_appeal.appeal(), "filed")
    secretary = stage.secretary()
    assert line_about(secretary, filed.assignment.indicator.name).kind.value == "waiting"
    condition = stage.condition()
    stage.reported(condition)
    assert line_about(secretary, "ตรวจรายงานผล เงื่อนไขข้อที่ 1").waiting.due_on == date(2021, 9, 30)


def test_a_refused_report_of_a_condition_comes_back_and_is_news_again() -> None:
    condition = stage.condition()
    officer = give_address(stage.officer_of(condition))
    first = line_about(officer, "รายงานผล เงื่อนไขข้อที่ 1")
    assert first.kind.value == "waiting"
    assert send_reminders(clock.today()).sent == [officer.username]
    conditions.refuse(stage.reported(condition, by=officer), actor=stage.secretary(), reason="ภาพไม่ชัด")
    again = line_about(officer, "รายงานผล เงื่อนไขข้อที่ 1")
    assert (again.kind.value, again.reason) == ("returned", "ภาพไม่ชัด")
    with clock.travel(make.at("2021-08-11", "08:00")):
        assert send_reminders(clock.today()).sent == [officer.username]
        assert [notice.reason for notice in last_notices(officer, None)] == ["ภาพไม่ชัด"]
