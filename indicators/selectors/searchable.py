"""What of this app is found by the search: indicators, assignments, reports, documents."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, CharField, Exists, F, OuterRef, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.roles import Role
from indicators.models import Assignment, Document, Indicator, QuarterlyReport, YearEndReport
from indicators.permissions import holds, visible_to
from indicators.selectors.search import Searchable, Shown, place_of_assignment, status_of, without_unopened
from indicators.workflow import QUARTERLY_REPORT, YEAR_END_REPORT
from thai.dates import active_language, format_date

_ASSIGNMENT = ("assignment__agency", "assignment__year", "assignment__indicator")
# Assignment.name_line, for the database: what the pages print is what is found.
_NAME_LINE = Case(
    When(
        name_as_written="",
        then=Concat(
            Cast("number", CharField()),
            Value("/"),
            "agency__abbreviation",
            "indicator__name",
            output_field=TextField(),
        ),
    ),
    default="name_as_written",
    output_field=TextField(),
)


def _assignments(user: User) -> QuerySet[Any]:
    rows = visible_to(user, Assignment.objects.select_related("agency", "year", "indicator"))
    return rows.annotate(name_line_text=_NAME_LINE).order_by("-year__be_year", "agency__sort_key", "number", "pk")


def _show_assignment(row: Any) -> Shown:
    return Shown(row.name_line, place_of_assignment(row), reverse("assignment", args=[row.pk]))


def _indicators(user: User) -> QuerySet[Any]:
    """Those assigned to an agency whose assignments he sees; the administrator's pages show the others, too."""
    rows = Indicator.objects.select_related("year").order_by("-year__be_year", "name", "pk")
    if holds(user, Role.ADMINISTRATOR).allowed:
        return rows
    return rows.filter(Exists(visible_to(user, Assignment.objects.filter(indicator=OuterRef("pk")))))


def _show_indicator(row: Any) -> Shown:
    """Its page is the list of who reports on it."""
    where = _("ปีงบประมาณ พ.ศ. %(year)s") % {"year": row.year}
    address = urlencode({"year": row.year.be_year, "q": row.name})
    return Shown(row.name, where, f"{reverse('assignment-list')}?{address}")


def _quarterly_reports(user: User) -> QuerySet[Any]:
    rows = visible_to(user, QuarterlyReport.objects.select_related("period", *_ASSIGNMENT))
    rows = without_unopened(user, rows, QUARTERLY_REPORT).prefetch_related("monthly_entries")
    return rows.order_by("-assignment__year__be_year", "assignment__agency__sort_key", "-period__kind", "pk")


def _show_quarterly_report(row: Any) -> Shown:
    period = str(row.period.get_kind_display())
    where = place_of_assignment(row.assignment, period)
    return Shown(row.assignment.name_line, where, reverse("quarterly-report", args=[row.pk]), **status_of(row))


def _year_end_reports(user: User) -> QuerySet[Any]:
    rows = visible_to(user, YearEndReport.objects.select_related(*_ASSIGNMENT))
    rows = without_unopened(user, rows, YEAR_END_REPORT).prefetch_related("factors")
    return rows.order_by("-assignment__year__be_year", "assignment__agency__sort_key", "pk")


def _show_year_end_report(row: Any) -> Shown:
    where = place_of_assignment(row.assignment)
    return Shown(row.assignment.name_line, where, reverse("year-end-report", args=[row.pk]), **status_of(row))


def _documents(user: User) -> QuerySet[Any]:
    rows = visible_to(user, Document.objects.select_related("agency", "kind"))
    return rows.order_by(F("date").desc(nulls_last=True), "-pk")


def _show_document(row: Any) -> Shown:
    number = f"{row.kind} {row.number}".strip()
    day = _("ลงวันที่ %(day)s") % {"day": format_date(row.date, "long", active_language())} if row.date else ""
    where = " · ".join(filter(None, [number, day, str(row.agency)]))
    return Shown(str(row), where, reverse("document", args=[row.pk]))


KINDS = [
    Searchable(
        name="assignment",
        label=gettext_lazy("ตัวชี้วัดของหน่วยงาน"),
        rows=_assignments,
        show=_show_assignment,
        texts=("name_line_text", "indicator__name", "agency__name"),
    ),
    Searchable(
        name="indicator",
        label=gettext_lazy("นิยามตัวชี้วัด"),
        rows=_indicators,
        show=_show_indicator,
        texts=("name", "definition"),
    ),
    Searchable(
        name="quarterly-report",
        label=QUARTERLY_REPORT.title,  # type: ignore[arg-type]  # words, lazy until shown
        rows=_quarterly_reports,
        show=_show_quarterly_report,
        texts=("narrative", "enablers", "obstacles", "no_progress_reason"),
        parts={"monthly_entries": "text"},
    ),
    Searchable(
        name="year-end-report",
        label=YEAR_END_REPORT.title,  # type: ignore[arg-type]
        rows=_year_end_reports,
        show=_show_year_end_report,
        texts=("summary",),
        parts={"factors": "text"},
    ),
    Searchable(
        name="document",
        label=gettext_lazy("เอกสาร"),
        rows=_documents,
        show=_show_document,
        texts=("subject", "subject_as_written", "number", "issuing_unit"),
    ),
]
