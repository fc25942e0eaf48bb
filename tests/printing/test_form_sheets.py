"""What stands on a form, an agenda and minutes, read back part by part in three readers."""

import dataclasses
from collections.abc import Iterator
from itertools import product

import pytest

from printing.documents import FormSheet, SignatureBlock
from printing.form_documents import (
    Choices,
    Column,
    Field,
    Heading,
    MonthGrid,
    MonthRow,
    Option,
    PageBreak,
    Part,
    Picture,
    Pictures,
    Signatures,
    Table,
    TextBlock,
)
from printing.form_tables import MONTHS
from printing.outline import numbered
from tests.cases import gated
from tests.printing import innovation_forms, meeting_papers
from tests.printing.innovation_forms import HASHES
from tests.printing.readers import READERS, bare
from tests.printing.sheets import SHEETS, THAI, flowing, pages, printed, sheet_of
from tests.printing.test_text_layer import CORPUS

pytestmark = pytest.mark.long

LONG = "กำลังทำการน้ำผึ้งที่ผู้ซื้อ" * 741  # 20,007 letters, no space
NASTY = " ".join(CORPUS.values())


def written(value: object) -> Iterator[str]:
    """Every text of the parts of a filled sheet, as it must stand on the page in one run."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from written(each)
    elif isinstance(value, TextBlock):
        yield value.label
        yield "".join(line.number + line.text for line in numbered(value.text)) or "-"
    elif isinstance(value, Option):
        yield ("☑" if value.ticked else "☐") + value.text
    elif isinstance(value, Picture):
        yield value.caption
    elif isinstance(value, MonthRow):
        words = f"({value.in_words})" if value.in_words else ""
        yield f"{value.activity or '-'}{words}{value.owner or '-'}" + "●" * sum(value.months)
    elif dataclasses.is_dataclass(value):
        for each in dataclasses.fields(value):
            if each.name not in ("level", "arrangement", "align", "size", "year_be"):
                yield from written(getattr(value, each.name))


def expect_all(sheet: FormSheet) -> None:
    digits = THAI if sheet.thai_digits else {}
    texts = flowing(sheet)
    assert texts
    for reader, text in texts.items():
        for wanted in filter(None, written((sheet.title, sheet.subtitle, sheet.reference, sheet.parts))):
            assert bare(wanted).translate(digits) in text, (reader, wanted[:80])


@pytest.mark.parametrize("name", [name for name in SHEETS if "blank" not in name])
def test_each_part_comes_back_in_one_piece(name):
    expect_all(SHEETS[name])


def every_part(text: str) -> tuple[Part, ...]:
    return (
        Heading(number="1.", text=text),
        Field(label="ชื่อ", value=text),
        TextBlock(label=text, text=f"# {text}\n## {text}\nย่อหน้า {text}"),
        Choices(label=text, options=(Option(text=text, ticked=True), Option(text=text)), arrangement="row"),
        Choices(options=(Option(text=text), Option(text=text, ticked=True))),
        Table(
            caption=text,
            numbered=True,
            columns=(Column(label=text), Column(label="ข", width=60, align="center")),
            rows=((text, "-"), ("", text)),
            footer=("รวม", text),
        ),
        MonthGrid(
            caption=text,
            rows=(MonthRow(activity=text, owner="น้ำ", months=innovation_forms.months(1, 2, 7)),),
            year_be="2564",
        ),
        Pictures(label=text, pictures=(Picture(caption=text, sha256=HASHES[0]),)),
        PageBreak(),
        Signatures(blocks=(SignatureBlock(role=text, name=text, position=text, date=text, standing_for=text),) * 3),
    )


# At the gate one text with these digits, the next one with those.
@gated("name, thai_digits", product(CORPUS, [False, True]), [(name, at % 2 == 1) for at, name in enumerate(CORPUS)])
def test_difficult_text_comes_back_from_every_part(name, thai_digits):
    expect_all(sheet_of(*every_part(CORPUS[name]), subtitle=(CORPUS[name],), thai_digits=thai_digits))


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(Field(label="ชื่อ", value=LONG), marks=pytest.mark.full),
        TextBlock(label="สภาพปัญหา", text=LONG),
        TextBlock(label="สภาพปัญหา", text="\n".join(f"# {LONG[n : n + 500]}" for n in range(0, len(LONG), 500))),
        pytest.param(Choices(options=(Option(text=LONG, ticked=True),)), marks=pytest.mark.full),
        pytest.param(Heading(number="1.", text=LONG[:2000]), marks=pytest.mark.full),
    ],
    ids=["field", "text", "outline", "choice", "heading"],
)
def test_twenty_thousand_letters_come_back(part):
    expect_all(sheet_of(part, TextBlock(label="ต่อไป", text="จบ")))


@pytest.mark.parametrize(
    ("part", "head"),
    [
        (Table(columns=(Column(label="ก"), Column(label="ข", width=20)), rows=((LONG, "ปลาย"), ("ต่อ", "จบ"))), "กข"),
        (
            MonthGrid(rows=(MonthRow(activity=LONG, owner="ใคร"),)),
            "ที่กิจกรรมผู้รับผิดชอบต.ค.พ.ย.ธ.ค.ม.ค.ก.พ.มี.ค.เม.ย.พ.ค.มิ.ย.ก.ค.ส.ค.ก.ย.",
        ),
    ],
    ids=["table", "months"],
)
def test_a_cell_longer_than_a_page_loses_nothing(part, head):
    for texts in pages(sheet_of(part)).values():
        assert len(texts) > 3
        assert all(text.startswith(head) for text in texts[1:])
        # What stands in the cell beside comes between two of its pages; the words broken there are put together.
        whole = "".join(text.split(head, 1)[1] for text in texts).replace("ปลาย", "", 1).replace("ใคร", "", 1)
        assert LONG in whole


def test_a_full_grid_of_months_reads_every_mark():
    rows = tuple(MonthRow(activity=f"งานที่ {n}", owner="-", months=(True,) * 12) for n in range(1, 13))
    for text in flowing(sheet_of(MonthGrid(rows=rows))).values():
        for n in range(1, 13):
            assert bare(f"{n} งานที่ {n} (ต.ค. – ก.ย.) -") + "●" * 12 in text


def test_the_parts_stand_in_order_under_their_heads():
    for text in flowing(innovation_forms.form_3()).values():
        assert text.startswith(
            bare(
                "แบบฟอร์ม 3 โครงการนวัตกรรมเพื่อเพิ่มประสิทธิภาพการปฏิบัติงานของหน่วยงาน โครงการรถบริการงานทะเบียนเคลื่อนที่"
                "(Bangkok Mobile Service) สำนักงานปกครองและทะเบียน ประจำปีงบประมาณ พ.ศ. 2564 ตัวชี้วัดลำดับที่ 8/สปท."
            )
        )
        assert bare("4. ลักษณะโครงการ ☑ โครงการใหม่ ☐ โครงการต่อเนื่อง ☑ ใช้ร่วมหลายหน่วยงาน 5. ระยะเวลา") in text
        assert bare("3 ค่าน้ำดื่มสำหรับผู้รับบริการ - 2,250.50 รวมทั้งสิ้น 59,750.50 8. ความเสี่ยง") in text
        assert bare("ที่ กิจกรรม ผู้รับผิดชอบ 2563 2564 ต.ค. พ.ย. ธ.ค. ม.ค.") in text
        assert bare("10. การติดตามประเมินผล - ลงชื่อ") in text


def test_minutes_tell_what_was_determined():
    for text in flowing(meeting_papers.minutes()).values():
        assert bare("มติที่ประชุม ☐ เห็นชอบ ☑ เห็นชอบโดยให้แก้ไข ☐ ส่งคืน ☐ ไม่เห็นชอบ รายละเอียดของมติ 1. ให้เพิ่ม") in text
        assert bare("กรรมการที่ไม่ร่วมพิจารณา : -") in text


def test_an_empty_sheet_prints_dashes():
    parts = (
        Field(label="ก"),
        TextBlock(label="ข"),
        Table(caption="ค", numbered=True, columns=(Column(label="ง"), Column(label="จ"))),
        MonthGrid(caption="ฉ"),
        Pictures(label="ช"),
        Heading(text="จบ"),
    )
    for text in flowing(sheet_of(*parts)).values():
        assert bare("ก : - ข - ค ลำดับ ง จ - - - ฉ ที่ กิจกรรม ผู้รับผิดชอบ " + "".join(MONTHS) + "- - - ช - จบ") in text


def test_a_blank_sheet_leaves_room_and_prints_no_dash():
    parts = (
        Field(label="ก", lines=3),
        TextBlock(label="ข", lines=2),
        Choices(label="ค", options=(Option(text="ง"),)),
        Table(caption="จ", numbered=True, columns=(Column(label="ฉ"), Column(label="ช")), blank_rows=3),
        MonthGrid(caption="ซ", blank_rows=2),
        Pictures(label="ญ"),
        Signatures(blocks=(SignatureBlock(role="(ฐ)"),)),
    )
    sheet = sheet_of(*parts, blank=True, agency="", year_be="")
    wanted = (
        "แบบฟอร์ม 9 ทดสอบ หน่วยงาน ประจำปีงบประมาณ พ.ศ. ก : ข ค ☐ ง จ ลำดับ ฉ ช 1 2 3 ซ ที่ กิจกรรม ผู้รับผิดชอบ"
        "ต.ค. พ.ย. ธ.ค. ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. 1 2 หน้า 1 จาก 2"
        "ญ ลงชื่อ (ฐ) () ตำแหน่ง วันที่ แบบฟอร์ม 9 หน้า 2 จาก 2"
    )
    for reader in READERS.values():
        assert bare("".join(reader(printed(sheet)))) == bare(wanted)


def test_a_blank_form_1_is_one_page():
    assert len(READERS["pypdf"](printed(innovation_forms.form_1()))) == 1


def test_a_blank_sheet_keeps_what_is_written_and_counts_on():
    sheet = sheet_of(
        Field(label="ชื่อ", value="น้ำทิพย์"),
        Table(numbered=True, columns=(Column(label="งาน"),), rows=(("ทำป้าย",),), blank_rows=2),
        blank=True,
    )
    for text in flowing(sheet).values():
        assert text.endswith(bare("ชื่อ : น้ำทิพย์ ลำดับ งาน 1 ทำป้าย 2 3"))


def test_the_number_of_the_form_is_data():
    for texts in pages(
        sheet_of(Heading(text="ก"), PageBreak(), Heading(text="ข"), form_label="แบบ นว. 7/2")
    ).values():
        assert texts[0].startswith("แบบนว.7/2ทดสอบ")


def test_what_users_wrote_is_text_and_never_markup():
    hostile = "<b>x</b><img src=file:///etc/passwd>&lt;i&gt; {{ document }} {% now 'Y' %} <!-- ]]> \" '"
    for thai_digits in (False, True):
        sheet = sheet_of(*every_part(hostile), form_label=hostile, title=hostile, thai_digits=thai_digits)
        pdf = printed(sheet)
        for reader in READERS.values():
            assert bare("".join(reader(pdf))).count(bare(hostile)) >= 20


def test_equal_sheets_are_equal_bytes():
    assert printed(innovation_forms.form_4()) == printed(innovation_forms.form_4())
    assert printed(innovation_forms.form_4()) != printed(innovation_forms.form_4(draft=True))
