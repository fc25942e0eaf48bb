"""The pages and verbs of a year-end report."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.completeness import missing_in_year_end
from indicators.forms.year_end_report import YearEndReportForm, initial_year_end, paragraphs
from indicators.models import QuarterlyReport, YearEndReport
from indicators.permissions import can_edit
from indicators.selectors.answers import year_end_answers
from indicators.selectors.threads import notes_of
from indicators.selectors.warnings import year_end_warnings
from indicators.services import year_end_report as services
from indicators.services.errors import StaleVersion, insist
from indicators.views import autosave, conflicts, fetching, report_pages, reviewing, sending


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    report = fetching.year_end_report(request, pk)
    return report_pages.detail(request, report, year_end_answers(report))


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    report = fetching.year_end_report(request, pk)
    insist(can_edit(fetching.person(request), report))
    unit = report.assignment.indicator.unit
    if conflicts.sends(request):
        form = YearEndReportForm(request.POST, unit=unit)
        if form.is_valid():
            return _save(request, report, form)
        return _form_page(request, report, form, status=422)
    return _form_page(request, report, YearEndReportForm(initial=initial_year_end(report), unit=unit))


def _save(request: HttpRequest, report: YearEndReport, form: YearEndReportForm) -> HttpResponse:
    given = form.cleaned_data
    try:
        services.save(
            report,
            actor=fetching.person(request),
            version=fetching.seen_version(request),
            fields={name: given[name] for name in services.EDITABLE},
            enablers=paragraphs(given["enablers"]),
            obstacles=paragraphs(given["obstacles"]),
            autosaved=autosave.wanted(request),
        )
    except StaleVersion as stale:
        return _conflict(request, stale, form)
    if "check" in request.POST:
        return redirect("year-end-report-check", pk=report.pk)
    if "evidence" in request.POST:
        return redirect("year-end-report-evidence", pk=report.pk)
    return report_pages.done(request, report, _("บันทึกร่างแล้ว"), "edit")


def _conflict(request: HttpRequest, stale: StaleVersion, form: YearEndReportForm) -> HttpResponse:
    assert isinstance(stale.current, YearEndReport)
    labels = {name: str(field.label) for name, field in form.fields.items()}
    typed = conflicts.in_words(form, form.cleaned_data)
    theirs = conflicts.in_words(form, initial_year_end(stale.current))
    return conflicts.conflict(request, stale, typed, theirs, labels)


def _form_page(
    request: HttpRequest, report: YearEndReport, form: YearEndReportForm, status: int = 200
) -> HttpResponse:
    if autosave.wanted(request):
        return autosave.invalid(form)
    fourth = QuarterlyReport.objects.filter(assignment_id=report.assignment_id).order_by("-period__kind").first()
    form.threads, elsewhere = notes_of(report, form.fields)
    form.answers_at = report_pages.page_of(report)
    context = report_pages.frame_of(report, _("กรอกรายงาน")) | {
        "notes": elsewhere,
        "page_url": report_pages.page_of(report),
        "form": form,
        "version": conflicts.version_of_page(request, report),
        "fourth": fourth,
        "warnings": year_end_warnings(report),
    }
    return render(request, "indicators/year_end_report/edit.html", context, status=status)


@require_POST
def compose(request: HttpRequest, pk: int) -> HttpResponse:
    report = fetching.year_end_report(request, pk)
    services.compose(report, actor=fetching.person(request), version=fetching.seen_version(request))
    return report_pages.done(request, report, _("นำข้อความจากไตรมาสที่ 4 และเอกสารที่อ้างอิงมาใส่แล้ว โปรดตรวจแก้"), "edit")


@require_POST
def confirm_result(request: HttpRequest, pk: int) -> HttpResponse:
    report = fetching.year_end_report(request, pk)
    services.confirm_result(report, actor=fetching.person(request), version=fetching.seen_version(request))
    return report_pages.done(request, report, _("ยืนยันผลงานตามที่เสนอแล้ว"))


@require_safe
def check(request: HttpRequest, pk: int) -> HttpResponse:
    report = fetching.year_end_report(request, pk)
    return sending.check(
        request, report, year_end_answers(report), missing_in_year_end(report), year_end_warnings(report)
    )


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    report = fetching.year_end_report(request, pk)
    reasons = report_pages.warning_reasons(request)
    services.submit(report, **report_pages.posted_by(request), warning_reasons=reasons)
    sentence = _("ส่งรายงานถึงผู้บริหารแล้ว เรียกคืนได้จนกว่าผู้บริหารจะเปิดอ่าน")
    return report_pages.done(request, report, sentence, "sent")


@require_safe
def sent(request: HttpRequest, pk: int) -> HttpResponse:
    return sending.sent(request, fetching.year_end_report(request, pk))


@require_POST
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    report = fetching.year_end_report(request, pk)
    services.recall(report, **report_pages.posted_by(request))
    return report_pages.done(request, report, _("เรียกคืนแล้ว แก้ไขและส่งใหม่ได้"))


@require_POST
def open_(request: HttpRequest, pk: int) -> HttpResponse:
    return reviewing.open_submission(request, fetching.year_end_report(request, pk))


@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    return reviewing.review_page(request, fetching.year_end_report(request, pk))


@require_POST
def endorse(request: HttpRequest, pk: int) -> HttpResponse:
    return reviewing.endorse(request, fetching.year_end_report(request, pk))


@require_POST
def return_(request: HttpRequest, pk: int) -> HttpResponse:
    return reviewing.return_report(request, fetching.year_end_report(request, pk))


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    return reviewing.accept(request, fetching.year_end_report(request, pk))


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    return reviewing.reopen(request, fetching.year_end_report(request, pk))
