"""Reminding agencies from the dashboard: a look at the mails before they are asked for, and what became of them."""

from __future__ import annotations

from math import ceil
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators import clock
from indicators.models import Reminder, ReportingPeriod
from indicators.notifications import reminder_mail
from indicators.selectors.dashboard import agencies_of, narrowed
from indicators.selectors.unsent import Unsent, unsent_of
from indicators.services import agency_reminders as services
from indicators.services.errors import Invalid, insist
from indicators.views.fetching import form_key, person

State = Reminder.State


@require_http_methods(["GET", "POST"])
def remind(request: HttpRequest) -> HttpResponse:
    """What would be sent to the agencies that were ticked; posted, they are asked for."""
    insist(services.may_remind(person(request)))
    given = request.POST if request.method == "POST" else request.GET
    period = get_object_or_404(
        ReportingPeriod.objects.select_related("year").prefetch_related("year__periods"),
        year__be_year=given.get("year", "") if given.get("year", "").isdecimal() else None,
        kind=given.get("period", ""),
    )
    codes = [code for code in given.getlist("only") if code.isalnum()]
    agencies = list(narrowed(agencies_of(person(request), period.year), codes=codes)) if codes else []
    if not agencies:
        messages.warning(request, _("เลือกหน่วยงานที่จะเตือนอย่างน้อยหนึ่งหน่วยงาน"))
        return redirect(_board(period))
    if request.method != "POST":
        return _preview(request, period, unsent_of(period, agencies, clock.today()))
    try:
        batch, _made = services.remind(agencies, period, actor=person(request), key=form_key(request))
    except Invalid as nobody:
        messages.warning(request, " ".join(nobody.errors.values()))
        return redirect(_board(period))
    return redirect("dashboard-reminders", batch=batch)


def _preview(request: HttpRequest, period: ReportingPeriod, found: list[Unsent]) -> HttpResponse:
    due = [each for each in found if not each.why_not]
    context = {
        "title": _("เตือนหน่วยงานให้ส่งรายงาน"),
        "caption": f"{period.get_kind_display()} – {_('ปีงบประมาณ พ.ศ.')} {period.year}",
        "breadcrumbs": [(_("ภาพรวม"), _board(period))],
        "period": period,
        "due": due,
        "people": len({user.pk for each in due for user in each.people}),
        "skipped": [each for each in found if each.why_not],
        "mail": reminder_mail(due[0], "preview") if due else None,
        "key": uuid4(),
    }
    return render(request, "indicators/reminder/preview.html", context)


@require_safe
def batch(request: HttpRequest, batch: UUID) -> HttpResponse:
    """What became of the reminders asked for together; while they wait they can be taken back."""
    rows = _batch(request, batch)
    period = rows[0].period
    waiting = [row for row in rows if row.state == State.WAITING]
    context: dict[str, Any] = {
        "title": _("การเตือนหน่วยงาน"),
        "caption": f"{period.get_kind_display()} – {_('ปีงบประมาณ พ.ศ.')} {period.year}",
        "breadcrumbs": [(_("ภาพรวม"), _board(period))],
        "batch": batch,
        "rows": rows,
        "waiting": len(waiting),
        "send_at": waiting[0].send_at if waiting else None,
        "seconds": max(0, ceil((waiting[0].send_at - clock.now()).total_seconds())) if waiting else 0,
    }
    return render(request, "indicators/reminder/batch.html", context)


@require_POST
def cancel(request: HttpRequest, batch: UUID) -> HttpResponse:
    _batch(request, batch)
    taken = services.cancel(batch, actor=person(request))
    if taken:
        sentence = ngettext("เรียกคืนแล้ว %(count)s ฉบับ", "เรียกคืนแล้ว %(count)s ฉบับ", len(taken))
        messages.success(request, sentence % {"count": len(taken)})
    else:
        messages.warning(request, _("ส่งไปแล้ว เรียกคืนไม่ได้"))
    return redirect("dashboard-reminders", batch=batch)


@require_POST
def send(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Send what is due, this batch's and any other; what can still be taken back goes on waiting."""
    _batch(request, batch)
    services.send_due()
    return redirect("dashboard-reminders", batch=batch)


def _batch(request: HttpRequest, batch: UUID) -> list[Reminder]:
    insist(services.may_remind(person(request)))
    rows = Reminder.objects.filter(batch=batch).select_related("agency", "period__year", "event__actor")
    found = list(rows.order_by("agency__sort_key", "agency"))
    if not found:
        raise Http404
    return found


def _board(period: ReportingPeriod) -> str:
    query = urlencode({"year": period.year.be_year, "period": period.kind})
    return f"{reverse('dashboard')}?{query}"
