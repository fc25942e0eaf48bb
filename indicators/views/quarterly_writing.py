"""The page on which a quarter is written: its text on the left, what helps to write it on the right.

One form holds everything, so that everything is kept by one button. Buttons that change the text itself (take over
the last quarter's, put right lost marks) bring the page back with the new text, not stored yet, and the old one to
return to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from indicators.charts.bullet import Bullet, bullet
from indicators.forms.evidence import BesideForm
from indicators.forms.quarterly_report import (
    Entries,
    MonthlyEntryFormSet,
    QuarterlyReportForm,
    entries_in_words,
    entries_of,
    initial_entries,
)
from indicators.importing.repair import repaired
from indicators.models import QuarterlyReport
from indicators.selectors.beside import activities_of, offered, quarter_before
from indicators.selectors.criteria import criteria_of
from indicators.selectors.threads import notes_of
from indicators.selectors.warnings import quarterly_warnings
from indicators.services import quarterly_report as services
from indicators.services.errors import StaleVersion
from indicators.services.quarterly_writing import Beside, write
from indicators.services.taking_in import Taken
from indicators.views import autosave, conflicts, fetching, report_pages, uploads
from indicators.views.report_drafts import numbers
from thai.digits import format_number

# Buttons by which the page writes the narrative itself.
REWRITE, COPY, REPAIR, UNDO = "rewrite", "copy", "repair", "undo"
NO_PROGRESS = "send-no-progress"


@dataclass(frozen=True)
class Writing:
    """What stands on the page: the forms, files that were received, and the narrative before it was rewritten."""

    report: QuarterlyReport
    form: QuarterlyReportForm
    entries: Entries
    beside: BesideForm
    ticked: frozenset[int]
    sent: uploads.Uploads
    before: str | None = None

    @property
    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.entries.is_valid(), self.beside.is_valid()])

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """The documents to tick, with `is_ticked`."""
        return [{**row, "is_ticked": row["document"].pk in self.ticked} for row in offered(self.report)]


def stored(report: QuarterlyReport) -> Writing:
    """The page as the draft stands."""
    values = {name: getattr(report, name) for name in services.EDITABLE}
    return Writing(
        report,
        QuarterlyReportForm(initial=values, unit=report.assignment.indicator.unit),
        MonthlyEntryFormSet(initial=initial_entries(report), prefix="entries"),
        BesideForm(),
        frozenset(report.dossier.citations.values_list("document_id", flat=True)),
        uploads.Uploads(),
    )


def typed(request: HttpRequest, report: QuarterlyReport, posted: QueryDict) -> Writing:
    """The page as it was sent. Files are taken at once, each for itself."""
    sent = uploads.receive(request)
    beside = BesideForm(posted, request.FILES)
    if sent.refused and not autosave.wanted(request):
        uploads.show_refused(beside, sent.refused)
    return Writing(
        report,
        QuarterlyReportForm(posted, unit=report.assignment.indicator.unit),
        MonthlyEntryFormSet(posted, prefix="entries"),
        beside,
        frozenset(numbers(posted.getlist("cite"))),
        sent,
    )


def rewritten(request: HttpRequest, report: QuarterlyReport) -> Writing:
    """The page with the narrative that a button writes."""
    posted = request.POST.copy()
    narrative = posted.get("narrative", "")
    if posted[REWRITE] == COPY:
        before = quarter_before(report)
        posted["narrative"] = before.narrative if before else narrative
    elif posted[REWRITE] == REPAIR:
        posted["narrative"] = repaired(narrative)
    else:
        posted["narrative"] = posted.get("narrative-before", narrative)
    report.narrative = str(posted["narrative"])  # for what the software notices in it; nothing is stored here
    return replace(typed(request, report, posted), before=None if posted[REWRITE] == UNDO else narrative)


def without_progress(request: HttpRequest, report: QuarterlyReport) -> Writing:
    """The page as sent by the button that says that nothing came of the quarter: the progress, which is counted from
    the start of the year, stays where it was unless another was typed."""
    posted = request.POST.copy()
    posted["no_progress"] = "on"
    if not posted.get("progress_percent", "").strip():
        before = quarter_before(report)
        posted["progress_percent"] = str((before.progress_percent if before else None) or Decimal(0))
    writing = typed(request, report, posted)
    if not posted.get("no_progress_reason", "").strip():
        writing.form.add_error("no_progress_reason", _("กรอกเหตุผลที่ไม่มีความคืบหน้า"))
    return writing


def keep(request: HttpRequest, writing: Writing) -> Taken:
    """Store the page. Raises StaleVersion when somebody was first."""
    by_button = not autosave.wanted(request)
    return write(
        writing.report,
        actor=fetching.person(request),
        version=fetching.seen_version(request),
        fields=writing.form.cleaned_data,
        entries=entries_of(writing.entries),
        beside=Beside(
            shown=numbers(request.POST.getlist("shown")),
            ticked=writing.ticked,
            files=writing.sent.received if by_button else (),
            fields=writing.beside.description(),
            key=fetching.form_key(request),
        ),
        autosaved=not by_button,
    )


def conflict(request: HttpRequest, stale: StaleVersion, writing: Writing) -> HttpResponse:
    """Both texts, and the evidence as ticked here and as it stands."""
    current, form = stale.current, writing.form
    assert isinstance(current, QuarterlyReport)
    values = {name: getattr(current, name) for name in services.EDITABLE}
    mine, theirs = conflicts.in_words(form, form.cleaned_data), conflicts.in_words(form, values)
    mine["entries"] = entries_in_words((entry.date, entry.text) for entry in entries_of(writing.entries))
    theirs["entries"] = entries_in_words((entry.date, entry.text) for entry in current.monthly_entries.all())
    shown = numbers(request.POST.getlist("shown"))
    rows = [row for row in offered(current) if row["document"].pk in shown]
    mine["cite"] = "\n".join(row["subject"] for row in rows if row["document"].pk in writing.ticked)
    theirs["cite"] = "\n".join(row["subject"] for row in rows if row["is_cited"])
    labels = {name: str(field.label) for name, field in form.fields.items()}
    labels |= {"entries": _("บันทึกรายเดือน"), "cite": _("หลักฐาน")}
    return conflicts.conflict(request, stale, mine, theirs, labels, uploads.slips(request, writing.sent.received))


def page(request: HttpRequest, writing: Writing, status: int = 200) -> HttpResponse:
    report = writing.report
    if status == 422 and autosave.wanted(request):
        return autosave.invalid(writing.form, writing.entries, writing.beside)
    writing.form.threads, elsewhere = notes_of(report, writing.form.fields)
    writing.form.answers_at = report_pages.page_of(report)
    noticed = quarterly_warnings(report)
    context = report_pages.frame_of(report, _("กรอกรายงาน")) | {
        "notes": elsewhere,
        "page_url": report_pages.page_of(report),
        "form": writing.form,
        "formset": writing.entries,
        "forms": [writing.beside],
        "beside": writing.beside,
        "evidence": writing.rows,
        "received": writing.sent.received,
        "version": conflicts.version_of_page(request, report),
        "hidden": [
            ("key", request.POST.get("key") or uuid4()),
            *uploads.slips(request, writing.sent.received),
        ],
        "before": writing.before,
        "is_unsaved": writing.before is not None,
        "previous": quarter_before(report),
        "target": target_of(report),
        "activities": activities_of(report.assignment),
        "criteria": criteria_of(report.assignment),
        "narrative_warnings": [warning for warning in noticed if warning.field == "narrative"],
        "warnings": [warning for warning in noticed if warning.field != "narrative"],
    }
    return render(request, "indicators/quarterly_report/edit.html", context, status=status)


def target_of(report: QuarterlyReport) -> dict[str, Bullet | str] | None:
    """The result so far against the target of the year, drawn and in words; None where no number was set."""
    assignment = report.assignment
    if not assignment.target:
        return None
    target = f"{format_number(assignment.target)} {assignment.indicator.unit}".strip()
    told = _("ยังไม่ได้กรอกผลงาน") if report.result_in_unit is None else format_number(report.result_in_unit)
    return {
        "chart": bullet(report.result_in_unit, assignment.target, assignment.target),
        "words": told,
        "full": _("จากเป้าหมาย %(target)s") % {"target": target},
    }


def after(request: HttpRequest, report: QuarterlyReport, taken: Taken) -> HttpResponse:
    """The page that the pressed button leads to; back to the text when a file was kept out."""
    uploads.tell(request, taken.attached, taken.refused)
    if "check" in request.POST and not taken.refused:
        return redirect("quarterly-report-check", pk=report.pk)
    if "evidence" in request.POST:
        return redirect("quarterly-report-evidence", pk=report.pk)
    return report_pages.done(request, report, _("บันทึกร่างแล้ว"), "edit")
