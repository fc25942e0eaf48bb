"""The secretariat's queue of steps to judge: by assignments, each with all that waits of it, or, when one step is
chosen, by that step of every agency. The ways from one place of it to the next."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Role
from indicators.models import CriterionVersion, FiscalYear
from indicators.selectors.judged import assignments_to_judge, subjects_of, waiting_to_be_judged
from indicators.selectors.queue import Around, around
from indicators.views import filters
from indicators.views.fetching import person, require_role
from indicators.views.paging import paged

STEPS = range(1, 6)
Context = dict[str, Any]


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    require_role(request, Role.SECRETARIAT)
    rows, chosen = waiting(request), _asked(request)
    places: Any = rows if chosen["step"] else assignments_to_judge(rows)
    page = paged(request, places)
    shown = list(page.object_list if chosen["step"] else rows.filter(assignment__in=page.object_list))
    context = {
        "title": _("ให้คะแนนขั้นตอน"),
        "lead": _("เกณฑ์ที่วัดเป็นขั้นตอนและยังไม่ให้คะแนนตามฉบับที่ใช้อยู่ เรียงตามหน่วยงานและกำหนดส่ง"),
        "page": page,
        "total": rows.count(),
        "groups": _groups(request, shown, by_step=bool(chosen["step"])),
        "filters": _fields(**chosen),
    }
    return render(request, "indicators/judging/queue.html", context)


def _fields(be_year: int | None, step: int | None) -> filters.Filters:
    steps = [(each, each) for each in STEPS]
    return filters.Filters(
        [
            filters.years(FiscalYear.objects.all(), be_year, every=_("ทุกปีที่ยังไม่ปิด")),
            filters.choice("step", _("ขั้นที่ (เกณฑ์ข้อที่)"), step, steps, every=_("ทุกขั้น")),
        ]
    )


def _groups(request: HttpRequest, rows: list[CriterionVersion], *, by_step: bool) -> list[Context]:
    """The rows under the assignment they belong to; each leads to its own page when one step is gone through, and to
    its place on the page of the assignment otherwise."""
    subjects = subjects_of(rows)
    groups: dict[int, list[Context]] = defaultdict(list)
    for row in rows:
        whole = f"{address(request, assignment=row.assignment_id)}#criterion-{row.position}"
        url = address(request, criterion=row.pk) if by_step else whole
        subject = subjects.get((row.assignment_id, row.position))
        groups[row.assignment_id].append({"criterion": row, "subject": subject, "url": url})
    return [{"assignment": group[0]["criterion"].assignment, "rows": group} for group in groups.values()]


def waiting(request: HttpRequest) -> QuerySet[CriterionVersion]:
    """What waits for this person within the filters of the address."""
    return waiting_to_be_judged(person(request), **_asked(request))


def place_of_criterion(request: HttpRequest, pk: int) -> Around[int]:
    return around(list(waiting(request).values_list("pk", flat=True)), pk)


def place_of_assignment(request: HttpRequest, pk: int) -> Around[int]:
    return around(assignments_to_judge(waiting(request)), pk)


def address(request: HttpRequest, *, criterion: int | None = None, assignment: int | None = None) -> str:
    """The page of a criterion or of an assignment, else the queue itself; the filters go along."""
    query = _query(request)
    if criterion is not None:
        return f"{reverse('judging', args=[criterion])}{query}"
    return f"{reverse('judging-assignment', args=[assignment]) if assignment else reverse('judging-queue')}{query}"


def ways(place: Around[int], previous: str, following: str) -> Context:
    """A place for queue/place.html, its neighbours as links."""
    return {
        "number": place.number,
        "total": place.total,
        "previous": {"url": previous} if place.previous else None,
        "next": {"url": following} if place.next else None,
    }


def onward(request: HttpRequest) -> HttpResponse:
    """To the assignment that a form names as the one to follow, while it waits; to the queue otherwise."""
    to = request.POST.get("to", "")
    following = next((pk for pk in assignments_to_judge(waiting(request)) if str(pk) == to), None)
    return redirect(address(request, assignment=following))


def _asked(request: HttpRequest) -> dict[str, int | None]:
    """Year (พ.ศ.) and step of the address; what is no number is left out."""
    found: dict[str, int | None] = {}
    for name, field in (("be_year", "year"), ("step", "step")):
        given = filters.digits_asked(request, field)
        found[name] = int(given) if given.isdecimal() and len(given) <= 4 else None
    return found


def _query(request: HttpRequest) -> str:
    """The filters as they go on to the next page."""
    typed = {name: filters.digits_asked(request, name) for name in ("year", "step")}
    chosen = {name: value for name, value in typed.items() if value.isdecimal()}
    return "?" + "&".join(f"{name}={value}" for name, value in chosen.items()) if chosen else ""
