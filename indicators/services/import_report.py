"""A parsed paper becomes drafts: indicator, assignment, four quarters, year-end, and its evidence as documents."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from accounts.models import Agency, User
from indicators import clock, scoring
from indicators.importing.report import EvidenceItem, ParsedReport
from indicators.models import (
    Assignment,
    Citation,
    Document,
    DocumentKind,
    Factor,
    FiscalYear,
    Indicator,
    QuarterlyReport,
    YearEndReport,
)
from indicators.services import audit
from indicators.services.assignments import assign
from indicators.services.errors import Invalid
from thai.text import same_text

# The importer's types of evidence by code of DocumentKind; the rest is `other`.
KINDS = {"order", "letter", "memo", "minutes", "table", "photo", "online", "copy"}
OTHER = "other"


@dataclass(frozen=True)
class Imported:
    """What was made. `notes`: what differs from the year's own definition and was therefore not taken over."""

    assignment: Assignment
    documents: int
    notes: list[str] = field(default_factory=list)


@transaction.atomic
def import_report(
    parsed: ParsedReport,
    *,
    agency: Agency,
    year: FiscalYear,
    actor: User | None,
    content: bytes,
    number: int | None = None,
) -> Imported:
    """Write a parsed report into drafts of `agency` in `year`, as its indicator `number` (the paper's own when None).

    `content`, the file's bytes, leaves its SHA-256 in the audit. Raises Invalid when the number is missing, or taken
    by an assignment that somebody has worked on; then nothing is written.
    """
    audit.lock(audit.chain_of(agency))
    place = number or parsed.number
    if not place:
        raise Invalid({"number": _("ไม่พบลำดับตัวชี้วัดในเอกสาร ระบุลำดับเอง")})
    notes: list[str] = []
    assignment = Assignment.objects.filter(agency=agency, year=year, number=place).first()
    if assignment is None:
        assignment = _assign(parsed, agency, year, place, actor)
    else:
        _check_untouched(assignment, parsed)
        notes = _differences(assignment.indicator, parsed)
    _fill_quarters(assignment, parsed)
    _fill_year_end(assignment.year_end_report, parsed, assignment.target)
    documents = _register_evidence(assignment, parsed, actor)
    audit.record(
        action="import",
        subject="assignment",
        actor=actor,
        at=clock.database_now(),
        agency=agency,
        dossier=assignment.year_end_report.dossier,
        details={
            "assignment": assignment.pk,
            "file_sha256": hashlib.sha256(content).hexdigest(),
            "name_line": parsed.name_line,
            "documents": documents,
            "repaired": len(parsed.repaired),
        },
    )
    return Imported(assignment, documents, notes)


def _assign(parsed: ParsedReport, agency: Agency, year: FiscalYear, place: int, actor: User | None) -> Assignment:
    return assign(
        _indicator(parsed, agency, year),
        agency,
        actor=actor,
        number=place,
        weight=_weight(parsed),
        target=parsed.target.value,
        name_as_written=parsed.name_line,
        target_as_written=parsed.target.written,
    )


def _indicator(parsed: ParsedReport, agency: Agency, year: FiscalYear) -> Indicator:
    """The year's indicator with this name, definition and method that the agency does not have yet, or a new one."""
    written = {
        "name": parsed.indicator_name or parsed.name_line,
        "definition": parsed.definition,
        "method": parsed.method,
        "plan_as_written": "\n".join(f"{line.label}\t{line.value}" for line in parsed.plan),
    }
    same = Indicator.objects.filter(year=year, plan_node__isnull=True, **written)
    known = same.exclude(assignments__agency=agency).first()
    return known or Indicator.objects.create(
        year=year, level=parsed.level or "", unit=parsed.target.unit or parsed.result.unit, **written
    )


def _weight(parsed: ParsedReport) -> Decimal:
    """The paper does not name the weight; a target in points is the full score, and so the weight."""
    target = parsed.target
    if target.unit == "คะแนน" and target.value is not None and 0 <= target.value <= 100:
        return target.value
    return Decimal(0)


def _check_untouched(assignment: Assignment, parsed: ParsedReport) -> None:
    taken = Invalid(
        {
            "number": _("หน่วยงานนี้มีตัวชี้วัดลำดับที่ %(number)s แล้ว ลำดับถัดไปที่ว่างคือ %(free)s")
            % {"number": assignment.number, "free": _free_number(assignment)}
        }
    )
    if not same_text(assignment.indicator.name, parsed.indicator_name):
        raise taken
    reports: list[QuarterlyReport | YearEndReport] = [*assignment.quarterly_reports.all(), assignment.year_end_report]
    if any(report.version != 1 or report.status != "draft" for report in reports):
        raise taken


def _free_number(assignment: Assignment) -> int:
    numbers = Assignment.objects.filter(agency=assignment.agency, year=assignment.year)
    return int(numbers.aggregate(last=Max("number"))["last"] or 0) + 1


def _differences(indicator: Indicator, parsed: ParsedReport) -> list[str]:
    notes = []
    if not same_text(indicator.definition, parsed.definition):
        notes.append(_("คำนิยามในเอกสารต่างจากที่กำหนดไว้ในปีนี้ จึงใช้ของปี"))
    if not same_text(indicator.method, parsed.method):
        notes.append(_("วิธีการคำนวณในเอกสารต่างจากที่กำหนดไว้ในปีนี้ จึงใช้ของปี"))
    return notes


def _fill_quarters(assignment: Assignment, parsed: ParsedReport) -> None:
    now = clock.database_now()
    for report in assignment.quarterly_reports.select_related("period"):
        place = (report.period.quarter or 1) - 1
        notes = parsed.quarter_notes[place]
        columns: dict[str, Any] = {
            "narrative": "\n\n".join(part for part in (parsed.quarters[place], notes.monthly) if part),
            "progress_percent": notes.progress_percent,
            "enablers": "\n\n".join(notes.enablers),
            "obstacles": "\n\n".join(notes.obstacles),
            "no_progress": bool(notes.no_progress_reason),
            "no_progress_reason": notes.no_progress_reason,
        }
        if any(columns.values()):
            QuarterlyReport.objects.filter(pk=report.pk).update(version=F("version") + 1, edited_at=now, **columns)


def _fill_year_end(report: YearEndReport, parsed: ParsedReport, target: Decimal | None) -> None:
    columns: dict[str, Any] = {
        "summary": parsed.summary,
        "level": parsed.level or report.level,
        "result_as_written": parsed.result.written,
        "no_enablers": parsed.no_enablers,
        "no_obstacles": parsed.no_obstacles,
    }
    if parsed.result.value is not None and target:
        try:
            proposal = scoring.propose(parsed.result.value, target)
        except ValueError:
            pass  # a figure nothing can be made of stays as it is written
        else:
            columns |= {
                "proposed_progress": proposal.progress_percent,
                "proposed_result": proposal.result_in_unit,
            }
    if parsed.signatures:
        columns |= {
            "responsible_name": parsed.signatures[0].name,
            "responsible_position": parsed.signatures[0].position,
        }
    YearEndReport.objects.filter(pk=report.pk).update(
        version=F("version") + 1, edited_at=clock.database_now(), **columns
    )
    for kind, texts in ((Factor.Kind.ENABLER, parsed.enablers), (Factor.Kind.OBSTACLE, parsed.obstacles)):
        Factor.objects.bulk_create(
            Factor(report=report, kind=kind, position=position, text=text)
            for position, text in enumerate(texts, start=1)
        )


def _register_evidence(assignment: Assignment, parsed: ParsedReport, actor: User | None) -> int:
    kinds = {kind.code: kind for kind in DocumentKind.objects.all()}
    documents = [
        Document.objects.create(
            agency=assignment.agency,
            kind=kinds[_kind_code(item)],
            speed=item.speed or "",
            number=item.number,
            date=item.dated,
            subject=item.title or item.original,
            subject_as_written=item.original,
            paper_location=item.files,
            registered_by=actor,
        )
        for item in parsed.evidence
    ]
    Citation.objects.bulk_create(
        Citation(dossier=assignment.year_end_report.dossier, document=document, position=position)
        for position, document in enumerate(documents, start=1)
    )
    return len(documents)


def _kind_code(item: EvidenceItem) -> str:
    return item.type if item.type in KINDS else OTHER
