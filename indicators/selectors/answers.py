"""A report as a list of answers: what its page, its check page and its review show, in the paper's order."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from indicators.models import Factor, QuarterlyReport, YearEndReport
from thai.dates import active_language, format_date
from thai.digits import format_number


class Answer(NamedTuple):
    field: str
    label: str
    value: str


@dataclass(frozen=True)
class Figures:
    """Numbers as words of the page."""

    unit: str

    def percent(self, value: Decimal | None) -> str:
        return "" if value is None else _("ร้อยละ %(number)s") % {"number": format_number(value, 2)}

    def result(self, value: Decimal | None) -> str:
        return "" if value is None else f"{format_number(value, 2)} {self.unit}"


def quarterly_answers(report: QuarterlyReport) -> list[Answer]:
    """The fields of a quarter; entries of the month are one answer."""
    figures = Figures(report.assignment.indicator.unit)
    entries = "\n".join(
        f"{format_date(entry.date, 'short', active_language())}  {entry.text}"
        for entry in report.monthly_entries.all()
    )
    answers = [
        Answer("narrative", _("ผลการดำเนินงาน"), report.narrative),
        Answer("monthly_entries", _("บันทึกรายเดือน"), entries),
        Answer("progress_percent", _("ความก้าวหน้าสะสม"), figures.percent(report.progress_percent)),
        Answer("result_in_unit", _("ผลงานที่ทำได้"), figures.result(report.result_in_unit)),
        Answer("plan_status", _("เทียบกับแผน"), str(report.get_plan_status_display())),
        Answer("enablers", _("ปัจจัยสนับสนุน"), report.enablers),
        Answer("obstacles", _("อุปสรรค"), report.obstacles),
    ]
    if report.no_progress:
        reason = Answer("no_progress_reason", _("ไม่มีความคืบหน้า เพราะ"), report.no_progress_reason)
        answers.insert(0, reason)
    return answers


def year_end_answers(report: YearEndReport) -> list[Answer]:
    """Sections 2, 5, 6.5, 7, 8 and the signature."""
    figures = Figures(report.assignment.indicator.unit)
    none = _("ไม่มี")
    enablers, obstacles = _numbered(report, Factor.Kind.ENABLER), _numbered(report, Factor.Kind.OBSTACLE)
    return [
        Answer("level", _("ระดับความสำเร็จ"), str(report.get_level_display())),
        Answer("result_in_unit", _("ผลงานที่ทำได้"), report.result_as_written or figures.result(report.result_in_unit)),
        Answer("progress_percent", _("ความสำเร็จ"), figures.percent(report.progress_percent)),
        Answer("summary", _("สรุปผลการดำเนินงาน (ปลายปีงบประมาณ)"), report.summary),
        Answer("enablers", _("ปัจจัยสนับสนุนการดำเนินงาน"), none if report.no_enablers else enablers),
        Answer("obstacles", _("อุปสรรคต่อการดำเนินงาน"), none if report.no_obstacles else obstacles),
        Answer("responsible_name", _("ผู้รับผิดชอบ"), report.responsible_name),
        Answer("responsible_position", _("ตำแหน่ง"), report.responsible_position),
    ]


def _numbered(report: YearEndReport, kind: Factor.Kind) -> str:
    texts = [factor.text for factor in report.factors.all() if factor.kind == kind]
    return "\n".join(f"{place}. {text}" for place, text in enumerate(texts, start=1))
