"""Rows of a spreadsheet: what its clipboard holds, read without losing a letter."""

from __future__ import annotations

import pytest

from indicators.models import YearCode
from innovation.forms.idea_table import read_table, rows_of_ideas, type_named
from tests.innovation.collection.samples import SAMPLES


@pytest.mark.parametrize(("text", "rows"), SAMPLES, ids=[str(number) for number in range(len(SAMPLES))])
def test_it_reads_cells_as_the_spreadsheet_meant_them(text: str, rows: list[list[str]]) -> None:
    assert read_table(text) == rows


def test_a_long_run_of_quotes_is_read_at_once() -> None:
    assert read_table('"' * 100_001)[0][0] == '"' * 100_001
    assert len(read_table('"ก\t' * 50_000)[0]) == 50_001


def test_cells_become_columns_and_the_rest_is_kept() -> None:
    (row,) = rows_of_ideas("2\tเรื่องหนึ่ง\tปัญหา\tแนวคิด\tประโยชน์\tชื่อ\tตำแหน่ง\tฝ่าย\tเกิน\t\tอีก")
    assert row == {
        "type": "2",
        "title": "เรื่องหนึ่ง",
        "problem": "ปัญหา",
        "proposal": "แนวคิด",
        "benefit": "ประโยชน์",
        "name": "ชื่อ",
        "position": "ตำแหน่ง",
        "section": "ฝ่าย",
        "rest": "เกิน\tอีก",
    }
    assert rows_of_ideas("2\tเรื่อง")[0]["benefit"] == ""


def test_the_headings_are_left_out_but_an_idea_never() -> None:
    headings = "ประเภท\tเรื่อง/ชื่อแนวคิด\tสภาพปัญหา\tแนวคิด\n"
    assert [row["title"] for row in rows_of_ideas(headings + "2\tรถบริการ\tไกล")] == ["รถบริการ"]
    assert [row["title"] for row in rows_of_ideas("2\tเรื่อง\tไกล")] == ["เรื่อง"]
    assert [row["title"] for row in rows_of_ideas("2\tเรื่อง")] == ["เรื่อง"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("2", "2"),
        ("๒", "2"),
        ("นวัตกรรมการบริการ", "2"),
        (" นวัตกรรม การบริการ ", "2"),
        ("การบริการ", "2"),
        ("นโยบาย", "1"),
        ("องค์กร", "3"),
        ("นวัตกรรม", None),
        ("กา", None),
        ("อื่น ๆ", None),
        ("", None),
    ],
)
def test_a_type_is_named_by_code_label_or_a_part_of_one_label(words: str, code: str | None) -> None:
    labels = {"1": "นวัตกรรมเชิงนโยบาย", "2": "นวัตกรรมการบริการ", "3": "นวัตกรรมการบริหาร/องค์กร"}
    types = [YearCode(pk=int(key), code=key, label=label) for key, label in labels.items()]
    named = type_named(types, words)
    assert (named.code if named else None) == code
