"""A table as a file: numbers stay numbers, nothing is not 0, and nothing that was typed is run."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal as D

import pytest
from openpyxl import load_workbook

from indicators.spreadsheet import csv_bytes, day_cells, harmless, xlsx_bytes
from tests.indicators.export import reading


@pytest.mark.parametrize("text", ["=1+1", "+66 2 000", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "1 = 1", "สำนักงานเขต", "–", "'=1"])
def test_another_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_in_csv_empty_is_empty_and_nothing_is_zero() -> None:
    content = csv_bytes(["ก", "=ข"], [[None, 0], [D("0.00"), -1], ["-1", "ก, ข"]])
    assert content == "\ufeffก,'=ข\r\n,0\r\n0.00,-1\r\n'-1,\"ก, ข\"\r\n".encode()


def test_in_xlsx_empty_is_empty_and_nothing_is_zero() -> None:
    content = xlsx_bytes("ผล", ["ก", "ข"], [[None, 0], ["", D("0.00")], ["ค", D("12.50")]])
    assert reading.xlsx(content) == [["ก", "ข"], [None, 0], [None, 0], ["ค", 12.5]]


@pytest.mark.parametrize("text", ["=1+1", "#N/A", "-1", "2021-07-05"])
def test_a_text_is_a_text_in_xlsx(text: str) -> None:
    book = load_workbook(io.BytesIO(xlsx_bytes("ผล", ["ก"], [[text]])))
    assert book.active is not None
    cell = book.active["A2"]
    assert cell.data_type == "s"
    assert cell.value in {text, f"'{text}"}


def test_a_control_character_does_not_stop_the_file() -> None:
    assert reading.xlsx(xlsx_bytes("ผล", ["ก"], [["ก\x07ข"]]))[1] == ["กข"]


def test_a_sheet_may_be_called_anything() -> None:
    book = load_workbook(io.BytesIO(xlsx_bytes("ก[1]: ข/ค? *" + "ย" * 40, ["ก"], [])))
    assert book.worksheets[0].title == "ก1 ขค " + "ย" * 25


def test_the_heading_and_the_first_column_stay_in_sight() -> None:
    assert load_workbook(io.BytesIO(xlsx_bytes("ผล", ["ก"], []))).worksheets[0].freeze_panes == "B2"


def test_a_day_stands_twice() -> None:
    assert day_cells(date(2021, 7, 5)) == ("5 ก.ค. 2564", "2021-07-05")
    late_in_the_evening = datetime(2021, 7, 5, 18, 30, tzinfo=UTC)
    assert day_cells(late_in_the_evening) == ("6 ก.ค. 2564 เวลา 01:30 น.", "2021-07-06")
    assert day_cells(None) == (None, None)
