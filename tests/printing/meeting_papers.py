"""The agenda and the minutes of a committee to print, in wording of our own."""

from typing import Any

from printing.documents import FormSheet, SignatureBlock
from printing.form_documents import Choices, Column, Field, Heading, Option, Signatures, Table, TextBlock
from tests.printing import make

COMMITTEE = "คณะกรรมการนวัตกรรมกรุงเทพมหานคร"
AGENDA_ITEMS = ("เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ", "รับรองรายงานการประชุม", "เรื่องสืบเนื่อง", "เรื่องเพื่อพิจารณา", "เรื่องอื่น ๆ")
MEETING = ("ครั้งที่ 1/2564", "วันจันทร์ที่ 8 กุมภาพันธ์ 2564 เวลา 09.30 น.", "ณ ห้องประชุมนพรัตน์ ชั้น 5 ศาลาว่าการกรุงเทพมหานคร")


def agenda(**values: Any) -> FormSheet:
    """An agenda of five items; the fourth has the projects."""
    parts: list[Any] = []
    for number, item in enumerate(AGENDA_ITEMS, 1):
        parts.append(Heading(number=f"วาระที่ {number}", text=item))
        if number == 4:
            parts += [
                Heading(level="subsection", number="4.1", text="โครงการรถบริการงานทะเบียนเคลื่อนที่"),
                Field(label="หน่วยงาน", value=make.AGENCY),
                Heading(level="subsection", number="4.2", text="โครงการแจ้งซ่อมทางเท้าด้วยภาพถ่าย"),
                Field(label="หน่วยงาน", value="สำนักการโยธา"),
            ]
        else:
            parts.append(TextBlock(text=f"เอกสารประกอบหมายเลข {number}" if number < 4 else ""))
    whole: dict[str, Any] = {
        "form_label": "ระเบียบวาระการประชุม",
        "title": f"การประชุม{COMMITTEE}",
        "subtitle": MEETING,
        "agency": "สำนักงาน ก.ก.",
        "year_be": "2564",
        "parts": tuple(parts),
    }
    return FormSheet(**(whole | values))


def minutes(**values: Any) -> FormSheet:
    """The minutes: who came, what was determined, who signs."""
    results = ("เห็นชอบ", "เห็นชอบโดยให้แก้ไข", "ส่งคืน", "ไม่เห็นชอบ")

    def determined(number: str, text: str, result: int, resolution: str) -> tuple[Any, ...]:
        return (
            Heading(level="subsection", number=number, text=text),
            Choices(
                label="มติที่ประชุม",
                arrangement="row",
                options=tuple(Option(text=each, ticked=n == result) for n, each in enumerate(results)),
            ),
            TextBlock(label="รายละเอียดของมติ", text=resolution),
            Field(label="กรรมการที่ไม่ร่วมพิจารณา", value=""),
        )

    whole: dict[str, Any] = {
        "form_label": "รายงานการประชุม",
        "title": f"การประชุม{COMMITTEE}",
        "subtitle": MEETING,
        "agency": "สำนักงาน ก.ก.",
        "year_be": "2564",
        "receipt": "ฉบับที่ 1 · 77d04be1c2aa",
        "parts": (
            Table(
                caption="ผู้มาประชุม",
                numbered=True,
                columns=(Column(label="ชื่อ – สกุล"), Column(label="ตำแหน่ง", width=60), Column(label="หน้าที่", width=28)),
                rows=(
                    ("นายชำนาญ น้ำใจ", "รองปลัดกรุงเทพมหานคร", "ประธาน"),
                    ("นางอำไพ ฉ่ำชื่น", "หัวหน้าสำนักงาน ก.ก.", "กรรมการ"),
                    ("นายกำพล ล้ำเลิศ", "ผู้อำนวยการกองวิชาการ", "เลขานุการ"),
                ),
            ),
            Heading(number="วาระที่ 1", text=AGENDA_ITEMS[0]),
            TextBlock(text="ประธานแจ้งว่าปีนี้มีโครงการเข้าสู่การพิจารณา 2 โครงการ"),
            Heading(number="วาระที่ 4", text=AGENDA_ITEMS[3]),
            *determined(
                "4.1", "โครงการรถบริการงานทะเบียนเคลื่อนที่", 1, "# ให้เพิ่มแผนสำรองเมื่อเครือข่ายขัดข้อง\n# ให้ส่งฉบับแก้ไขภายใน 15 วัน"
            ),
            *determined("4.2", "โครงการแจ้งซ่อมทางเท้าด้วยภาพถ่าย", 0, "เห็นชอบตามเสนอ"),
            Signatures(
                blocks=(
                    SignatureBlock(role="(ผู้จดรายงานการประชุม)", name="นายกำพล ล้ำเลิศ", position="ผู้อำนวยการกองวิชาการ"),
                    SignatureBlock(role="(ผู้ตรวจรายงานการประชุม)", name="นายชำนาญ น้ำใจ", position="รองปลัดกรุงเทพมหานคร"),
                )
            ),
        ),
    }
    return FormSheet(**(whole | values))
