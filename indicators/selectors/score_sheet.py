"""The sections of an assignment's score sheet: its criteria, how each was scored, what stands beside the score."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from indicators.models import CriterionVersion, Measure
from indicators.selectors.content import Content
from indicators.selectors.score_words import out_of, state_words, unmarked
from printing.form_documents import Column, Field, Part, Table, TextBlock
from thai.dates import format_date
from thai.digits import format_number

Section = tuple[str, list[Part]]
# A longer text stands under its table, in one run, instead of in a narrow cell.
_IN_A_CELL = 300
# So many versions of a criterion stand side by side; of more, the newest.
_ABREAST = 3


def score_parts(content: Content, open_conditions: int) -> list[Section]:
    """The sections (title, parts) of an assignment's part of score content."""
    criteria = content["criteria"]
    sections: list[Section] = [
        (_("คะแนนของตัวชี้วัด"), _summary(content, open_conditions)),
        (_("เกณฑ์การให้คะแนนที่ใช้"), [_texts(criteria)]),
        (_("คะแนนตามเกณฑ์"), [_scores(content), *_judgements(criteria)]),
    ]
    if given := _given(content):
        sections.append((_("คะแนนที่ปรับและคะแนนที่กำหนดแทน"), given))
    changed = [criterion for criterion in criteria if len(criterion["versions"]) > 1]
    if changed:
        sections.append((_("คะแนนตามเกณฑ์แต่ละฉบับ"), _versions(content, changed)))
    sections.append((_("คะแนนตรวจประเมินรายไตรมาส"), _marks(content["quarter_marks"])))
    return sections


def _summary(content: Content, open_conditions: int) -> list[Part]:
    unit = content["unit"]
    parts: list[Part] = [
        Field(label=_("เป้าหมาย"), value=f"{_number(content['target'])} {unit}" if content["target"] else ""),
        Field(label=_("ผลงานที่ทำได้"), value=_result(content, unit)),
        Field(label=_("น้ำหนัก"), value=_("%(weight)s คะแนน") % {"weight": content["weight"]}),
        Field(label=_("ผลสำเร็จ"), value=_percent(content["achievement"])),
        Field(label=_("คะแนนที่คำนวณได้"), value=_points(content["calculated"])),
        Field(label=_("คะแนนที่ได้"), value=_effective(content)),
    ]
    if content["conditional"]:
        held = _("มีเงื่อนไขของมติอุทธรณ์ที่ยังไม่ครบ %(count)s ข้อ") % {"count": open_conditions}
        parts.append(Field(label=_("สถานะ"), value=held))
    if content["fault"]:
        parts.append(TextBlock(label=_("คำนวณไม่ได้เพราะ"), text=content["fault"]))
    return parts


def _effective(content: Content) -> str:
    if content["effective"] is None:
        return unmarked()
    given = content["override"] or content["adjusted"]
    partial = not given and any(criterion["effective"] is None for criterion in content["criteria"])
    words = state_words(conditional=content["conditional"], partial=partial)
    return out_of(content["effective"], content["weight"], words)


def _result(content: Content, unit: str) -> str:
    result = f"{_number(content['result_in_unit'])} {unit}" if content["result_in_unit"] else ""
    progress = _percent(content["progress_percent"])
    return f"{result} ({progress})" if result and progress else result or progress


def _texts(criteria: list[Content]) -> Table:
    return Table(
        columns=(
            Column(label=_("ข้อ"), width=11, align="center"),
            Column(label=_("ฉบับที่"), width=15, align="center"),
            Column(label=_("ข้อความเกณฑ์")),
            Column(label=_("วิธีวัดผลสำเร็จ"), width=30),
            Column(label=_("น้ำหนัก"), width=19, align="right"),
        ),
        rows=tuple(
            (
                str(criterion["position"]),
                str(version["version"]),
                version["text"],
                _measure(version),
                version["weight"],
            )
            for criterion in criteria
            for version in criterion["versions"][:1]
        ),
    )


def _measure(version: Content) -> str:
    label = str(Measure(version["measure"]).label)
    return f"{label} ({version['thresholds']})" if version["thresholds"] else label


def _scores(content: Content) -> Table:
    rows = [
        (
            str(criterion["position"]),
            criterion["full"],
            criterion["versions"][0]["achievement"] or "",
            _points(criterion["calculated"]),
            _given_points(criterion["adjusted"]),
            _given_points(criterion["override"]),
            _points(criterion["effective"]),
            _state(criterion),
        )
        for criterion in content["criteria"]
    ]
    return Table(
        columns=(
            Column(label=_("ข้อ"), width=13, align="center"),
            Column(label=_("คะแนนเต็ม"), width=18, align="right"),
            Column(label=_("ผลสำเร็จ (ร้อยละ)"), width=20, align="right"),
            Column(label=_("คะแนนที่คำนวณ"), width=23, align="right"),
            Column(label=_("ปรับตามอุทธรณ์"), width=21, align="right"),
            Column(label=_("กำหนดแทน"), width=20, align="right"),
            Column(label=_("คะแนนที่ใช้"), width=23, align="right"),
            Column(label=_("สถานะ")),
        ),
        rows=tuple(rows),
        footer=(
            _("รวม"),
            content["weight"],
            content["achievement"] or "-",
            _points(content["calculated"]),
            _given_points(content["adjusted"]) or "-",
            _given_points(content["override"]) or "-",
            _points(content["effective"]),
            "",
        ),
    )


def _state(criterion: Content) -> str:
    if criterion["effective"] is None:
        return unmarked()
    return _("มีเงื่อนไข") if criterion["conditional"] else _("เป็นที่สุด")


def _judgements(criteria: list[Content]) -> list[Part]:
    """Who judged which submission, when and why; long reasons under the table."""
    judged = [(criterion["position"], criterion["versions"][0]) for criterion in criteria]
    rows, below = [], list[Part]()
    for position, version in judged:
        given = version["judgement"] or {"by": None, "at": None, "reason": "", "is_late": False}
        reason = given["reason"]
        if len(reason) > _IN_A_CELL:
            below.append(TextBlock(label=_("เหตุผลประกอบ ข้อ %(position)s") % {"position": position}, text=reason))
            reason = _("อยู่ใต้ตาราง")
        late = _("(ให้คะแนนล่าช้า)") if given["is_late"] else ""
        told = (_revision(version["revision"]), _person(given["by"]), f"{_day(given['at'])} {late}".strip(), reason)
        rows.append((str(position), *told))
    columns = (
        Column(label=_("ข้อ"), width=13, align="center"),
        Column(label=_("ฉบับที่ส่งและรหัส"), width=34, verbatim=True),
        Column(label=_("ผู้พิจารณา"), width=40),
        Column(label=_("วันที่"), width=27),
        Column(label=_("เหตุผลประกอบ")),
    )
    return [Table(caption=_("ผลงานและผู้พิจารณา"), columns=columns, rows=tuple(rows)), *below]


def _given(content: Content) -> list[Part]:
    """What an appeal adjusted and what the evaluator gave instead, of the criteria and of the whole."""
    of = [(_("ข้อ %(position)s") % {"position": each["position"]}, each) for each in content["criteria"]]
    of.append((_("ทั้งตัวชี้วัด"), content))
    adjusted = [(name, each["adjusted"]) for name, each in of if each["adjusted"]]
    instead = [(name, each["override"]) for name, each in of if each["override"]]
    parts: list[Part] = []
    if adjusted:
        columns = (
            Column(label=_("เรื่อง"), width=28),
            Column(label=_("คะแนน"), width=20, align="right"),
            Column(label=_("อ้างถึง")),
            Column(label=_("วันที่มีมติ"), width=32),
        )
        rows = tuple((name, each["points"], each["reference"], _day(each["decided_on"])) for name, each in adjusted)
        parts.append(Table(caption=_("คะแนนที่ปรับตามผลอุทธรณ์"), columns=columns, rows=rows))
    if instead:
        parts += _overrides(instead)
    return parts


def _overrides(instead: list[tuple[str, Content]]) -> list[Part]:
    columns = (
        Column(label=_("เรื่อง"), width=28),
        Column(label=_("คะแนน"), width=20, align="right"),
        Column(label=_("ผู้กำหนด"), width=40),
        Column(label=_("วันที่"), width=27),
        Column(label=_("เหตุผล")),
    )
    rows, below = [], list[Part]()
    for name, each in instead:
        reason = each["reason"]
        if len(reason) > _IN_A_CELL:
            below.append(TextBlock(label=_("เหตุผลที่กำหนดคะแนนแทน %(what)s") % {"what": name}, text=reason))
            reason = _("อยู่ใต้ตาราง")
        rows.append((name, each["points"], _person(each["by"]), _day(each["at"]), reason))
    return [Table(caption=_("คะแนนที่ผู้ตรวจประเมินกำหนดแทน"), columns=columns, rows=tuple(rows)), *below]


def _versions(content: Content, changed: list[Content]) -> list[Part]:
    """Each changed criterion under all its versions, side by side, and what the whole would be."""
    parts: list[Part] = []
    for criterion in changed:
        shown = criterion["versions"][:_ABREAST][::-1]
        rows = [
            (_("ข้อความเกณฑ์"), *(each["text"] for each in shown)),
            (_("ใช้ตั้งแต่วันที่"), *(_day(each["in_force_from"]) for each in shown)),
            (_("เหตุแห่งการแก้ไข"), *(_ground(each) for each in shown)),
            (_("ผลสำเร็จ"), *(_percent(each["achievement"]) or unmarked() for each in shown)),
            (_("คะแนนที่คำนวณ"), *(_points(each["calculated"]) for each in shown)),
        ]
        heads = [Column(label=_("ฉบับที่ %(version)s") % {"version": each["version"]}) for each in shown]
        caption = _("เกณฑ์ข้อ %(position)s") % {"position": criterion["position"]}
        parts.append(Table(caption=caption, columns=(Column(label=_("รายการ"), width=30), *heads), rows=tuple(rows)))
    whole = _("ตามเกณฑ์ฉบับก่อน %(before)s ตามเกณฑ์ฉบับที่ใช้ %(now)s") % {
        "before": _points(content["calculated_before"]),
        "now": _points(content["calculated"]),
    }
    return [*parts, Field(label=_("คะแนนที่คำนวณได้ของตัวชี้วัด"), value=whole)]


def _ground(version: Content) -> str:
    label = str(CriterionVersion.Ground(version["ground"]).label)
    return f"{label} {version['ground_reference']}".strip()


def _marks(marks: list[Content]) -> list[Part]:
    columns = (
        Column(label=_("ไตรมาส"), width=30, align="center"),
        Column(label=_("คะแนนตรวจประเมิน (จาก 100)"), width=60, align="right"),
        Column(label=_("หมายเหตุ")),
    )
    rows = tuple(
        (str(each["quarter"]), _points(each["mark"]), _("ให้คะแนนล่าช้า") if each["is_late"] else "") for each in marks
    )
    said = _("คะแนนตรวจประเมินรายไตรมาสแสดงความก้าวหน้าของงาน ไม่นำมาคิดเป็นคะแนนของตัวชี้วัด")
    return [Table(columns=columns, rows=rows), TextBlock(text=said)]


def _points(value: str | None) -> str:
    return unmarked() if value is None else value


def _given_points(given: Content | None) -> str:
    return given["points"] if given else ""


def _percent(value: str | None) -> str:
    return "" if value is None else _("ร้อยละ %(number)s") % {"number": _number(value)}


def _number(value: str) -> str:
    return format_number(Decimal(value), 2)


def _revision(revision: Content | None) -> str:
    return f"{revision['number']} / {revision['sha256'][:12]}" if revision else ""


def _person(person: Any) -> str:
    return "\n".join(filter(None, (person["name"], person["position"]))) if person else ""


def _day(value: str | None) -> str:
    """An ISO day or instant as the long พ.ศ. date in Bangkok; "" for none."""
    if not value:
        return ""
    moment = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    return format_date(moment, "long")
