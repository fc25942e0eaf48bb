"""What the wording of an evidence item tells; wordings after the conventions of official papers."""

# ruff: noqa: E501 -- a row of the table is a line

from datetime import date

import pytest

from indicators.importing.evidence import recognise_evidence
from indicators.importing.report import EvidenceType, Speed

T = EvidenceType


@pytest.mark.parametrize(
    ("original", "kind", "speed", "number", "dated", "title"),
    [
        ("คำสั่งสำนักงานเขตบางนา ที่ 12/2564 ลงวันที่ 5 มกราคม 2564 แต่งตั้งคณะทำงาน", T.ORDER, None, "12/2564", date(2021, 1, 5), "แต่งตั้งคณะทำงาน"),
        ("คำสั่ง ที่ ๑๒/๒๕๖๔ ลว. ๕ ม.ค. ๒๕๖๔ เรื่อง แต่งตั้ง", T.ORDER, None, "12/2564", date(2021, 1, 5), "แต่งตั้ง"),
        ("หนังสือ ที่ กท 0303/ว 15 ลงวันที่ 9 ก.พ. 2564 แจ้งเวียน", T.LETTER, None, "กท 0303/ว 15", date(2021, 2, 9), "แจ้งเวียน"),
        ("หนังสือสำนัก ด่วนมาก ที่ กท 0303.2/15 ลงวันที่ 9 ก.พ. 2564 ขอข้อมูล", T.LETTER, Speed.VERY_URGENT, "กท 0303.2/15", date(2021, 2, 9), "ขอข้อมูล"),
        ("หนังสือ ด่วน ที่ กท 5030/7 ขอข้อมูล", T.LETTER, Speed.URGENT, "กท 5030/7", None, "ขอข้อมูล"),
        ("สำเนาหนังสือ ที่ กท 0406/191 ลงวันที่ 15/4/2564 งดบริการ", T.LETTER, None, "กท 0406/191", date(2021, 4, 15), "งดบริการ"),
        ("บันทึกข้อความ ที่ ผบ. 634/2564 ลงวันที่ 30 สิงหาคม 2564 เสนอผล", T.MEMO, None, "ผบ. 634/2564", date(2021, 8, 30), "เสนอผล"),
        ("ผบ. 634/2564 ลงวันที่ 30 สิงหาคม พ.ศ. 2564 เสนอผล", T.MEMO, None, "ผบ. 634/2564", date(2021, 8, 30), "เสนอผล"),
        ("ที่ กท 0406/191 งดบริการ", T.LETTER, None, "กท 0406/191", None, "งดบริการ"),
        ("รายงานการประชุมครั้งที่ 2/2564 วันที่ 20 กรกฎาคม 2564", T.MINUTES, None, "", date(2021, 7, 20), "รายงานการประชุมครั้งที่ 2/2564 วันที่ 20 กรกฎาคม 2564"),
        ("ตารางบริการ ตั้งแต่วันที่ 1 เมษายน 2564", T.TABLE, None, "", None, "ตารางบริการ ตั้งแต่วันที่ 1 เมษายน 2564"),
        ("ภาพถ่ายกิจกรรม", T.PHOTO, None, "", None, "ภาพถ่ายกิจกรรม"),
        ("ภาพยนตร์สั้น", None, None, "", None, "ภาพยนตร์สั้น"),
        ("สำเนาป้าย", T.COPY, None, "", None, "สำเนาป้าย"),
        ("แบบฟอร์ม 1 จำนวน 10 ชุด", T.FORM, None, "", None, "แบบฟอร์ม 1 จำนวน 10 ชุด"),
        ("เว็บไซต์ของสำนักงาน", T.ONLINE, None, "", None, "เว็บไซต์ของสำนักงาน"),
        ("ของที่ระลึก", None, None, "", None, "ของที่ระลึก"),
    ],
)  # fmt: skip
def test_it_tells_type_speed_number_date_and_title(
    original: str, kind: T | None, speed: Speed | None, number: str, dated: date | None, title: str
) -> None:
    item = recognise_evidence(original)
    assert (item.type, item.speed, item.number, item.dated, item.title) == (kind, speed, number, dated, title)
    assert item.original == original


@pytest.mark.parametrize(
    ("original", "missing"),
    [
        ("คำสั่ง แต่งตั้ง", ("number", "date")),
        ("หนังสือ ที่ กท 0406/1 ขอข้อมูล", ("date",)),
        ("หนังสือ ลงวันที่ 5 มกราคม 2564 ขอข้อมูล", ("number",)),
        ("หนังสือ ที่ กท 0406/1 ลงวันที่ 31 กุมภาพันธ์ 2564 ขอข้อมูล", ("date",)),
        ("ภาพถ่าย", ()),
    ],
)
def test_it_says_what_a_letter_an_order_or_a_memo_lacks(original: str, missing: tuple[str, ...]) -> None:
    assert recognise_evidence(original).missing == missing


def test_a_number_cited_far_into_the_text_is_not_the_documents_own() -> None:
    item = recognise_evidence("หนังสือขอความร่วมมือ " + "ทุกหน่วยงาน " * 14 + "ตามหนังสือ ที่ กท 0406/9 ลงวันที่ 5 มกราคม 2564")
    assert (item.number, item.dated) == ("", None)
