"""The document register: list, page of a document, adding, editing, deleting."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Agency
from accounts.roles import Role
from indicators.completeness import missing_in_document
from indicators.forms.documents import DocumentForm, FilesForm, RegisterFilter
from indicators.models import Document
from indicators.models.dossier import Submittable
from indicators.permissions import holds
from indicators.selectors import documents as register
from indicators.selectors.document_life import document_life
from indicators.services import documents as services
from indicators.services.errors import Invalid, StaleVersion
from indicators.services.evidence import Registered, register_as_evidence
from indicators.spreadsheet import Cell, day_cells
from indicators.views import document_pages, filters, uploads
from indicators.views.export import Sheet, exported
from indicators.views.fetching import form_key, person, require_role, seen_version, visible_or_404
from indicators.views.paging import paged
from indicators.views.refusals import explain
from indicators.views.report_drafts import draft_named
from indicators.views.report_pages import page_of


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    visible = register.register_of(person(request))
    agencies = register.agencies_of(person(request))
    form = RegisterFilter(request.GET, agencies=agencies, years=register.years_of(visible))
    form.is_valid()
    chosen = form.cleaned_data  # a filter that makes no sense is left out and says so; the others hold
    found = register.with_rows(register.filtered(visible, chosen))
    if file := exported(request, _sheet(found)):
        return file
    page = paged(request, found)
    context = {
        "title": _("ทะเบียนเอกสาร"),
        "form": form,
        "filters": filters.Filters(filters.fields_of(form)),
        "page": page,
        "documents": [register.register_row(document) for document in page],
        "can_add": bool(person(request).standing.agencies_as(Role.OFFICER)),
    }
    return render(request, "indicators/document/list.html", context)


def _sheet(documents: QuerySet[Document]) -> Sheet:
    def line(document: Document) -> list[Cell]:
        row = register.register_row(document)
        return [
            row["subject"],
            *day_cells(document.date),
            row["type"],
            row["number"] or None,
            len(row["files"]),
            ", ".join(label for label, _url in row["cited_in"]),
            row["missing"] or _("ครบถ้วน"),
            document.agency.name,
        ]

    heading = [_("เรื่อง"), _("ลงวันที่"), _("ลงวันที่ (ค.ศ. ตาม ISO 8601)"), _("ประเภท"), _("เลขที่"), _("ไฟล์")]
    heading += [_("อ้างอิงใน"), _("ความครบถ้วน"), _("หน่วยงาน")]
    return Sheet("documents", _("ทะเบียนเอกสาร"), heading, documents, line)


@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    document = visible_or_404(request, register.with_rows(Document.objects.all()), pk)
    is_officer = holds(person(request), Role.OFFICER, document.agency_id).allowed
    kept_because = services.why_kept(document)
    context = document_pages.frame_of(document) | {
        "rows": document_pages.facts(document),
        "missing": list(missing_in_document(document).values()),
        "files": document_pages.files_of(document, removable=is_officer),
        "cited_in": register.register_row(document)["cited_in"],
        "events": document_life(document),
        "is_officer": is_officer,
        "form": FilesForm(),
        "kept_because": kept_because,
        "taken_off": document_pages.taken_off(request, document) if is_officer else None,
        "actions": [
            {"label": _("แก้ไขเอกสาร"), "url": reverse("document-edit", args=[document.pk]), "style": "primary"}
        ],
    }
    return render(request, "indicators/document/detail.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    report = draft_named(request)
    agencies = [report.assignment.agency] if report else _kept_registers(request)
    if request.method != "POST":
        return _add_page(request, DocumentForm(agencies=agencies), report)
    sent = uploads.receive(request)
    form = DocumentForm(request.POST, request.FILES, agencies=agencies)
    if not form.is_valid():
        uploads.show_refused(form, sent.refused)
        return _add_page(request, form, report, sent, status=422)
    try:
        done = _register(request, form.cleaned_data, report, form.cleaned_data.get("agency") or agencies[0], sent)
    except StaleVersion:
        if report:
            report.refresh_from_db(fields=["version"])
        form.add_error(None, _("มีผู้แก้ไขรายงานนี้ระหว่างที่ท่านกรอก ยังไม่ได้บันทึกเอกสาร ตรวจแล้วกดบันทึกอีกครั้ง"))
        uploads.show_refused(form, sent.refused)
        return _add_page(request, form, report, sent, status=409)
    messages.success(request, _("ลงทะเบียนเอกสารแล้ว"))
    uploads.tell(request, done.attached, [*sent.refused, *done.refused])
    if report:
        return redirect(f"{page_of(report, 'evidence')}?added={done.document.pk}")
    return redirect("document", pk=done.document.pk)


def _kept_registers(request: HttpRequest) -> list[Agency]:
    """The agencies whose register the person keeps; 403 when there is none."""
    require_role(request, Role.OFFICER)
    return list(Agency.objects.filter(pk__in=person(request).standing.agencies_as(Role.OFFICER)))


def _register(
    request: HttpRequest, fields: dict[str, Any], report: Submittable | None, agency: Agency, sent: uploads.Uploads
) -> Registered:
    actor, key = person(request), form_key(request)
    if report:
        version = seen_version(request)
        return register_as_evidence(report, actor=actor, version=version, fields=fields, files=sent.received, key=key)
    document = services.register(agency, actor=actor, fields=fields, key=key)
    return Registered(document, *services.attach_all(document, sent.received, actor=actor))


def _add_page(
    request: HttpRequest,
    form: DocumentForm,
    report: Submittable | None,
    sent: uploads.Uploads | None = None,
    status: int = 200,
) -> HttpResponse:
    received = sent.received if sent else []
    hidden: list[tuple[str, object]] = [
        ("key", request.POST.get("key") or uuid4()),
        *uploads.slips(request, received),
    ]
    above = [(_("ทะเบียนเอกสาร"), reverse("document-list"))]
    if report:
        # After a conflict the page shows the version in force: sending it again is the officer's answer.
        hidden.append(("version", request.POST.get("version", report.version) if status == 422 else report.version))
        above = [(str(report.assignment), page_of(report)), (_("หลักฐาน"), page_of(report, "evidence"))]
    context = {
        "title": _("เพิ่มเอกสารเป็นหลักฐาน") if report else _("เพิ่มเอกสาร"),
        "breadcrumbs": above,
        "form": form,
        "hidden": hidden,
        "received": received,
        "actions": [{"label": _("บันทึกเอกสาร"), "style": "primary"}],
    }
    return render(request, "indicators/document/edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    document = visible_or_404(request, Document.objects.select_related("agency", "kind"), pk)
    require_role(request, Role.OFFICER, document.agency_id)
    if request.method != "POST":
        return document_pages.edit_page(request, document, document_pages.form_of(document))
    sent = uploads.receive(request)
    form = DocumentForm(request.POST, request.FILES, as_written=document.subject_as_written)
    if not form.is_valid():
        uploads.show_refused(form, sent.refused)
        return document_pages.edit_page(request, document, form, sent.received, status=422)
    actor = person(request)
    try:
        event = services.edit(document, actor=actor, version=seen_version(request), fields=form.cleaned_data)
    except StaleVersion as stale:
        return document_pages.conflict(request, stale, form, sent.received)
    attached, refused = services.attach_all(document, sent.received, actor=actor)
    messages.success(request, _("บันทึกเอกสารแล้ว") if event or attached else _("ไม่มีสิ่งใดเปลี่ยนแปลง"))
    uploads.tell(request, attached, [*sent.refused, *refused])
    return redirect("document", pk=document.pk)


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    document = visible_or_404(request, Document.objects.select_related("agency"), pk)
    require_role(request, Role.OFFICER, document.agency_id)
    try:
        services.delete(document, actor=person(request), version=seen_version(request))
    except Invalid as refusal:
        return explain(request, " ".join(refusal.errors.values()))
    messages.success(request, _("ลบ “%(subject)s” ออกจากทะเบียนแล้ว") % {"subject": document})
    return redirect("document-list")
