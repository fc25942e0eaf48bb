"""Who may report on a condition, verify a report, and rule on what is overdue: and what the others are told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from accounts.models import Membership, User
from accounts.roles import Role
from appeals.models import Appeal, Condition, ConditionReport
from appeals.permissions import may_judge_reports, may_report, may_rule, may_verify, not_recused
from indicators import clock
from indicators.models import FiscalYear, Recusal
from indicators.permissions import Refused, Verdict
from tests import make
from tests.appeals.deciding import stage
from tests.scenes import Once, as_stored

pytestmark = pytest.mark.django_db
SETTLED = make.at("2021-08-05", "09:30")
TODAY = date(2021, 8, 10)
ALLOWED = Verdict(True)
STRANGER = Verdict(False, Refused.STRANGER)
RECUSED = "ท่านแจ้งไว้ว่าไม่ร่วมพิจารณาตัวชี้วัดนี้ ให้ท่านอื่นเป็นผู้ดำเนินการ"
OWN_REPORT = "ผู้รายงานพิจารณารายงานของตนไม่ได้"
OWN_APPEAL = "ผู้ยื่นอุทธรณ์พิจารณาเงื่อนไขของอุทธรณ์นั้นไม่ได้"


def no_judge(sentence: str, role: Role) -> Verdict:
    return Verdict(False, Refused.ROLE, sentence, whose_turn=role)


def too_late(sentence: str, since: Any) -> Verdict:
    return Verdict(False, Refused.MOMENT, sentence, since)


@pytest.fixture(scope="module")
def made(once: Once) -> tuple[Condition, User, User]:
    def scene() -> tuple[Condition, User, User]:
        with clock.travel(stage.LATER):
            return stage.condition(), stage.secretary(), stage.member()

    return once(scene)


@pytest.fixture(autouse=True)
def later(made: tuple[Condition, User, User], db: None) -> Iterator[None]:
    with clock.travel(stage.LATER):
        yield


@pytest.fixture
def condition(made: tuple[Condition, User, User], db: None) -> Condition:
    return as_stored(made[0])


@pytest.fixture
def secretary(made: tuple[Condition, User, User], db: None) -> User:
    return as_stored(made[1])


@pytest.fixture
def member(made: tuple[Condition, User, User], db: None) -> User:
    return as_stored(made[2])


def change(condition: Condition, **fields: Any) -> Condition:
    Condition.objects.update(**fields)
    return Condition.objects.get(pk=condition.pk)


def recuse(person: User, condition: Condition) -> None:
    Recusal.objects.create(assignment=condition.assignment, user=person, reason="ญาติ", declared_at=SETTLED)


def test_the_officers_of_the_agency_report(condition: Condition) -> None:
    assert may_report(stage.officer_of(condition), condition) == ALLOWED
    assert may_report(make.user(Role.OFFICER, make.agency()), condition) == STRANGER
    assert may_report(make.user(Role.HEAD, condition.assignment.agency), condition).refused == Refused.ROLE


def test_nothing_is_reported_on_what_is_settled(condition: Condition) -> None:
    officer = stage.officer_of(condition)
    waived = change(condition, status="waived", settled_at=SETTLED)
    assert may_report(officer, waived) == too_late("เงื่อนไขนี้ยุติแล้วเมื่อ 5 ส.ค. 2564 เวลา 09:30 น. ว่า “ยกเว้นให้”", SETTLED)
    assert may_report(officer, change(condition, settled_at=None)) == too_late("เงื่อนไขนี้ยุติแล้วเมื่อ - ว่า “ยกเว้นให้”", None)


def test_nothing_is_reported_in_a_closed_year(condition: Condition) -> None:
    FiscalYear.objects.update(closed_at=SETTLED)
    assert may_report(stage.officer_of(condition), Condition.objects.get()) == Verdict(
        False, Refused.MOMENT, "ปิดปีงบประมาณแล้ว", SETTLED, Role.ADMINISTRATOR
    )


def test_the_secretariat_judges_reports_of_others(condition: Condition, secretary: User) -> None:
    assert may_judge_reports(secretary, condition) == ALLOWED
    assert may_judge_reports(stage.member(), condition).refused == Refused.ROLE
    filer = User.objects.get(pk=condition.appeal.submitted_by_id)
    Membership.objects.create(user=filer, role=Role.SECRETARIAT)
    User.objects.filter(pk=filer.pk).update(agency=None)
    Membership.objects.filter(user=filer, role=Role.OFFICER).delete()
    filer.refresh_from_db()
    assert may_judge_reports(filer, condition) == no_judge(OWN_APPEAL, Role.SECRETARIAT)


def test_nobody_judges_the_reports_of_his_own_agency(condition: Condition) -> None:
    at_home = make.user(Role.SECRETARIAT)
    User.objects.filter(pk=at_home.pk).update(agency=condition.assignment.agency)
    assert may_judge_reports(User.objects.get(pk=at_home.pk), condition) == no_judge(
        "ไม่อาจพิจารณาเรื่องของหน่วยงานที่ตนสังกัด", Role.SECRETARIAT
    )


def test_who_takes_no_part_judges_no_report_of_it(condition: Condition, secretary: User) -> None:
    recuse(secretary, condition)
    told = no_judge(RECUSED, Role.SECRETARIAT)
    assert may_judge_reports(secretary, condition) == told
    assert not_recused(secretary, condition.assignment.pk, Role.SECRETARIAT) == told
    assert not_recused(secretary, make.assignment(make.agency()).pk, Role.SECRETARIAT) == ALLOWED
    assert may_judge_reports(stage.secretary(), condition) == ALLOWED


def test_a_report_is_verified_by_another_than_who_reported(condition: Condition, secretary: User) -> None:
    report = stage.reported(condition)
    assert may_verify(secretary, report) == ALLOWED
    ConditionReport.objects.update(reported_by=secretary)
    report.refresh_from_db()
    assert may_verify(secretary, report) == no_judge(OWN_REPORT, Role.SECRETARIAT)
    assert may_verify(stage.member(), report).refused == Refused.ROLE


def test_who_was_asked_already_is_not_asked_again(condition: Condition, secretary: User) -> None:
    report = stage.reported(condition)
    assert may_verify(secretary, report, STRANGER) == STRANGER
    assert may_verify(stage.member(), report, ALLOWED) == ALLOWED


@pytest.mark.parametrize(
    ("by", "at", "sentence"),
    [
        ("มาลี ศรีสุข", SETTLED, "มาลี ศรีสุข ตรวจรายงานครั้งที่ 1 แล้วเมื่อ 5 ส.ค. 2564 เวลา 09:30 น. ว่า “ไม่รับรอง”"),
        ("", None, "ระบบ ตรวจรายงานครั้งที่ 1 แล้วเมื่อ - ว่า “ไม่รับรอง”"),
    ],
)
def test_a_report_is_verified_once(condition: Condition, secretary: User, by: str, at: Any, sentence: str) -> None:
    report = stage.reported(condition)
    ruled_by = make.user(Role.SECRETARIAT, full_name=by) if by else None
    ConditionReport.objects.update(verdict="refused", ruled_by=ruled_by, ruled_at=at)
    assert may_verify(secretary, ConditionReport.objects.get(pk=report.pk)) == too_late(sentence, at)


def test_days_are_told_in_the_language_of_the_reader(condition: Condition, secretary: User, member: User) -> None:
    stage.reported(condition)
    ConditionReport.objects.update(verdict="refused", ruled_by=secretary, ruled_at=SETTLED)
    with translation.override("en"):
        for verdict in (
            may_verify(secretary, ConditionReport.objects.get()),
            may_rule(member, change(condition, due_on=TODAY), TODAY),
            may_report(stage.officer_of(condition), change(condition, status="waived", settled_at=SETTLED)),
        ):
            assert " Aug" in verdict.reason
            assert "2021" in verdict.reason


def test_no_report_on_what_is_settled_is_verified(condition: Condition, secretary: User) -> None:
    stage.reported(condition)
    change(condition, status="failed", settled_at=SETTLED)
    assert may_verify(secretary, ConditionReport.objects.get()) == too_late(
        "เงื่อนไขนี้ยุติแล้วเมื่อ 5 ส.ค. 2564 เวลา 09:30 น. ว่า “ไม่ผ่านเงื่อนไข”", SETTLED
    )


@pytest.mark.parametrize(
    ("due_on", "sentence"),
    [
        (date(2021, 8, 9), ""),
        (TODAY, "เงื่อนไขนี้ครบกำหนดวันอังคารที่ 10 สิงหาคม พ.ศ. 2564 คณะกรรมการพิจารณาได้เมื่อเลยกำหนดแล้ว"),
        (None, "เงื่อนไขนี้ไม่มีวันครบกำหนด คณะกรรมการพิจารณาเมื่อเลยกำหนดแล้วเท่านั้น"),
    ],
)
def test_the_committee_rules_on_what_is_overdue(
    condition: Condition, member: User, due_on: date | None, sentence: str
) -> None:
    moment = Verdict(False, Refused.MOMENT, sentence, whose_turn=Role.OFFICER)
    assert may_rule(member, change(condition, due_on=due_on), TODAY) == (moment if sentence else ALLOWED)


def test_who_reported_filed_or_takes_no_part_does_not_rule(condition: Condition, member: User) -> None:
    overdue = change(condition, due_on=date(2021, 8, 9))
    assert may_rule(stage.secretary(), overdue, TODAY).refused == Refused.ROLE
    Appeal.objects.update(submitted_by=member)
    assert may_rule(member, Condition.objects.get(), TODAY) == no_judge(OWN_APPEAL, Role.COMMITTEE)
    reporter, absent = stage.member(), stage.member()
    stage.reported(condition)
    ConditionReport.objects.update(reported_by=reporter)
    assert may_rule(reporter, Condition.objects.get(), TODAY) == no_judge(OWN_REPORT, Role.COMMITTEE)
    recuse(absent, condition)
    assert may_rule(absent, Condition.objects.get(), TODAY) == no_judge(RECUSED, Role.COMMITTEE)
    assert may_rule(stage.member(), Condition.objects.get(), TODAY) == ALLOWED


def test_the_committee_does_not_rule_on_what_is_settled(condition: Condition, member: User) -> None:
    settled = change(condition, due_on=date(2021, 8, 9), status="verified", settled_at=SETTLED)
    assert may_rule(member, settled, TODAY) == too_late(
        "เงื่อนไขนี้ยุติแล้วเมื่อ 5 ส.ค. 2564 เวลา 09:30 น. ว่า “ครบตามเงื่อนไข”", SETTLED
    )
