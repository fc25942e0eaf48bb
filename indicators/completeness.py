"""What a report must contain before it can be submitted. Only what docs/workflow.md names blocks."""

from __future__ import annotations

from django.utils.translation import gettext as _

from indicators.models import Document, Dossier, Factor, QuarterlyReport, YearEndReport


def missing_in_quarter(report: QuarterlyReport) -> dict[str, str]:
    """Field name to the sentence that says what is missing; empty when the quarter is complete."""
    missing = {}
    if report.no_progress:
        if not report.no_progress_reason.strip():
            missing["no_progress_reason"] = _("กรอกเหตุผลที่ไม่มีความคืบหน้า")
    elif not report.narrative.strip():
        missing["narrative"] = _("กรอกผลการดำเนินงาน หรือเลือกว่าไม่มีความคืบหน้าในไตรมาสนี้")
    if report.progress_percent is None:
        missing["progress_percent"] = _("กรอกความก้าวหน้าสะสม 0 ถึง 100")
    return missing


def missing_in_year_end(report: YearEndReport) -> dict[str, str]:
    """As for a quarter: the level ticked, sections 7 and 8 answered, every evidence item complete."""
    missing = {}
    if not report.level:
        missing["level"] = _("เลือกระดับความสำเร็จ ผลผลิตหรือผลลัพธ์")
    kinds = set(report.factors.values_list("kind", flat=True))
    if Factor.Kind.ENABLER not in kinds and not report.no_enablers:
        missing["enablers"] = _("กรอกปัจจัยสนับสนุน หรือระบุว่าไม่มี")
    if Factor.Kind.OBSTACLE not in kinds and not report.no_obstacles:
        missing["obstacles"] = _("กรอกอุปสรรค หรือระบุว่าไม่มี")
    return missing | missing_in_evidence(report.dossier)


def missing_in_evidence(dossier: Dossier) -> dict[str, str]:
    """By `evidence-<citation>`: what keeps each cited document from being complete evidence."""
    missing = {}
    citations = dossier.citations.select_related("document__kind").prefetch_related("document__files")
    for place, citation in enumerate(citations, start=1):
        if lacking := missing_in_document(citation.document):
            missing[f"evidence-{citation.pk}"] = _("หลักฐานลำดับที่ %(place)s: %(missing)s") % {
                "place": place,
                "missing": " ".join(lacking.values()),
            }
    return missing


def missing_in_document(document: Document) -> dict[str, str]:
    """What keeps a document from being complete evidence, by field. Reads `kind` and `files` (prefetch for lists).

    Number and date are asked of letters, orders and memos only, and not of one that says why it has no number.
    """
    missing = {}
    if not document.subject.strip():
        missing["subject"] = _("กรอกเรื่อง")
    if document.kind.needs_number and not document.no_number_reason.strip():
        if not document.number.strip():
            missing["number"] = _("กรอกเลขที่ หรือเหตุผลที่ไม่มีเลขที่")
        if document.date is None:
            missing["date"] = _("กรอกวันที่ของเอกสาร")
    if document.kind.is_online:
        if not document.url:
            missing["url"] = _("กรอกที่อยู่เว็บ")
        if document.captured_on is None:
            missing["captured_on"] = _("กรอกวันที่จับภาพหน้าเว็บ")
    if not document.files.all() and not document.paper_location.strip():
        missing["files"] = _("แนบไฟล์ หรือระบุที่เก็บต้นฉบับกระดาษ")
    return missing
