"""Forms of an innovation to print, in wording of our own."""

import dataclasses
import hashlib
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from printing.documents import FormSheet, SignatureBlock
from printing.form_documents import (
    Choices,
    Column,
    Field,
    Heading,
    MonthGrid,
    MonthRow,
    Option,
    Picture,
    Pictures,
    Signatures,
    Table,
    TextBlock,
)
from tests.printing import make


def drawing(kind: str = "PNG", size: tuple[int, int] = (900, 600), mode: str = "RGB") -> bytes:
    """A picture file: a red ellipse in a blue frame."""
    picture = Image.new(mode, size, 0)
    canvas = ImageDraw.Draw(picture)
    canvas.rectangle((0, 0, size[0] - 1, size[1] - 1), outline="blue", width=20)
    canvas.ellipse((100, 100, size[0] - 100, size[1] - 100), fill="red")
    file = BytesIO()
    picture.save(file, kind)
    return file.getvalue()


STORED = {hashlib.sha256(content).hexdigest(): content for content in (drawing("PNG"), drawing("JPEG", (500, 800)))}
HASHES = tuple(STORED)


def months(*marked: int) -> tuple[bool, ...]:
    """Twelve months; 1 is October."""
    return tuple(month in marked for month in range(1, 13))


def form_1(**values: Any) -> FormSheet:
    """The idea of one person; blank unless `values` say otherwise."""
    whole: dict[str, Any] = {
        "form_label": "แบบฟอร์ม 1",
        "title": "แบบเสนอความคิดเห็นในการเสนอนวัตกรรมเพื่อเพิ่มประสิทธิภาพการปฏิบัติงานของหน่วยงาน",
        "agency": make.AGENCY,
        "year_be": "2564",
        "blank": True,
        "parts": (
            Field(label="เลขที่ชุด"),
            Field(label="ชื่อ - สกุลผู้เสนอ"),
            Field(label="ตำแหน่ง"),
            Field(label="ฝ่าย / กลุ่มงาน"),
            Choices(
                label="ประเภทนวัตกรรม (ทำเครื่องหมาย ✓ เพียง 1 ช่อง)",
                options=(
                    Option(text="นวัตกรรมเชิงนโยบาย (Policy)"),
                    Option(text="นวัตกรรมการบริการ (Service)"),
                    Option(text="นวัตกรรมการบริหาร/องค์กร (Administrative or Organizational)"),
                ),
            ),
            Field(label="เรื่อง / ชื่อแนวคิด"),
            TextBlock(label="สภาพปัญหา / ความต้องการที่จะพัฒนา", lines=3),
            TextBlock(label="แนวคิด / วิธีการพัฒนา", lines=3),
            TextBlock(label="ประโยชน์ที่คาดว่าจะได้รับ", lines=3),
            Signatures(blocks=(SignatureBlock(role="(ผู้เสนอความคิดเห็น)"),)),
        ),
    }
    return FormSheet(**(whole | values))


ACTIVITIES = tuple(
    MonthRow(activity=activity, owner=owner, months=months(*marked))
    for activity, owner, marked in (
        ("ตั้งคณะทำงานโครงการ และแบ่งงานเป็น 4 ด้าน", "ฝ่ายบริหารงานทั่วไป", (1,)),
        ("สำรวจความต้องการของประชาชนในห้างสรรพสินค้า", "ส่วนการทะเบียนราษฎร", (1, 2)),
        ("ออกแบบขั้นตอนทำบัตรบนรถให้จบในจุดเดียว", "ส่วนบัตรประจำตัวประชาชน", (2, 3)),
        ("จัดหาและติดตั้งอุปกรณ์บนรถ", "กลุ่มงานเทคโนโลยี", (3, 4)),
        ("อบรมเจ้าหน้าที่ประจำรถ 2 รุ่น", "ฝ่ายบริหารงานทั่วไป", (4,)),
        ("ทดลองให้บริการ 2 วัน แล้วปรับขั้นตอน", "คณะทำงานปฏิบัติงาน", (5,)),
        ("ขอใช้สถานที่และทำหนังสือถึงสำนักงานเขต", "คณะทำงานประสานงาน", (5, 6)),
        ("ประชาสัมพันธ์ทางสื่อออนไลน์และป้ายหน้าห้าง", "คณะทำงานสื่อสาร", (5, 6, 7, 8, 9)),
        ("ออกให้บริการตามกำหนด 30 ครั้ง", "คณะทำงานปฏิบัติงาน", (7, 8, 9, 10)),
        ("สำรวจความพึงพอใจทุกครั้งที่ออกให้บริการ", "คณะทำงานประเมินผล", (7, 8, 9, 10)),
        ("วิเคราะห์ผลก่อนและหลังใช้นวัตกรรม", "คณะทำงานประเมินผล", (10, 11)),
        ("สรุปผลเสนอผู้บริหาร และเสนอแผนขยายผล", "ฝ่ายบริหารงานทั่วไป", (11, 12)),
    )
)

THREE_WHO_SIGN = (
    SignatureBlock(
        role="(ผู้เสนอโครงการ)", name="นางสาวจำเนียร น้ำทิพย์", position="นักจัดการงานทั่วไปชำนาญการ", date="15 มกราคม 2564"
    ),
    SignatureBlock(role="(ผู้เห็นชอบโครงการ)", name="นายกำธร ค้ำชู", position="ผู้อำนวยการส่วนการทะเบียนราษฎร"),
    SignatureBlock(
        role="(ผู้อนุมัติโครงการ)",
        name="นายบุญล้ำ ป้ำเป๋อ",
        position="รองผู้อำนวยการสำนักงานปกครองและทะเบียน",
        standing_for="รักษาราชการแทน นางลำดวน ย่ำรุ่ง ผู้อำนวยการสำนักงานปกครองและทะเบียน",
    ),
)

RATIONALE = """ประชาชนที่ทำงานในห้างสรรพสินค้าและอาคารสำนักงานไม่สะดวกไปสำนักงานเขตในเวลาราชการ จึงปล่อยให้บัตรประชาชนหมดอายุ
การนำรถที่มีอุปกรณ์ครบออกไปหาประชาชนถึงที่ทำให้ไม่ต้องลางาน และลดความแออัดของสำนักงานเขตในช่วงต้นเดือน"""


def form_3(**values: Any) -> FormSheet:
    """A project: ten standard headings, then what the round adds to them."""
    whole: dict[str, Any] = {
        "form_label": "แบบฟอร์ม 3",
        "title": "โครงการนวัตกรรมเพื่อเพิ่มประสิทธิภาพการปฏิบัติงานของหน่วยงาน",
        "subtitle": ("โครงการรถบริการงานทะเบียนเคลื่อนที่ (Bangkok Mobile Service)",),
        "agency": make.AGENCY,
        "year_be": "2564",
        "reference": "ตัวชี้วัดลำดับที่ 8/สปท. · โครงการหลายปี พ.ศ. 2564 – 2565",
        "receipt": "ฉบับที่ 2 · 4be77d01c2aa",
        "parts": (
            Heading(number="1.", text="หลักการและเหตุผล"),
            TextBlock(text=RATIONALE * 2),
            Heading(number="2.", text="วัตถุประสงค์"),
            TextBlock(text="# เพื่อให้ประชาชนทำบัตรได้ใกล้ที่ทำงาน\n# เพื่อลดเวลารอคอยเฉลี่ยจาก 60 นาที เหลือไม่เกิน 20 นาที"),
            Heading(number="3.", text="เป้าหมาย"),
            TextBlock(text="ออกให้บริการ 30 ครั้ง มีผู้ใช้บริการไม่น้อยกว่า 450 คน"),
            Table(
                caption="เป้าหมายแยกตามปีงบประมาณ",
                columns=(
                    Column(label="ปีงบประมาณ", width=30, align="center"),
                    Column(label="เป้าหมาย"),
                    Column(label="จำนวน (ครั้ง)", width=32, align="right"),
                ),
                rows=(
                    ("2564", "ทดลองและออกให้บริการในห้างสรรพสินค้า", "30"),
                    ("2565", "ขยายไปทุกกลุ่มเขต", "60"),
                ),
            ),
            Table(
                caption="ตัวชี้วัดโครงการ",
                numbered=True,
                columns=(
                    Column(label="ตัวชี้วัด"),
                    Column(label="ค่าเป้าหมาย", width=36, align="center"),
                    Column(label="วิธีวัด", width=50),
                ),
                rows=(
                    ("ร้อยละความพึงพอใจของผู้ใช้บริการ", "ไม่น้อยกว่า 85", "แบบสอบถามหลังรับบริการ"),
                    ("จำนวนผู้ใช้บริการ", "450 คน", "บันทึกของรถบริการ"),
                ),
            ),
            Heading(number="4.", text="ลักษณะโครงการ"),
            Choices(
                arrangement="row",
                options=(
                    Option(text="โครงการใหม่", ticked=True),
                    Option(text="โครงการต่อเนื่อง"),
                    Option(text="ใช้ร่วมหลายหน่วยงาน", ticked=True),
                ),
            ),
            Heading(number="5.", text="ระยะเวลาและสถานที่ดำเนินการ"),
            Field(label="ระยะเวลา", value="1 ตุลาคม 2563 – 30 กันยายน 2565"),
            Field(label="สถานที่", value="ห้างสรรพสินค้า 3 แห่ง ในพื้นที่กลุ่มเขตกรุงธนเหนือ"),
            Heading(number="6.", text="แผนปฏิบัติการ"),
            MonthGrid(rows=ACTIVITIES, year_be="2564"),
            Heading(number="7.", text="งบประมาณ"),
            Table(
                numbered=True,
                columns=(
                    Column(label="รายการ"),
                    Column(label="แหล่งงบประมาณ", width=45),
                    Column(label="จำนวนเงิน (บาท)", width=35, align="right"),
                ),
                rows=(
                    ("ค่าน้ำมันเชื้อเพลิงรถบริการ 30 ครั้ง", "งบประมาณกรุงเทพมหานคร", "45,000.00"),
                    ("ค่าป้ายและสื่อประชาสัมพันธ์", "งบประมาณกรุงเทพมหานคร", "12,500.00"),
                    ("ค่าน้ำดื่มสำหรับผู้รับบริการ", "", "2,250.50"),
                ),
                footer=("รวมทั้งสิ้น", "", "59,750.50"),
            ),
            Heading(number="8.", text="ความเสี่ยงของโครงการและแนวทางการบริหารความเสี่ยง"),
            Table(
                numbered=True,
                columns=(
                    Column(label="ความเสี่ยง"),
                    Column(label="โอกาส", width=18, align="center"),
                    Column(label="แนวทางบริหารความเสี่ยง", width=70),
                ),
                rows=(
                    ("สัญญาณเครือข่ายขัดข้องระหว่างให้บริการ", "ปานกลาง", "เตรียมซิมสำรอง 2 เครือข่าย และแบบบันทึกด้วยมือ"),
                    ("โรคติดต่อระบาดจนต้องงดบริการ", "สูง", "ย้ายไปให้คำแนะนำทางออนไลน์\nและเลื่อนกำหนดออกไป"),
                ),
            ),
            Heading(number="9.", text="ผลประโยชน์ที่คาดว่าจะได้รับ"),
            TextBlock(text="# ประชาชนประหยัดเวลาและค่าเดินทาง\n# สำนักงานเขตมีผู้มาติดต่อพร้อมกันน้อยลง"),
            Heading(number="10.", text="การติดตามประเมินผล"),
            TextBlock(text=""),
            Signatures(blocks=THREE_WHO_SIGN),
        ),
    }
    return FormSheet(**(whole | values))


def form_4(**values: Any) -> FormSheet:
    """A project presented, with pictures."""
    whole: dict[str, Any] = {
        "form_label": "แบบฟอร์ม 4",
        "title": "แบบนำเสนอโครงการนวัตกรรม",
        "agency": make.AGENCY,
        "year_be": "2564",
        "parts": (
            Field(label="ชื่อนวัตกรรม", value="รถบริการงานทะเบียนเคลื่อนที่"),
            TextBlock(label="ความใหม่เมื่อเทียบกับเดิม", text=make.Q3),
            Pictures(
                label="ภาพประกอบ",
                pictures=(
                    Picture(caption="รถบริการหน้าห้างสรรพสินค้า", sha256=HASHES[0]),
                    Picture(caption="จุดถ่ายภาพทำบัตร ซึ่งย้ายเข้าร่มตามข้อเสนอของผู้ใช้บริการ", sha256=HASHES[1]),
                    Picture(caption="ผังจุดให้บริการ", sha256=HASHES[0]),
                ),
            ),
            Pictures(label="ภาพใหญ่", size="full", pictures=(Picture(caption="แผนที่", sha256=HASHES[0]),)),
            Field(label="ผู้ประสานงาน", value="นางสาวจำเนียร น้ำทิพย์ โทร. 0 2221 2141 ต่อ 1500"),
            Signatures(blocks=THREE_WHO_SIGN[:2]),
        ),
    }
    return FormSheet(**(whole | values))


def idea_list(**values: Any) -> FormSheet:
    """The ideas of a year, one row each."""
    whole: dict[str, Any] = {
        "form_label": "บัญชีแบบฟอร์ม 1",
        "title": "บัญชีรายการความคิดเห็นในการเสนอนวัตกรรม",
        "subtitle": ("รวม 24 ชุด เกณฑ์ขั้นต่ำ 10 ชุด",),
        "agency": make.AGENCY,
        "year_be": "2564",
        "parts": (
            Table(
                numbered=True,
                columns=(
                    Column(label="เรื่อง"),
                    Column(label="ประเภท", width=32),
                    Column(label="ผู้เสนอ", width=36),
                    Column(label="วันที่เสนอ", width=26),
                ),
                rows=tuple(
                    (
                        f"เรื่องที่ {n} นำรถทำบัตรออกไปหาประชาชนถึงที่ทำงาน",
                        "นวัตกรรมการบริการ",
                        "นายคำนวณ ย่ำค่ำ",
                        f"{n} พ.ย. 2563",
                    )
                    for n in range(1, 25)
                ),
            ),
        ),
    }
    return FormSheet(**(whole | values))


def blank(sheet: FormSheet) -> FormSheet:
    """Every part of `sheet` with nothing written in it."""
    empty = {
        Field: {"value": ""},
        TextBlock: {"text": ""},
        Table: {"rows": (), "footer": ()},
        MonthGrid: {"rows": ()},
        Pictures: {"pictures": ()},
    }
    parts = tuple(
        dataclasses.replace(part, options=tuple(Option(text=option.text) for option in part.options))
        if isinstance(part, Choices)
        else dataclasses.replace(part, **empty.get(type(part), {}))
        for part in sheet.parts
    )
    return dataclasses.replace(sheet, blank=True, parts=parts, receipt="", agency="", year_be="", reference="")
