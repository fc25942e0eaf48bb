"""The evidence of a draft report, quarterly or year-end: choose from the register, order, withdraw, add new."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indicators.forms.documents import EvidenceForm
from indicators.forms.evidence import OrderForm
from indicators.models import Document
from indicators.models.dossier import Submittable
from indicators.selectors.documents import citable, twins, with_rows, with_text
from indicators.selectors.evidence import Row, cited, document_row, evidence_rows
from indicators.services import documents as services
from indicators.services.errors import Invalid, StaleVersion
from indicators.services.evidence import cite_instead, register_as_evidence
from indicators.views import filters, report_pages, uploads
from indicators.views.fetching import form_key, person, seen_version
from indicators.views.paging import paged
from indicators.views.report_drafts import draft, numbers
from indicators.workflow import workflow_of


@require_http_methods(["GET", "POST"])
def evidence(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    report = draft(request, kind, pk)
    if request.method != "POST":
        return _page(request, report)
    if "withdraw" in request.POST:
        return _withdraw(request, report)
    acts = {"cite": _cite, "reorder": _reorder, "add": _add, "instead": _instead}
    act = acts.get(request.POST.get("action", ""))
    return act(request, report) if act else redirect(report_pages.page_of(report, "evidence"))


def _cite(request: HttpRequest, report: Submittable) -> HttpResponse:
    wanted = numbers(request.POST.getlist("document"))
    if not wanted:
        messages.error(request, _("เลือกเอกสารที่จะอ้างอิงก่อน"))
        return redirect(report_pages.page_of(report, "evidence"))
    found = _of_agency(report, wanted)
    services.cite(report, found, actor=person(request), version=seen_version(request))
    return _back(request, report, _("อ้างอิงเอกสารเพิ่มแล้ว %(count)s รายการ") % {"count": len(found)})


def _reorder(request: HttpRequest, report: Submittable) -> HttpResponse:
    form = _order_form(report, request.POST)
    if not form.is_valid():
        return _page(request, report, order=form, status=422)
    services.reorder_citations(report, form.positions, actor=person(request), version=seen_version(request))
    return _back(request, report, _("จัดลำดับหลักฐานแล้ว"))


def _withdraw(request: HttpRequest, report: Submittable) -> HttpResponse:
    for document in numbers([request.POST["withdraw"]]):
        services.withdraw_citation(report, document, actor=person(request), version=seen_version(request))
    return _back(request, report, _("นำเอกสารออกจากหลักฐานแล้ว เอกสารยังอยู่ในทะเบียน"))


def _instead(request: HttpRequest, report: Submittable) -> HttpResponse:
    (document,) = _of_agency(report, numbers([request.POST.get("document", "")]))
    (other,) = _of_agency(report, numbers([request.POST.get("other", "")]))
    cite_instead(report, document, other, actor=person(request), version=seen_version(request))
    return _back(request, report, _("อ้างอิงเอกสารที่มีอยู่เดิมแทนแล้ว"))


def _add(request: HttpRequest, report: Submittable) -> HttpResponse:
    sent = uploads.receive(request)
    form = EvidenceForm(request.POST, request.FILES)
    if not form.is_valid():
        uploads.show_refused(form, sent.refused)
        return _page(request, report, form=form, sent=sent, status=422)
    try:
        done = register_as_evidence(
            report,
            actor=person(request),
            version=seen_version(request),
            fields=form.cleaned_data,
            files=sent.received,
            key=form_key(request),
        )
    except StaleVersion:
        report.refresh_from_db(fields=["version"])
        form.add_error(None, _("มีผู้แก้ไขรายงานนี้ระหว่างที่ท่านกรอก ยังไม่ได้บันทึกเอกสาร ตรวจแล้วกดบันทึกอีกครั้ง"))
        uploads.show_refused(form, sent.refused)
        return _page(request, report, form=form, sent=sent, status=409)
    uploads.tell(request, done.attached, [*sent.refused, *done.refused])
    response = _back(request, report, _("เพิ่มหลักฐานแล้ว"))
    response["Location"] += f"?added={done.document.pk}"
    return response


def _back(request: HttpRequest, report: Submittable, sentence: str) -> HttpResponse:
    return report_pages.done(request, report, sentence, "evidence")


def _page(
    request: HttpRequest,
    report: Submittable,
    *,
    order: OrderForm | None = None,
    form: EvidenceForm | None = None,
    sent: uploads.Uploads | None = None,
    status: int = 200,
) -> HttpResponse:
    order = order or _order_form(report)
    form = form or EvidenceForm()
    rows = evidence_rows(report.dossier)
    sought = filters.words_asked(request, "text")
    register = citable(report.assignment.agency_id, [row["document"].pk for row in rows])
    page = paged(request, with_rows(with_text(register, sought)))
    received = sent.received if sent else []
    # A form sent back to be put right still speaks of the report as it was seen; after a conflict, as it is.
    version = request.POST.get("version", report.version) if status == 422 else report.version
    context = report_pages.frame_of(report, _("หลักฐาน")) | {
        "order": order,
        "cited": [{**row, "field": order.field_for(row["document"].pk)} for row in rows],
        "again": _registered_twice(request, rows),
        "filters": filters.Filters([filters.words(_("คำในเรื่องหรือเลขที่"), sought, "text")]),
        "page": page,
        "register": [document_row(document) for document in page],
        "form": form,
        "forms": [order],
        "version": version,
        "hidden": [
            ("action", "add"),
            ("version", version),
            ("key", request.POST.get("key") or uuid4()),
            *uploads.slips(request, received),
        ],
        "received": received,
        "add_actions": [{"label": _("เพิ่มเป็นหลักฐาน"), "style": "primary"}],
        "full_form_url": f"{reverse('document-add')}?report={workflow_of(report).name}-{report.pk}",
    }
    return render(request, "indicators/evidence/edit.html", context, status=status)


def _order_form(report: Submittable, data: QueryDict | None = None) -> OrderForm:
    return OrderForm(data, citations=list(cited(report.dossier)))


def _registered_twice(request: HttpRequest, rows: Sequence[Row]) -> list[Row]:
    """For the document just added (?added=): where else in the register its files are, to be cited instead."""
    added = numbers([request.GET.get("added", "")])
    row = next((row for row in rows if row["document"].pk in added), None)
    if row is None:
        return []
    files = [file["attached"] for file in row["files"]]
    same = twins(files)
    pairs = [(file, other) for file in files for other in same.get(file.pk, [])]
    return [{"document": row["document"], "file": file, "other": other} for file, other in pairs]


def _of_agency(report: Submittable, wanted: Sequence[int]) -> list[Document]:
    """The documents in the order asked for; Invalid unless each is in the register of the report's agency."""
    found = Document.objects.filter(agency_id=report.assignment.agency_id).select_related("agency").in_bulk(wanted)
    if not wanted or len(found) != len(set(wanted)):
        raise Invalid({"documents": _("เอกสารที่เลือกไม่อยู่ในทะเบียนของหน่วยงานแล้ว โปรดเลือกใหม่")})
    return [found[pk] for pk in dict.fromkeys(wanted)]
