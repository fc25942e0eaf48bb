"""The print centre: choose a book and its contents, and see what was ordered before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Agency
from books.forms.order import OrderForm, chosen_keys
from books.models import PrintJob
from books.selectors.contents import FORMS, REPORTS, SCORES, ContentRow
from books.selectors.jobs import last_jobs
from books.services import jobs as services
from books.views.choosing import Choice, choice_of
from books.views.looks import with_looks
from indicators.models import ReportingPeriod
from indicators.services.errors import Invalid
from indicators.views.fetching import form_key, person

# A table of contents of about so many lines fills a page.
_LINES = 25
_INITIAL = {"missing": PrintJob.Missing.PAGE, "shape": PrintJob.Shape.BOOK}


@dataclass(frozen=True)
class Line:
    """A line to tick: a paper, or in the city's book an agency with its papers."""

    key: str
    place: str
    title: str
    note: str
    is_there: bool
    is_ticked: bool
    pages: int


@require_http_methods(["GET", "HEAD", "POST"])
def centre(request: HttpRequest) -> HttpResponse:
    choice = choice_of(request)
    form = OrderForm(request.POST if request.method == "POST" else None, initial=_INITIAL)
    if choice and form.is_bound and form.is_valid():
        try:
            order = _order(request, choice, form)
            job = services.make(order, actor=person(request), key=form_key(request))
            return redirect("print-job", pk=job.pk)
        except Invalid as invalid:
            form.add_error(None, " ".join(invalid.errors.values()))
    context = {"title": _("ศูนย์พิมพ์"), "choice": choice, "form": form, "key": uuid4(), **_lists(request, choice)}
    context["actions"] = [{"label": _("สร้างเล่ม"), "style": "primary"}]
    return render(request, "books/print_centre.html", context, status=422 if form.is_bound else 200)


def _lists(request: HttpRequest, choice: Choice | None) -> dict[str, Any]:
    jobs = with_looks(last_jobs(person(request)))
    if choice is None:
        return {"jobs": jobs, "lines": []}
    lines = _lines(request, choice)
    ticked = [line for line in lines if line.is_ticked]
    return {
        "jobs": jobs,
        "lines": lines,
        "missing": sum(not line.is_there for line in ticked),
        "estimate": sum(line.pages for line in ticked) + 1 + len(ticked) // _LINES + 1,
        "has_parts": choice.kind == PrintJob.Kind.CITY and choice.period == ReportingPeriod.Kind.YEAR_END,
        "parts": request.POST.getlist("parts"),
    }


def _lines(request: HttpRequest, choice: Choice) -> list[Line]:
    of_city = choice.kind == PrintJob.Kind.CITY
    rows = choice.rows((REPORTS,)) if of_city else choice.rows()
    lines = _agency_lines(choice.agencies, rows) if of_city else [_line(row) for row in rows]
    if request.method != "POST":
        return [Line(**{**line.__dict__, "place": str(place)}) for place, line in enumerate(lines, start=1)]
    ticked = set(request.POST.getlist("chosen"))
    return [
        Line(**{**line.__dict__, "is_ticked": line.key in ticked, "place": request.POST.get(f"order-{line.key}", "")})
        for line in lines
    ]


def _line(row: ContentRow) -> Line:
    """A form whose step was not reached yet is no gap in a book; a report that was not sent is one."""
    ticked = row.is_there or row.part == REPORTS
    return Line(row.key, "", row.title, row.why_missing, row.is_there, ticked, row.expected_pages)


def _agency_lines(agencies: Sequence[Agency], rows: Sequence[ContentRow]) -> list[Line]:
    lines = []
    for agency in agencies:
        mine = [row for row in rows if row.agency == agency]
        there = sum(row.is_there for row in mine)
        note = "" if there == len(mine) else _("มี %(there)d จาก %(all)d ฉบับ") % {"there": there, "all": len(mine)}
        pages = sum(row.expected_pages for row in mine)
        lines.append(Line(agency.code, "", agency.name, note, not note, True, pages))
    return lines


def _order(request: HttpRequest, choice: Choice, form: OrderForm) -> services.Order:
    return services.Order(
        kind=choice.kind,
        shape=form.cleaned_data["shape"],
        missing=form.cleaned_data["missing"],
        year=choice.year,
        period=choice.period,
        agency=choice.agency,
        rows=_city_rows(request, choice) if choice.kind == PrintJob.Kind.CITY else _rows(request, choice),
    )


def _rows(request: HttpRequest, choice: Choice) -> list[ContentRow]:
    rows = {row.key: row for row in choice.rows()}
    return [rows[key] for key in chosen_keys(request.POST, list(rows))]


def _city_rows(request: HttpRequest, choice: Choice) -> list[ContentRow]:
    codes = chosen_keys(request.POST, [agency.code for agency in choice.agencies])
    place = {code: number for number, code in enumerate(codes)}
    besides = [part for part in (SCORES, FORMS) if part in request.POST.getlist("parts")]
    rows = [row for row in choice.rows((REPORTS, *besides)) if row.agency and row.agency.code in place]
    # What a case has not come to yet is no gap in the city's book.
    rows = [row for row in rows if row.is_there or row.part == REPORTS]
    return sorted(rows, key=lambda row: place[row.agency.code] if row.agency else 0)
