"""The appeal on paper: what was filed, what was resolved on it, and whether the conditions were met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from appeals.models import Appeal
from appeals.selectors.papers.conditions import condition_parts
from appeals.selectors.papers.decisions import Decided, Filing, Hearing, Resolved
from appeals.selectors.papers.wording import compared, day, letter_fields, letter_of
from appeals.selectors.subjects import subject_words
from indicators.selectors.score_words import points
from printing.document_base import SignatureBlock
from printing.form_documents import (
    Choices,
    Column,
    Field,
    FormSheet,
    Heading,
    Option,
    Part,
    Signatures,
    Table,
    TextBlock,
)

Content = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Printing:
    """How a file is printed: as a draft, with the receipt of what was frozen, with the day it tells of."""

    draft: bool = False
    receipt: str = ""
    as_of: str = ""


def appeal_sheet(content: Content, decided: Decided, printing: Printing) -> FormSheet:
    """The file from an appeal's content and what was decided. Papers are Thai whatever the screen's language is."""
    with override("th"):
        assignment = content["assignment"]
        return FormSheet(
            year_be=str(assignment["be_year"]),
            agency=assignment["agency"],
            draft=printing.draft,
            thai_digits=assignment["thai_digits"],
            receipt=printing.receipt,
            form_label=_("แฟ้มอุทธรณ์"),
            title=_("การอุทธรณ์การปฏิบัติราชการ"),
            subtitle=(printing.as_of,) if printing.as_of else (),
            reference=assignment["name_line"],
            parts=(*_numbered(_sections(content, decided)), _signatures(assignment, decided)),
        )


Section = tuple[str, list[Part]]


def _numbered(sections: list[Section]) -> tuple[Part, ...]:
    parts: list[Part] = []
    for number, (title, within) in enumerate(sections, start=1):
        parts += [Heading(number=f"{number}.", text=title), *within]
    return tuple(parts)


def _sections(content: Content, decided: Decided) -> list[Section]:
    appeal = content["appeal"]
    sections: list[Section] = [
        (_("หนังสืออุทธรณ์และการยื่น"), [*letter_fields(appeal["letter"]), *_filing(decided.filing)]),
        (_("เรื่องที่อุทธรณ์"), _asked(appeal)),
        (_("หลักฐานประกอบการอุทธรณ์"), [_evidence(content["evidence"])]),
    ]
    if decided.hearing:
        sections.append((_("การประชุมพิจารณา"), _hearing(decided.hearing)))
    if decided.resolved:
        sections.append((_("มติของคณะกรรมการ"), _resolved(decided)))
        if brought := _brought(decided.resolved, appeal["criterion_before"]):
            sections.append((_("ผลของมติต่อเกณฑ์และคะแนน"), brought))
        sections.append((_("เงื่อนไขของมติ"), condition_parts(decided.conditions)))
    sections.append((_("สถานะของเรื่อง"), _state(decided)))
    return sections


def _filing(filing: Filing) -> list[Part]:
    rows: list[Part] = [Field(label=_("วันที่ยื่น"), value=day(filing.on))]
    if filing.first_on and filing.first_on != filing.on:
        rows.append(Field(label=_("ยื่นครั้งแรก"), value=day(filing.first_on)))
    last = day(filing.last_day) or _("ไม่ได้กำหนด")
    rows.append(Field(label=_("วันสุดท้ายที่รับอุทธรณ์"), value=last))
    if filing.on:
        rows.append(Field(label=_("การยื่น"), value=_("ยื่นล่าช้า") if filing.is_late else _("ยื่นภายในกำหนด")))
    if filing.permitted_on:
        by = _("%(name)s (สำนักงาน ก.ก.) เมื่อวันที่ %(day)s") % {
            "name": filing.permitted_by,
            "day": day(filing.permitted_on),
        }
        rows.append(Field(label=_("ผู้อนุญาตให้ยื่นล่าช้า"), value=by))
        rows.append(TextBlock(label=_("เหตุผลที่อนุญาต"), text=filing.permitted_because))
    return rows


def _asked(appeal: Content) -> list[Part]:
    subject = subject_words(appeal["position"])
    if appeal["criterion_version"]:
        subject = _("%(subject)s ฉบับที่ %(version)s") % {"subject": subject, "version": appeal["criterion_version"]}
    parts: list[Part] = [
        Field(label=_("อุทธรณ์เรื่อง"), value=subject),
        Field(label=_("สาเหตุการอุทธรณ์"), value=_code(appeal["cause"])),
        TextBlock(label=_("เหตุที่เกิดขึ้น"), text=appeal["what_happened"]),
    ]
    if order := appeal["order"]:
        said = _("%(number)s ลงวันที่ %(day)s เรื่อง %(subject)s") % {**order, "day": day(order["dated"])}
        parts.append(Field(label=_("คำสั่งที่มีผลทั้งเมือง"), value=said))
    parts.append(Field(label=_("ผลที่ขอ"), value=_code(appeal["requested_outcome"])))
    before, asked = appeal["criterion_before"], appeal["criterion_asked"]
    if before and asked:
        heads = (_("ข้อความเดิม"), _("ข้อความที่ขอ"))
        return parts + compared(_("เปรียบเทียบเกณฑ์เดิมกับที่ขอ"), before, asked, heads)
    if before or asked:
        parts += [TextBlock(label=_("ข้อความเดิม"), text=before), TextBlock(label=_("ข้อความที่ขอ"), text=asked)]
    return parts


def _code(value: Any) -> str:
    """A row of a code table as it was frozen."""
    return _("ข้อ %(code)s %(label)s") % value if value else ""


def _evidence(rows: list[Content]) -> Table:
    return Table(
        numbered=True,
        columns=(
            Column(label=_("ประเภท"), width=19),
            Column(label=_("เลขที่"), width=28),
            Column(label=_("ลงวันที่"), width=25),
            Column(label=_("เรื่อง")),
            Column(label=_("ไฟล์หรือที่เก็บ"), width=32, verbatim=True),
        ),
        rows=tuple(
            (
                row["kind"],
                " ".join(filter(None, (row["speed"], row["number"] or row["no_number_reason"]))),
                day(row["date"]),
                row["subject_as_written"] or row["subject"],
                "\n".join(file["name"] for file in row["files"]) or row["url"] or row["paper_location"],
            )
            for row in rows
        ),
    )


def _hearing(hearing: Hearing) -> list[Part]:
    parts: list[Part] = [Heading(level="subsection", text=_("หนังสือเชิญประชุม"))]
    parts += letter_fields(letter_of(hearing.invitation))
    parts.append(Heading(level="subsection", text=_("การประชุม")))
    when = " ".join(filter(None, (day(hearing.held_on), hearing.time)))
    parts += [
        Field(label=_("ครั้งที่"), value=hearing.number),
        Field(label=_("วันที่ประชุม"), value=when),
        Field(label=_("สถานที่"), value=hearing.place),
    ]
    if hearing.postponed:
        parts.append(TextBlock(label=_("การเลื่อนวาระ"), text="\n".join(hearing.postponed)))
    return parts


def _resolved(decided: Decided) -> list[Part]:
    resolved, hearing = decided.resolved, decided.hearing
    assert resolved is not None
    ticked = tuple(Option(text=str(label), ticked=value == resolved.result) for value, label in Appeal.Result.choices)
    parts: list[Part] = [
        Choices(label=_("ผลการพิจารณา"), options=ticked, arrangement="row"),
        Field(label=_("ผลที่มีมติ"), value=resolved.outcome),
        Field(label=_("วันที่มีมติ"), value=day(resolved.on)),
        TextBlock(label=_("มติที่ประชุม"), text=resolved.text),
    ]
    if resolved.suggestions and not decided.conditions:
        parts.append(TextBlock(label=_("ข้อเสนอแนะและเงื่อนไข"), text=resolved.suggestions))
    parts.append(Field(label=_("ประธานการประชุม"), value=hearing.chair if hearing else ""))
    attendees = hearing.attendees if hearing else ()
    parts.append(
        Table(
            caption=_("ผู้มาประชุม"),
            columns=(Column(label=_("ชื่อ-สกุล และตำแหน่ง")),),
            rows=tuple((line,) for line in attendees),
            numbered=True,
        )
    )
    if not resolved.abstentions:
        return [*parts, Field(label=_("กรรมการที่งดออกเสียง"), value=_("ไม่มี"))]
    columns = (Column(label=_("กรรมการ"), width=60), Column(label=_("เหตุผล")))
    return [
        *parts,
        Table(caption=_("กรรมการที่งดออกเสียง"), columns=columns, rows=resolved.abstentions, numbered=True),
    ]


def _brought(resolved: Resolved, before: str) -> list[Part]:
    """The criterion's next version beside the one appealed against, and the adjusted score."""
    parts: list[Part] = []
    for version in resolved.versions:
        said = _("ฉบับที่ %(version)s ใช้ตั้งแต่วันที่ %(day)s") % {
            "version": version.version,
            "day": day(version.in_force_from),
        }
        parts.append(Field(label=subject_words(version.position), value=said))
        heads = (_("ข้อความเดิม"), _("ข้อความตามมติ"))
        parts += compared(_("เปรียบเทียบเกณฑ์เดิมกับเกณฑ์ตามมติ"), before, version.text, heads)
    if resolved.adjusted:
        columns = (
            Column(label=_("เรื่อง")),
            Column(label=_("คะแนนที่ปรับ"), width=30, align="right"),
            Column(label=_("อ้างถึง"), width=50),
            Column(label=_("วันที่มีมติ"), width=32),
        )
        rows = tuple(
            (subject_words(row.position), points(row.points), row.ground_reference, day(row.decided_on))
            for row in resolved.adjusted
        )
        parts.append(Table(caption=_("คะแนนที่ปรับตามมติ"), columns=columns, rows=rows))
    return parts


def _state(decided: Decided) -> list[Part]:
    parts: list[Part] = [Field(label=_("สถานะ"), value=str(Appeal.Status(decided.status).label))]
    if decided.ended_on:
        parts.append(Field(label=_("วันที่สิ้นสุดเรื่อง"), value=day(decided.ended_on)))
    return parts


def _signatures(assignment: Content, decided: Decided) -> Signatures:
    """The agency's head over his appeal; after the decision the secretariat and the chair as well."""
    head = SignatureBlock(role=assignment["head_label"])
    if decided.resolved is None:
        return Signatures(blocks=(SignatureBlock(role=assignment["responsible_label"]), head))
    secretary = SignatureBlock(role=_("(เลขานุการคณะกรรมการ)"))
    chair = decided.hearing.chair if decided.hearing else ""
    return Signatures(blocks=(head, secretary, SignatureBlock(role=_("(ประธานคณะกรรมการ)"), name=chair)))
