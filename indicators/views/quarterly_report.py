"""The pages and verbs of a quarterly report."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.completeness import missing_in_quarter
from indicators.forms.quarterly_report import (
    Entries,
    MonthlyEntryFormSet,
    QuarterlyReportForm,
    entries_in_words,
    entries_of,
    initial_entries,
)
from indicators.models import QuarterlyReport
from indicators.permissions import can_edit
from indicators.selectors.answers import quarterly_answers
from indicators.selectors.threads import notes_of
from indicators.selectors.warnings import quarterly_warnings
from indicators.services import quarterly_report as services
from indicators.services.errors import StaleVersion, insist
from indicators.views import autosave, conflicts, fetching, report_pages, reviewing


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    report = fetching.quarterly_report(request, pk)
    return report_pages.detail(request, report, "indicators/quarterly_report/detail.html", quarterly_answers(report))


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    report = fetching.quarterly_report(request, pk)
    insist(can_edit(fetching.person(request), report))
    unit = report.assignment.indicator.unit
    if conflicts.sends(request):
        form = QuarterlyReportForm(request.POST, unit=unit)
        formset = MonthlyEntryFormSet(request.POST, prefix="entries")
        if form.is_valid() and formset.is_valid():
            return _save(request, report, form, formset)
        return _form_page(request, report, form, formset, status=422)
    form = QuarterlyReportForm(initial={name: getattr(report, name) for name in services.EDITABLE}, unit=unit)
    return _form_page(request, report, form, MonthlyEntryFormSet(initial=initial_entries(report), prefix="entries"))


def _save(request: HttpRequest, report: QuarterlyReport, form: QuarterlyReportForm, formset: Entries) -> HttpResponse:
    try:
        services.save(
            report,
            actor=fetching.person(request),
            version=fetching.seen_version(request),
            fields=form.cleaned_data,
            entries=entries_of(formset),
            autosaved=autosave.wanted(request),
        )
    except StaleVersion as stale:
        return _conflict(request, stale, form, formset)
    if "check" in request.POST:
        return redirect("quarterly-report-check", pk=report.pk)
    if "evidence" in request.POST:
        return redirect("quarterly-report-evidence", pk=report.pk)
    return report_pages.done(request, report, _("บันทึกร่างแล้ว"), "edit")


def _conflict(request: HttpRequest, stale: StaleVersion, form: QuarterlyReportForm, formset: Entries) -> HttpResponse:
    current = stale.current
    assert isinstance(current, QuarterlyReport)
    stored = {name: getattr(current, name) for name in services.EDITABLE}
    typed, theirs = conflicts.in_words(form, form.cleaned_data), conflicts.in_words(form, stored)
    typed["entries"] = entries_in_words((entry.date, entry.text) for entry in entries_of(formset))
    theirs["entries"] = entries_in_words((entry.date, entry.text) for entry in current.monthly_entries.all())
    labels = {name: str(field.label) for name, field in form.fields.items()} | {"entries": _("บันทึกรายเดือน")}
    return conflicts.conflict(request, stale, typed, theirs, labels)


def _form_page(
    request: HttpRequest,
    report: QuarterlyReport,
    form: QuarterlyReportForm,
    formset: Entries,
    status: int = 200,
) -> HttpResponse:
    if autosave.wanted(request):
        return autosave.invalid(form, formset)
    form.threads, elsewhere = notes_of(report, form.fields)
    context = report_pages.frame_of(report, _("กรอกรายงาน")) | {
        "notes": elsewhere,
        "page_url": report_pages.page_of(report),
        "form": form,
        "formset": formset,
        "version": conflicts.version_of_page(request, report),
        "previous": _previous(report),
        "warnings": quarterly_warnings(report),
    }
    return render(request, "indicators/quarterly_report/edit.html", context, status=status)


def _previous(report: QuarterlyReport) -> QuarterlyReport | None:
    quarters = QuarterlyReport.objects.filter(
        assignment_id=report.assignment_id, period__kind__lt=report.period.kind
    ).select_related("period")
    return quarters.order_by("-period__kind").first()


@require_safe
def check(request: HttpRequest, pk: int) -> HttpResponse:
    report = fetching.quarterly_report(request, pk)
    return report_pages.check(
        request, report, quarterly_answers(report), missing_in_quarter(report), quarterly_warnings(report)
    )


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    report = fetching.quarterly_report(request, pk)
    reasons = report_pages.warning_reasons(request)
    services.submit(report, **report_pages.posted_by(request), warning_reasons=reasons)
    return report_pages.done(request, report, _("ส่งรายงานถึง สยป. แล้ว เรียกคืนได้จนกว่าผู้ตรวจประเมินจะเปิดอ่าน"))


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
