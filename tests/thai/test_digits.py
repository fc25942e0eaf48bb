"""Digits and typed numbers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.digits import BadNumber, format_number, parse_decimal, parse_integer, to_arabic, to_thai


def test_digits_go_both_ways_and_letters_stay():
    assert to_arabic("ข้อ ๗.๕.๑ และ ๐๒๓๔๖๘๙") == "ข้อ 7.5.1 และ 0234689"
    assert to_thai("ข้อ 7.5.1 และ 0234689") == "ข้อ ๗.๕.๑ และ ๐๒๓๔๖๘๙"


def test_digits_of_other_scripts_stay():
    assert to_arabic("٣४") == "٣४"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("๑,๒๕๐.๕๐", "1250.50"),
        ("1,250", "1250"),
        ("1250.5", "1250.5"),
        (" 100.00 ", "100.00"),
        ("0", "0"),
        ("007", "7"),
        (".5", "0.5"),
        ("-3.2", "-3.2"),
        ("\u22123", "-3"),
        ("+4", "4"),
        ("1,234,567.89", "1234567.89"),
    ],
)
def test_it_reads_a_number(typed, number):
    assert str(parse_decimal(typed)) == number


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "กรอกตัวเลข"),
        ("  ", "กรอกตัวเลข"),
        ("สิบ", "“สิบ” ไม่ใช่ตัวเลข"),
        ("1e5", "“1e5” ไม่ใช่ตัวเลข"),
        ("NaN", "ไม่ใช่ตัวเลข"),
        ("Infinity", "ไม่ใช่ตัวเลข"),
        ("1.2.3", "ไม่ใช่ตัวเลข"),
        ("5.", "ไม่ใช่ตัวเลข"),
        (".", "ไม่ใช่ตัวเลข"),
        ("-", "ไม่ใช่ตัวเลข"),
        ("1 250", "ไม่ใช่ตัวเลข"),
        ("٣", "ไม่ใช่ตัวเลข"),
        ("1,25", "คั่นทุกสามหลัก"),
        ("12,50.00", "คั่นทุกสามหลัก"),
        ("1234,567", "คั่นทุกสามหลัก"),
        ("1,,000", "คั่นทุกสามหลัก"),
        ("9" * 41, "ยาวเกิน 40 หลัก"),
    ],
)
def test_it_refuses_what_is_no_number(typed, sentence):
    with pytest.raises(BadNumber, match=sentence):
        parse_decimal(typed)


def test_a_whole_number_may_be_written_with_zeros_behind_the_point():
    assert parse_integer("๑๓๒.00") == 132
    with pytest.raises(BadNumber, match="ไม่ใช่จำนวนเต็ม"):
        parse_integer("12.5")


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Decimal("1250.5"), 2, "1,250.50"),
        (Decimal("0.005"), 2, "0.01"),
        (Decimal("2.675"), 2, "2.68"),
        (Decimal("1234567"), 0, "1,234,567"),
        (132, 0, "132"),
        (Decimal("1E+3"), 2, "1,000.00"),
        (Decimal("999.999"), 2, "1,000.00"),
        (Decimal("-0.125"), 2, "-0.13"),
        (Decimal("1" * 40), 0, "1" + ",111" * 13),
    ],
)
def test_it_writes_a_number(value, places, text):
    assert format_number(value, places) == text


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_what_is_written_is_read_back(value):
    assert parse_decimal(format_number(value)) == value
    assert parse_decimal(to_thai(format_number(value))) == value
