"""Form 1, one page an idea, and the list of ideas."""

from __future__ import annotations

from django.utils.translation import gettext as _

from innovation.models import Idea
from innovation.selectors.content.frame import Content
from innovation.selectors.papers.decisions import Decided, ProposerLine
from innovation.selectors.papers.frame import Parts, day, number, ticked
from printing.document_base import SignatureBlock
from printing.form_documents import Column, Field, Heading, PageBreak, Part, Signatures, Table, TextBlock


def idea_parts(content: Content, decided: Decided) -> Parts:
    """Every idea of the content on a page of its own."""
    parts: list[Part] = []
    for idea in content["ideas"]:
        if parts:
            parts.append(PageBreak())
        proposer = decided.proposers.get(idea["idea"], ProposerLine())
        parts += _idea(idea, content["round"]["innovation_types"], proposer)
    return tuple(parts)


def _idea(idea: Content, types: list[str], proposer: ProposerLine) -> list[Part]:
    name = proposer.withheld or proposer.name
    return [
        Heading(text=_("ชุดที่ %(number)s") % {"number": idea["number"]} if idea["number"] else _("ชุดที่ ........")),
        Field(label=_("วันที่เสนอ"), value=day(idea["submitted_on"])),
        Field(label=_("ชื่อ-สกุลผู้เสนอ"), value=name),
        Field(label=_("ตำแหน่ง"), value=proposer.position),
        Field(label=_("ฝ่าย/กลุ่มงาน"), value=proposer.section),
        ticked(_("ประเภทนวัตกรรม"), types, idea["type"]),
        Field(label=_("เรื่อง/ชื่อแนวคิด"), value=idea["title"]),
        TextBlock(label=_("สภาพปัญหา/ความต้องการที่จะพัฒนา"), text=idea["problem"], lines=3),
        TextBlock(label=_("แนวคิด/วิธีการพัฒนา"), text=idea["proposal"], lines=3),
        TextBlock(label=_("ประโยชน์ที่คาดว่าจะได้รับ"), text=idea["benefit"], lines=3),
        TextBlock(label=_("งบประมาณ/ทรัพยากร"), text=idea["resources"], lines=1),
        *_set_aside(idea),
        Signatures(blocks=(SignatureBlock(role=_("(ผู้เสนอความคิดเห็น)"), name="" if proposer.withheld else name),)),
    ]


def _set_aside(idea: Content) -> list[Part]:
    if idea["status"] == Idea.Status.ELIGIBLE:
        return []
    return [Field(label=_("สถานะ"), value=f"{_status(idea)} {idea['set_aside_reason']}".strip())]


def idea_list_parts(content: Content, decided: Decided) -> Parts:
    """How many were received, how many count, and a row for each. Proposers are not named."""
    ideas = content["ideas"]
    eligible = sum(idea["status"] == Idea.Status.ELIGIBLE for idea in ideas)
    return (
        Field(label=_("จำนวนที่ได้รับทั้งหมด (ชุด)"), value=number(len(ideas))),
        Field(label=_("จำนวนที่นับได้ (ชุด)"), value=number(eligible)),
        Field(label=_("จำนวนขั้นต่ำ (ชุด)"), value=number(content["least"])),
        Table(
            columns=(
                Column(label=_("ชุดที่"), width=14, align="center"),
                Column(label=_("เรื่อง/ชื่อแนวคิด")),
                Column(label=_("ประเภทนวัตกรรม"), width=40),
                Column(label=_("วันที่เสนอ"), width=30),
                Column(label=_("สถานะ"), width=26),
            ),
            rows=tuple(
                (number(idea["number"]), idea["title"], idea["type"], day(idea["submitted_on"]), _status(idea))
                for idea in ideas
            ),
            blank_rows=20,
        ),
    )


def _status(idea: Content) -> str:
    if idea["merged_into"]:
        return _("รวมกับชุดที่ %(number)s") % {"number": idea["merged_into"]}
    return str(Idea.Status(idea["status"]).label)
