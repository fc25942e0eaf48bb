"""Addresses of one's own account, its password, its notices and its calendar."""

from django.urls import path

from indicators.views import notices, own_account

urlpatterns = [
    path("account/", own_account.account, name="account"),
    path("account/password/", own_account.password, name="password-change"),
    path("account/notices/", notices.settings, name="notice-settings"),
    path("account/notices/calendar/", notices.calendar_renew, name="calendar-renew"),
    path("account/notices/calendar/remove/", notices.calendar_remove, name="calendar-remove"),
    path("cal/<slug:token>.ics", notices.calendar_feed, name="calendar-feed"),
]
