"""PDFs, made by the server."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.models import PrintRecord
from indicators.permissions import hides_until_opened
from indicators.services import prints
from indicators.views import fetching
from indicators.views.refusals import explain
from printing.pdf import PrintingFailed


@require_safe
def quarterly_report(request: HttpRequest, pk: int) -> HttpResponse:
    report = fetching.quarterly_report(request, pk)
    if hides_until_opened(fetching.person(request), report):
        return _unopened(request)
    return pdf_response(request, lambda: prints.pdf_of(report), f"quarterly-report-{pk}.pdf")


@require_safe
def year_end_report(request: HttpRequest, pk: int) -> HttpResponse:
    report = fetching.year_end_report(request, pk)
    if hides_until_opened(fetching.person(request), report):
        return _unopened(request)
    return pdf_response(request, lambda: prints.pdf_of(report), f"year-end-report-{pk}.pdf")


@require_safe
def print_record(request: HttpRequest, pk: int) -> HttpResponse:
    record = fetching.visible_or_404(request, PrintRecord.objects.select_related("file"), pk)
    return pdf_response(request, lambda: prints.bytes_of(record), f"print-{pk}.pdf")


def _unopened(request: HttpRequest) -> HttpResponse:
    """The paper would show what the page does not show yet (docs/decisions/, 7)."""
    return explain(request, _("กด “เปิดตรวจ” ก่อนจึงจะพิมพ์ได้ ระหว่างนี้ผู้ส่งยังเรียกคืนได้"))


def pdf_response(request: HttpRequest, make: Callable[[], bytes], name: str) -> HttpResponse:
    """The PDF shown in the browser; a sentence when it cannot be made."""
    try:
        pdf = make()
    except PrintingFailed as failed:
        return explain(request, _("พิมพ์ไม่ได้: %(reason)s") % {"reason": failed.reason}, status=503)
    headers = {
        "Content-Disposition": f'inline; filename="{name}"',
        "Cache-Control": "private, no-store",
        # The check page shows it in a frame; no other site may.
        "Content-Security-Policy": "default-src 'self'; object-src 'self'; frame-ancestors 'self'",
        "X-Frame-Options": "SAMEORIGIN",
    }
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
