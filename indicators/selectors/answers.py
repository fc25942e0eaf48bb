"""A report as a list of answers: what its page, its check page and its review show, in the paper's order.

Reads the fields of a content (selectors.content), of the draft as well as of a frozen one, so that both show alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from indicators.models import Dossier, Indicator, QuarterlyReport, YearEndReport
from indicators.selectors.content import Content, quarter_fields, year_end_fields
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

    def percent(self, value: str | None) -> str:
        return "" if value is None else _("ร้อยละ %(number)s") % {"number": format_number(Decimal(value), 2)}

    def result(self, value: str | None) -> str:
        return "" if value is None else f"{format_number(Decimal(value), 2)} {self.unit}"


def quarterly_answers(report: QuarterlyReport) -> list[Answer]:
    """The fields of a quarter as it stands; entries of the month are one answer."""
    return _quarterly(quarter_fields(report), report.assignment.indicator.unit)


def year_end_answers(report: YearEndReport) -> list[Answer]:
    """Sections 2, 5, 6.5, 7, 8 and the signature, as they stand."""
    return _year_end(year_end_fields(report), report.assignment.indicator.unit)


def answers_in(content: Content) -> list[Answer]:
    """The same of a frozen content; nothing of what is no report."""
    unit = content["assignment"]["unit"]
    if content["kind"] == Dossier.Kind.QUARTERLY_REPORT:
        return _quarterly(content["quarter"], unit)
    if content["kind"] == Dossier.Kind.YEAR_END_REPORT:
        return _year_end(content, unit)
    return []


def evidence_lines(content: Content) -> str:
    """The cited documents of a content, numbered, a line each."""
    lines = []
    for item in content["evidence"]:
        day = format_date(date.fromisoformat(item["date"]), "short", active_language()) if item["date"] else ""
        files = ", ".join(file["name"] for file in item["files"])
        parts = [item["kind"], item["number"], day, item["subject"] or item["subject_as_written"], item["url"]]
        lines.append(" ".join(part for part in parts if part) + (f" ({files})" if files else ""))
    return _numbered(lines)


def _quarterly(fields: Content, unit: str) -> list[Answer]:
    figures = Figures(unit)
    entries = "\n".join(
        # As on the paper.
        f"{format_date(date.fromisoformat(entry['date']), 'long', active_language())} : {entry['text']}"
        for entry in fields["monthly_entries"]
    )
    answers = [
        Answer("narrative", _("ผลการดำเนินงาน"), fields["narrative"]),
        Answer("monthly_entries", _("บันทึกรายเดือน"), entries),
        Answer("progress_percent", _("ความก้าวหน้าสะสม"), figures.percent(fields["progress_percent"])),
        Answer("result_in_unit", _("ผลงานที่ทำได้"), figures.result(fields["result_in_unit"])),
        Answer("plan_status", _("เทียบกับแผน"), _label(QuarterlyReport.PlanStatus, fields["plan_status"])),
        Answer("enablers", _("ปัจจัยสนับสนุน"), fields["enablers"]),
        Answer("obstacles", _("อุปสรรค"), fields["obstacles"]),
    ]
    if fields["no_progress"]:
        reason = Answer("no_progress_reason", _("ไม่มีความคืบหน้า เพราะ"), fields["no_progress_reason"])
        answers.insert(0, reason)
    return answers


def _year_end(fields: Content, unit: str) -> list[Answer]:
    figures = Figures(unit)
    none = _("ไม่มี")
    enablers, obstacles = _numbered(fields["enablers"]), _numbered(fields["obstacles"])
    result = fields["result_as_written"] or figures.result(fields["result_in_unit"])
    return [
        Answer("level", _("ระดับความสำเร็จ"), _label(Indicator.Level, fields["level"])),
        Answer("result_in_unit", _("ผลงานที่ทำได้"), result),
        Answer("progress_percent", _("ความสำเร็จ"), figures.percent(fields["progress_percent"])),
        Answer("summary", _("สรุปผลการดำเนินงาน (ปลายปีงบประมาณ)"), fields["summary"]),
        Answer("enablers", _("ปัจจัยสนับสนุนการดำเนินงาน"), none if fields["no_enablers"] else enablers),
        Answer("obstacles", _("อุปสรรคต่อการดำเนินงาน"), none if fields["no_obstacles"] else obstacles),
        Answer("responsible_name", _("ผู้รับผิดชอบ"), fields["responsible_name"]),
        Answer("responsible_position", _("ตำแหน่ง"), fields["responsible_position"]),
    ]


def _label(choices: type[TextChoices], value: str) -> str:
    return str(dict(choices.choices).get(value, value))


def _numbered(texts: Sequence[str]) -> str:
    return "\n".join(f"{place}. {text}" for place, text in enumerate(texts, start=1))
