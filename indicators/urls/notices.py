"""Addresses of one's own account, its password, its notices and its calendar."""

from django.urls import path

from indicators.views import notices, own_account, second_step

urlpatterns = [
    path("account/", own_account.account, name="account"),
    path("account/password/", own_account.password, name="password-change"),
    path("account/second-step/", second_step.own, name="second-step"),
    path("account/second-step/picture.svg", second_step.picture, name="second-step-picture"),
    path("account/notices/", notices.settings, name="notice-settings"),
    path("account/notices/calendar/", notices.calendar_renew, name="calendar-renew"),
    path("account/notices/calendar/remove/", notices.calendar_remove, name="calendar-remove"),
    path("cal/<slug:token>.ics", notices.calendar_feed, name="calendar-feed"),
]
