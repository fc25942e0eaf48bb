"""Service sessions of a stretch of days: first the days are shown, each with why it serves or not, then made."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indicators import clock
from indicators.permissions import can_edit
from indicators.services.errors import Invalid, NotAllowed, insist
from indicators.views.fetching import form_key, person
from innovation.forms.session import DaysForm, RangeForm
from innovation.models import Development
from innovation.selectors.sessions import at_place, holiday_names, last_place
from innovation.services import sessions as services
from innovation.services.session_fields import why_not_on
from innovation.session_days import SessionDays, Skipped, Why, session_days
from innovation.views.step_pages import Context, fetch, frame_of
from innovation.views.writing import too_late
from thai.dates import active_language, format_date

_STRETCH = ("start", "end", "serves", "weekdays", "skip_holidays", "place")


@require_http_methods(["GET", "POST"])
def range_(request: HttpRequest, pk: int) -> HttpResponse:
    development = fetch(request, Development, pk)
    if request.method == "POST":
        return _create(request, development)
    insist(can_edit(person(request), development))
    # A question is no submission: one that cannot be answered yet, half a date perhaps, is no error of the protocol.
    return _page(request, development, _form(development, request.GET if "start" in request.GET else None))


def _form(development: Development, typed: QueryDict | None) -> RangeForm:
    today = clock.today()
    initial = {"place": last_place(development)}
    return RangeForm(typed, initial=initial, why_not=lambda day: why_not_on(development, day, today))


def _create(request: HttpRequest, development: Development) -> HttpResponse:
    form = _form(development, request.POST)
    ticked: DaysForm | None = None
    try:
        insist(can_edit(person(request), development))
        if form.is_valid():
            ticked = DaysForm(request.POST, days=_on_offer(_preview(development, form)))
            if ticked.is_valid():
                made = services.add_days(
                    development,
                    actor=person(request),
                    key=form_key(request) or uuid4(),
                    place=form.cleaned_data["place"],
                    days=ticked.cleaned_data["day"],
                )
                return _made(request, development, made)
    except NotAllowed as refused:
        return too_late(request, refused, form)
    except Invalid as invalid:
        form.add_error(None, " ".join(invalid.errors.values()))
    return _page(request, development, form, ticked, status=422)


def _made(request: HttpRequest, development: Development, made: services.Created) -> HttpResponse:
    if made.sessions:
        words = {"count": len(made.sessions)}
        messages.success(request, _("สร้าง %(count)s ครั้งแล้ว กรอกจำนวนผู้รับบริการได้เมื่อทราบ") % words)
    if made.taken:
        days = ", ".join(format_date(day, "short", active_language()) for day in made.taken)
        messages.warning(request, _("ไม่ได้สร้างซ้ำในวันที่มีบันทึกที่สถานที่นี้แล้ว: %(days)s") % {"days": days})
    return redirect("session-people", pk=development.pk)


def _page(
    request: HttpRequest,
    development: Development,
    form: RangeForm,
    ticked: DaysForm | None = None,
    status: int = 200,
) -> HttpResponse:
    range_url = reverse("session-range", args=[development.pk])
    context = frame_of(development, _("เพิ่มหลายวัน")) | {"form": form, "range_url": range_url}
    if form.is_bound and form.is_valid():
        context |= _preview_rows(_preview(development, form), form)
        context |= {
            "hidden": [("key", uuid4()), *_stretch(form)],
            "ticked": ticked,
            "forms": [ticked] if ticked else [],
        }
    return render(request, "innovation/session/range.html", context, status=status)


def _preview(development: Development, form: RangeForm) -> SessionDays:
    given = form.cleaned_data
    first, last = given["start"], given["end"]
    return session_days(
        first,
        last,
        holidays=holiday_names(first, last),
        weekdays=form.served_weekdays,
        skip_holidays=given["skip_holidays"],
        taken={session.date for session in at_place(development, given["place"])},
    )


def _on_offer(days: SessionDays) -> list[date]:
    """What the preview offered: its days may have their session by now, from this very form sent twice."""
    return [*days.served, *(each.day for each in days.skipped if each.why is Why.TAKEN)]


def _preview_rows(days: SessionDays, form: RangeForm) -> Context:
    given = form.cleaned_data
    names = holiday_names(given["start"], given["end"])
    return {
        "days": days,
        "served": [(day.isoformat(), _day(day)) for day in days.served],
        "skipped": [(_day(each.day), _reason(each, names)) for each in days.skipped],
    }


def _reason(skipped: Skipped, names: dict[date, str]) -> str:
    match skipped.why:
        case Why.HOLIDAY:
            return _("วันหยุดราชการ: %(name)s") % {"name": names[skipped.day]}
        case Why.TAKEN:
            return _("มีบันทึกที่สถานที่นี้แล้ว")
    return _("ไม่ใช่วันที่ให้บริการ")


def _day(day: date) -> str:
    return format_date(day, "full", active_language())


def _stretch(form: RangeForm) -> list[tuple[str, str]]:
    """The stretch as it was typed, for the form that makes its sessions."""
    typed = form.data
    assert isinstance(typed, QueryDict)
    return [(name, value) for name in _STRETCH for value in typed.getlist(name)]
