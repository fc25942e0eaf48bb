"""What a submission contains, as plain JSON values: the frozen copy that becomes a Revision.

Dates are ISO strings (CE), decimals strings, absent values None. A reader years later needs no other row: names of
agencies, indicators, kinds of documents are copied in, Thai whatever the page is read in.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import override

from indicators.models import (
    Assignment,
    Document,
    Dossier,
    Factor,
    PlanLevel,
    PlanNode,
    QuarterlyReport,
    YearEndReport,
)

Content = dict[str, Any]


def quarterly_content(report: QuarterlyReport, warning_reasons: dict[str, str] | None = None) -> Content:
    """A quarter with its assignment, monthly entries and evidence; `warning_reasons` answers the warnings by code."""
    return {
        "kind": Dossier.Kind.QUARTERLY_REPORT.value,
        "assignment": assignment_content(report.assignment),
        "quarter": quarter_fields(report),
        "evidence": evidence_content(report.dossier),
        "warning_reasons": warning_reasons or {},
    }


def year_end_content(report: YearEndReport, warning_reasons: dict[str, str] | None = None) -> Content:
    """The nine sections; the four quarters as they are at this moment, with the revision each was submitted as."""
    quarters = (
        QuarterlyReport.objects.filter(assignment_id=report.assignment_id)
        .select_related("period")
        .prefetch_related("monthly_entries", "dossier__revisions")
        .order_by("period__kind")
    )
    return {
        "kind": Dossier.Kind.YEAR_END_REPORT.value,
        "assignment": assignment_content(report.assignment),
        "quarters": [quarter_fields(quarter) for quarter in quarters],
        "evidence": evidence_content(report.dossier),
        "warning_reasons": warning_reasons or {},
        **year_end_fields(report),
    }


def year_end_fields(report: YearEndReport) -> Content:
    """What is written in the year-end report itself."""
    factors = list(report.factors.all())
    return {
        "level": report.level,
        "progress_percent": _decimal(report.progress_percent),
        "result_in_unit": _decimal(report.result_in_unit),
        "result_as_written": report.result_as_written,
        "summary": report.summary,
        "enablers": [factor.text for factor in factors if factor.kind == Factor.Kind.ENABLER],
        "no_enablers": report.no_enablers,
        "obstacles": [factor.text for factor in factors if factor.kind == Factor.Kind.OBSTACLE],
        "no_obstacles": report.no_obstacles,
        "responsible_name": report.responsible_name,
        "responsible_position": report.responsible_position,
    }


def assignment_content(assignment: Assignment) -> Content:
    """Who reports on what: sections 1 to 5 and the wording that the year prints."""
    indicator, agency, year = assignment.indicator, assignment.agency, assignment.year
    return {
        "agency_code": agency.code,
        "agency": agency.name,
        "agency_abbreviation": agency.abbreviation,
        "be_year": year.be_year,
        "report_heading": year.report_heading,
        "plan_heading": year.plan_heading,
        "responsible_label": year.responsible_label,
        "head_label": year.head_label,
        "thai_digits": year.thai_digits,
        "number": assignment.number,
        "name_line": assignment.name_line,
        "indicator": indicator.name,
        "level": indicator.level,
        "plan_lines": plan_lines(assignment),
        "definition": indicator.definition,
        "method": indicator.method,
        "unit": indicator.unit,
        "target": _decimal(assignment.target),
        "target_as_written": assignment.target_as_written,
        "weight": _decimal(assignment.weight),
    }


def plan_lines(assignment: Assignment) -> list[list[str]]:
    """Label and text of every level of the year's plan, "" where the indicator names none; an imported paper's own
    lines stand until an administrator links the indicator to the plan."""
    indicator = assignment.indicator
    if indicator.plan_node_id is None:
        written = [line.split("\t", 1) for line in indicator.plan_as_written.splitlines()]
        if written:
            return [[label, text[0] if text else ""] for label, *text in written]
        version_id = assignment.year.plan_version_id
    else:
        version_id = indicator.plan_node.level.version_id  # type: ignore[union-attr]
    named: dict[int, str] = {}
    node: PlanNode | None = indicator.plan_node
    while node is not None:
        named[node.level_id] = str(node)
        node = node.parent
    levels = PlanLevel.objects.filter(version_id=version_id).order_by("depth")
    return [[level.print_label, named.get(level.pk, "")] for level in levels]


@override("th")
def quarter_fields(report: QuarterlyReport) -> Content:
    """The fields of one quarter; `revision` is the number of its newest submission, None before the first."""
    return {
        "quarter": report.period.quarter,
        "period": str(report.period.get_kind_display()),
        "revision": max((revision.number for revision in report.dossier.revisions.all()), default=None),
        "status": report.status,
        "narrative": report.narrative,
        "progress_percent": _decimal(report.progress_percent),
        "result_in_unit": _decimal(report.result_in_unit),
        "plan_status": report.plan_status,
        "monthly_entries": [
            {"date": _date(entry.date), "text": entry.text} for entry in report.monthly_entries.all()
        ],
        "enablers": report.enablers,
        "obstacles": report.obstacles,
        "no_progress": report.no_progress,
        "no_progress_reason": report.no_progress_reason,
    }


def evidence_content(dossier: Dossier) -> list[Content]:
    """The cited documents in their order, with the names and hashes of their files."""
    citations = dossier.citations.select_related("document__kind").prefetch_related("document__files__file")
    return [document_content(citation.document) for citation in citations]


@override("th")
def document_content(document: Document) -> Content:
    """A document as it is cited, with the names and hashes of its files. Reads `kind` and `files`."""
    return {
        "document": document.pk,
        "kind": document.kind.name,
        "speed": str(document.get_speed_display()) if document.speed else "",
        "is_circular": document.is_circular,
        "number": document.number,
        "no_number_reason": document.no_number_reason,
        "date": _date(document.date),
        "subject": document.subject,
        "subject_as_written": document.subject_as_written,
        "issuing_unit": document.issuing_unit,
        "signer": document.signer,
        "addressee": document.addressee,
        "url": document.url,
        "captured_on": _date(document.captured_on),
        "paper_location": document.paper_location,
        "files": [{"name": file.name, "sha256": file.file_id} for file in document.files.all()],
    }


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _date(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
