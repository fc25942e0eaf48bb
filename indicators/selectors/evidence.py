"""The evidence of a report: its cited documents, as the tables of pages show them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from indicators.completeness import missing_in_document
from indicators.files.kinds import Kind
from indicators.models import Citation, Document, DocumentFile, Dossier, QuarterlyReport, YearEndReport
from indicators.selectors.content import Content
from thai.dates import active_language, format_date

Row = dict[str, Any]
# Kinds of files that a page can show by itself.
PICTURES = frozenset({Kind.JPEG, Kind.PNG})


def evidence_rows(dossier: Dossier) -> list[Row]:
    """The cited documents in order, for components/evidence_table.html. Three queries for any number.

    An imported document shows its original wording; `missing` says what keeps it from being complete.
    """
    return [{**document_row(citation.document), "citation": citation} for citation in cited(dossier)]


def cited(dossier: Dossier) -> Iterable[Citation]:
    """The citations in order, with all that a row of a table reads."""
    files = Prefetch("document__files", DocumentFile.objects.select_related("file"))
    return dossier.citations.select_related("document__kind").prefetch_related(files).order_by("position", "id")


def documents_of(dossiers: Sequence[Dossier]) -> list[Row]:
    """The documents cited in any of the dossiers, each once, the oldest paper first. Three queries."""
    return [document_row(document) for document in cited_documents(dossiers)]


def cited_documents(dossiers: Sequence[Dossier]) -> list[Document]:
    """The cited documents with kind and files, by date, the undated last."""
    files = Prefetch("files", DocumentFile.objects.select_related("file"))
    found = Document.objects.filter(citations__dossier__in=dossiers).distinct()
    rows = list(found.select_related("kind").prefetch_related(files).order_by("date", "pk"))
    return [row for row in rows if row.date] + [row for row in rows if row.date is None]


def document_row(document: Document) -> Row:
    """A document in words: type, number, date, subject, files, place, missing, url. Reads `kind` and `files`."""
    return {
        "document": document,
        "type": document.kind.name,
        "number": number_of(document),
        "date": format_date(document.date, "short", active_language()) if document.date else "",
        "subject": str(document),
        "files": file_rows(document.files.all()),
        "place": document.paper_location,
        "missing": " ".join(missing_in_document(document).values()),
        "url": reverse("document", args=[document.pk]),
    }


def frozen_row(cited: Content) -> Row:
    """A document as a revision cites it, for components/evidence_table.html; its page has the files."""
    day = format_date(date.fromisoformat(cited["date"]), "short", active_language()) if cited["date"] else ""
    number = cited["number"]
    if not number and cited["no_number_reason"]:
        number = _("ไม่มีเลขที่ (%(reason)s)") % {"reason": cited["no_number_reason"]}
    return {
        "type": cited["kind"],
        "number": number,
        "date": day,
        "subject": cited["subject_as_written"] or cited["subject"],
        "files": [],
        "place": ", ".join(file["name"] for file in cited["files"]) or cited["paper_location"],
        "url": reverse("document", args=[cited["document"]]),
    }


def frozen_rows(cited: Sequence[Content]) -> list[Row]:
    """Documents as revisions cite them, with those of their files that are still attached. One query."""
    files = DocumentFile.objects.filter(document__in={each["document"] for each in cited}).select_related("file")
    attached: dict[tuple[int, str], DocumentFile] = {(file.document_id, file.file_id): file for file in files}
    rows = []
    for each in cited:
        places = [(each["document"], file["sha256"]) for file in each["files"]]
        found = file_rows(attached[place] for place in places if place in attached)
        rows.append(frozen_row(each) | ({"files": found, "place": each["paper_location"]} if found else {}))
    return rows


def number_of(document: Document) -> str:
    """The number as written, or that there is none and why."""
    if document.number or not document.no_number_reason:
        return document.number
    return _("ไม่มีเลขที่ (%(reason)s)") % {"reason": document.no_number_reason}


def file_rows(files: Iterable[DocumentFile]) -> list[Row]:
    """Files for components/file_list.html: name, address of the download, size, and whether a page can show it: as a
    picture, or a PDF at `view_url` in a frame. Reads `file`."""
    return [
        {
            "attached": file,
            "name": file.name,
            "url": reverse("document-file", args=[file.pk]),
            "size": filesizeformat(file.file.size),
            "is_picture": file.file.extension in PICTURES,
            "view_url": reverse("document-file-view", args=[file.pk]) if file.file.extension == Kind.PDF else "",
        }
        for file in files
    ]


@dataclass(frozen=True)
class Place:
    """How to say where a dossier of one kind belongs: `paths` for select_related, `say` gives words and address."""

    paths: tuple[str, ...]
    say: Callable[[Dossier], tuple[str, str]]


def place_of(dossier: Dossier) -> tuple[str, str]:
    """Which report a dossier is, in words, and its page. With `place_paths` followed it asks nothing more."""
    return PLACES[dossier.kind].say(dossier)


def places_of(dossiers: Iterable[Dossier]) -> dict[UUID, tuple[str, str]]:
    """`place_of` of each dossier whose kind has one, by key. One query for each kind among them: few dossiers are
    found sooner so than by the joins of all kinds at once (place_paths)."""
    by_kind: dict[str, set[UUID]] = {}
    for dossier in dossiers:
        by_kind.setdefault(dossier.kind, set()).add(dossier.pk)
    return {
        found.pk: PLACES[kind].say(found)
        for kind, keys in by_kind.items()
        if kind in PLACES
        for found in Dossier.objects.filter(pk__in=keys).select_related("year", *PLACES[kind].paths)
    }


def place_paths() -> tuple[str, ...]:
    """What select_related must follow from a dossier so that `place_of` asks nothing more."""
    return tuple(dict.fromkeys(["year", *(path for place in PLACES.values() for path in place.paths)]))


def _quarter(dossier: Dossier) -> tuple[str, str]:
    report: QuarterlyReport = dossier.quarterlyreport
    return _report(report, str(report.period.get_kind_display()), "quarterly-report")


def _year_end(dossier: Dossier) -> tuple[str, str]:
    return _report(dossier.yearendreport, _("สิ้นปี"), "year-end-report")


def _report(report: QuarterlyReport | YearEndReport, name: str, page: str) -> tuple[str, str]:
    label = _("รายงาน%(name)s ปี %(year)s ตัวชี้วัดที่ %(number)s") % {
        "name": name,
        "year": report.dossier.year.be_year,
        "number": report.assignment.number,
    }
    return label, reverse(page, args=[report.pk])


# By the dossier's kind; apps above add theirs at start-up.
PLACES: dict[str, Place] = {
    Dossier.Kind.QUARTERLY_REPORT: Place(("quarterlyreport__period", "quarterlyreport__assignment"), _quarter),
    Dossier.Kind.YEAR_END_REPORT: Place(("yearendreport__assignment",), _year_end),
}
