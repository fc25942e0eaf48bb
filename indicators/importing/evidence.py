"""What an evidence item names: the kind of document, its speed, number, date and title, as far as its wording tells.

Conventions of the letters: ``[speed] ที่ <กท> <4-digit owner>[.n]/[ว]<running number> ลงวันที่ <date>``; of orders:
``คำสั่ง<unit> ที่ 4/2564 ลงวันที่ …``; of section memos: ``ผบ. 634/2564`` (section abbreviation, number, BE year).
"""

import re
from datetime import date
from typing import Final

from indicators.importing.layout import expand
from indicators.importing.report import EvidenceItem, EvidenceType, Speed
from thai.calendar_names import MONTHS
from thai.dates import BadDate, parse_date
from thai.digits import to_arabic

NEEDS_NUMBER: Final = (EvidenceType.ORDER, EvidenceType.LETTER, EvidenceType.MEMO)

_TYPES: Final = (
    (EvidenceType.ORDER, r"คำสั่ง"),
    (EvidenceType.ANNOUNCEMENT, r"ประกาศ"),
    (EvidenceType.MEMO, r"บันทึก(?:ข้อความ)?"),
    (EvidenceType.LETTER, r"หนังสือ"),
    (EvidenceType.MINUTES, r"รายงานการประชุม|มติที่ประชุม"),
    (EvidenceType.TABLE, r"ตาราง"),
    (EvidenceType.PHOTO, r"ภาพ(?!ยนตร์|รวม)|รูป(?:ภาพ|ถ่าย)"),
    (EvidenceType.FORM, r"แบบ(?:ฟอร์ม|สำรวจ|สรุป|นำเสนอ|เสนอ)"),
    (EvidenceType.PROJECT, r"โครงการ|เอกสารโครงการ"),
    (EvidenceType.ONLINE, r"เว็บไซต์|เพจ|สื่อออนไลน์|ลิงก์|https?://|คลิป|วิดีทัศน์"),
)
_COPY = re.compile(r"\s*+(?:ภาพถ่าย)?สำเนา(?:เอกสาร)?\s*")
_SPEED = re.compile(r"ด่วน(?:ที่สุด|มาก)?(?![ก-๎])")
_SPEEDS: Final = {"ด่วนที่สุด": Speed.MOST_URGENT, "ด่วนมาก": Speed.VERY_URGENT, "ด่วน": Speed.URGENT}
_LETTER_NUMBER = re.compile(
    expand(
        r"(?:ที่\s*)?([ก-ฮ]{2,3}(?:\s*|\.\s*(?=[0๐]))DIGIT{4,5}(?:\.DIGIT{1,3})*\s*/\s*(?:ว\s*\.?\s*)?DIGIT{1,6})(?!DIGIT)"
    )
)
_MEMO_NUMBER = re.compile(
    expand(r"(?:ที่\s*)?((?<![ก-๎])[ก-ฮ](?:[ก-ฮ]|\.(?=[ก-ฮ])){0,4}\.\s*DIGIT{1,5}\s*/\s*DIGIT{4})(?!DIGIT)")
)
_ORDER_NUMBER = re.compile(expand(r"(?:ที่|เลขที่)\s*(DIGIT{1,5}\s*/\s*DIGIT{4})(?!DIGIT)"))
_MONTH = "|".join(re.escape(name) for month in MONTHS for name in (month.thai, month.thai_short))
_DAY = (
    rf"DIGIT{{1,2}}\s*(?:{_MONTH})\s*(?:พ\.ศ\.|ค\.ศ\.)?\s*DIGIT{{2,4}}|DIGIT{{1,2}}[/.-]DIGIT{{1,2}}[/.-]DIGIT{{2,4}}"
)
_DATED = re.compile(expand(rf"(?:ลงวันที่|ลว\.)\s*({_DAY})(?!DIGIT)"))
_ON_DAY = re.compile(expand(rf"(?<!ตั้งแต่)(?<!ระหว่าง)วันที่\s*({_DAY})(?!DIGIT)"))
HEAD: Final = 160
"""How many characters from the start a document's own number and date stand in; further on the text cites others."""


def recognise_evidence(original: str) -> EvidenceItem:
    """What the wording `original` of an entry of section 9 tells about the document."""
    kind = kind_of(original)
    number_match = _number(original, kind)
    if kind is EvidenceType.LETTER and number_match and number_match.re is _MEMO_NUMBER:
        kind = EvidenceType.MEMO
    dated_match = _DATED.search(original, number_match.end() if number_match else 0, HEAD)
    if dated_match is None and kind not in NEEDS_NUMBER:
        dated_match = _ON_DAY.search(original, 0, HEAD)
    number = re.sub(r"\s*/\s*", "/", number_match.group(1)) if number_match else ""
    dated = to_date(dated_match.group(1)) if dated_match else None
    return EvidenceItem(
        original=original,
        type=kind,
        speed=_speed(original, kind),
        number=to_arabic(re.sub(r"\s+", " ", number)),
        dated=dated,
        title=_title(original, [match.end() for match in (number_match, dated_match) if match], kind),
        missing=_missing(kind, number, dated),
    )


def _title(original: str, ends: list[int], kind: EvidenceType | None) -> str:
    """What follows number and date; the whole wording where nothing does, or the document has no such head."""
    if kind not in (*NEEDS_NUMBER, EvidenceType.ANNOUNCEMENT):
        return original
    title = original[max(ends, default=0) :].strip()
    return re.sub(r"^เรื่อง\s*:?\s*", "", title) or original


def _speed(original: str, kind: EvidenceType | None) -> Speed | None:
    found = _SPEED.search(original, 0, HEAD) if kind in (EvidenceType.LETTER, EvidenceType.MEMO) else None
    return _SPEEDS[found.group()] if found else None


def kind_of(text: str) -> EvidenceType | None:
    """Told by the first word; a copy of something is that thing, and a copy only where the thing is not known."""
    copy = _COPY.match(text)
    rest = text[copy.end() :] if copy else text.lstrip()
    for kind, pattern in _TYPES:
        if re.match(pattern, rest):
            return kind
    if _LETTER_NUMBER.match(rest):
        return EvidenceType.LETTER
    if _MEMO_NUMBER.match(rest):
        return EvidenceType.MEMO
    return EvidenceType.COPY if copy else None


def _number(text: str, kind: EvidenceType | None) -> re.Match[str] | None:
    head = text[:HEAD]
    if kind in (EvidenceType.ORDER, EvidenceType.ANNOUNCEMENT):
        return _ORDER_NUMBER.search(head)
    if kind in (EvidenceType.LETTER, EvidenceType.MEMO):
        return _LETTER_NUMBER.search(head) or _MEMO_NUMBER.search(head)
    return None


def _missing(kind: EvidenceType | None, number: str, dated: date | None) -> tuple[str, ...]:
    if kind not in NEEDS_NUMBER:
        return ()
    return tuple(name for name, absent in (("number", not number), ("date", dated is None)) if absent)


def to_date(text: str) -> date | None:
    """The CE date in `text`, None where there is none or it cannot be."""
    try:
        return parse_date(text)
    except BadDate:
        return None
