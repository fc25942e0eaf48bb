"""What is printed: drafts as they stand, submissions as they were frozen, decisions as they were frozen with them.

A decision freezes a print record: the document, the template's version, and, as soon as it is rendered, the bytes.
A reprint serves those bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from indicators.files import store
from indicators.files.refusals import Refused
from indicators.models import Dossier, Event, PrintRecord, QuarterlyReport, Revision, YearEndReport
from indicators.selectors.content import Content, quarterly_content, year_end_content
from indicators.selectors.print_documents import Decisions, Signing, quarterly_document, year_end_document
from indicators.selectors.scores import score_of
from indicators.services import stored_files
from indicators.services.kept_papers import kept_bytes
from indicators.services.kept_papers import rendered as rendered
from printing import documents
from printing.documents import TEMPLATE_VERSION
from printing.pdf import PrintingFailed
from thai.dates import BANGKOK, format_date

Report = QuarterlyReport | YearEndReport
DRAFTS = frozenset({"draft", "returned"})
_on_demand: ContextVar[bool] = ContextVar("on_demand", default=False)


@contextmanager
def rendered_on_demand() -> Iterator[None]:
    """Within the block a decision freezes its document only; the bytes follow when somebody first asks for them.
    For replaying a year of decisions at once: each would keep the press busy for a third of a second."""
    token = _on_demand.set(True)
    try:
        yield
    finally:
        _on_demand.reset(token)


def freeze(report: Report, event: Event) -> PrintRecord:
    """Keep what the decision `event` on a report prints."""
    if event.revision is None:
        raise ValueError("a decision names the revision it was taken on")
    return keep(event, document_of(report, event.revision))


def keep(event: Event, document: documents.Document, form: str = "", revision: Revision | None = None) -> PrintRecord:
    """Keep `document` as what the decision `event` prints; `form` tells several papers of one event apart. It belongs
    to the event's revision unless another is given. The bytes follow after the commit; twice is once."""
    revision = revision or event.revision
    if revision is None:
        raise ValueError("a decision names the revision it was taken on")
    record, created = PrintRecord.objects.get_or_create(
        event=event,
        form=form,
        defaults={
            "revision": revision,
            "document": document.to_json(),
            "template_version": TEMPLATE_VERSION,
            "created_at": event.at,
        },
    )
    if created and not _on_demand.get():
        transaction.on_commit(lambda: _render_quietly(record))
    return record


def pdf_of(report: Report) -> bytes:
    """The PDF of a report as it stands: the newest decision's own bytes, the submission, or the draft with its
    watermark. Raises PrintingFailed with a sentence for the user."""
    revision = report.dossier.revisions.order_by("-number").first()
    if report.status in DRAFTS or revision is None:
        return rendered(draft_of(report))
    record = PrintRecord.objects.filter(revision=revision).order_by("-id").first()
    if record is not None:
        return bytes_of(record)
    return kept_bytes(document_of(report, revision))


def bytes_of(record: PrintRecord) -> bytes:
    """The bytes of a frozen print; rendered now if that did not happen when it was frozen."""
    if record.file_id is None:
        _render(record)
    assert record.file_id is not None
    with store.open(record.file_id) as file:
        return file.read()


def draft_of(report: Report) -> documents.Document:
    """The document of the text as it stands now, marked as a draft."""
    if isinstance(report, QuarterlyReport):
        return quarterly_document(quarterly_content(report), Decisions(), draft=True)
    return year_end_document(year_end_content(report), _decisions(report), draft=True)


def document_of(report: Report, revision: Revision) -> documents.Document:
    """The document of a frozen revision with the decisions taken until now."""
    content: Content = json.loads(revision.content)
    receipt = receipt_of(revision)
    if isinstance(report, QuarterlyReport):
        return quarterly_document(content, _decisions(report), receipt=receipt)
    return year_end_document(content, _decisions(report), receipt=receipt)


def _decisions(report: Report) -> Decisions:
    quarters: list[QuarterlyReport] = (
        [report]
        if isinstance(report, QuarterlyReport)
        else list(QuarterlyReport.objects.filter(assignment_id=report.assignment_id).select_related("period"))
    )
    marks: dict[int, Decimal | None] = {quarter.period.quarter or 0: quarter.mark for quarter in quarters}
    with override("th"):
        states = {quarter.period.quarter or 0: str(quarter.get_status_display()) for quarter in quarters}
    is_endorsed = isinstance(report, YearEndReport) and report.endorsed_at is not None
    endorsed = endorsement_on(report.dossier) if is_endorsed else Signing()
    score = score_of(report.assignment) if isinstance(report, YearEndReport) else None
    return Decisions(marks, states, _day(report.submitted_at), endorsed, score)


@override("th")
def endorsement_on(dossier: Dossier) -> Signing:
    """Name and position as they were when the head, or who stood in for him, last endorsed a submission."""
    event = dossier.events.filter(action="endorse").order_by("-sequence").first()
    if event is None:
        return Signing()
    details = json.loads(event.details)
    standing_for = ""
    if "kind" in details:
        standing_for = _("%(kind)s %(name)s %(position)s ตามคำสั่งที่ %(order)s ลงวันที่ %(date)s") % {
            "kind": details["kind"],
            "name": details["for_name"],
            "position": details["for_position"],
            "order": details["order_number"],
            "date": format_date(date.fromisoformat(details["order_date"]), "long"),
        }
    return Signing(details["name"], details["position"], _day(event.at), standing_for)


def _render(record: PrintRecord) -> None:
    pdf = rendered(documents.from_json(record.document))
    received = store.receive([pdf], "print.pdf")
    file = stored_files.row_of(received)
    PrintRecord.objects.filter(pk=record.pk, file__isnull=True).update(file=file, failure="")
    record.refresh_from_db()


def _render_quietly(record: PrintRecord) -> None:
    """The decision stands whether or not its paper can be printed; what went wrong is kept with the record."""
    try:
        _render(record)
    except (OSError, PrintingFailed, Refused) as failed:
        reason = failed.reason if isinstance(failed, PrintingFailed) else str(failed)
        PrintRecord.objects.filter(pk=record.pk).update(failure=reason[:300])


def receipt_of(revision: Revision) -> str:
    """Number and short hash of a revision, printed at the foot of its papers."""
    with override("th"):
        return _("ฉบับที่ %(number)s รหัส %(hash)s") % {"number": revision.number, "hash": revision.sha256[:12]}


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(BANGKOK).date() if moment else None
