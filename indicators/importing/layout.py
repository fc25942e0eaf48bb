"""The official nine-section layout of the year-end report, as one table.

A row is one heading of the printed form "ผลการดำเนินงานส่วนที่ 2": its place in the order, its printed number and
its label. A space inside a label marks where writers, exporters and line breaks put a gap or none; the reader
tolerates both. Headings are told by their label; a wrong number only makes the match weaker.
"""

import re
from dataclasses import dataclass
from typing import Final

GAP: Final = r"[^\S\n]*+\n?[^\S\n]*+"
"""White space that may stand inside a heading: one line break at most, never an empty line."""

DIGIT: Final = r"[0-9๐-๙]"


@dataclass(frozen=True)
class Heading:
    """`key` names the section in code; `number` is the printed one ("" where the form prints none); `labels` are
    the official wording first, then variants met in the field; `title` is how a message to the user names it."""

    key: str
    number: str
    labels: tuple[str, ...]
    title: str


HEADINGS: Final = (
    Heading("name", "1", ("ชื่อ ตัวชี้วัด",), "1. ชื่อตัวชี้วัด"),
    Heading("level", "2", ("ระดับ ความสำเร็จ", "ระดับ ของ ความสำเร็จ"), "2. ระดับความสำเร็จ"),
    Heading("plan", "", ("สนับสนุน แผนพัฒนา กทม.", "สนับสนุน แผนพัฒนา กรุงเทพมหานคร"), "สนับสนุนแผนพัฒนา กทม."),
    Heading("definition", "3", ("คำ นิยาม", "นิยาม"), "3. คำนิยาม"),
    Heading("method", "4", ("วิธี การ คำนวณ", "วิธี คำนวณ"), "4. วิธีการคำนวณ"),
    Heading("target", "5", ("เป้าหมาย", "ค่า เป้าหมาย"), "5. เป้าหมาย"),
    Heading("result", "", ("ผลงาน ที่ ทำได้",), "ผลงานที่ทำได้"),
    Heading("quarterly", "6", ("รายงาน ผล การ ดำเนินงาน",), "6. รายงานผลการดำเนินงาน (รายไตรมาส)"),
    Heading("quarter_1", "6.1", ("ไตรมาส ที่ 1", "ไตรมาส 1"), "(6.1) ไตรมาสที่ 1"),
    Heading("quarter_2", "6.2", ("ไตรมาส ที่ 2", "ไตรมาส 2"), "(6.2) ไตรมาสที่ 2"),
    Heading("quarter_3", "6.3", ("ไตรมาส ที่ 3", "ไตรมาส 3"), "(6.3) ไตรมาสที่ 3"),
    Heading("quarter_4", "6.4", ("ไตรมาส ที่ 4", "ไตรมาส 4"), "(6.4) ไตรมาสที่ 4"),
    Heading("summary", "6.5", ("สรุป ผล การ ดำเนินงาน",), "(6.5) สรุปผลการดำเนินงาน (ปลายปีงบประมาณ)"),
    Heading("enablers", "7", ("ปัจจัย สนับสนุน การ ดำเนินงาน", "ปัจจัย สนับสนุน"), "7. ปัจจัยสนับสนุนการดำเนินงาน"),
    Heading("obstacles", "8", ("อุปสรรค ต่อ การ ดำเนินงาน", "ปัญหา อุปสรรค", "อุปสรรค"), "8. อุปสรรคต่อการดำเนินงาน"),
    Heading("evidence", "9", ("หลักฐาน อ้างอิง", "เอกสาร หลักฐาน อ้างอิง"), "9. หลักฐานอ้างอิง"),
    Heading("signatures", "", ("ลงชื่อ",), "ลงชื่อ"),
)
RANK: Final = {heading.key: rank for rank, heading in enumerate(HEADINGS)}
TITLE: Final = {heading.key: heading.title for heading in HEADINGS}

SECTIONS: Final = (
    "name",
    "level",
    "definition",
    "method",
    "target",
    "quarterly",
    "enablers",
    "obstacles",
    "evidence",
)
"""The nine numbered sections, by key."""

PARENTHESES_AFTER: Final = {
    "plan": r"(?:ระยะ GAP DIGIT{1,2} GAP ปี)?GAP(?:\(ยุทธศาสตร์[^():]{0,120}\))?GAP\**",
    "quarterly": r"(?:\(GAP(?:ราย)?GAPไตรมาสGAP\))?",
    "summary": r"(?:\(GAP(?:ปลาย|สิ้น)GAPปีงบประมาณGAP\))?",
}
"""What the form prints after a label and before its colon; a part of the heading, not of the text below it."""


@dataclass(frozen=True)
class PlanLabel:
    """A line of the plan block: `key` in code, `label` as the official form prints it, `pattern` of its variants."""

    key: str
    label: str
    pattern: str


PLAN_LABELS: Final = (
    PlanLabel("issue", "ประเด็นยุทธศาฯ", r"ประเด็นGAPยุทธศา(?:ฯ|สตร์)?(?:ที่)?"),
    PlanLabel("sub_issue", "----- ย่อย", r"(?:ประเด็นGAPยุทธศา(?:ฯ|สตร์)?GAP)?ย่อย(?:ที่)?"),
    PlanLabel("goal", "เป้าประสงค์ที่", r"เป้าประสงค์GAP(?:ที่)?"),
    PlanLabel("tactic", "กลยุทธ์ที่", r"กลยุทธ์GAP(?:ที่|ตามแผนฯ?)?"),
    PlanLabel("plan_indicator", "ตัวชี้วัด", r"ตัวชี้วัดGAP(?:ที่|ตามแผนฯ?|ของแผนฯ?)?"),
    PlanLabel("strategy", "ยุทธศาสตร์ที่", r"ยุทธศาสตร์GAP(?:ที่)?"),
    PlanLabel("dimension", "ด้านที่", r"ด้านGAPที่"),
    PlanLabel("sub_dimension", "มิติที่", r"มิติGAPที่"),
    PlanLabel("plan_target", "เป้าหมายที่", r"เป้าหมายGAPที่"),
    PlanLabel("measure", "มาตรการที่", r"มาตรการGAP(?:ที่)?"),
)
"""Level names differ from one plan version to the next; the first five are those of the 2564 form."""


def expand(pattern: str) -> str:
    """`pattern` with the words GAP and DIGIT replaced by what they stand for (and spaces around them removed)."""
    return re.sub(r"\s*GAP\s*", lambda _: GAP, pattern).replace("DIGIT", DIGIT)


def label_pattern(label: str) -> str:
    """A pattern for `label` in which each space may be any gap or none, and 1–9 may be a Thai digit."""
    words = [re.escape(word) for word in label.split(" ")]
    return GAP.join(_either_digits(word) for word in words)


def number_pattern(number: str) -> str:
    """A pattern for a printed number such as "6.1", in Arabic or Thai digits."""
    return r"[^\S\n]*+\.[^\S\n]*+".join(_either_digits(part) for part in number.split("."))


def _either_digits(text: str) -> str:
    return re.sub(r"[0-9]", lambda m: f"[{m.group()}{chr(ord('๐') + int(m.group()))}]", text)
