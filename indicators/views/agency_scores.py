"""The scores of an agency's year, and of all agencies: a page, a list with filters, files."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Agency
from indicators.charts.bullet import Bullet, bullet
from indicators.models import FiscalYear
from indicators.permissions import visible_to
from indicators.scoring import rounded
from indicators.selectors.closing import frozen_revision, standing_closing
from indicators.selectors.score_content import marks_of
from indicators.selectors.score_page import points_or_unmarked
from indicators.selectors.score_rows import (
    STATE_WORDS,
    AgencySum,
    agencies_with_scores,
    given_in_words,
    sums_of,
    table_of_agencies,
    table_of_assignments,
    total_in_words,
    weights_in_words,
)
from indicators.selectors.scores import State
from indicators.services.revisions import content_of
from indicators.spreadsheet import Cell, harmless
from indicators.views.export import Sheet, exported
from indicators.views.fetching import person
from indicators.views.filters import Filters, choice, one_of, words, words_asked
from indicators.views.paging import paged
from indicators.views.scores_access import insist_city


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """To the list of the newest year; who belongs to an agency alone, to that agency's scores."""
    user = person(request)
    year = FiscalYear.objects.first()
    if year is None:
        return render(request, "indicators/score/none.html", {"title": _("คะแนน")})
    if user.standing.sees_city:
        return redirect("score-list", year=year.be_year)
    own = visible_to(user, Agency.objects.all()).order_by("sort_key").first()
    if own is None:
        return render(request, "indicators/score/none.html", {"title": _("คะแนน")})
    worked = FiscalYear.objects.filter(assignments__agency=own).first() or year
    return redirect("agency-score", year=worked.be_year, code=own.code)


@require_safe
def list_(request: HttpRequest, year: int) -> HttpResponse:
    insist_city(request)
    of = get_object_or_404(FiscalYear, be_year=year)
    sought, level, state = _asked(request)
    agencies = agencies_with_scores(of, sought, level)
    if file := exported(request, _sheet(of, agencies, state)):
        return file
    # By state every agency must be scored to know which it is; otherwise those of the page will do.
    found: list[Any] = _in_state(sums_of(of, agencies), state) if state else agencies
    page = paged(request, found)
    sums: list[AgencySum] = list(page) if state else sums_of(of, list(page))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "title": _("คะแนนของหน่วยงาน"),
        "year": of,
        "year_links": [(each, reverse("score-list", args=[each]), each == of) for each in FiscalYear.objects.all()],
        "filters": _filters(sought, level, state),
        "page": page,
        "rows": [(each, total_in_words(each.total, each.points), each.state.value, _bar(each)) for each in sums],
        "query": query.urlencode(),
        "closing": standing_closing(of),
    }
    return render(request, "indicators/score/list.html", context)


@require_safe
def csv_file(request: HttpRequest, year: int) -> HttpResponse:
    """The list with its filters as a file; `?rows=assignments` has a line for every assignment. What is unmarked is
    an empty cell, 0 is 0.00."""
    insist_city(request)
    of = get_object_or_404(FiscalYear, be_year=year)
    sought, level, state = _asked(request)
    sums = sums_of(of, agencies_with_scores(of, sought, level))
    if state:
        sums = _in_state(sums, state)
    by_assignment = request.GET.get("rows") == "assignments"
    table = table_of_assignments(sums) if by_assignment else table_of_agencies(sums)
    text = io.StringIO()
    csv.writer(text).writerows([harmless(cell) for cell in row] for row in table)
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    name = f"scores-{of.be_year}{'-assignments' if by_assignment else ''}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def agency(request: HttpRequest, year: int, code: str) -> HttpResponse:
    of = get_object_or_404(FiscalYear, be_year=year)
    its = get_object_or_404(visible_to(person(request), Agency.objects.all()), code=code)
    [own] = sums_of(of, [its])
    if not own.scores and not agencies_with_scores(of, its.code):
        raise Http404
    marks = marks_of([score.assignment for score in own.scores])
    frozen = frozen_revision(its, of) if of.closed_at else None
    context = {
        "title": _("คะแนนทั้งปีของหน่วยงาน"),
        "caption": f"{its} – {_('ปีงบประมาณ พ.ศ.')} {of}",
        "breadcrumbs": [(_("คะแนน"), reverse("score-start"))],
        "year": of,
        "agency": its,
        "sum": own,
        "status": own.state.value,
        "status_word": STATE_WORDS[own.state],
        "total": total_in_words(own.total, own.points),
        "weights": weights_in_words(own.total),
        "counts": own.counts_in_words,
        "rows": [_row(score, marks[score.assignment.pk]) for score in own.scores],
        "frozen": frozen,
        "differs": bool(frozen) and _total_of_frozen(frozen) != str(own.points),
        "closing": standing_closing(of) if frozen else None,
    }
    return render(request, "indicators/score/agency.html", context)


def _row(score: Any, quarters: list[Any]) -> dict[str, Any]:
    return {
        "score": score,
        "assignment": score.assignment,
        "effective": points_or_unmarked(score.effective),
        "given": given_in_words(score),
        "state": score.state.value,
        "out_of": rounded(score.out_of) if score.is_partial else None,
        "marks": quarters,
    }


def _total_of_frozen(frozen: Any) -> str:
    return str(content_of(frozen)["total"]["points"])


def _bar(each: AgencySum) -> Bullet:
    return bullet(each.points, each.total.out_of if each.points is not None else Decimal(0), each.total.weight)


def _sheet(year: FiscalYear, agencies: list[Agency], state: str) -> Sheet:
    """The list as a file; only then is every agency scored, of one state already for the page."""

    def line(each: AgencySum) -> list[Cell]:
        marked = each.points is not None
        return [
            each.agency.code,
            each.agency.name,
            rounded(each.points) if each.points is not None else None,
            rounded(each.total.out_of) if marked else None,
            rounded(each.total.weight),
            str(STATE_WORDS[each.state]),
            each.counts_in_words,
        ]

    return Sheet(
        name=f"scores-{year.be_year}",
        title=_("คะแนนของหน่วยงาน"),
        heading=[*table_of_agencies([])[0], _("ตัวชี้วัดที่คะแนนยังไม่เป็นที่สุด")],
        rows=lambda: _in_state(sums_of(year, agencies), state) if state else sums_of(year, agencies),
        line=line,
    )


def _asked(request: HttpRequest) -> tuple[str, str, str]:
    """Words, level and state of the address; what is no level or state counts as none."""
    levels, states = Agency.Level.values, [state.value for state in State]
    return words_asked(request), one_of(request, "level", levels), one_of(request, "state", states)


def _filters(sought: str, level: str, state: str) -> Filters:
    return Filters(
        [
            words(_("ค้นชื่อหรือรหัสหน่วยงาน"), sought),
            choice("level", _("ระดับหน่วยงาน"), level, Agency.Level.choices, every=_("ทุกระดับ")),
            choice("state", _("สถานะคะแนน"), state, STATE_WORDS.items(), every=_("ทุกสถานะ")),
        ]
    )


def _in_state(sums: list[AgencySum], state: str) -> list[AgencySum]:
    """Final are those of which everything is; otherwise those that have a score in this state."""
    if state == State.FINAL:
        return [each for each in sums if each.state is State.FINAL]
    return [each for each in sums if each.counts[State(state)]]
