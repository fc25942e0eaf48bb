"""Reports in PDF: what the page broke is joined, what it repeats is left out, what cannot be read is refused."""

import io

import pytest
from pypdf import PdfReader, PdfWriter

from indicators.importing import pdf_text
from indicators.importing.pdf_text import read_pdf
from indicators.importing.read_file import parse_bytes
from indicators.importing.report import NotThisLayout

from .drawn_pdf import LEFT, drawn_pdf, lines_down

# As wide as the page's text, measured by what is drawn, not by what it says.
FULL = "ข้อความของบรรทัดนี้ยาวจนสุดขอบขวาของหน้ากระดาษพอดีเพื่อให้คำต่อไปต้องขึ้นบรรทัดใหม่แน่ๆ"
HEADINGS = ("1. ชื่อตัวชี้วัด : 8/สปท.ชื่อ", "2. ระดับความสำเร็จ : ผลลัพธ์ (Outcome)")


def test_a_line_broken_by_the_page_is_joined_without_a_space_between_thai_letters() -> None:
    report = parse_bytes(
        drawn_pdf(lines_down(*HEADINGS, "3. คำนิยาม :", FULL, "ต่อกัน", "ย่อหน้าใหม่", "4. วิธีการคำนวณ : นับ"))
    )
    assert report.source == "pdf"
    assert report.definition == f"{FULL}ต่อกัน\nย่อหน้าใหม่"
    assert report.method == "นับ"


def test_latin_words_and_figures_keep_a_space() -> None:
    report = parse_bytes(
        drawn_pdf(lines_down(*HEADINGS, "3. คำนิยาม :", FULL, "Mobile Service", "4. วิธีการคำนวณ : นับ"))
    )
    assert report.definition == f"{FULL} Mobile Service"


@pytest.mark.parametrize("start", ["4.1 ก", "2. ก", "- ก", "1) ก"])
def test_outline_numbers_and_bullets_keep_a_line_of_their_own(start: str) -> None:
    report = parse_bytes(drawn_pdf(lines_down(*HEADINGS, "3. คำนิยาม :", FULL, start)))
    assert report.definition == f"{FULL}\n{start}"


def test_a_wider_step_down_parts_paragraphs() -> None:
    page = [*lines_down(*HEADINGS, "3. คำนิยาม :", FULL, FULL), *lines_down("ย่อหน้าใหม่", top=700 - 18 * 5.5)]
    assert parse_bytes(drawn_pdf(page)).definition == f"{FULL}{FULL}\nย่อหน้าใหม่"


def test_a_heading_at_the_end_of_a_full_line_is_a_heading() -> None:
    report = parse_bytes(drawn_pdf(lines_down(*HEADINGS, "3. คำนิยาม :", FULL, "4. วิธีการคำนวณ : นับ")))
    assert (report.definition, report.method) == (FULL, "นับ")


def test_what_stands_on_every_page_at_one_height_is_a_page_header() -> None:
    running = [(LEFT, 800.0, "แผนกหนึ่ง"), (LEFT, 40.0, "ฉบับย่อ 5 ก")]
    second = [(LEFT, 800.0, "แผนกหนึ่ง"), (LEFT, 40.0, "ฉบับย่อ 6 ก")]
    pdf = drawn_pdf(
        [*running, *lines_down(*HEADINGS, "3. คำนิยาม :", "แผนกหนึ่ง", FULL)],
        [*second, *lines_down("ต่อกัน", "4. วิธีการคำนวณ : นับ")],
    )
    report = parse_bytes(pdf)
    assert report.definition == f"แผนกหนึ่ง\n{FULL}ต่อกัน"
    assert sorted(line.text for line in report.page_headers) == ["ฉบับย่อ 5 ก", "ฉบับย่อ 6 ก", "แผนกหนึ่ง", "แผนกหนึ่ง"]


def test_the_cells_of_an_evidence_table_are_put_together() -> None:
    columns = (72.0, 112.0, 182.0, 262.0, 342.0, 442.0, 522.0)
    captions = ("ลำดับ", "ประเภท", "เลขที่", "ลงวันที่", "เรื่อง", "ไฟล์")
    widths = (28.0, 36.0, 26.0, 36.0, 22.0, 20.0)
    head = [
        ((left + right - width) / 2, 500.0, caption)
        for left, right, width, caption in zip(columns, columns[1:], widths, captions, strict=False)
    ]
    cells = [
        (88.0, 480.0, "1"),
        (116.0, 480.0, "หนังสือ"),
        (116.0, 465.0, "ภายใน"),
        (186.0, 480.0, "กท 0406/7"),
        (266.0, 480.0, "2 เม.ย. 2564"),
        (346.0, 480.0, "ขอให้ช่วย"),
        (346.0, 465.0, "บอกต่อ"),
        (446.0, 480.0, "ก.pdf"),
        (88.0, 440.0, "2"),
        (116.0, 440.0, "-"),
        (186.0, 440.0, "-"),
        (266.0, 440.0, "-"),
        (346.0, 440.0, "ภาพถ่าย"),
        (446.0, 440.0, "-"),
    ]
    pdf = drawn_pdf(
        [*lines_down(*HEADINGS, "3. คำนิยาม : ก", "9. หลักฐานอ้างอิง :"), *head, *cells, (LEFT, 400.0, "ลงชื่อ")]
    )
    report = parse_bytes(pdf)
    assert [(item.type, item.number, str(item.dated), item.original, item.files) for item in report.evidence] == [
        ("letter", "กท 0406/7", "2021-04-02", "ขอให้ช่วยบอกต่อ", "ก.pdf"),
        ("photo", "", "None", "ภาพถ่าย", ""),
    ]
    assert report.headings[-1] == "signatures"
    assert report.unplaced == ()


def test_a_page_without_text_among_others_is_named() -> None:
    report = parse_bytes(drawn_pdf(lines_down(*HEADINGS, "3. คำนิยาม : ก"), [], lines_down("4. วิธีการคำนวณ : นับ")))
    assert "หน้า 2 ไม่มีข้อความให้อ่าน อาจเป็นภาพสแกน" in report.warnings


def test_a_pdf_without_a_text_layer_is_refused() -> None:
    with pytest.raises(NotThisLayout, match="ไม่มีข้อความ"):
        parse_bytes(drawn_pdf([], []))


def test_a_pdf_in_another_layout_is_refused_with_its_first_line() -> None:
    with pytest.raises(NotThisLayout, match="บรรทัดที่ 1 “ใบเสร็จ”"):
        parse_bytes(drawn_pdf(lines_down("ใบเสร็จ", "รวมเงิน")))


def test_an_encrypted_pdf_is_refused() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(drawn_pdf(lines_down(*HEADINGS)))))
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    with pytest.raises(NotThisLayout, match="รหัสผ่าน"):
        parse_bytes(file.getvalue())


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.7\ngarbage" * 9, drawn_pdf(lines_down(*HEADINGS))[:300]])
def test_a_damaged_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(NotThisLayout, match="เสียหาย"):
        parse_bytes(content)


def test_a_pdf_of_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_text, "MOST_PAGES", 2)
    with pytest.raises(NotThisLayout, match="เกิน 2 หน้า"):
        parse_bytes(drawn_pdf(lines_down("ก"), lines_down("ข"), lines_down("ค")))


def test_lines_are_numbered_through_the_pages() -> None:
    lines = read_pdf(drawn_pdf(lines_down("บรรทัดแรก", "บรรทัดสอง"), lines_down("บรรทัดสาม"))).lines
    assert [(line.number, line.text) for line in lines] == [(1, "บรรทัดแรก"), (2, "บรรทัดสอง"), (3, "บรรทัดสาม")]


def test_a_sign_without_a_meaning_is_shown_and_counted() -> None:
    # Sarabun has no box, so the text layer cannot say what was drawn.
    report = parse_bytes(drawn_pdf(lines_down(*HEADINGS, "3. คำนิยาม : กล่อง ☑ สองใบ ☐")))
    assert report.definition == "กล่อง � สองใบ �"
    assert "PDF ไม่บอกว่าเครื่องหมาย 2 ตัวคืออักขระใด ในข้อความเป็น “�”" in report.warnings
