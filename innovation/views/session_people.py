"""The people of several service sessions, counted in one grid."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indicators.permissions import can_edit
from indicators.services.errors import Invalid, NotAllowed, StaleVersion, insist
from indicators.views.fetching import person
from innovation.forms.session import PeopleForm
from innovation.models import Development, ServiceSession
from innovation.selectors.figures import figures_of
from innovation.selectors.sessions import uncounted
from innovation.services import sessions as services
from innovation.views.step_pages import fetch, frame_of, step_page
from innovation.views.writing import changed_meanwhile, shown, too_late
from thai.dates import format_date

# A grid of more rows would be sent as more fields than a form may have; the rest follows when these are counted.
ROWS_AT_ONCE = 100


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """The numbers of all sessions that are not counted yet, in one grid."""
    development = fetch(request, Development, pk)
    if request.method != "POST":
        insist(can_edit(person(request), development))
        return _page(request, development, PeopleForm(sessions=uncounted(development)[:ROWS_AT_ONCE]))
    form = PeopleForm(request.POST, sessions=_named(request, development))
    try:
        insist(can_edit(person(request), development))
        if form.is_valid() and _try(
            lambda: services.count_people(development, actor=person(request), counts=form.counts), form
        ):
            messages.success(request, _("บันทึกจำนวนผู้รับบริการแล้ว รวม %s") % figures_of(development).in_words)
            return redirect(step_page(development))
    except NotAllowed as refused:
        return too_late(request, refused, form)
    except StaleVersion:
        return _conflict(request, development, form)
    return _page(request, development, form, status=422)


def _try(act: Callable[[], object], form: PeopleForm) -> bool:
    try:
        act()
    except Invalid as invalid:
        for field, sentence in invalid.errors.items():
            form.add_error(field if field in form.fields else None, sentence)
    return form.is_valid()


def _named(request: HttpRequest, development: Development) -> list[ServiceSession]:
    """The sessions whose numbers were sent; the ids of others name nothing."""
    sent = [name.removeprefix("people-") for name in request.POST if name.startswith("people-")]
    ids = [int(pk) for pk in sent if pk.isdecimal() and len(pk) < 19]
    return list(development.sessions.filter(pk__in=ids).order_by("date", "pk"))


def _page(request: HttpRequest, development: Development, form: PeopleForm, status: int = 200) -> HttpResponse:
    context = frame_of(development, _("กรอกจำนวนผู้รับบริการ")) | {
        "form": form,
        "left": uncounted(development).count() - len(form.sessions) if status == 200 else 0,
    }
    return render(request, "innovation/session/people.html", context, status=status)


def _conflict(request: HttpRequest, development: Development, form: PeopleForm) -> HttpResponse:
    """What was typed for each session that somebody else has counted or withdrawn meanwhile."""
    differing, instead, gone = [], [], []
    for session in form.sessions:
        seen, typed = form.counts[session.pk]
        if typed is None or (session.people == typed and not session.withdrawn_at):
            continue
        if session.withdrawn_at:
            differing.append((format_date(session.date), str(typed), _("ถอนแล้ว")))
            gone += [f"people-{session.pk}", f"seen-{session.pk}"]
        elif session.people != seen:
            differing.append((format_date(session.date), str(typed), shown(session.people)))
            instead.append((f"seen-{session.pk}", shown(session.people)))
    page = reverse("session-people", args=[development.pk])
    return changed_meanwhile(request, development, differing, page_url=page, instead=instead, drop=gone)
