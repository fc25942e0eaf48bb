"""Documents to print, in wording of our own: the year of one indicator, told in full."""

from typing import Any

from printing.documents import (
    EvidenceRow,
    MonthlyEntry,
    Quarter,
    QuarterlyReport,
    SignatureBlock,
    YearEndReport,
)

AGENCY = "สำนักงานปกครองและทะเบียน"

Q1 = """# ตั้งคณะทำงานพัฒนานวัตกรรมของสำนักงาน และทำความเข้าใจเกณฑ์ของปีนี้กับทุกส่วนราชการ
# เปิดรับความคิดเห็นเรื่องงานที่ควรทำให้ดีขึ้น
## แจกแบบฟอร์ม 1 ให้ทุกฝ่าย และเปิดรับทางระบบสารสนเทศ
## เก็บความคิดเห็นได้ 10 ชุด ครบตามจำนวนขั้นต่ำของหน่วยงานระดับนี้
ระหว่างนี้ยังไม่มีค่าใช้จ่าย"""

Q2 = """คณะทำงานอ่านความคิดเห็นทั้ง 10 ชุด แล้วเลือกไว้ 1 เรื่อง คือ นำรถทำบัตรออกไปหาประชาชนถึงที่

นำเสนอเป็นโครงการ “On – Demand Service” ต่อคณะกรรมการเมื่อวันที่ 8 กุมภาพันธ์ 2564
    (ย่อหน้านี้เยื้องเข้าไปสี่ช่อง และต้องอยู่เช่นนั้น)
คำสั่งที่ 4/2564 ลงวันที่ 18 มีนาคม 2564 ตั้งคณะทำงานโครงการ"""

Q3 = """# ออกให้บริการที่ห้างสรรพสินค้า วันที่ 1 – 9 เมษายน 2564 รวม 8 วัน มีผู้มาใช้บริการ 132 คน
## ย้ำกับผู้ใช้บริการให้นำน้ำดื่มมาเอง เพราะต้องรอในที่ร้อน
### ทำป้ายบอกทางใหม่ทั้งค่ายกำลังพลและค่ำคืน
# งดให้บริการตามหนังสือ ที่ กท 0406/191 ลงวันที่ 15 เมษายน 2564 เพราะโรค COVID-19 ระบาด"""

DEFINITION = """นวัตกรรม คือ วิธีทำงานที่ยังไม่เคยใช้ในหน่วยงาน และทำให้งานเร็วขึ้น ถูกต้องขึ้น หรือประหยัดขึ้น
ประสิทธิภาพ คือ ผลที่ได้เทียบกับแรงและเวลาที่ลงไป เช่น <งาน> ที่เคยใช้ 3 วัน & 2 คน เหลือ 1 วัน"""

METHOD = """ดูจากงานที่ทำเสร็จใน 5 ขั้นตอน
ขั้นตอนที่ 1 รวบรวมความคิดเห็นของคนในหน่วยงาน
ขั้นตอนที่ 2 เลือกมา 1 เรื่อง
ขั้นตอนที่ 3 เขียนเป็นโครงการและนำเสนอ
ขั้นตอนที่ 4 ลงมือทำ
ขั้นตอนที่ 5 สำรวจผลการใช้ประโยชน์"""

SUMMARY = (
    Q1
    + "\n"
    + Q3
    + """
# ขออุทธรณ์ด้วยหนังสือ ด่วนที่สุด ที่ กท 0406/3937 ลงวันที่ 7 กรกฎาคม 2564
## ที่ประชุมวันที่ 20 กรกฎาคม 2564 รับอุทธรณ์ และให้ประเมินผล 8 ครั้งที่ทำไปแล้ว
## ให้สื่อสารทางออนไลน์แทนอีก 22 ครั้ง ตามสัดส่วนของแผนเดิม
# บันทึกที่ ผบ. 634/2564 ลงวันที่ 30 สิงหาคม 2564 เสนอแบบสำรวจผลต่อผู้อำนวยการ"""
)


def quarter(number: str, **values: Any) -> Quarter:
    return Quarter(number=number, **values)


def quarters() -> tuple[Quarter, ...]:
    return (
        quarter(
            "1",
            heading="(ตุลาคม – ธันวาคม 2563)",
            narrative=Q1,
            progress="ร้อยละ 30.00",
            mark="100.00",
            state="รับแล้ว",
            monthly=(
                MonthlyEntry(date="31 ต.ค. 2563", text="ประชุมครั้งแรก"),
                MonthlyEntry(date="30 พ.ย. 2563", text="รับความคิดเห็นแล้ว 6 ชุด\nยังขาดอีก 4 ชุด"),
            ),
            enablers=("ผู้บริหารเข้าร่วมทุกครั้ง",),
            obstacles=("แบบฟอร์มเดิมยาวเกินไป", "บางฝ่ายไม่มีคนว่าง"),
        ),
        quarter("2", narrative=Q2, progress="ร้อยละ 50.00", mark="0.00", state="รับแล้ว"),
        quarter("3", narrative=Q3, progress="ร้อยละ 80.00", result="8 ครั้ง", state="รอตรวจประเมิน"),
        quarter("4", progress="ร้อยละ 80.00", no_progress_reason="งดให้บริการตลอดทั้งไตรมาส", state="ร่าง"),
    )


EVIDENCE = (
    EvidenceRow(
        kind="คำสั่ง",
        number="4/2564",
        date="18 มี.ค. 2564",
        subject="ตั้งคณะทำงานโครงการ “On – Demand Service”",
        files=("คำสั่ง-4-2564.pdf",),
    ),
    EvidenceRow(
        kind="หนังสือภายใน",
        number="กท 0406/2006",
        date="2 เม.ย. 2564",
        subject="ขอให้ทุกหน่วยงานช่วยบอกต่อเรื่องรถบริการงานทะเบียนเคลื่อนที่ (Bangkok Mobile Service)",
        files=("หนังสือขอความร่วมมือประชาสัมพันธ์ฉบับลงนามแล้ว.pdf", "รายชื่อหน่วยงาน.xlsx"),
    ),
    EvidenceRow(kind="บันทึกข้อความ", number="ผบ. 634/2564", date="30 ส.ค. 2564", subject="เสนอผลสำรวจ", files=()),
    EvidenceRow(subject="ภาพถ่ายวันออกให้บริการ 12 ภาพ", files=("แฟ้มหมายเลข 7 ห้องเก็บเอกสาร",)),
)

SIGNATURES = (
    SignatureBlock(
        role="(ผู้รับผิดชอบโครงการ)",
        name="นางสาวจำเนียร น้ำทิพย์",
        position="นักจัดการงานทั่วไปชำนาญการ",
        date="1 ตุลาคม 2564",
    ),
    SignatureBlock(
        role="(หัวหน้าหน่วยงาน)",
        name="นายกำธร ค้ำชู",
        position="รองผู้อำนวยการสำนักงานปกครองและทะเบียน",
        date="",
        standing_for="รักษาราชการแทน นางลำดวน ย่ำรุ่ง ผู้อำนวยการสำนักงานปกครองและทะเบียน",
    ),
)


def year_end_report(**values: Any) -> YearEndReport:
    """A complete report; `values` replace its fields."""
    whole: dict[str, Any] = {
        "year_be": "2564",
        "agency": AGENCY,
        "name_line": "8/สปท.ความสำเร็จในการเสนอนวัตกรรมเพื่อเพิ่มประสิทธิภาพการปฏิบัติงานของหน่วยงาน",
        "level": "outcome",
        "plan_lines": (
            ("ประเด็นยุทธศาฯ", ""),
            ("----- ย่อย", "๗.๕ - เทคโนโลยีสารสนเทศ"),
            ("เป้าประสงค์ที่", "๗.๕.๑ ให้บริการด้วยความสะดวก รวดเร็ว ถูกต้อง และโปร่งใส"),
            ("กลยุทธ์ที่", ""),
            ("ตัวชี้วัด", ""),
        ),
        "definition": DEFINITION,
        "method": METHOD,
        "target": "10 (คะแนน)",
        "result": "100.00 (คะแนน)",
        "quarters": quarters(),
        "summary": SUMMARY,
        "enablers": ("ผู้บริหารติดตามงานทุกเดือน", "คณะทำงานย่อย 4 ด้าน ทำงานตรงกัน", "นักศึกษาฝึกงานช่วยทำภาพยนตร์สั้น"),
        "no_obstacles": True,
        "evidence": EVIDENCE,
        "signatures": SIGNATURES,
        "receipt": "ฉบับที่ 3 · 9f2c41d07ab3",
    }
    return YearEndReport(**(whole | values))


def quarterly_report(**values: Any) -> QuarterlyReport:
    """A complete quarter; `values` replace its fields."""
    whole: dict[str, Any] = {
        "year_be": "2564",
        "agency": AGENCY,
        "name_line": "8/สปท.ความสำเร็จในการเสนอนวัตกรรม",
        "target": "10 (คะแนน)",
        "quarter": quarters()[0],
        "evidence": EVIDENCE[:2],
        "signatures": SIGNATURES[:1],
    }
    return QuarterlyReport(**(whole | values))


DOCUMENTS = {
    "year-end report": year_end_report(),
    "year-end report, draft": year_end_report(draft=True, receipt=""),
    "year-end report, output, long": year_end_report(level="output", definition=SUMMARY * 6, evidence=EVIDENCE * 12),
    "quarterly report": quarterly_report(),
    "quarterly report, draft, Thai digits": quarterly_report(draft=True, thai_digits=True),
}
