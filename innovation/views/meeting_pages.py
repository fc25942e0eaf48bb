"""What the pages of meetings have in common: fetching, frame, the agenda's rows, the page of an edit too late."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from indicators.models import AgendaItem, Meeting
from indicators.permissions import holds
from indicators.selectors import agenda
from indicators.selectors.meeting_life import last_change, meeting_life
from indicators.services.errors import Invalid, StaleVersion
from indicators.views.fetching import person, require_role
from innovation.forms.meeting import AgendaTicks, OrderForm
from thai.dates import active_language, format_date, format_datetime

Context = dict[str, Any]


def insist_city(request: HttpRequest) -> User:
    """The person, if he has a role in the city: agencies are told nothing of meetings (404)."""
    user = person(request)
    if not user.standing.sees_city:
        raise Http404
    return user


def meeting_or_404(request: HttpRequest, pk: int) -> Meeting:
    """A meeting the person may see, with what its pages read."""
    rows = agenda.meetings_seen_by(person(request)).select_related("year", "closed_by")
    return get_object_or_404(rows, pk=pk)


def for_secretariat(request: HttpRequest, pk: int) -> Meeting:
    """A meeting, for who runs it."""
    meeting = meeting_or_404(request, pk)
    require_role(request, Role.SECRETARIAT)
    return meeting


def frame_of(meeting: Meeting, title: str = "") -> Context:
    """What every page of a meeting shows around its content; `title` names a page below the meeting's own."""
    above = [(_("การประชุมคณะกรรมการ"), reverse("meeting-list"))]
    name = _("การประชุมครั้งที่ %(number)s") % {"number": meeting.number}
    if title:
        above.append((name, reverse("meeting", args=[meeting.pk])))
    return {
        "meeting": meeting,
        "title": title or name,
        "caption": " – ".join([*([name] if title else []), f"{_('ปีงบประมาณ พ.ศ.')} {meeting.year}"]),
        "lead": format_date(meeting.held_on, "full", active_language()),
        "breadcrumbs": above,
    }


def facts_of(meeting: Meeting) -> list[tuple[str, str]]:
    """The meeting in words, for components/definition_rows.html."""
    rows = [
        (_("เวลา"), meeting.time),
        (_("สถานที่"), meeting.place),
        (_("ประธาน"), meeting.chair),
        (_("ผู้มาประชุม"), "\n".join(agenda.attendees_of(meeting))),
    ]
    if meeting.notes:
        rows.append((_("บันทึกท้ายการประชุม"), meeting.notes))
    return rows


def closed_line(meeting: Meeting) -> str:
    """Who closed the minutes and when, "" while they are open."""
    if meeting.closed_at is None:
        return ""
    return _("ปิดรายงานการประชุมแล้ว โดย %(who)s เมื่อ %(when)s") % {
        "who": meeting.closed_by.full_name if meeting.closed_by else _("ระบบ"),
        "when": format_datetime(meeting.closed_at, active_language()),
    }


def agenda_page(
    request: HttpRequest, meeting: Meeting, *, order: OrderForm | None = None, status: int = 200
) -> HttpResponse:
    """The meeting with its agenda; what of it may be moved or ticked depends on who asks."""
    user = person(request)
    items = agenda.items_of(meeting)
    is_secretariat = holds(user, Role.SECRETARIAT).allowed and not meeting.closed_at
    if is_secretariat and len(items) > 1:
        order = order or OrderForm(items=items)
    mine = agenda.decidable_by(user, meeting, items)
    together = [item for item in items if item.pk in mine and agenda.in_one_go(item)]
    ticks = AgendaTicks(items=together) if together else None
    if ticks and "all" in request.GET:
        ticks.tick_all()
    version = request.POST.get("version", meeting.version) if status == 422 else meeting.version
    waiting = sum(not item.result for item in items)
    context = frame_of(meeting) | {
        "rows": facts_of(meeting),
        "closed": closed_line(meeting),
        "items": rows_of(items, order, ticks),
        "events": meeting_life(meeting),
        "waiting": waiting,
        "order": order,
        "forms": [order] if order else [],
        "ticks": ticks,
        "version": version,
        "actions": _actions(meeting, is_secretariat, next((item for item in items if item.pk in mine), None)),
    }
    return render(request, "innovation/meeting/detail.html", context, status=status)


def rows_of(
    items: list[AgendaItem], order: OrderForm | None = None, ticks: AgendaTicks | None = None
) -> list[Context]:
    """The agenda for meeting/agenda_table.html: place, item, look and word of its status; field and box are where its
    place is typed and where it is ticked, None when this person does neither."""
    boxes = {box.data["value"].split("-")[0]: box for box in ticks["items"].subwidgets} if ticks else {}
    rows = []
    for place, item in enumerate(items, start=1):
        look, word = agenda.result_tag(item)
        rows.append(
            {
                "place": place,
                "item": item,
                "look": look,
                "word": word,
                "result_word": agenda.result_word(item),
                "field": order.field_for(item) if order else None,
                "box": boxes.get(str(item.pk)),
            }
        )
    return rows


def _actions(meeting: Meeting, is_secretariat: bool, first: AgendaItem | None) -> list[Context]:
    bar: list[Context] = []
    if first:
        bar.append({"label": _("พิจารณาทีละวาระ"), "url": reverse("agenda-item", args=[first.pk])})
    if is_secretariat:
        bar += [{"label": each.label, "url": f"{reverse(each.page)}?meeting={meeting.pk}"} for each in agenda.WAITING]
        bar += [
            {"label": _("แก้ไขการประชุม"), "url": reverse("meeting-edit", args=[meeting.pk])},
            {"label": _("รายงานการประชุม"), "url": reverse("meeting-minutes", args=[meeting.pk])},
        ]
    if bar:
        bar[0]["style"] = "primary"
    for paper, label in (("agenda", _("พิมพ์ระเบียบวาระ")), ("minutes", _("พิมพ์รายงานการประชุม"))):
        bar.append({"label": label, "url": reverse("meeting-print", args=[meeting.pk, paper])})
    return bar


def tell(form: forms.Form, invalid: Invalid) -> None:
    """What a verb found invalid, at the form's fields."""
    for field, sentence in invalid.errors.items():
        form.add_error(field if field in form.fields else None, sentence)


def conflict(request: HttpRequest, stale: StaleVersion, form: forms.Form, page: str) -> HttpResponse:
    """Both texts of an edit that came too late; nothing typed is lost, the choice is the secretariat's."""
    current = stale.current
    assert isinstance(current, Meeting)
    pairs = [
        (str(form.fields[name].label), _shown(mine), _shown(getattr(current, name)))
        for name, mine in form.cleaned_data.items()
        if mine != getattr(current, name)
    ]
    if not pairs:  # the same form sent twice, or two people of one mind
        messages.success(request, _("บันทึกแล้ว"))
        return redirect(page, pk=current.pk)
    left_out = {"csrfmiddlewaretoken", "version", "resolve"}
    typed = [(name, one) for name, values in request.POST.lists() if name not in left_out for one in values]
    event = last_change(current)
    context = frame_of(current) | {
        "conflict": pairs,
        "who": event.actor.full_name if event and event.actor else "",
        "when": format_datetime(event.at, active_language()) if event else "",
        "url": request.path,
        "hidden": [("version", current.version), *typed],
        "page_url": reverse(page, args=[current.pk]),
        "can_continue": False,
    }
    return render(request, "409.html", context, status=409)


def _shown(value: object) -> str:
    return format_date(value, "full", active_language()) if isinstance(value, date) else str(value)
