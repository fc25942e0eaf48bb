"""Dates: written in Thai and English, read in every usual spelling, refused with a reason."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from thai.dates import (
    STYLES,
    BadDate,
    bangkok_day,
    be_year,
    due_sentence,
    fiscal_year,
    format_date,
    format_datetime,
    parse_date,
)

AUGUST_30 = date(2021, 8, 30)


def test_the_buddhist_year_is_543_ahead():
    assert be_year(date(2021, 1, 1)) == 2564


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2020, 9, 30), 2563),
        (date(2020, 10, 1), 2564),
        (date(2020, 12, 31), 2564),
        (date(2021, 1, 1), 2564),
        (date(2021, 9, 30), 2564),
        (date(2021, 10, 1), 2565),
    ],
)
def test_the_fiscal_year_begins_in_october(day, year):
    assert fiscal_year(day) == year


@pytest.mark.parametrize(
    ("style", "lang", "text"),
    [
        ("long", "th", "15 เมษายน 2564"),
        ("full", "th", "วันพฤหัสบดีที่ 15 เมษายน พ.ศ. 2564"),
        ("short", "th", "15 เม.ย. 2564"),
        ("long", "en", "15 April 2021"),
        ("full", "en", "Thursday 15 April 2021 (B.E. 2564)"),
        ("short", "en", "15 Apr 2021"),
    ],
)
def test_it_writes_a_date(style, lang, text):
    assert format_date(date(2021, 4, 15), style, lang) == text


def test_every_month_has_its_name():
    long = [format_date(date(2021, month, 1)).split()[1] for month in range(1, 13)]
    short = [format_date(date(2021, month, 1), "short").split()[1] for month in range(1, 13)]
    assert long == [
        "มกราคม",
        "กุมภาพันธ์",
        "มีนาคม",
        "เมษายน",
        "พฤษภาคม",
        "มิถุนายน",
        "กรกฎาคม",
        "สิงหาคม",
        "กันยายน",
        "ตุลาคม",
        "พฤศจิกายน",
        "ธันวาคม",
    ]
    assert short == [
        "ม.ค.",
        "ก.พ.",
        "มี.ค.",
        "เม.ย.",
        "พ.ค.",
        "มิ.ย.",
        "ก.ค.",
        "ส.ค.",
        "ก.ย.",
        "ต.ค.",
        "พ.ย.",
        "ธ.ค.",
    ]


def test_every_weekday_has_its_name():
    monday = date(2021, 8, 30)
    written = [format_date(monday + timedelta(days=n), "full").split("ที่ ")[0] for n in range(7)]
    assert written == ["วันจันทร์", "วันอังคาร", "วันพุธ", "วันพฤหัสบดี", "วันศุกร์", "วันเสาร์", "วันอาทิตย์"]


def test_an_unknown_style_is_a_mistake_of_the_programmer():
    with pytest.raises(ValueError, match="style"):
        format_date(AUGUST_30, "medium")


def test_a_moment_is_written_on_the_clock_of_bangkok():
    moment = datetime(2026, 11, 22, 3, 42, tzinfo=UTC)
    assert format_datetime(moment) == "22 พ.ย. 2569 เวลา 10:42 น."
    assert format_datetime(moment, "en") == "22 Nov 2026 at 10:42"


def test_the_day_in_bangkok_begins_at_17_in_greenwich():
    assert bangkok_day(datetime(2021, 9, 30, 16, 59, 59, 999999, tzinfo=UTC)) == date(2021, 9, 30)
    assert bangkok_day(datetime(2021, 9, 30, 17, 0, tzinfo=UTC)) == date(2021, 10, 1)
    assert format_date(datetime(2021, 9, 30, 17, 0, tzinfo=UTC)) == "1 ตุลาคม 2564"


@pytest.mark.parametrize("write", [format_datetime, bangkok_day, format_date])
def test_a_moment_without_a_zone_is_refused(write):
    with pytest.raises(ValueError, match="time zone"):
        write(datetime(2021, 8, 30, 12, 0))


@pytest.mark.parametrize(
    "typed",
    [
        datetime(2564, 8, 30),
        "30 ส.ค. 2564",
        "๓๐/๘/๒๕๖๔",
        "30/8/64",
        "30 สิงหาคม พ.ศ. 2564",
        "30/8/2021",
        "2021-08-30",
        "2564-08-30",
        "30-8-2564",
        "30.8.2564",
        "30/08/2564",
        " 30 / 8 / 2564 ",
        "30 สิงหาคม 2564",
        "๓๐ สิงหาคม ๒๕๖๔",
        "30 สค 64",
        "30 ส.ค.64",
        "30 ส. ค. 2564",
        "30สิงหาคม2564",
        "30 สิงหาคมพ.ศ.2564",
        "30 สิงหาคม พ. ศ. 2564",
        "30 สิงหาคม ค.ศ. 2021",
        "30 สิงหาคม 2021",
        "วันจันทร์ที่ 30 สิงหาคม 2564",
        "วันจันทร์ที่ 30 สิงหาคม พ.ศ. 2564",
        "จันทร์ 30/8/2564",
        "จ. 30 ส.ค. 2564",
        "วันที่ 30 สิงหาคม 2564",
        "ลงวันที่ 30 ส.ค. 2564",
        "ที่ 30 สิงหาคม 2564",
        "30 August 2021",
        "30 august 2564",
        "30 Aug 2021",
        "30-Aug-2021",
        "August 30, 2021",
        "Aug 30th, 2021",
        "Monday 30 August 2021 (B.E. 2564)",
        "Monday, August 30, 2021",
        "30 August B.E. 2564",
        "30\u200b ส.ค. 2564",
        date(2021, 8, 30),
        date(2564, 8, 30),
        datetime(2021, 8, 30, 23, 59),
        datetime(2021, 8, 29, 17, 0, tzinfo=UTC),
    ],
)
def test_it_reads_every_usual_spelling(typed):
    assert parse_date(typed) == AUGUST_30
    assert type(parse_date(typed)) is date


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "กรอกวันที่"),
        ("   ", "กรอกวันที่"),
        ("เมื่อวาน", "อ่านวันที่ “เมื่อวาน” ไม่ได้"),
        ("30/8", "ไม่ได้ เขียนเช่น 30 ส.ค. 2564"),
        ("30082564", "ไม่ได้"),
        ("30/8-2564", "ไม่ได้"),
        ("30 ส.ค. 2564 ถึง 31 ส.ค. 2564", "ไม่ได้"),
        ("30 สิงหา 2564", "ไม่ได้"),
        ("30 8 2564", "ไม่ได้"),
        ("30/8/25640", "ไม่ได้"),
        ("31/4/2564", "ไม่มีวันที่ 31 เมษายน เพราะเดือนเมษายนมี 30 วัน"),
        ("0/4/2564", "ไม่มีวันที่ 0 เมษายน"),
        ("29/2/2564", "ไม่มีวันที่ 29 กุมภาพันธ์ 2564 เพราะเดือนนั้นในปี ค.ศ. 2021 มี 28 วัน"),
        (datetime(2564, 2, 29), "ค.ศ. 2021 มี 28 วัน"),
        ("30/2/2567", "ค.ศ. 2024 มี 29 วัน"),
        ("30/13/2564", "ไม่มีเดือนที่ 13"),
        ("8/30/2021", "ไม่มีเดือนที่ 30 เขียนวันก่อนเดือน"),
        ("1/0/2564", "ไม่มีเดือนที่ 0"),
        ("30/8/3107", "ปี 3107 อยู่นอกช่วงที่ระบบรับ"),
        ("30/8/1478", "ปี 1478 อยู่นอกช่วงที่ระบบรับ"),
        ("30/8/2701", "ปี 2701 อยู่นอกช่วง"),
        ("30/8/2399", "ปี 2399 อยู่นอกช่วง"),
        ("30/8/2151", "ปี 2151 อยู่นอกช่วง"),
        ("30/8/1949", "ปี 1949 อยู่นอกช่วง"),
        ("30/8/564", "ปี 564 อยู่นอกช่วง"),
        (date(3107, 8, 30), "ปี 3107 อยู่นอกช่วง"),
        (date(1, 1, 1), "ปี 0001 อยู่นอกช่วง"),
        ("30/8/21", "ปี “21” อ่านได้หลายปี"),
        ("30/8/39", "ปี “39” อ่านได้หลายปี"),
        ("30 ส.ค. ค.ศ. 64", "ปี “64” อ่านได้หลายปี"),
        ("30 ส.ค. ค.ศ. 2564", "ปี ค.ศ. 2564 อยู่นอกช่วง"),
        ("30 ส.ค. พ.ศ. 2021", "ปี พ.ศ. 2021 อยู่นอกช่วง"),
        ("วันอังคารที่ 30 สิงหาคม 2564", "30 สิงหาคม 2564 เป็นวันจันทร์ ไม่ใช่วันอังคาร"),
        ("Tuesday 30 August 2021", "เป็นวันจันทร์ ไม่ใช่วันอังคาร"),
        ("Monday 30 August 2021 (B.E. 2563)", "เป็นคนละปี"),
    ],
)
def test_it_refuses_with_the_reason(typed, sentence):
    with pytest.raises(BadDate) as refusal:
        parse_date(typed)
    assert sentence in str(refusal.value)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("29/2/2567", date(2024, 2, 29)),
        ("29 ก.พ. 2567", date(2024, 2, 29)),
        ("29 Feb 2028", date(2028, 2, 29)),
        ("1/1/2400", date(1857, 1, 1)),
        ("31/12/2700", date(2157, 12, 31)),
        ("1/1/1950", date(1950, 1, 1)),
        ("31/12/2150", date(2150, 12, 31)),
        ("1/1/40", date(1997, 1, 1)),
        ("1/1/99", date(2056, 1, 1)),
        ("วันอังคารที่ 20 กรกฎาคม 2564", date(2021, 7, 20)),
    ],
)
def test_it_reads_up_to_the_edges(typed, day):
    assert parse_date(typed) == day


@given(st.dates(date(1857, 1, 1), date(2157, 12, 31)), st.sampled_from(STYLES))
def test_what_is_written_in_thai_is_read_back(day, style):
    assert parse_date(format_date(day, style)) == day


@given(st.dates(date(1950, 1, 1), date(2150, 12, 31)), st.sampled_from(STYLES))
def test_what_is_written_in_english_is_read_back(day, style):
    assert parse_date(format_date(day, style, "en")) == day


@given(st.text("0123456789๐๙/.- สคพศวันที่จันทร์augbe()", max_size=25))
def test_any_text_is_read_or_refused(typed):
    try:
        day = parse_date(typed)
    except BadDate:
        return
    assert date(1857, 1, 1) <= day <= date(2157, 12, 31)


FRIDAY = date(2021, 10, 15)


@pytest.mark.parametrize(
    ("today", "sentence"),
    [
        (date(2021, 10, 11), "เหลือ 4 วัน (ศุกร์ 15 ต.ค. 2564)"),
        (date(2021, 10, 14), "เหลือ 1 วัน (ศุกร์ 15 ต.ค. 2564)"),
        (date(2021, 10, 15), "ครบกำหนดวันนี้"),
        (date(2021, 10, 18), "เลยกำหนด 3 วัน"),
    ],
)
def test_it_says_how_far_off_the_due_day_is(today, sentence):
    assert due_sentence(FRIDAY, today) == sentence


def test_the_due_day_is_in_ce_on_an_english_page():
    with translation.override("en"):
        assert "Friday 15 Oct 2021" in due_sentence(FRIDAY, date(2021, 10, 11))


def test_a_moment_in_another_zone_counts_as_the_day_in_bangkok():
    new_york = timezone(timedelta(hours=-4))
    assert parse_date(datetime(2021, 8, 29, 13, 0, tzinfo=new_york)) == AUGUST_30
