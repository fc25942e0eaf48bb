"""What the pages of a document show: its facts, its files, its form, and the page of an edit that came too late."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from indicators.files.kinds import Kind
from indicators.files.store import Received
from indicators.forms.documents import DocumentForm
from indicators.models import Document, RevisionFile, StoredFile
from indicators.selectors.document_life import last_change
from indicators.selectors.documents import twins
from indicators.selectors.evidence import file_rows, number_of
from indicators.services.documents import EDITABLE, detached
from indicators.services.errors import StaleVersion
from indicators.views import uploads
from indicators.views.fetching import person
from thai.dates import active_language, format_date, format_datetime

Context = dict[str, Any]
# So long a file taken off can be put back from the page that follows; its script takes the offer away after 10 s.
UNDO = timedelta(minutes=10)


def frame_of(document: Document, title: str = "") -> Context:
    """What every page of a document shows around its content."""
    above = [(_("ทะเบียนเอกสาร"), reverse("document-list"))]
    if title:
        above.append((_shortened(str(document)), reverse("document", args=[document.pk])))
    return {
        "document": document,
        "title": title or str(document),
        "caption": f"{document.agency} – {document.kind}",
        "breadcrumbs": above,
    }


def facts(document: Document) -> list[tuple[str, str]]:
    """Every field in words, for components/definition_rows.html; those left empty are not asked of every type, so
    only the first four show empty."""
    always = [
        (_("ประเภท"), str(document.kind)),
        (_("เลขที่"), number_of(document)),
        (_("ลงวันที่"), _written(document.date)),
        (_("เรื่อง"), document.subject),
    ]
    others = [
        (_("ข้อความตามต้นฉบับ"), document.subject_as_written),
        (_("ชั้นความเร็ว"), str(document.get_speed_display())),
        (_("หนังสือเวียน (ว)"), _("ใช่") if document.is_circular else ""),
        (_("หน่วยงานเจ้าของหนังสือ"), document.issuing_unit),
        (_("ผู้ลงนาม"), document.signer),
        (_("ถึง"), document.addressee),
        (_("ที่อยู่เว็บ"), document.url),
        (_("วันที่จับภาพ"), _written(document.captured_on)),
        (_("ที่เก็บต้นฉบับกระดาษ"), document.paper_location),
    ]
    return always + [(term, value) for term, value in others if value]


def files_of(document: Document, *, removable: bool) -> list[Context]:
    """Files with the documents that hold the same bytes; `remove_url` unless a submitted report holds the file."""
    files = list(document.files.all())
    frozen = set(
        RevisionFile.objects.filter(revision__documents__document=document).values_list("file_id", flat=True)
    )
    same = twins(files)
    rows = []
    for row in file_rows(files):
        file = row["attached"]
        can_go = removable and file.file_id not in frozen
        rows.append(
            {
                **row,
                "twins": same.get(file.pk, []),
                "remove_url": reverse("document-file-delete", args=[file.pk]) if can_go else "",
            }
        )
    return rows


def taken_off(request: HttpRequest, document: Document) -> Context | None:
    """The file that the person has just taken off (?removed=): its name and the slip that puts it back. It stays in
    the store, which keeps whatever a document ever had."""
    sha256 = request.GET.get("removed", "")
    file = StoredFile.objects.filter(pk=sha256).first() if sha256 else None
    event = detached(document, sha256, actor=person(request), within=UNDO) if file else None
    if file is None or event is None or document.files.filter(file=file).exists():
        return None
    name = json.loads(event.details)["name"]
    kind = Kind(file.extension)
    received = Received(file.sha256, file.size, kind, file.extension, file.content_type, name, notice="")
    return {"name": name, "hidden": uploads.slips(request, [received])}


def form_of(document: Document) -> DocumentForm:
    """The form with the document as it stands."""
    initial = {name: getattr(document, name) for name in EDITABLE}
    return DocumentForm(initial=initial, as_written=document.subject_as_written)


def edit_page(
    request: HttpRequest,
    document: Document,
    form: DocumentForm,
    received: Sequence[Received] = (),
    status: int = 200,
) -> HttpResponse:
    """The form; `received` are files that wait for the rest of it to be right."""
    version = request.POST.get("version", document.version)
    context = frame_of(document, _("แก้ไขเอกสาร")) | {
        "form": form,
        "hidden": [("version", version), *uploads.slips(request, received)],
        "received": received,
        "files": file_rows(document.files.select_related("file")),
        "actions": [{"label": _("บันทึกเอกสาร"), "style": "primary"}],
    }
    return render(request, "indicators/document/edit.html", context, status=status)


def conflict(
    request: HttpRequest, stale: StaleVersion, form: DocumentForm, received: Sequence[Received]
) -> HttpResponse:
    """Both texts of an edit that came too late; nothing typed and no file is lost, the choice is the officer's."""
    current = stale.current
    assert isinstance(current, Document)
    pairs = [
        (str(form.fields[name].label), _shown(form, name, form.cleaned_data[name]), _shown(form, name, theirs))
        for name in EDITABLE
        if (theirs := getattr(current, name)) != form.cleaned_data[name]
    ]
    left_out = {"csrfmiddlewaretoken", "version", "resolve", uploads.SLIP}
    typed = [(name, one) for name, values in request.POST.lists() if name not in left_out for one in values]
    event = last_change(current)
    context = frame_of(current) | {
        "conflict": pairs,
        "who": event.actor.full_name if event and event.actor else "",
        "when": format_datetime(event.at, active_language()) if event else "",
        "url": request.path,
        "hidden": [("version", current.version), *typed, *uploads.slips(request, received)],
        "page_url": reverse("document-edit", args=[current.pk]),
        "can_continue": False,
    }
    return render(request, "409.html", context, status=409)


def _shown(form: DocumentForm, name: str, value: object) -> str:
    """A field's value as a person reads it."""
    if isinstance(value, bool):
        return _("ใช่") if value else _("ไม่ใช่")
    if isinstance(value, date):
        return _written(value)
    if name == "speed":
        return str(dict(form.fields[name].choices)[value])  # type: ignore[attr-defined]
    return "" if value is None else str(value)


def _written(day: date | None) -> str:
    return format_date(day, "full", active_language()) if day else ""


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
