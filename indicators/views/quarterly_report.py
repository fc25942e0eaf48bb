"""The pages and verbs of a quarterly report."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.completeness import missing_in_quarter
from indicators.models import QuarterlyReport
from indicators.permissions import can_edit
from indicators.selectors.answers import quarterly_answers
from indicators.selectors.warnings import quarterly_warnings
from indicators.services import quarterly_report as services
from indicators.services.errors import StaleVersion, insist
from indicators.views import conflicts, fetching, report_pages, reviewing, sending
from indicators.views import quarterly_writing as writing


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    report = fetching.quarterly_report(request, pk)
    return report_pages.detail(request, report, quarterly_answers(report))


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    report = fetching.quarterly_report(request, pk)
    insist(can_edit(fetching.person(request), report))
    if not conflicts.sends(request):
        return writing.page(request, writing.stored(report))
    if writing.REWRITE in request.POST:
        return writing.page(request, writing.rewritten(request, report))
    if writing.NO_PROGRESS in request.POST:
        return _send_without_progress(request, report)
    page = writing.typed(request, report, request.POST)
    if not page.is_valid:
        return writing.page(request, page, status=422)
    try:
        taken = writing.keep(request, page)
    except StaleVersion as stale:
        return writing.conflict(request, stale, page)
    return writing.after(request, report, taken)


def _send_without_progress(request: HttpRequest, report: QuarterlyReport) -> HttpResponse:
    """Nothing came of the quarter: the reason is all there is to check, so it is stored and sent at once."""
    page = writing.without_progress(request, report)
    if not page.is_valid:
        return writing.page(request, page, status=422)
    try:
        writing.keep(request, page)
    except StaleVersion as stale:
        return writing.conflict(request, stale, page)
    services.submit(report, actor=fetching.person(request), version=report.version, key=fetching.form_key(request))
    return _sent(request, report)


@require_safe
def check(request: HttpRequest, pk: int) -> HttpResponse:
    report = fetching.quarterly_report(request, pk)
    return sending.check(
        request, report, quarterly_answers(report), missing_in_quarter(report), quarterly_warnings(report)
    )


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    report = fetching.quarterly_report(request, pk)
    reasons = report_pages.warning_reasons(request)
    services.submit(report, **report_pages.posted_by(request), warning_reasons=reasons)
    return _sent(request, report)


def _sent(request: HttpRequest, report: QuarterlyReport) -> HttpResponse:
    sentence = _("ส่งรายงานถึง สยป. แล้ว เรียกคืนได้จนกว่าผู้ตรวจประเมินจะเปิดอ่าน")
    return report_pages.done(request, report, sentence, "sent")


@require_safe
def sent(request: HttpRequest, pk: int) -> HttpResponse:
    return sending.sent(request, fetching.quarterly_report(request, pk))


@require_POST
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    report = fetching.quarterly_report(request, pk)
    services.recall(report, **report_pages.posted_by(request))
    return report_pages.done(request, report, _("เรียกคืนแล้ว แก้ไขและส่งใหม่ได้"))


@require_POST
def open_(request: HttpRequest, pk: int) -> HttpResponse:
    return reviewing.open_submission(request, fetching.quarterly_report(request, pk))


@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    return reviewing.review_page(request, fetching.quarterly_report(request, pk))


@require_POST
def return_(request: HttpRequest, pk: int) -> HttpResponse:
    return reviewing.return_report(request, fetching.quarterly_report(request, pk))


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    return reviewing.accept(request, fetching.quarterly_report(request, pk))


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    return reviewing.reopen(request, fetching.quarterly_report(request, pk))
