"""The paper of one item of a print job: frozen when a worker first takes it, rendered once, kept."""

from __future__ import annotations

from typing import Any

import pikepdf

from books.models import PrintJobItem
from indicators.files import store
from indicators.models import PrintRecord, QuarterlyReport, StoredFile, YearEndReport
from indicators.services import prints, score_papers
from indicators.services.kept_papers import kept
from indicators.workflow.processes import row_of
from innovation.models import Round
from innovation.services import papers as case_papers
from printing import documents
from printing.limits import DEFAULT_LIMITS, Limits

# What one paper may cost; tests make it smaller. More on the clock than of a processor: it waits behind pages.
LIMITS = Limits(wall=3 * DEFAULT_LIMITS.wall)


def file_of(item: PrintJobItem) -> StoredFile:
    """The finished PDF of an item; a decision's own bytes where one was taken on what is printed.

    Reads `job`, `agency`, `dossier` and `revision`. Raises PrintingFailed with a sentence for the user,
    indicators.files.refusals.Refused and OSError.
    """
    if record := _record_of(item):
        prints.bytes_of(record)
        assert record.file is not None
        return record.file
    if not item.document:
        text = _document_of(item).to_json()
        # Whoever was first has said what is printed.
        PrintJobItem.objects.filter(pk=item.pk, document="").update(document=text)
        item.refresh_from_db(fields=["document"])
    return kept(documents.from_json(item.document), LIMITS)


def pages_of(file: StoredFile) -> int:
    """How many pages a kept PDF has."""
    with store.open(file.sha256) as opened, pikepdf.open(opened) as pdf:
        return len(pdf.pages)


def _record_of(item: PrintJobItem) -> PrintRecord | None:
    if item.revision_id:
        records = PrintRecord.objects.filter(revision=item.revision_id, form=item.form)
        return records.select_related("file").order_by("-id").first()
    if item.form == score_papers.AGENCY_FORM:
        assert item.agency is not None
        return score_papers.kept_record(item.agency, item.job.year)
    return None


def _document_of(item: PrintJobItem) -> documents.Document:
    if item.revision is None or item.dossier is None:
        if item.form == score_papers.AGENCY_FORM:
            assert item.agency is not None
            return score_papers.sheet_of_agency(item.agency, item.job.year)
        return case_papers.blank_sheet(item.form, Round.objects.get(year=item.job.year), item.agency)
    row: Any = row_of(item.dossier)
    if isinstance(row, QuarterlyReport | YearEndReport):
        return prints.document_of(row, item.revision)
    return case_papers.sheet_of_revision(row, item.form, item.revision)
