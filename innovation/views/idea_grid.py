"""The grid of Form 1: typed row by row, pasted from a spreadsheet, saved all at once or not at all."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from indicators.models import YearCode
from indicators.permissions import can_edit
from indicators.services.errors import Invalid, NotAllowed, insist
from indicators.views.fetching import person
from indicators.views.report_pages import Context
from innovation.forms.idea_grid import MOST_ROWS, Grid, empty_grid, posted_grid, sets_of, with_pasted
from innovation.forms.idea_table import HEADINGS
from innovation.models import Collection
from innovation.selectors.ideas import types_of
from innovation.services import ideas as services
from innovation.views.idea_pages import refuse, typed_into
from innovation.views.step_pages import fetch, frame_of, step_page

ROWS = 10


@require_http_methods(["GET", "POST"])
def grid(request: HttpRequest, pk: int) -> HttpResponse:
    """One post saves every row or none: what is wrong comes back with everything that was typed."""
    collection = fetch(request, Collection, pk)
    verdict = can_edit(person(request), collection)
    types = types_of(collection)
    if request.method == "POST" and not verdict.allowed:
        return refuse(request, verdict, _typed(posted_grid(types, request.POST)))
    insist(verdict)
    if request.method != "POST":
        return _page(request, collection, empty_grid(types, ROWS))
    if "paste" in request.POST:
        return _paste(request, collection, types)
    given = posted_grid(types, request.POST)
    if not given.is_valid():
        return _page(request, collection, given, pasted=request.POST.get("pasted", ""), status=422)
    return _save(request, collection, given)


def _save(request: HttpRequest, collection: Collection, given: Grid) -> HttpResponse:
    rows = sets_of(given)
    if not rows:
        messages.info(request, _("ยังไม่มีแถวใดที่กรอก"))
        return redirect(step_page(collection))
    try:
        ideas = services.add(collection, [form for _place, form in rows], actor=person(request))
    except Invalid as invalid:
        for named, sentence in invalid.errors.items():
            order, _dash, name = named.partition("-")
            place = rows[int(order)][0] if order else rows[0][0]
            given.forms[place].place_error({"innovation_type": "type"}.get(name, name), sentence)
        return _page(request, collection, given, pasted=request.POST.get("pasted", ""), status=422)
    except NotAllowed as refusal:  # it was open a moment ago
        return refuse(request, refusal.verdict, _typed(given))
    sentence = ngettext("บันทึกแล้ว %(count)s ชุด", "บันทึกแล้ว %(count)s ชุด", len(ideas)) % {"count": len(ideas)}
    messages.success(request, sentence)
    return redirect(step_page(collection))


def _typed(given: Grid) -> list[tuple[str, str]]:
    """All that stands in a grid, row by row."""
    return [
        (_("แถวที่ %(number)s %(label)s") % {"number": row.number, "label": label}, text)
        for row in given.forms
        for label, text in typed_into(row)
    ]


def _paste(request: HttpRequest, collection: Collection, types: list[YearCode]) -> HttpResponse:
    """What was pasted as text, as rows to look over; nothing is saved yet."""
    pasted = request.POST.get("pasted", "")
    cells, count, rest = with_pasted(types, request.POST, pasted)
    problem = ""
    if not count:
        problem = _("ยังไม่มีแถวให้นำมา วางแถวที่คัดลอกจากตารางในช่องนี้ก่อน")
    elif int(cells["rows-TOTAL_FORMS"]) - 1 > MOST_ROWS:
        problem = _("รวมแล้วเกิน %(most)s แถว ยังไม่ได้นำแถวใดมา แบ่งวางหลายครั้ง") % {"most": MOST_ROWS}
    if problem:
        return _page(
            request, collection, posted_grid(types, request.POST), problem=problem, pasted=pasted, status=422
        )
    given = posted_grid(types, cells)
    note = _("นำมา %(count)s แถวแล้ว ยังไม่ได้บันทึก ตรวจแล้วกดบันทึก") % {"count": count}
    if rest:
        note += " " + _("คอลัมน์ที่เกินไม่มีช่องให้ใส่: %(rest)s") % {"rest": " / ".join(rest)}
    return _page(request, collection, given, note=note, status=200 if given.is_valid() else 422)


def _page(
    request: HttpRequest,
    collection: Collection,
    given: Grid,
    *,
    note: str = "",
    problem: str = "",
    pasted: str = "",
    status: int = 200,
) -> HttpResponse:
    context = frame_of(collection, _("เพิ่มความคิดเห็น")) | grid_context(collection, given)
    context |= {"pasted": pasted, "paste_problem": problem, "paste_note": note}
    return render(request, "innovation/idea/grid_page.html", context, status=status)


def grid_context(collection: Collection, given: Grid) -> Context:
    """What templates/innovation/idea/grid.html shows, and what static/js/idea-grid.js must know."""
    types: list[YearCode] = given.form_kwargs["types"]
    return {
        "formset": given,
        "grid_url": step_page(collection, "ideas"),
        "most_rows": MOST_ROWS,
        "type_names": json.dumps([[str(one.pk), one.code, one.label] for one in types], ensure_ascii=False),
        "headings": json.dumps(HEADINGS, ensure_ascii=False),
    }
