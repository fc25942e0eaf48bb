"""Score sheets: of one assignment, and of an agency's year. Built from score content (score_content.py), frozen or as
it stands now; unmarked is said in words wherever a 0 would be a mark."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.roles import Role
from indicators.models import FiscalYear
from indicators.selectors.content import Content
from indicators.selectors.score_sheet import score_parts
from indicators.selectors.score_words import out_of, state_words, unmarked
from indicators.selectors.weights import WHOLE, weight_sentence
from printing.document_base import SignatureBlock
from printing.form_documents import Column, Field, FormSheet, Heading, Part, Signatures, Table, TextBlock
from thai.dates import format_date

# Apps above say how many conditions of each assignment are open, among assignments given by key.
OPEN_CONDITIONS: list[Callable[[Collection[int]], Mapping[int, int]]] = []


@dataclass(frozen=True, kw_only=True)
class Moment:
    """What a sheet tells of: of a closed year its closing (the key `closing` of frozen content), of an open one the
    day; `receipt` of what was frozen."""

    year: FiscalYear
    today: date
    closing: Content | None = None
    receipt: str = ""


def assignment_sheet(content: Content, agency: Content, moment: Moment, conditions: Mapping[int, int]) -> FormSheet:
    """The sheet of one assignment; `content` is its part of an agency's score content, `conditions` as
    `open_conditions` says. Papers are Thai whatever the screen's language is."""
    with override("th"):
        sections = score_parts(content, conditions.get(content["assignment"], 0))
        if moment.closing:
            sections.append((_("การปิดปีงบประมาณ"), _closing(moment.closing, [content])))
        return _sheet(_("ใบคะแนนรายตัวชี้วัด"), content["name"], agency, moment, _numbered(sections))


def agency_sheet(content: Content, moment: Moment) -> FormSheet:
    """The sheet of an agency's year: every assignment, and the sum."""
    with override("th"):
        rows = content["assignments"]
        sections = [(_("คะแนนรวมของหน่วยงาน"), _total(content["total"]))]
        sections.append((_("คะแนนรายตัวชี้วัด"), [_assignments(rows, content["total"])]))
        if moment.closing:
            sections.append((_("การปิดปีงบประมาณ"), _closing(moment.closing, rows)))
        return _sheet(_("ใบคะแนนประจำปีของหน่วยงาน"), "", content["agency"], moment, _numbered(sections))


def open_conditions(keys: Collection[int]) -> dict[int, int]:
    """How many conditions of each assignment are open; those without are left out."""
    found: dict[int, int] = {}
    for count in OPEN_CONDITIONS:
        for key, number in count(keys).items():
            found[key] = found.get(key, 0) + number
    return found


def _numbered(sections: list[tuple[str, list[Part]]]) -> list[Part]:
    parts: list[Part] = []
    for number, (title, within) in enumerate(sections, start=1):
        parts += [Heading(number=f"{number}.", text=title), *within]
    return parts


def _sheet(title: str, reference: str, agency: Content, moment: Moment, parts: list[Part]) -> FormSheet:
    signed = Signatures(
        blocks=(
            SignatureBlock(role=f"({Role.EVALUATOR.label})"),
            SignatureBlock(role=f"({Role.SECRETARIAT.label})"),
        )
    )
    return FormSheet(
        year_be=str(moment.year.be_year),
        agency=agency["name"],
        thai_digits=moment.year.thai_digits,
        receipt=moment.receipt,
        form_label=_("ใบคะแนน"),
        title=title,
        subtitle=(_told_when(moment),),
        reference=reference,
        parts=(*parts, signed),
    )


def _told_when(moment: Moment) -> str:
    if moment.closing is None:
        return _("ข้อมูล ณ วันที่ %(day)s ยังไม่ปิดปีงบประมาณ") % {"day": format_date(moment.today, "long")}
    closed_at = datetime.fromisoformat(moment.closing["closed_at"])
    return _("ปิดปีงบประมาณแล้วเมื่อวันที่ %(day)s") % {"day": format_date(closed_at, "long")}


def _total(total: Content) -> list[Part]:
    if total["points"] is None:
        parts: list[Part] = [Field(label=_("คะแนนรวม"), value=unmarked())]
    else:
        parts = [Field(label=_("คะแนนรวม"), value=out_of(total["points"], total["out_of"], []))]
    weight = Decimal(total["weight"])
    parts.append(Field(label=_("น้ำหนักรวมของตัวชี้วัด"), value=weight_sentence(weight)))
    if weight != WHOLE:
        parts.append(TextBlock(text=_("น้ำหนักของทุกตัวชี้วัดของหน่วยงานควรรวมกันได้ 100 คะแนน")))
    if total["partial"]:
        said = _("ยังให้คะแนนไม่ครบ คะแนนรวมคิดเฉพาะส่วนที่ให้คะแนนแล้ว ซึ่งมีน้ำหนัก %(out_of)s จาก %(weight)s คะแนน")
        parts.append(TextBlock(text=said % {"out_of": total["out_of"], "weight": total["weight"]}))
    return parts


def _assignments(rows: list[Content], total: Content) -> Table:
    return Table(
        columns=(
            Column(label=_("ลำดับ"), width=13, align="center"),
            Column(label=_("ตัวชี้วัด")),
            Column(label=_("น้ำหนัก"), width=17, align="right"),
            Column(label=_("ผลสำเร็จ (ร้อยละ)"), width=19, align="right"),
            Column(label=_("คะแนนที่คำนวณ"), width=20, align="right"),
            Column(label=_("คะแนนที่ใช้"), width=20, align="right"),
            Column(label=_("สถานะ"), width=21),
        ),
        rows=tuple(
            (
                str(row["number"]),
                row["name"],
                row["weight"],
                row["achievement"] or "",
                unmarked() if row["calculated"] is None else row["calculated"],
                unmarked() if row["effective"] is None else row["effective"],
                state_of(row),
            )
            for row in rows
        ),
        footer=(
            *("", _("รวม"), total["weight"], "", ""),
            *(unmarked() if total["points"] is None else total["points"], ""),
        ),
    )


def state_of(row: Content) -> str:
    """How much a score of frozen content can be relied on: "เป็นที่สุด", "มีเงื่อนไข", …"""
    if row["effective"] is None:
        return unmarked()
    given = row["override"] or row["adjusted"]
    partial = not given and any(criterion["effective"] is None for criterion in row["criteria"])
    return ", ".join(state_words(conditional=row["conditional"], partial=partial)) or _("เป็นที่สุด")


def _closing(closing: Content, rows: list[Content]) -> list[Part]:
    """The resolution that closed the year, and what it says of those `rows` that were not final."""
    parts: list[Part] = [
        Field(label=_("มติหรือคำสั่งให้ปิดปี"), value=closing["reference"]),
        Field(label=_("ลงวันที่"), value=format_date(date.fromisoformat(closing["resolved_on"]), "long")),
    ]
    if closing["note"]:
        parts.append(TextBlock(label=_("ข้อความของมติ"), text=closing["note"]))
    names = {row["assignment"]: row["name"] for row in rows}
    named = [each for each in closing["named"] if each["assignment"] in names]
    if named:
        columns = (
            Column(label=_("ตัวชี้วัด"), width=50),
            Column(label=_("ที่ยังไม่เป็นที่สุด"), width=45),
            Column(label=_("เหตุผลที่ปิดปีได้")),
        )
        told = tuple((_name(names, each), each["what"], each["reason"]) for each in named)
        parts.append(Table(caption=_("คะแนนที่ยังไม่เป็นที่สุดซึ่งระบุไว้ในมติ"), columns=columns, rows=told))
    return parts


def _name(names: Mapping[int, str], named: Content) -> str:
    name = names[named["assignment"]]
    return _("%(name)s ข้อ %(position)s") % {"name": name, **named} if named.get("position") else name
