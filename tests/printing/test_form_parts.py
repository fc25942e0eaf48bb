"""The parts of a form: what they refuse, how rows are laid out, what the months say in words."""

import pytest

from printing.document_base import SignatureBlock
from printing.form_documents import (
    Column,
    FormSheet,
    Heading,
    MonthGrid,
    MonthRow,
    Picture,
    Pictures,
    Signatures,
    Table,
)
from tests.printing.innovation_forms import HASHES, months

TWO = (Column(label="ก"), Column(label="ข"))


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ((), ""),
        ((1,), "ต.ค."),
        ((12,), "ก.ย."),
        ((1, 2), "ต.ค. – พ.ย."),
        ((1, 2, 3, 6), "ต.ค. – ธ.ค., มี.ค."),
        ((1, 3, 5, 11, 12), "ต.ค., ธ.ค., ก.พ., ส.ค. – ก.ย."),
        (tuple(range(1, 13)), "ต.ค. – ก.ย."),
    ],
)
def test_months_are_said_in_words(marked, words):
    assert MonthRow(activity="ก", months=months(*marked)).in_words == words


@pytest.mark.parametrize("count", [0, 11, 13])
def test_a_year_has_twelve_months(count):
    with pytest.raises(ValueError, match="months"):
        MonthRow(activity="ก", months=(True,) * count)


def test_the_year_begins_in_the_one_before():
    assert MonthGrid(year_be="2564").year_before == "2563"
    assert MonthGrid().year_before == ""
    with pytest.raises(ValueError, match="year"):
        MonthGrid(year_be="ปี 64")


@pytest.mark.parametrize("row", [(), ("ก",), ("ก", "ข", "ค")])
def test_a_row_has_a_text_for_each_column(row):
    with pytest.raises(ValueError, match="cells for 2 columns"):
        Table(columns=TWO, rows=(row,))


def test_a_footer_has_a_text_for_each_column():
    with pytest.raises(ValueError, match="cells for 2 columns"):
        Table(columns=TWO, footer=("รวม",))


@pytest.mark.parametrize("widths", [(100, 61), (-1, 0), ()])
def test_columns_fit_the_paper(widths):
    with pytest.raises(ValueError, match="mm"):
        Table(columns=tuple(Column(label="ก", width=width) for width in widths))


def test_the_order_column_takes_its_width_too():
    columns = (Column(label="ก", width=148), Column(label="ข"))
    Table(columns=columns)
    with pytest.raises(ValueError, match="161 mm"):
        Table(columns=columns, numbered=True)


@pytest.mark.parametrize(
    ("footer", "numbered", "cells"),
    [
        (("รวม", "", "9"), False, [("รวม", 2, "right"), ("9", 1, "right")]),
        (("รวม", "", "9"), True, [("รวม", 3, "right"), ("9", 1, "right")]),
        (("", "รวม", "9"), False, [("รวม", 2, "right"), ("9", 1, "right")]),
        (("รวม", "9", ""), False, [("รวม", 1, "right"), ("9", 1, "center"), ("", 1, "right")]),
        (("รวม", "", ""), True, [("รวม", 4, "right")]),
    ],
)
def test_the_word_total_spans_up_to_the_first_figure(footer, numbered, cells):
    columns = (Column(label="ก"), Column(label="ข", align="center"), Column(label="ค", align="right"))

    assert Table(columns=columns, footer=footer, numbered=numbered).footer_cells == cells


@pytest.mark.parametrize(
    ("count", "rows"), [(1, [1]), (2, [2]), (3, [3]), (4, [2, 2]), (5, [3, 2]), (6, [3, 3]), (7, [2, 2, 2, 1])]
)
def test_signatures_stand_two_or_three_abreast(count, rows):
    blocks = (SignatureBlock(role="(ก)"),) * count

    assert [len(row) for row in Signatures(blocks=blocks).rows] == rows


@pytest.mark.parametrize("sha256", ["x", "A" * 64, "file:///etc/passwd", "0" * 63])
def test_a_picture_is_named_by_its_sha256_alone(sha256):
    with pytest.raises(ValueError, match="SHA-256"):
        Picture(caption="", sha256=sha256)


def test_a_sheet_names_each_of_its_pictures_once():
    one, other = (Picture(caption="", sha256=sha256) for sha256 in HASHES)
    sheet = FormSheet(
        year_be="2564",
        agency="ก",
        form_label="แบบฟอร์ม 4",
        title="ข",
        parts=(
            Pictures(pictures=(one, Picture(caption="ไม่มีไฟล์"), other)),
            Heading(text="ค"),
            Pictures(pictures=(one,)),
        ),
    )

    assert sheet.picture_hashes == HASHES
