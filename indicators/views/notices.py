"""The page of one's own notices, and the calendar behind its secret address."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import conditional_page, require_http_methods, require_POST, require_safe

from accounts.models import User
from indicators import clock
from indicators.forms.notices import NoticeSettingsForm
from indicators.models import CalendarFeed
from indicators.selectors.due_calendar import absolute, calendar_of
from indicators.selectors.notices import settings_of
from indicators.services import notices as services
from indicators.views.fetching import person


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    user = person(request)
    form = NoticeSettingsForm(request.POST if request.method == "POST" else None, instance=settings_of(user))
    if form.is_bound and form.is_valid():
        services.choose(user, fields=form.cleaned_data)
        messages.success(request, _("บันทึกการแจ้งเตือนแล้ว"))
        return redirect("notice-settings")
    return _page(request, user, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_renew(request: HttpRequest) -> HttpResponse:
    """Shows the new address, this once; whoever comes back later finds only that there is one."""
    if request.method != "POST":
        return redirect("notice-settings")
    user = person(request)
    token = services.renew_calendar(user)
    address = absolute(reverse("calendar-feed", args=[token]))
    return _page(request, user, NoticeSettingsForm(instance=settings_of(user)), address)


@require_POST
def calendar_remove(request: HttpRequest) -> HttpResponse:
    if services.remove_calendar(person(request)):
        messages.success(request, _("ลบที่อยู่ปฏิทินแล้ว ปฏิทินที่ใช้ที่อยู่เดิมจะไม่ได้รับข้อมูลอีก"))
    return redirect("notice-settings")


def _page(request: HttpRequest, user: User, form: NoticeSettingsForm, address: str = "") -> HttpResponse:
    context = {
        "title": _("การแจ้งเตือน"),
        "breadcrumbs": [(_("บัญชีของฉัน"), reverse("account"))],
        "form": form,
        "actions": [{"label": _("บันทึกการแจ้งเตือน"), "style": "primary"}],
        "email": user.email,
        "feed": CalendarFeed.objects.filter(user=user).first(),
        "address": address,
    }
    invalid = form.is_bound and not form.is_valid()
    return render(request, "notices/settings.html", context, status=422 if invalid else 200)


@login_not_required
@conditional_page
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """All due dates in one piece, for who has the address. Calendars bring no cookie: nothing here looks at the
    session, not even to draw a page that says there is nothing."""
    feed, now = services.feed_of(token), clock.now()
    if feed is None:
        return _plain(_("ไม่มีปฏิทินที่ที่อยู่นี้"), 404)
    if not services.count_use(feed, now):
        return _plain(_("ขอปฏิทินนี้บ่อยเกินไป ลองใหม่ในชั่วโมงถัดไป"), 429, **{"Retry-After": "3600"})
    with override(feed.user.language):
        text = calendar_of(feed, feed.user, clock.today())
    headers = {"Cache-Control": "private, no-cache", "Content-Disposition": 'inline; filename="kpi-tracker.ics"'}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)


def _plain(sentence: str, status: int, **headers: str) -> HttpResponse:
    return HttpResponse(sentence, content_type="text/plain; charset=utf-8", status=status, headers=headers)
