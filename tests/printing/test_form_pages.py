"""Where the pages of a form end: what must not part does not."""

import pytest

from printing.form_documents import Column, Field, Heading, PageBreak, Signatures, Table, TextBlock
from tests.cases import gated
from tests.printing.innovation_forms import THREE_WHO_SIGN
from tests.printing.readers import bare
from tests.printing.sheets import by_one_reader, pages, sheet_of

pytestmark = pytest.mark.long


# From 22 lines on the last one goes along with who signs, from 33 on two pages have room.
@gated("lines", range(20, 36), [21, 22, 27, 32, 33])
def test_nobody_signs_a_page_that_says_nothing(lines):
    sheet = sheet_of(
        *(Field(label=f"ข้อ{n}", value="คำตอบ") for n in range(lines)),
        Signatures(blocks=THREE_WHO_SIGN),
    )
    signed = next(page for page in by_one_reader(sheet) if "ลงชื่อ" in page)
    assert not signed.startswith("ลงชื่อ")
    for block in THREE_WHO_SIGN:
        assert bare(block.role) in signed


# From 15 lines on the last row goes along with the total.
@gated("lines", range(13, 33), [14, 15, 16, 17, 18, 25, 30])
def test_a_total_never_parts_from_the_last_row(lines):
    budget = Table(
        columns=(Column(label="รายการ"), Column(label="บาท", width=30)),
        rows=tuple((f"รายการที่{n}\nบรรทัดสอง", "1") for n in range(1, 10)),
        footer=("รวม", "9"),
    )
    texts = by_one_reader(sheet_of(TextBlock(text="บรรทัด\n" * lines), budget))
    last = next(page for page in texts if "รวม" in page)
    assert "รายการที่9บรรทัดสอง1รวม9" in last


def test_rows_are_not_torn_and_each_page_repeats_the_head():
    rows = tuple((f"ต้น{n:02} " + "ความ " * 60 + f"ปลาย{n:02}", "1") for n in range(1, 31))
    table = Table(caption="ตารางยาว", columns=(Column(label="หัวหนึ่ง"), Column(label="หัวสอง", width=30)), rows=rows)
    texts = by_one_reader(sheet_of(TextBlock(text="บรรทัด\n" * 28), table))

    assert len(texts) > 2
    for n in range(1, 31):
        assert [f"ต้น{n:02}" in page for page in texts] == [f"ปลาย{n:02}" in page for page in texts]
    assert all(page.count("หัวหนึ่งหัวสอง") == 1 for page in texts if "ต้น" in page)
    assert "ต้น01" in next(page for page in texts if "ตารางยาว" in page)


def test_a_page_break_begins_a_page():
    for texts in pages(sheet_of(Heading(text="ก่อน"), PageBreak(), Heading(text="หลัง"))).values():
        assert [text[-4:] for text in texts] == ["ก่อน", "หลัง"]
