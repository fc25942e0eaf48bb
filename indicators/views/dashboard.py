"""The dashboard: agencies by periods with their scores, and the same of one agency by its indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Agency
from indicators import clock
from indicators.models import FiscalYear, ReportingPeriod
from indicators.permissions import visible_to
from indicators.report_state import WORDS
from indicators.selectors import dashboard as board
from indicators.selectors.score_content import assignments_of
from indicators.selectors.score_rows import sums_of
from indicators.selectors.year_on_year import sums_by_year
from indicators.services.agency_reminders import may_remind
from indicators.views import dashboard_rows as shown
from indicators.views import filters
from indicators.views.export import exported
from indicators.views.fetching import person
from indicators.views.paging import paged

# The whole city on one page: it is looked at as a whole.
PAGE_SIZE = 100


@dataclass(frozen=True)
class Chosen:
    """What the address asks for; what makes no sense there counts as not asked for."""

    kind: str
    words: str
    level: str
    zone: str
    state: str
    late_first: bool
    codes: tuple[str, ...]


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    years = list(FiscalYear.objects.prefetch_related("periods"))
    year = filters.year_asked(request, years) or next(iter(years), None)
    if year is None:
        return render(request, "indicators/dashboard/none.html", {"title": _("ภาพรวม")})
    seen = board.agencies_of(person(request), year)
    zones = board.zones_of(seen)
    chosen = _chosen(request, year, zones)
    agencies = board.narrowed(seen, words=chosen.words, level=chosen.level, zone=chosen.zone, codes=chosen.codes)
    lines = board.agency_lines(year, list(agencies), clock.today())
    rows = _in_order(lines, chosen)
    if file := exported(request, shown.agency_sheet(year, rows)):
        return file
    page = paged(request, rows, PAGE_SIZE)
    sums = sums_of(year, [line.subject for line in page])
    drawn = [shown.agency_row(line, each) for line, each in zip(page, sums, strict=True)]
    context = _frame(year, chosen, lines) | {"chosen": chosen, "page": page, "rows": drawn}
    context["filters"] = _filters(years, year, zones, chosen)
    return render(request, "indicators/dashboard/dashboard.html", context | _ticks(request, len(lines)))


@require_safe
def agency(request: HttpRequest, year: int, code: str) -> HttpResponse:
    of = get_object_or_404(FiscalYear.objects.prefetch_related("periods"), be_year=year)
    its = get_object_or_404(visible_to(person(request), Agency.objects.all()), code=code)
    assignments = assignments_of(of, {its.pk})
    if not assignments:
        raise Http404
    lines = board.assignment_lines(of, assignments, clock.today())
    years = sums_by_year(its, of)  # the last of them is this one
    scores = {score.assignment.pk: score for score in years[-1][1].scores}
    rows = [shown.assignment_row(line, scores[line.subject.pk]) for line in lines]
    if file := exported(request, shown.assignment_sheet(of, its, rows)):
        return file
    chosen = _chosen(request, of, [])
    above = f"{reverse('dashboard')}?{urlencode({'year': of.be_year})}"
    context = _frame(of, chosen, [board.together(lines)]) | {
        "title": str(its),
        "caption": f"{_('ปีงบประมาณ พ.ศ.')} {of}",
        "breadcrumbs": [(_("ภาพรวม"), above)],
        "agency": its,
        "rows": rows,
        "years_drawn": shown.years_drawn(years),
    }
    return render(request, "indicators/dashboard/agency.html", context)


def _frame(year: FiscalYear, chosen: Chosen, lines: Sequence[board.Line[Any]]) -> dict[str, Any]:
    """What both pages say first: the sentence, and of which period it speaks."""
    period = next((each for each in year.periods.all() if each.kind == chosen.kind), None)
    return {
        "title": _("ภาพรวม"),
        "caption": f"{_('ปีงบประมาณ พ.ศ.')} {year}",
        "year": year,
        "period": period,
        "periods": ReportingPeriod.Kind.choices,
        "sentence": board.sentence_of(lines, chosen.kind) if lines else "",
    }


def _ticks(request: HttpRequest, total: int) -> dict[str, Any]:
    return {"total": total, "may_remind": may_remind(person(request)).allowed}


def _filters(years: list[FiscalYear], year: FiscalYear, zones: list[str], chosen: Chosen) -> filters.Filters:
    choice, every_zone = filters.choice, _("ทุกกลุ่ม")
    states = [(state.value, word) for state, word in WORDS.items()]
    by_zone = choice("zone", _("กลุ่ม"), chosen.zone, [(zone, zone) for zone in zones], every=every_zone)
    late_first = "late" if chosen.late_first else ""
    return filters.Filters(
        [
            filters.years(years, year),
            choice("period", _("งวด"), chosen.kind, ReportingPeriod.Kind.choices),
            choice("state", _("สถานะของงวด"), chosen.state, states, every=_("ทุกสถานะ")),
            choice("level", _("ระดับหน่วยงาน"), chosen.level, Agency.Level.choices, every=_("ทุกระดับ")),
            *([by_zone] if zones else []),
            filters.words(_("ค้นชื่อหรือรหัสหน่วยงาน"), chosen.words),
            choice("sort", _("เรียงตาม"), late_first, [("late", _("ล่าช้าก่อน"))], every=_("ชื่อหน่วยงาน")),
        ]
    )


def _in_order(lines: list[board.Line[Agency]], chosen: Chosen) -> list[board.Line[Agency]]:
    kept = board.in_state(lines, chosen.kind, chosen.state) if chosen.state else lines
    return board.late_first(kept, chosen.kind) if chosen.late_first else kept


def _chosen(request: HttpRequest, year: FiscalYear, zones: Sequence[str]) -> Chosen:
    one_of = partial(filters.one_of, request)
    return Chosen(
        kind=one_of("period", ReportingPeriod.Kind.values)
        or board.current_kind(list(year.periods.all()), clock.today()),
        words=filters.words_asked(request),
        level=one_of("level", Agency.Level.values),
        zone=one_of("zone", zones),
        state=one_of("state", [state.value for state in WORDS]),
        late_first=request.GET.get("sort") == "late",
        codes=tuple(code for code in request.GET.getlist("only") if code.isalnum()),
    )
