"""Fiscal year 2564: the wording of its papers, its periods and code tables, the plan it follows.

Headings and labels are those of the official report. No regulation found fixes the days of the periods, nor the codes
other than cause 1 and outcome 2: these are proposals for the administrator to edit.
"""

from __future__ import annotations

from datetime import date
from typing import Final

BE_YEAR: Final = 2564
WORDING: Final = {
    "report_heading": ("**** ผลการดำเนินงานส่วนที่ 2 ผลสัมฤทธิ์การปฏิบัติงานตามแผนปฏิบัติการประจำปี แยกรายตัวชี้วัด ****"),
    "plan_heading": "**** สนับสนุนแผนพัฒนา กทม. ระยะ 20 ปี (ยุทธศาสตร์-ประเด็นยุทธศาสตร์-กลยุทธ์ตามแผนฯ /ตัวชี้วัด)**",
    "responsible_label": "(ผู้รับผิดชอบโครงการ)",
    "head_label": "(หัวหน้าหน่วยงาน)",
}

# kind: opens, due, closes, last day of marking. A quarter opens with its first day, so that a draft can grow while it
# lasts; marks are due a month after it closed.
PERIODS: Final = {
    "q1": (date(2020, 10, 1), date(2021, 1, 10), date(2021, 1, 31), date(2021, 2, 28)),
    "q2": (date(2021, 1, 1), date(2021, 4, 10), date(2021, 4, 30), date(2021, 5, 31)),
    "q3": (date(2021, 4, 1), date(2021, 7, 10), date(2021, 7, 31), date(2021, 8, 31)),
    "q4": (date(2021, 7, 1), date(2021, 10, 10), date(2021, 10, 31), date(2021, 11, 30)),
    "year_end": (date(2021, 9, 1), date(2021, 10, 10), date(2021, 10, 31), date(2021, 11, 30)),
}
APPEALS_CLOSE_ON: Final = date(2021, 7, 31)

CODES: Final = {
    "appeal_cause": (
        ("1", "ปัจจัยภายนอกของหน่วยงาน"),
        ("2", "นโยบายหรือคำสั่งของผู้บริหารเปลี่ยนแปลง"),
        ("3", "งบประมาณไม่ได้รับ ถูกปรับลด หรือโอนเปลี่ยนแปลง"),
        ("4", "โครงสร้างหรือภารกิจเปลี่ยนแปลง"),
        ("5", "ตัวชี้วัด นิยาม หรือข้อมูลฐานคลาดเคลื่อน"),
        ("9", "อื่น ๆ"),
    ),
    "appeal_outcome": (
        ("0", "ไม่รับอุทธรณ์ คงตามเดิม"),
        ("1", "ยกเลิกตัวชี้วัดและกระจายน้ำหนัก"),
        ("2", "คงตัวชี้วัดเดิมโดยปรับเกณฑ์การให้คะแนนหรือผลการให้คะแนน"),
        ("3", "คงตัวชี้วัดเดิมโดยปรับค่าเป้าหมาย น้ำหนัก หรือระยะเวลา"),
        ("4", "เปลี่ยนตัวชี้วัดใหม่"),
    ),
}

PLAN: Final = "แผนพัฒนากรุงเทพมหานคร ระยะ 20 ปี ระยะที่ 2 (พ.ศ. 2561–2565)"
# name of the level, the label the report prints for it; top first
PLAN_LEVELS: Final = (
    ("ประเด็นยุทธศาสตร์", "ประเด็นยุทธศาฯ"),
    ("ประเด็นยุทธศาสตร์ย่อย", "----- ย่อย"),
    ("เป้าประสงค์", "เป้าประสงค์ที่"),
    ("กลยุทธ์", "กลยุทธ์ที่"),
    ("ตัวชี้วัด", "ตัวชี้วัด"),
)
# Each below the one before. The goal ends in mid-sentence in the city's own register.
PLAN_NODES: Final = (
    ("7", "การบริหารจัดการเมืองมหานคร"),
    ("7.5", "เทคโนโลยีสารสนเทศ"),
    ("7.5.1", "กรุงเทพมหานครให้บริการประชาชนด้วยความสะดวก รวดเร็ว ถูกต้องและโปร่งใส โดยประยุกต์"),
)
