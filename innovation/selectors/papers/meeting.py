"""A meeting's agenda and its minutes as sheets."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from innovation.selectors.content.frame import Content
from innovation.selectors.papers.frame import Parts, day
from printing.document_base import SignatureBlock
from printing.form_documents import Column, Field, FormSheet, Heading, Part, Signatures, Table, TextBlock


def agenda_sheet(content: Content) -> FormSheet:
    """What is to be considered, in its order."""
    with override("th"):
        rows = tuple(
            (item["title"], item["agency"], day(item["revision"]["submitted_on"])) for item in content["items"]
        )
        table = Table(
            columns=(
                Column(label=_("เรื่อง")),
                Column(label=_("หน่วยงาน"), width=45),
                Column(label=_("ส่งเมื่อ"), width=30),
            ),
            rows=rows,
            numbered=True,
        )
        return _sheet(content, _("ระเบียบวาระการประชุม"), (Heading(text=_("เรื่องเพื่อพิจารณา")), table), draft=False)


def minutes_sheet(content: Content) -> FormSheet:
    """Who came, what was resolved on each item, who took no part; a draft until the minutes are closed."""
    with override("th"):
        attendees = Table(
            caption=_("ผู้มาประชุม"),
            columns=(Column(label=_("ชื่อ-สกุล และตำแหน่ง")),),
            rows=tuple((line,) for line in content["attendees"]),
            numbered=True,
        )
        items: list[Part] = [part for item in content["items"] for part in _resolved(item)]
        notes: list[Part] = []
        if content["notes"]:
            notes = [Heading(text=_("บันทึกท้ายการประชุม")), TextBlock(text=content["notes"])]
        signed = Signatures(
            blocks=(
                SignatureBlock(role=_("(ผู้จดรายงานการประชุม)"), name=content["closed_by"]),
                SignatureBlock(role=_("(ประธานการประชุม)"), name=content["chair"]),
            )
        )
        parts = (attendees, Heading(text=_("เรื่องเพื่อพิจารณา")), *items, *notes, signed)
        return _sheet(content, _("รายงานการประชุม"), parts, draft=content["closed_at"] is None)


def _resolved(item: Content) -> list[Part]:
    abstained = "\n".join(
        f"{each['member']} ({each['reason']})" if each["reason"] else each["member"] for each in item["abstentions"]
    )
    parts: list[Part] = [
        Heading(level="subsection", number=f"{item['number']}.", text=item["title"]),
        Field(label=_("หน่วยงาน"), value=item["agency"]),
        Field(label=_("ผลการพิจารณา"), value=item["result_words"]),
    ]
    if item["postponed_to"]:
        parts.append(Field(label=_("เลื่อนไปพิจารณาในการประชุมครั้งที่"), value=item["postponed_to"]))
    if item["resolved_on"]:
        parts.append(Field(label=_("วันที่มีมติ"), value=day(item["resolved_on"])))
    if item["resolution"]:
        parts.append(TextBlock(label=_("มติที่ประชุม"), text=item["resolution"]))
    if item["conditions"]:
        parts.append(TextBlock(label=_("ข้อเสนอแนะและเงื่อนไข"), text=item["conditions"]))
    if abstained:
        parts.append(TextBlock(label=_("กรรมการที่งดออกเสียง"), text=abstained))
    return parts


def _sheet(content: Content, label: str, parts: Parts, *, draft: bool) -> FormSheet:
    when = " ".join(filter(None, (_("วันที่ %(day)s") % {"day": day(content["held_on"])}, content["time"])))
    subtitle = [_("ครั้งที่ %(number)s") % {"number": content["number"]}, when]
    if content["place"]:
        subtitle.append(_("ณ %(place)s") % {"place": content["place"]})
    return FormSheet(
        form_label=label,
        title=_("การประชุม%(committee)s") % {"committee": content["committee"]},
        subtitle=tuple(subtitle),
        agency=content["committee"],
        year_be=str(content["be_year"]),
        thai_digits=content["thai_digits"],
        draft=draft,
        parts=parts,
    )
