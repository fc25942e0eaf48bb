"""The project's form: the ten standard sections, and what the committee resolved."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from innovation.selectors.content.frame import Content
from innovation.selectors.papers.decisions import Decided
from innovation.selectors.papers.frame import Parts, day, decimal, number, signed
from printing.document_base import SignatureBlock
from printing.form_documents import (
    Choices,
    Column,
    Field,
    Heading,
    MonthGrid,
    MonthRow,
    Option,
    Part,
    Signatures,
    Table,
    TextBlock,
)
from thai.dates import format_date
from thai.digits import format_number


def project_parts(content: Content, decided: Decided) -> Parts:
    """Header, sections 1 to 10 in the order of the city's standard, resolutions, three signatures."""
    project = content["project"]
    return (
        Field(label=_("ชื่อโครงการ"), value=project["name"], lines=2),
        Field(label=_("หน่วยงาน"), value=content["assignment"]["agency"]),
        Field(label=_("ปีงบประมาณ พ.ศ."), value=", ".join(map(str, project["fiscal_years"]))),
        *_text("1.", _("หลักการและเหตุผล"), project["rationale"], 8),
        *_text("2.", _("วัตถุประสงค์"), project["objectives"], 4),
        *_text("3.", _("เป้าหมาย"), project["targets"], 3),
        _year_targets(project),
        *_text("4.", _("ลักษณะโครงการ"), project["characteristics"], 4),
        Heading(number="5.", text=_("ระยะเวลาและสถานที่ดำเนินการ")),
        Field(label=_("เริ่มดำเนินการ"), value=day(project["starts_on"])),
        Field(label=_("สิ้นสุด"), value=day(project["ends_on"])),
        Field(label=_("สถานที่ดำเนินการ"), value=project["place"], lines=2),
        Heading(number="6.", text=_("แผนปฏิบัติการ")),
        *_plan(project),
        Heading(number="7.", text=_("งบประมาณ")),
        *_budget(project),
        Heading(number="8.", text=_("ความเสี่ยงของโครงการและแนวทางการบริหารความเสี่ยง")),
        Table(
            columns=(Column(label=_("ความเสี่ยง")), Column(label=_("แนวทางการบริหารความเสี่ยง"))),
            rows=tuple((row["risk"], row["response"]) for row in project["risks"]),
            numbered=True,
        ),
        *_text("9.", _("ผลประโยชน์ที่คาดว่าจะได้รับ"), project["benefits"], 4),
        *_text("10.", _("การติดตามประเมินผล"), project["monitoring"], 4),
        Table(
            caption=_("ตัวชี้วัดโครงการ"),
            columns=(
                Column(label=_("ตัวชี้วัดโครงการ")),
                Column(label=_("ค่าเป้าหมาย"), width=40),
                Column(label=_("วิธีวัด"), width=50),
            ),
            rows=tuple((row["name"], row["target"], row["method"]) for row in project["indicators"]),
            numbered=True,
        ),
        *resolution_parts(decided),
        _signatures(project, content, decided),
    )


def resolution_parts(decided: Decided) -> Parts:
    """What the committee resolved, once it has."""
    if not decided.resolutions:
        return ()
    return (
        Heading(text=_("มติคณะกรรมการ")),
        Table(
            columns=(
                Column(label=_("ครั้งที่"), width=22),
                Column(label=_("วันที่ประชุม"), width=32),
                Column(label=_("ผลการพิจารณา"), width=30),
                Column(label=_("มติและข้อเสนอแนะ")),
            ),
            rows=tuple(
                (
                    row.meeting,
                    format_date(row.held_on, "long"),
                    row.result,
                    "\n".join(text for text in (row.resolution, row.conditions) if text),
                )
                for row in decided.resolutions
            ),
        ),
    )


def _text(place: str, title: str, text: str, lines: int) -> Parts:
    return Heading(number=place, text=title), TextBlock(text=text, lines=lines)


def _year_targets(project: Content) -> Table:
    return Table(
        caption=_("เป้าหมายของแต่ละปีงบประมาณ"),
        columns=(
            Column(label=_("ปีงบประมาณ พ.ศ."), width=34, align="center"),
            Column(label=_("จำนวนครั้ง"), width=28, align="right"),
            Column(label=_("เป้าหมายของปี")),
        ),
        rows=tuple((str(row["be_year"]), number(row["sessions"]), row["text"]) for row in project["year_targets"]),
        blank_rows=3,
    )


def _plan(project: Content) -> list[Part]:
    """One grid for each fiscal year; one empty grid when nothing is planned."""
    years = sorted({row["be_year"] for row in project["activities"]})
    grids: list[Part] = [
        MonthGrid(
            caption=_("ปีงบประมาณ พ.ศ. %(year)s") % {"year": year},
            year_be=str(year),
            rows=tuple(
                MonthRow(activity=row["name"], owner=row["owner"], months=tuple(row["months"]))
                for row in project["activities"]
                if row["be_year"] == year
            ),
        )
        for year in years
    ]
    return grids or [MonthGrid()]


def _budget(project: Content) -> list[Part]:
    lines = project["budget_lines"]
    boxes = Choices(
        options=(
            Option(text=_("ไม่ใช้งบประมาณ"), ticked=project["no_budget"]),
            Option(text=_("ใช้งบประมาณ"), ticked=bool(lines)),
        ),
        arrangement="row",
    )
    if project["no_budget"] and not lines:
        return [boxes]
    total = sum((Decimal(row["amount"]) for row in lines), Decimal(0))
    table = Table(
        columns=(
            Column(label=_("รายการ")),
            Column(label=_("แหล่งงบประมาณ"), width=45),
            Column(label=_("จำนวนเงิน (บาท)"), width=36, align="right"),
        ),
        rows=tuple((row["item"], row["source"], decimal(row["amount"])) for row in lines),
        numbered=True,
        footer=(_("รวม"), "", format_number(total)) if lines else (),
    )
    return [boxes, table]


def _signatures(project: Content, content: Content, decided: Decided) -> Signatures:
    approved: date | None = decided.resolutions[-1].held_on if decided.resolutions else None
    return Signatures(
        blocks=(
            SignatureBlock(
                role=_("(ผู้เสนอโครงการ)"), name=project["proposer_name"], position=project["proposer_position"]
            ),
            signed(_("(ผู้เห็นชอบโครงการ)"), decided.endorsed),
            SignatureBlock(
                role=_("(ผู้อนุมัติโครงการ)"),
                position=content["round"]["committee_name"] if approved else "",
                date=format_date(approved, "long") if approved else "",
            ),
        )
    )
