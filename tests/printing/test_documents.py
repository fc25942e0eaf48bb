"""What stands on the page of each kind of document, read back field by field."""

import dataclasses
import io
import re
from collections.abc import Iterator
from functools import cache

import pypdf
import pytest

from printing import documents
from printing.documents import HEADER_LINE, PLAN_HEADING, YearEndReport, render_document
from printing.limits import Limits
from printing.outline import numbered
from printing.pdf import PrintingFailed
from tests.cases import gated
from tests.printing import make
from tests.printing.make import DOCUMENTS
from tests.printing.readers import READERS, bare

pytestmark = pytest.mark.long

HEADINGS = [
    "1. ชื่อตัวชี้วัด :",
    "2. ระดับความสำเร็จ :",
    PLAN_HEADING,
    "3. คำนิยาม :",
    "4. วิธีการคำนวณ :",
    "5. เป้าหมาย :",
    ": ผลงานที่ทำได้ =",
    "6. รายงานผลการดำเนินงาน (รายไตรมาส) :",
    "(6.1) ไตรมาสที่ 1 :",
    "(6.2) ไตรมาสที่ 2 :",
    "(6.3) ไตรมาสที่ 3 :",
    "(6.4) ไตรมาสที่ 4 :",
    "(6.5) สรุปผลการดำเนินงาน (ปลายปีงบประมาณ) :",
    "7. ปัจจัยสนับสนุนการดำเนินงาน :",
    "8. อุปสรรคต่อการดำเนินงาน :",
    "9. หลักฐานอ้างอิง :",
    "(ผู้รับผิดชอบโครงการ)",
    "(หัวหน้าหน่วยงาน)",
]
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
printed = cache(render_document)  # several tests look at the same document


def without_ends(text: str, parts: list[str]) -> str:
    """`text` without `parts`, each of which stands once at its beginning or its end."""
    while parts:
        part = next(each for each in parts if text.startswith(each) or text.endswith(each))
        text = text.removeprefix(part) if text.startswith(part) else text.removesuffix(part)
        parts.remove(part)
    return text


def flowing(document, pdf: bytes) -> dict[str, str]:
    """The bare text by each reader, without what each page repeats: header, page number, receipt, watermark.

    The repeated text must stand on each page in one piece, before or behind all that flows.
    """
    digits = THAI if document.thai_digits else {}
    read = {}
    for name, reader in READERS.items():
        pages = reader(pdf)
        whole = ""
        for number, page in enumerate(pages, 1):
            text = bare(page)
            header = f"{document.header_line}{document.agency}ประจำปีงบประมาณพ.ศ.{document.year_be}"
            header += f"หน้า{number}จาก{len(pages)}"
            repeated = [bare(header).translate(digits), bare(document.receipt), "ร่าง" * document.draft]
            whole += without_ends(text, [part for part in repeated if part])
        read[name] = whole
    return read


OUTLINED = ("narrative", "summary")
NOT_IN_THE_FLOW = ("year_be", "agency", "level", "receipt", "header_line")


def written(value, field: str = "") -> Iterator[str]:
    """Every text of a document that somebody wrote, as one run of text each."""
    if isinstance(value, str):
        yield "\n".join(line.number + line.text for line in numbered(value)) if field in OUTLINED else value
    elif isinstance(value, tuple):
        for each in value:
            yield from written(each)
    elif dataclasses.is_dataclass(value):
        for each in dataclasses.fields(value):
            if each.name not in NOT_IN_THE_FLOW:
                yield from written(getattr(value, each.name), each.name)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_field_comes_back_in_one_piece(name):
    document = DOCUMENTS[name]
    digits = THAI if document.thai_digits else {}
    files = {file for row in document.evidence for file in row.files}

    texts = flowing(document, printed(document))

    assert texts
    for reader, text in texts.items():
        for field in filter(None, written(document)):
            expected = bare(field) if field in files else bare(field).translate(digits)
            assert expected in text, (reader, field)


def test_the_official_headings_stand_in_order():
    for text in flowing(make.year_end_report(), printed(make.year_end_report())).values():
        at = -1
        for heading in HEADINGS:
            found = text.find(bare(heading), at + 1)
            assert found > at, heading
            at = found


def test_fields_stand_under_their_headings():
    report = make.year_end_report()
    for text in flowing(report, printed(report)).values():
        assert bare("2. ระดับความสำเร็จ : ☐ ผลผลิต (Output) ☑ ผลลัพธ์ (Outcome)") in text
        assert bare("ประเด็นยุทธศาฯ : - ----- ย่อย : ๗.๕ - เทคโนโลยีสารสนเทศ") in text
        assert bare("5. เป้าหมาย : 10 (คะแนน) : ผลงานที่ทำได้ = 100.00 (คะแนน)") in text
        assert bare("8. อุปสรรคต่อการดำเนินงาน : ไม่มี 9. หลักฐานอ้างอิง :") in text
        assert bare("(6.2) ไตรมาสที่ 2 :" + make.Q2 + "(6.3)") in text
        assert bare("(6.4) ไตรมาสที่ 4 : ไม่มีความก้าวหน้าในไตรมาสนี้ เนื่องจาก งดให้บริการตลอดทั้งไตรมาส (6.5)") in text


@pytest.mark.parametrize(
    ("level", "line"), [("output", "☑ผลผลิต(Output)☐ผลลัพธ์(Outcome)"), ("", "☐ผลผลิต(Output)☐ผลลัพธ์(Outcome)")]
)
def test_the_box_of_the_level_is_ticked(level, line):
    report = make.year_end_report(level=level)

    assert all(line in text for text in flowing(report, printed(report)).values())


def test_unmarked_is_not_zero():
    report = make.year_end_report()
    for text in flowing(report, printed(report)).values():
        assert bare("2 ร้อยละ 50.00 - 0.00 รับแล้ว") in text
        assert bare("3 ร้อยละ 80.00 8 ครั้ง ยังไม่ให้คะแนน รอตรวจประเมิน") in text


def test_software_numbers_the_outline_and_the_lists():
    report = make.year_end_report()
    for text in flowing(report, printed(report)).values():
        assert bare("2.1 แจกแบบฟอร์ม 1 ให้ทุกฝ่าย") in text
        assert bare("1.1.1 ทำป้ายบอกทางใหม่") in text
        assert bare("7. ปัจจัยสนับสนุนการดำเนินงาน : 1. ผู้บริหารติดตามงานทุกเดือน 2. คณะทำงานย่อย") in text
        assert bare("4 - - - ภาพถ่ายวันออกให้บริการ 12 ภาพ") in text


def test_an_empty_report_prints_dashes():
    report = YearEndReport(
        year_be="2564", agency="สำนักงาน", name_line="", quarters=tuple(make.quarter(str(n)) for n in range(1, 5))
    )
    for text in flowing(report, printed(report)).values():
        assert text.startswith(bare("1. ชื่อตัวชี้วัด : - 2. ระดับความสำเร็จ : ☐"))
        assert bare("3. คำนิยาม : - 4. วิธีการคำนวณ : - 5. เป้าหมาย : - : ผลงานที่ทำได้ = - 6.") in text
        assert bare("(6.1) ไตรมาสที่ 1 : - (6.2) ไตรมาสที่ 2 : -") in text
        assert text.endswith(bare("8. อุปสรรคต่อการดำเนินงาน : - 9. หลักฐานอ้างอิง : -"))


def test_thai_digits_are_everywhere_but_in_names_of_files_and_receipts():
    report = make.year_end_report(thai_digits=True, receipt="ฉบับที่ 3 · 9f2c41d07ab3", name_line="8/สปท. “it's 5 & 6”")

    for text in flowing(report, printed(report)).values():
        assert bare("๑. ชื่อตัวชี้วัด : ๘/สปท. “it's ๕ & ๖” ๒. ระดับ") in text
        assert bare("(๖.๑) ไตรมาสที่ ๑ :") in text
        assert bare("๒.๑ แจกแบบฟอร์ม ๑") in text
        assert "คำสั่ง-4-2564.pdf" in text
        left = text
        for name in ("คำสั่ง-4-2564.pdf", bare("แฟ้มหมายเลข 7 ห้องเก็บเอกสาร")):
            left = left.replace(name, "")
        assert not re.search("[0-9]", left)


def test_a_draft_says_so_on_every_page_and_nothing_else_does():
    for draft in (True, False):
        report = make.year_end_report(draft=draft, quarters=())
        for reader in READERS.values():
            pages = reader(printed(report))
            assert len(pages) > 1
            assert all(("ร่าง" in page) == draft for page in pages)


def test_no_table_row_and_no_heading_is_torn():
    numbers = [f"{n:02}" for n in range(1, 25)]
    rows = tuple(
        documents.EvidenceRow(number=f"N{n}", subject=f"ต้น{n} " + "ความ " * 60 + f"ปลาย{n}") for n in numbers
    )
    report = make.year_end_report(evidence=rows)
    pages = [bare(page) for page in READERS["PDFium"](printed(report))]

    for n in numbers:
        assert [f"ต้น{n}" in page for page in pages] == [f"ปลาย{n}" in page for page in pages]
    heading = next(page for page in pages if bare("9. หลักฐานอ้างอิง :") in page)
    assert "ต้น01" in heading
    # Each page with rows repeats the head of the table.
    assert all(bare("ลำดับ ประเภท เลขที่ ลงวันที่ เรื่อง ไฟล์") in page for page in pages if "ต้น" in page)


@gated("lines", range(1, 40, 6), [7, 19, 31])
def test_a_heading_and_a_signature_never_part_from_what_they_belong_to(lines):
    report = make.year_end_report(summary="\n".join(["บรรทัด"] * lines), evidence=())
    pages = [bare(page) for page in READERS["PDFium"](printed(report))]

    for heading in (h for h in HEADINGS if h.startswith(("3", "4", "7", "8", "(6"))):
        page = next(page for page in pages if bare(heading) in page)
        after = page.split(bare(heading), 1)[1]
        assert not after.startswith((bare(HEADER_LINE), "ฉบับที่"))
        assert after
    signature = next(page for page in pages if "ลงชื่อ" in page)
    for block in make.SIGNATURES:
        for text in (block.role, block.name, block.position, block.standing_for):
            assert bare(text) in signature


# With nine lines the end passes the foot, with 22 the next row goes along.
@gated("lines", range(1, 23), [8, 9, 15, 21, 22])
def test_nobody_signs_a_page_that_says_nothing(lines):
    """As the report grows, its end passes the foot of a page: the last row of evidence goes along."""
    report = make.year_end_report(quarters=(), summary="\n".join(["บรรทัด"] * lines))
    for page in map(bare, READERS["PDFium"](printed(report))):
        if "ลงชื่อ" in page:
            assert bare("4 - - - ภาพถ่ายวันออกให้บริการ 12 ภาพ") in page


def test_what_users_wrote_is_text_and_never_markup():
    hostile = "<b>x</b><img src=file:///etc/passwd>&lt;i&gt; {{ document }} {% now 'Y' %} <!-- ]]> \" '"
    report = make.year_end_report(
        agency=hostile,
        name_line=hostile,
        definition=hostile,
        summary=hostile,
        enablers=(hostile,),
        receipt=hostile,
        evidence=(documents.EvidenceRow(subject=hostile, files=(hostile,)),),
        signatures=(documents.SignatureBlock(role=hostile, name=hostile, standing_for=hostile),),
    )

    for thai_digits in (False, True):
        pdf = printed(dataclasses.replace(report, thai_digits=thai_digits))
        for reader in READERS.values():
            assert bare("".join(reader(pdf))).count(bare(hostile)) >= 9


def test_the_title_and_language_are_told():
    reader = pypdf.PdfReader(io.BytesIO(printed(make.year_end_report())))

    assert reader.metadata["/Title"].startswith("8/สปท.ความสำเร็จ")
    assert reader.trailer["/Root"]["/Lang"] == "th"
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    assert [float(side) for side in reader.pages[0].mediabox[2:]] == pytest.approx([595.28, 841.89], abs=0.01)


def test_equal_documents_are_equal_bytes():
    assert render_document(make.year_end_report()) == render_document(make.year_end_report())
    assert render_document(make.year_end_report(draft=True)) != render_document(make.year_end_report())


def test_one_that_cannot_be_printed_says_so():
    report = make.year_end_report(definition="กำลังทำการ" * 35_000)

    with pytest.raises(PrintingFailed, match="ภายในเวลา"):
        render_document(report, limits=Limits(wall=2))


def test_one_of_too_many_lines_is_refused_before_a_line_is_written(monkeypatch):
    """A template has no limit of its own: 300,000 lines took eight seconds of processor."""
    monkeypatch.setattr(documents, "render_to_string", None)
    report = make.year_end_report(definition="ก\n" * 300_000)

    with pytest.raises(PrintingFailed, match="เกิน 40000"):
        render_document(report)


def test_lines_and_cells_are_counted():
    entry = documents.EvidenceRow(kind="หนังสือ", subject="ก\nข\nค", files=("a.pdf", "b.pdf"))

    assert documents.lines_of((entry, entry)) == 2 * (1 + 1 + 1 + 3 + 2)
