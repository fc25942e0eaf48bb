"""Form 2: how one idea was selected."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from innovation.models import Idea
from innovation.selectors.content.frame import Content
from innovation.selectors.papers.decisions import Decided
from innovation.selectors.papers.frame import Parts, day, decimal, number
from printing.document_base import SignatureBlock
from printing.form_documents import Column, Field, Heading, Signatures, Table, TextBlock
from thai.digits import format_number


def selection_parts(content: Content, decided: Decided) -> Parts:
    """What was received, by which criteria it was scored, what was chosen and why, by whom."""
    chosen = content["selected"] or {"number": None, "title": "", "reasons": ""}
    title = _("ชุดที่ %(number)s %(title)s") % chosen if chosen["number"] else ""
    return (
        Heading(number="1.", text=_("ความคิดเห็นที่ได้รับ")),
        Field(label=_("จำนวนความคิดเห็นทั้งหมด (ชุด)"), value=number(content["total_received"])),
        _ideas(content),
        Heading(number="2.", text=_("เกณฑ์การคัดเลือก")),
        _criteria(content),
        Heading(number="3.", text=_("ความคิดเห็นที่ได้รับการคัดเลือก")),
        Field(label=_("ความคิดเห็นที่ได้รับการคัดเลือก"), value=title, lines=2),
        TextBlock(label=_("เหตุผลที่คัดเลือก"), text=chosen["reasons"], lines=4),
        TextBlock(label=_("รายละเอียดของแนวคิด"), text=content["detail"], lines=8),
        Heading(number="4.", text=_("การประชุมพิจารณา")),
        Field(label=_("วันที่ประชุม"), value=day(content["meeting_date"])),
        Field(label=_("สถานที่ประชุม"), value=content["meeting_place"]),
        Table(
            caption=_("คณะผู้พิจารณา"),
            columns=(Column(label=_("ชื่อ-สกุล")), Column(label=_("ตำแหน่งในคณะ"), width=60)),
            rows=tuple((member["name"], member["role"]) for member in content["panel"]),
            numbered=True,
        ),
        TextBlock(label=_("สรุปการประชุม"), text=content["minutes"], lines=4),
        Signatures(
            blocks=(
                SignatureBlock(
                    role=_("(ผู้รับรอง)"),
                    name=content["certifier_name"],
                    position=content["certifier_position"],
                ),
            )
        ),
    )


def _ideas(content: Content) -> Table:
    means = _means(content)
    return Table(
        caption=_("รายการความคิดเห็น"),
        columns=(
            Column(label=_("ชุดที่"), width=14, align="center"),
            Column(label=_("เรื่อง/ชื่อแนวคิด")),
            Column(label=_("ประเภทนวัตกรรม"), width=42),
            Column(label=_("คะแนนเฉลี่ย"), width=26, align="right"),
        ),
        rows=tuple(
            (number(idea["number"]), idea["title"], idea["type"], means.get(idea["number"], ""))
            for idea in content["ideas"]
            if idea["status"] == Idea.Status.ELIGIBLE
        ),
        blank_rows=10,
    )


def _means(content: Content) -> dict[int, str]:
    """The mean over the ballots of an idea's total points, by the idea's number."""
    totals: dict[int, list[Decimal]] = {}
    for ballot in content["ballots"]:
        for idea, points in ballot["points"].items():
            totals.setdefault(int(idea), []).append(sum((Decimal(each) for each in points.values()), Decimal(0)))
    return {idea: format_number(sum(given, Decimal(0)) / len(given)) for idea, given in totals.items()}


def _criteria(content: Content) -> Table:
    return Table(
        columns=(Column(label=_("เกณฑ์")), Column(label=_("คะแนนเต็ม"), width=30, align="right")),
        rows=tuple((row["text"], decimal(row["full_score"])) for row in content["criteria"]),
        numbered=True,
        blank_rows=4,
    )
