"""The conditions of a decided appeal on paper: what was asked for, what is proven, each report with its verdict."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from appeals.models import ConditionReport
from appeals.selectors.papers.decisions import ConditionLine, ReportLine
from appeals.selectors.papers.wording import day, quantity
from indicators.selectors.print_documents import short_number
from printing.form_documents import Column, Field, Heading, Part, Table, TextBlock
from thai.dates import bangkok_day

# A longer text of a report stands under the table, in one run, instead of in a narrow cell.
_IN_A_CELL = 300


def condition_parts(lines: Sequence[ConditionLine]) -> list[Part]:
    """All conditions, or that there is none."""
    if not lines:
        return [Field(label=_("เงื่อนไข"), value=_("ไม่มี"))]
    return [part for line in lines for part in _condition(line)]


def _condition(line: ConditionLine) -> list[Part]:
    condition = line.condition
    parts: list[Part] = [
        Heading(level="subsection", text=_("เงื่อนไขที่ %(number)s") % {"number": condition.position}),
        TextBlock(text=condition.text),
        Field(label=_("จำนวนที่กำหนด"), value=quantity(condition.quantity, condition.unit)),
        Field(label=_("ภายในวันที่"), value=day(condition.due_on)),
    ]
    if condition.quantity is not None:
        parts.append(Field(label=_("รับรองแล้ว"), value=_proven(line)))
    settled = _("%(status)s เมื่อวันที่ %(day)s")
    status = str(condition.get_status_display())
    if condition.settled_at:
        status = settled % {"status": status, "day": day(bangkok_day(condition.settled_at))}
    parts += [Field(label=_("ผล"), value=status), _reports(line), *_long_texts(line)]
    if line.rulings:
        parts.append(_rulings(line))
    return parts


def _proven(line: ConditionLine) -> str:
    asked = quantity(line.condition.quantity, line.condition.unit)
    return _("%(proven)s จาก %(asked)s") % {"proven": short_number(line.proven), "asked": asked}


def _reports(line: ConditionLine) -> Table:
    return Table(
        caption=_("ผลการดำเนินการที่หน่วยงานรายงาน"),
        columns=(
            Column(label=_("ครั้งที่"), width=13, align="center"),
            Column(label=_("วันที่ดำเนินการ"), width=25),
            Column(label=_("จำนวน"), width=20, align="right"),
            Column(label=_("สิ่งที่ดำเนินการ")),
            Column(label=_("เอกสาร"), width=32),
            Column(label=_("ผลการตรวจ"), width=32),
        ),
        rows=tuple(_report(each, line.condition.unit) for each in line.reports),
    )


def _report(line: ReportLine, unit: str) -> tuple[str, ...]:
    report = line.report
    return (
        str(report.number),
        day(report.done_on),
        quantity(report.quantity, unit),
        _("อยู่ใต้ตาราง") if len(report.text) > _IN_A_CELL else report.text,
        "\n".join(line.documents),
        _verdict(report),
    )


def _verdict(report: ConditionReport) -> str:
    """The verdict, by whom, when, and why if that is short."""
    said = str(report.get_verdict_display())
    if report.ruled_by and report.ruled_at:
        said += "\n" + _("โดย %(name)s วันที่ %(day)s") % {
            "name": report.ruled_by.full_name,
            "day": day(bangkok_day(report.ruled_at)),
        }
    if report.reason and len(report.reason) <= _IN_A_CELL:
        said += "\n" + _("เหตุผล: %(reason)s") % {"reason": report.reason}
    return said


def _long_texts(line: ConditionLine) -> list[Part]:
    parts: list[Part] = []
    for each in line.reports:
        report = each.report
        told = {"number": report.number}
        if len(report.text) > _IN_A_CELL:
            parts.append(TextBlock(label=_("รายงานครั้งที่ %(number)s สิ่งที่ดำเนินการ") % told, text=report.text))
        if len(report.reason) > _IN_A_CELL:
            parts.append(TextBlock(label=_("รายงานครั้งที่ %(number)s เหตุผลของการตรวจ") % told, text=report.reason))
    return parts


def _rulings(line: ConditionLine) -> Table:
    return Table(
        caption=_("มติเรื่องเงื่อนไข"),
        columns=(
            Column(label=_("วันที่มีมติ"), width=26),
            Column(label=_("มติ"), width=30),
            Column(label=_("อ้างถึง"), width=34),
            Column(label=_("เหตุผล")),
            Column(label=_("ขยายถึงวันที่"), width=26),
        ),
        rows=tuple(
            (
                day(ruling.resolved_on),
                str(ruling.get_ruling_display()),
                ruling.resolution_reference,
                ruling.reason,
                day(ruling.due_on),
            )
            for ruling in line.rulings
        ),
    )
