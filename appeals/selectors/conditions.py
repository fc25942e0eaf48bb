"""How far the conditions of a decided appeal are met. The sum of the verified reports says so, no sentence does."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from appeals.models import Appeal, Condition, ConditionReport
from appeals.selectors.words import quantity_of
from indicators import clock
from indicators.models import Document, Dossier, RevisionDocument
from indicators.selectors.content import Content, assignment_content, document_content
from indicators.selectors.evidence import Place
from thai.dates import active_language, due_sentence, format_date

# What verbs and pages read of a condition besides its reports.
CONDITION_READS = (
    *("dossier", "settled_by", "appeal__decided_outcome"),
    *(f"appeal__assignment__{name}" for name in ("agency", "indicator", "year")),
)
_LOOKS = {"open": "open", "verified": "done", "waived": "carried", "failed": "rejected"}


@dataclass(frozen=True)
class Progress:
    """Of one condition, in its unit. Without a quantity it asks for one report with documents."""

    required: Decimal
    verified: Decimal
    pending: Decimal
    unit: str
    is_open: bool
    is_overdue: bool

    @property
    def missing(self) -> Decimal:
        return max(self.required - self.verified, Decimal(0))

    @property
    def is_met(self) -> bool:
        return self.verified >= self.required

    @property
    def shown(self) -> Decimal:
        """As much of the bar as is filled: what is proven beyond the required is not drawn."""
        return min(self.required, self.verified)

    @property
    def sentence(self) -> str:
        """The bar in words."""
        told = {name: quantity_of(getattr(self, name), self.unit) for name in ("required", "verified", "missing")}
        words = _("กำหนด %(required)s · รับรองแล้ว %(verified)s · ยังขาด %(missing)s") % told
        if self.pending:
            words += " · " + _("รอตรวจ %(pending)s") % {"pending": quantity_of(self.pending, self.unit)}
        return words


def with_reports(conditions: QuerySet[Condition]) -> QuerySet[Condition]:
    """With what `progress_of` and the policy read: two queries for any number. A report has `has_documents`."""
    documents = RevisionDocument.objects.filter(revision=OuterRef("revision"))
    reports = ConditionReport.objects.select_related("reported_by", "ruled_by").order_by("number")
    return conditions.select_related(*CONDITION_READS).prefetch_related(
        Prefetch("reports", reports.annotate(has_documents=Exists(documents)))
    )


def progress_of(condition: Condition, today: date) -> Progress:
    """Of a condition read by `with_reports`."""
    reports: list[Any] = list(condition.reports.all())
    verified = [each for each in reports if each.verdict == ConditionReport.Verdict.VERIFIED]
    pending = [each for each in reports if each.verdict == ConditionReport.Verdict.PENDING]
    is_open = condition.status == Condition.Status.OPEN
    frame = {"is_open": is_open, "is_overdue": is_open and condition.due_on is not None and condition.due_on < today}
    if condition.quantity is not None:
        return Progress(
            required=condition.quantity, verified=_sum(verified), pending=_sum(pending), unit=condition.unit, **frame
        )
    proven = sum(each.has_documents for each in verified)
    return Progress(
        required=Decimal(1),
        verified=Decimal(proven),
        pending=Decimal(len(pending)),
        unit=_("รายงานพร้อมเอกสาร"),
        **frame,
    )


def _sum(reports: Iterable[ConditionReport]) -> Decimal:
    return sum((each.quantity for each in reports if each.quantity is not None), Decimal(0))


def conditions_of(appeal: Appeal) -> list[Condition]:
    """The conditions of an appeal in their order."""
    return list(with_reports(Condition.objects.filter(appeal=appeal).order_by("position")))


def condition_rows(appeal: Appeal) -> list[dict[str, Any]]:
    """For appeals/condition/summary.html, on the appeal's page. Two queries for any number of conditions."""
    today = clock.today()
    return [condition_row(condition, today) for condition in conditions_of(appeal)]


def condition_row(condition: Condition, today: date) -> dict[str, Any]:
    """One condition in words: its progress, look and word of its status, its due date, its page."""
    progress = progress_of(condition, today)
    late = progress.is_overdue
    due = ""
    if condition.due_on:
        due = format_date(condition.due_on, "long", active_language())
        if progress.is_open:
            due += f" ({due_sentence(condition.due_on, today)})"
    return {
        "condition": condition,
        "progress": progress,
        "look": "overdue" if late else _LOOKS[condition.status],
        "word": _("เลยกำหนด ยังไม่ครบ") if late else condition.get_status_display(),
        "due": due,
        "url": reverse("condition", args=[condition.pk]),
    }


def conditional(keys: Collection[int]) -> set[tuple[int, int]]:
    """(assignment, position) of what is held open by conditions, among the assignments with these keys."""
    rows = Appeal.objects.filter(assignment__in=keys, status=Appeal.Status.CONDITIONS)
    return set(rows.values_list("assignment_id", "position"))


def report_content(condition: Condition, report: dict[str, Any], documents: Iterable[Document]) -> Content:
    """What a report's revision keeps: what was required on that day, what is said to be done, and the documents.
    `report` has number, quantity, done_on and text."""
    appeal = condition.appeal
    quantity, due = condition.quantity, condition.due_on
    return {
        "kind": Dossier.Kind.CONDITION.value,
        "assignment": assignment_content(condition.assignment),
        "condition": {
            "appeal": appeal.pk,
            "position": condition.position,
            "text": condition.text,
            "quantity": None if quantity is None else str(quantity),
            "unit": condition.unit,
            "due_on": due.isoformat() if due else None,
        },
        "report": {
            "number": report["number"],
            "quantity": None if report["quantity"] is None else str(report["quantity"]),
            "done_on": report["done_on"].isoformat(),
            "text": report["text"],
        },
        "evidence": [document_content(document) for document in documents],
        "warning_reasons": {},
    }


def _say(dossier: Dossier) -> tuple[str, str]:
    condition: Condition = dossier.condition
    label = _("เงื่อนไขข้อที่ %(place)s ของอุทธรณ์ ปี %(year)s ตัวชี้วัดที่ %(number)s") % {
        "place": condition.position,
        "year": dossier.year.be_year,
        "number": condition.assignment.number,
    }
    return label, reverse("condition", args=[condition.pk])


CONDITION_PLACE = Place(("condition__appeal__assignment",), _say)
