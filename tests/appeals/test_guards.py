"""What each guard of an appeal says: nothing, or why not, since when and whose turn it is instead."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from accounts.roles import Role
from appeals.models import Appeal
from appeals.workflow import guards
from indicators.models import FiscalYear
from indicators.workflow.machine import Refusal
from tests import make, make_appeal
from tests.scenes import Once, as_stored

pytestmark = pytest.mark.django_db
# 24:00 of 31 August 2021 in Bangkok.
CLOSES = datetime.fromisoformat("2021-08-31T17:00:00+00:00")
TOO_LATE = Refusal("หมดเวลายื่นอุทธรณ์เมื่อวันที่ 31 สิงหาคม 2564 ยื่นล่าช้าได้เมื่อสำนักงาน ก.ก. อนุญาต", CLOSES, Role.SECRETARIAT)


@pytest.fixture(scope="module")
def made(once: Once) -> Appeal:
    return once(make_appeal.appeal)


@pytest.fixture
def appeal(made: Appeal, db: None) -> Appeal:
    return as_stored(made)


@pytest.mark.parametrize(
    ("last_day", "columns", "told"),
    [
        (date(2021, 8, 31), {}, TOO_LATE),
        (date(2021, 8, 31), {"late_permitted_at": make_appeal.NOON}, None),
        (date(2021, 8, 31), {"first_submitted_at": make_appeal.NOON}, None),
        (date(2021, 9, 1), {}, None),
        (None, {}, None),
    ],
)
def test_an_appeal_is_filed_until_midnight_of_the_last_day(
    appeal: Appeal, last_day: date | None, columns: dict[str, Any], told: Refusal | None
) -> None:
    FiscalYear.objects.update(appeals_close_on=last_day)
    Appeal.objects.update(**columns, status=appeal.status)
    read = Appeal.objects.get(pk=appeal.pk)
    assert guards.filing_is_open(read, CLOSES - timedelta(milliseconds=1)) is None
    assert guards.filing_is_open(read, CLOSES) == told


def test_an_appeal_that_lacks_something_says_all_of_it(appeal: Appeal) -> None:
    assert guards.appeal_is_complete(appeal, CLOSES) is None
    Appeal.objects.update(cause=None, what_happened="")
    told = guards.appeal_is_complete(Appeal.objects.get(), CLOSES)
    assert told == Refusal(f"{CAUSE} {WHAT_HAPPENED}", whose_turn=Role.OFFICER)


CAUSE, WHAT_HAPPENED = "เลือกสาเหตุการอุทธรณ์", "เล่าเหตุที่เกิดขึ้น"


def test_an_appeal_is_settled_when_no_condition_is_open(appeal: Appeal) -> None:
    make_appeal.put(appeal, "conditions")
    assert guards.no_condition_open(appeal, CLOSES) is None
    for position, status in enumerate(("open", "open", "verified", "waived", "failed"), start=1):
        make_appeal.condition(appeal, position, status=status)
    assert guards.no_condition_open(appeal, CLOSES) == Refusal("ยังมีเงื่อนไขที่ไม่ครบ 2 ข้อ", whose_turn=Role.OFFICER)
    appeal.conditions.filter(status="open").update(status="verified")
    assert guards.no_condition_open(appeal, CLOSES) is None
    assert make.at("2021-09-01", "00:00") == CLOSES
