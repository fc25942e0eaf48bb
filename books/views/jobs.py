"""One print job: how far it is, and what its owner can do with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from books.models import PrintJob
from books.selectors.jobs import holds_unopened, jobs_of, progress_of
from books.services import jobs as services
from books.services import results
from books.views.looks import LOOKS, in_words
from indicators import clock
from indicators.files.download import DOWNLOAD_HEADERS
from indicators.files.names import download_name
from indicators.services.errors import Invalid
from indicators.views.fetching import person
from indicators.views.refusals import explain

State = PrintJob.State


def _job_or_404(request: HttpRequest, pk: int) -> PrintJob:
    """The job, for its owner alone, and only while he may see what is in it."""
    return get_object_or_404(jobs_of(person(request)).select_related("year", "agency"), pk=pk)


@never_cache
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    job = _job_or_404(request, pk)
    context = {"title": job.title, "breadcrumbs": [(_("ศูนย์พิมพ์"), reverse("print-centre"))], **_state(job)}
    return render(request, "books/job.html", context)


@never_cache
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The changing part of the page, for its script."""
    return render(request, "books/progress.html", _state(_job_or_404(request, pk)))


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    job = _job_or_404(request, pk)
    if not services.cancel(job, actor=person(request)):
        return explain(request, _("งานพิมพ์นี้จบแล้ว จึงยกเลิกไม่ได้"))
    return _told(request, job, _("ยกเลิกงานพิมพ์แล้ว"))


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    job = _job_or_404(request, pk)
    if not services.retry(job, actor=person(request)):
        return explain(request, _("งานพิมพ์นี้ไม่มีฉบับที่ต้องลองใหม่"))
    return _told(request, job, _("กำลังลองใหม่เฉพาะฉบับที่ไม่สำเร็จ"))


@require_POST
def do_without(request: HttpRequest, pk: int) -> HttpResponse:
    job = _job_or_404(request, pk)
    if not services.do_without(job, actor=person(request)):
        return explain(request, _("งานพิมพ์นี้ไม่ได้รอให้เลือกว่าจะรวมเล่มโดยขาดบางฉบับ"))
    return _told(request, job, _("กำลังรวมเล่มโดยใส่หน้าแจ้งแทนฉบับที่ไม่สำเร็จ"))


@require_POST
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The result, to be saved. By POST, as it is an act that is noted."""
    job, user = _job_or_404(request, pk), person(request)
    if holds_unopened(user, job):
        return explain(request, _("ในเล่มนี้มีรายงานที่ท่านต้องกด “เปิดตรวจ” ก่อนจึงจะอ่านได้"))
    try:
        services.fetch(job, actor=user)
        file = results.place_of(job).open("rb")
    except Invalid as invalid:
        return explain(request, " ".join(invalid.errors.values()))
    except FileNotFoundError:  # removed in this very moment
        return explain(request, _("ไฟล์นี้เก็บไว้ครบกำหนดและลบแล้ว สั่งพิมพ์ใหม่ได้ที่ศูนย์พิมพ์"))
    ending = results.ending_of(job)
    name = f"{job.title}.zip" if ending == "zip" else download_name(job.title, "pdf")
    kind = "application/zip" if ending == "zip" else "application/pdf"
    return FileResponse(file, as_attachment=True, filename=name, content_type=kind, headers=DOWNLOAD_HEADERS)


def _told(request: HttpRequest, job: PrintJob, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("print-job", pk=job.pk)


def _state(job: PrintJob) -> dict[str, Any]:
    now = clock.now()
    told = progress_of(job, now)
    return {
        "job": job,
        "look": LOOKS[job.state],
        "told": told,
        "elapsed": in_words(told.elapsed),
        "expired": services.is_expired(job, now),
        "megabytes": job.size / 1_000_000,
        "actions": _actions(job, services.is_expired(job, now)),
    }


def _actions(job: PrintJob, expired: bool) -> list[dict[str, Any]]:
    def post(name: str, label: str, style: str = "secondary") -> dict[str, Any]:
        return {"label": label, "url": reverse(name, args=[job.pk]), "post": True, "style": style}

    if job.state == State.DONE and not expired:
        return [post("print-job-download", _("ดาวน์โหลด"), "primary")]
    if job.state == State.INCOMPLETE:
        return [
            post("print-job-retry", _("ลองใหม่เฉพาะฉบับที่ไม่สำเร็จ"), "primary"),
            post("print-job-without", _("รวมเล่มโดยใส่หน้าแจ้งแทน")),
            post("print-job-cancel", _("ยกเลิก")),
        ]
    if job.state == State.FAILED:
        return [post("print-job-retry", _("ลองใหม่"), "primary")]
    return [post("print-job-cancel", _("ยกเลิก"))] if job.is_active else []
