"""Filters of the templates: พ.ศ. on a Thai page, ค.ศ. on an English one."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.template import Context, Template
from django.utils import translation


def shown(filters, value, lang="th"):
    with translation.override(lang):
        return Template(f"{{% load thai %}}{{{{ value|{filters} }}}}").render(Context({"value": value}))


APRIL_15 = date(2021, 4, 15)
NOVEMBER_22 = datetime(2026, 11, 22, 3, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("filters", "value", "thai", "english"),
    [
        ("thai_date", APRIL_15, "15 เมษายน 2564", "15 April 2021"),
        ('thai_date:"short"', APRIL_15, "15 เม.ย. 2564", "15 Apr 2021"),
        (
            'thai_date:"full"',
            APRIL_15,
            "วันพฤหัสบดีที่ 15 เมษายน พ.ศ. 2564",
            "Thursday 15 April 2021 (B.E. 2564)",
        ),
        ("thai_date", datetime(2021, 4, 14, 17, 0, tzinfo=UTC), "15 เมษายน 2564", "15 April 2021"),
        ("thai_datetime", NOVEMBER_22, "22 พ.ย. 2569 เวลา 10:42 น.", "22 Nov 2026 at 10:42"),
        ("thai_number", Decimal("1250.5"), "1,250.50", "1,250.50"),
        ("thai_number", Decimal("0"), "0.00", "0.00"),
        ("thai_number:0", 1132, "1,132", "1,132"),
        ("be", APRIL_15, "2564", "2021"),
        ("be", 2564, "2564", "2021"),
        ("be", datetime(2020, 12, 31, 17, 0, tzinfo=UTC), "2564", "2021"),
    ],
)
def test_a_value_is_shown_in_the_language_of_the_page(filters, value, thai, english):
    assert shown(filters, value) == thai
    assert shown(filters, value, "en") == english


@pytest.mark.parametrize("filters", ["thai_date", "thai_datetime", "thai_number", "be", "days_left"])
@pytest.mark.parametrize("empty", [None, ""])
def test_nothing_is_shown_for_nothing(filters, empty):
    assert shown(filters, empty) == ""


def test_days_left_are_counted_from_today_in_bangkok():
    with time_machine.travel(datetime(2021, 10, 10, 17, 0, tzinfo=UTC), tick=False):
        assert shown("days_left", date(2021, 10, 15)) == "เหลือ 4 วัน (ศุกร์ 15 ต.ค. 2564)"
    with time_machine.travel(datetime(2021, 10, 10, 16, 59, 59, tzinfo=UTC), tick=False):
        assert shown("days_left", date(2021, 10, 15)) == "เหลือ 5 วัน (ศุกร์ 15 ต.ค. 2564)"
