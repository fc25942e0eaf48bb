"""No character is dropped: each one is in a field, a sign of the layout, a page header or listed as unplaced."""

from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.importing.parse import parse_text
from indicators.importing.report import NotThisLayout, ParsedReport
from thai.text import normalise

from .reports import REAL, fields_by_place, needs_real_report, own_text, squeezed

LINES = own_text().split("\n")
FRAGMENTS = [
    *(
        "1. ชื่อตัวชี้วัด : ",
        "2. ระดับความสำเร็จ:",
        "**** สนับสนุนแผนพัฒนา กทม.",
        "ประเด็นยุทธศาสตร์ :",
        "3. คำนิยาม",
        "๔. วิธีการคำนวณ :",
    ),
    *(
        "5. เป้าหมาย : ",
        ": ผลงานที่ทำได้ = ",
        "6. รายงานผลการดำเนินงาน (รายไตรมาส) :",
        "(6.1) ไตรมาสที่ 1 :",
        "(๖.๒) ไตรมาสที่ ๒ :",
    ),
    *(
        "(6.5) สรุปผลการดำเนินงาน :",
        "7. ปัจจัยสนับสนุนการดำเนินงาน :",
        "8. อุปสรรคต่อการดำเนินงาน :",
        "9. หลักฐานอ้างอิง :",
        "ลงชื่อ.....",
    ),
    *(
        "ลำดับ ประเภท เลขที่ ลงวันที่ เรื่อง ไฟล์",
        "\t",
        "บันทึกรายเดือน",
        "อุปสรรคในไตรมาสนี้",
        "ไม่มี",
        "หน้า 2 จาก 5",
        "ประจำปีงบประมาณ พ.ศ. 2564",
    ),
    *(
        "ตำแหน่ง",
        "วันที่",
        "(ผู้รับผิดชอบ)",
        "(นายดำ)",
        "รักษาราชการแทน",
        "- ",
        "- :: ",
        "::",
        "1. ",
        "2) ",
        "๓. ",
        "-",
        "–",
        "?",
        "“ก”",
        "\n",
        "\n\n",
        " ",
    ),
    *(
        "คำ",
        "10 (คะแนน)",
        "100.00",
        "8/สพท.",
        "คำสั่ง ที่ 4/2564 ลงวันที่ 31 กุมภาพันธ์ 2564",
        "ที่",
        "น\u0e4d\u0e32",
        "\u0e4d\u0e49\u0e32",
        "☑ ผลผลิต",
        "[x]",
        "😀",
        "\u00a0",
    ),
    *("**** ผลการดำเนินงานส่วนที่ 2 ผลสัมฤทธิ์การปฏิบัติงานตามแผนปฏิบัติการประจำปี แยกรายตัวชี้วัด ****", "ร่าง", "\f", "\r\n"),
]


def check(text: str) -> ParsedReport | None:
    """Parse `text` and follow each of its characters."""
    try:
        report = parse_text(text)
    except NotThisLayout:
        return None
    assert "".join(squeezed(piece.text) for piece in report.pieces) == squeezed(normalise(text))
    placed: dict[str, str] = {}
    for piece in report.pieces:
        placed[piece.place] = placed.get(piece.place, "") + squeezed(piece.text)
    marks = placed.pop("marker", "")
    in_cells = {place for place in placed if place.endswith((".kind", ".number", ".date"))}
    for place in in_cells:
        del placed[place]
    assert placed == {place: squeezed(text) for place, text in fields_by_place(report).items()}
    assert marks or not report.headings
    return report


def test_our_own_report_is_accounted_for() -> None:
    report = check(own_text())
    assert report is not None
    assert report.unplaced == ()


@needs_real_report
def test_the_real_report_is_accounted_for() -> None:
    report = check(REAL.read_text(encoding="utf-8"))
    assert report is not None
    assert report.unplaced == ()


def test_only_signs_of_the_layout_are_taken_from_the_text() -> None:
    report = parse_text(own_text())
    marks = [piece.text for piece in report.pieces if piece.place == "marker"]
    assert marks == [
        "1. ชื่อตัวชี้วัด :",
        "2. ระดับความสำเร็จ:",
        "**** สนับสนุนแผนพัฒนา กทม. ระยะ ๒๐ ปี (ยุทธศาสตร์-ประเด็นยุทธศาสตร์-กลยุทธ์ตามแผนฯ / ตัวชี้วัด)**",
        "ประเด็นยุทธศาฯ :",
        "-",
        "----- ย่อย :",
        "เป้าประสงค์ที่ :",
        "3. คำนิยาม :",
        "::",
        "4. วิธีการคำนวณ :",
        "::",
        "5. เป้าหมาย :",
        ": ผลงานที่ทำได้ =",
        "6. รายงานผลการดำเนินงาน (รายไตรมาส) :",
        "(6.1)  ไตรมาสที่ 1 :",
        "(6.2) ไตรมาสที่ 2 :",
        "(6.3) ไตรมาสที่ 3 :",
        "(6.4) ไตรมาสที่ 4 :",
        "(6.5) สรุปผลการดำเนินงาน (ปลายปีงบประมาณ) :",
        "- ::",
        "7. ปัจจัยสนับสนุนการดำเนินงาน :",
        "- :: 1.",
        "- 2.",
        "- 3.",
        "8. อุปสรรคต่อการดำเนินงาน :",
        "- :: -",
        "9. หลักฐานอ้างอิง :",
        "- :: 1.",
        *("2.", "3.", "4.", "5.", "6."),
        "ลงชื่อ",
        ".....",
        "(",
        ")",
        "ตำแหน่ง",
        ".....",
    ]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_lines_lost_doubled_and_mixed_up_are_accounted_for(data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(LINES))] * 2)))
    target = data.draw(st.integers(0, len(LINES)))
    moved = LINES[start:end]
    left = LINES[:start] + LINES[end:]
    lines = data.draw(st.sampled_from([left, LINES + moved, left[:target] + moved + left[target:], moved]))
    for place in data.draw(st.lists(st.integers(0, len(LINES)), max_size=4)):
        lines = [*lines[:place], data.draw(st.sampled_from(FRAGMENTS)), *lines[place:]]
    check("\n".join(lines))


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False))
def test_sections_in_any_order_are_a_report_or_a_refusal(random: object) -> None:
    sections = own_text().split("\n\n")
    random.shuffle(sections)  # type: ignore[attr-defined]
    check("\n\n".join(sections))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=60))
def test_any_mixture_of_labels_and_text_is_accounted_for(fragments: list[str]) -> None:
    check("\n".join(["1. ชื่อตัวชี้วัด : 8/สปท.ชื่อ", "2. ระดับความสำเร็จ : -", "3. คำนิยาม : -"]) + "\n" + "".join(fragments))
