"""The page of an item: the revision that lies before the committee on the left, the decision on the right."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from indicators import clock
from indicators.models import AgendaItem, Dossier
from indicators.permissions import can, holds
from indicators.selectors import agenda
from indicators.selectors.evidence import frozen_rows
from indicators.services.resolutions import may_resolve
from indicators.views.fetching import person
from innovation.forms.agenda_item import AbstainForm, PostponeForm
from innovation.views.decisions import DECISIONS, Decision
from innovation.views.meeting_pages import Context, insist_city
from thai.dates import active_language, format_datetime


def item_or_404(request: HttpRequest, pk: int) -> AgendaItem:
    """An item of an agenda that the person may see, with what its page and its verbs read."""
    insist_city(request)
    rows = AgendaItem.objects.select_related(
        *("meeting__year", "dossier__agency", "dossier__year", "revision__created_by", "event__actor", "postponed_to")
    )
    return get_object_or_404(rows.prefetch_related("abstentions"), pk=pk)


def item_page(
    request: HttpRequest,
    item: AgendaItem,
    *,
    deciding: Decision | None = None,
    postponing: PostponeForm | None = None,
    abstaining: AbstainForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The item, with the forms that this person may send now; those given are shown with what was typed."""
    user = person(request)
    kind, content = agenda.KINDS[item.dossier.kind], json.loads(item.revision.content)
    thing = kind.row(item.dossier)
    # A form sent back to be put right still speaks of the item as it was seen; after a conflict, as it is.
    version = request.POST.get("version", item.version) if status == 422 else item.version
    context = _frame(item) | {
        "item": item,
        "summary": kind.summary(content),
        "sections": kind.sections(content),
        "evidence": frozen_rows(content["evidence"]),
        "page_of_thing": kind.page(thing),
        "submitted": _submitted(item),
        "earlier": [each for each in resolutions_of(item.dossier) if each["item"] != item],
        "resolution": _resolution(item) if item.result else None,
        "attendees": agenda.attendees_of(item.meeting),
        "hidden": [("version", version), ("key", uuid4())],
    }
    context |= _decision(user, item, thing, deciding)
    context |= _other_forms(user, item, postponing, abstaining)
    shown = ("form", "rows", "formset", "postponing", "abstaining")
    context["forms"] = [context[name] for name in shown if context[name]]
    return render(request, "innovation/meeting/item.html", context, status=status)


def _frame(item: AgendaItem) -> Context:
    """Where the item stands on its agenda, with ways to the one before and the one after."""
    meeting = item.meeting
    rows = list(meeting.items.order_by("position", "id").values_list("pk", "result"))
    place = [pk for pk, _result in rows].index(item.pk)
    look, word = agenda.result_tag(item)
    return {
        "title": item.title,
        "caption": str(item.dossier.agency),
        "breadcrumbs": [
            (_("การประชุมคณะกรรมการ"), reverse("meeting-list")),
            (_("การประชุมครั้งที่ %(number)s") % {"number": meeting.number}, reverse("meeting", args=[meeting.pk])),
        ],
        "look": look,
        "word": word,
        "place": {
            "note": _("ยังไม่มีมติ %(count)s วาระ") % {"count": sum(not result for _pk, result in rows)},
            "number": place + 1,
            "total": len(rows),
            "previous": _way(rows[place - 1][0]) if place else None,
            "next": _way(rows[place + 1][0]) if place + 1 < len(rows) else None,
        },
    }


def _way(pk: int) -> dict[str, str]:
    """The way to another item, for queue/place.html."""
    return {"url": reverse("agenda-item", args=[pk])}


def _decision(user: User, item: AgendaItem, thing: Any, deciding: Decision | None) -> Context:
    """The form of the resolution, or why this person has none."""
    now = clock.now()
    verdict = may_resolve(user, item, now)
    if verdict.allowed:
        verdict = can(user, agenda.KINDS[item.dossier.kind].results[0].action, thing, now)
    if not verdict.allowed:
        is_member = Role.COMMITTEE in user.standing.city
        note = verdict.reason if is_member and not item.result else ""
        return {"form": None, "formset": None, "rows": None, "note": note or _waits(item)}
    if deciding is None:
        deciding = DECISIONS[item.dossier.kind].ask(item, None)
        deciding.form.fields["result"].widget.attrs["autofocus"] = True
    return {
        "form": deciding.form,
        "formset": deciding.abstentions,
        "rows": deciding.rows,
        "rows_template": deciding.rows_template,
        "note": "",
    }


def _waits(item: AgendaItem) -> str:
    return "" if item.result else _("รอการดำเนินการของ%(role)s") % {"role": Role.COMMITTEE.label}


def _other_forms(
    user: User, item: AgendaItem, postponing: PostponeForm | None, abstaining: AbstainForm | None
) -> Context:
    """Postponing is the secretariat's; abstaining is every member's, also of who may not decide."""
    context: Context = {"postponing": None, "abstaining": None, "abstained": None}
    if item.result:
        return context
    if holds(user, Role.SECRETARIAT, item.dossier.agency_id).allowed:
        context["postponing"] = postponing or PostponeForm(item=item, prefix="postpone")
    if holds(user, Role.COMMITTEE).allowed:
        own = [each for each in item.abstentions.all() if each.user_id == user.pk]
        context["abstained"] = own[0] if own else None
        context["abstaining"] = None if own else abstaining or AbstainForm(prefix="abstain")
    return context


def resolutions_of(dossier: Dossier) -> list[Context]:
    """What the committee resolved on a thing, the newest first, each for meeting/resolution.html; for the page of the
    thing itself, too, where its agency reads it. Two queries."""
    return [_resolution(item) for item in agenda.decided_items(dossier)]


def _resolution(item: AgendaItem) -> Context:
    """A resolution in words, for meeting/resolution.html."""
    return {
        "item": item,
        "meeting": item.meeting,
        "word": agenda.result_word(item),
        "who": item.event.actor.full_name if item.event and item.event.actor else _("ระบบ"),
        "when": format_datetime(item.event.at, active_language()) if item.event else "",
        "abstentions": list(item.abstentions.all()),
    }


def _submitted(item: AgendaItem) -> str:
    return _("ฉบับที่ %(number)s ส่งเมื่อ %(when)s โดย %(who)s") % {
        "number": item.revision.number,
        "when": format_datetime(item.revision.created_at, active_language()),
        "who": item.revision.created_by.full_name,
    }
