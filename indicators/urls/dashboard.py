"""Addresses of the dashboard; year, period and filters of the first stand in its query."""

from django.urls import path

from indicators.views import agency_reminders, dashboard

urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("dashboard/<int:year>/<str:code>/", dashboard.agency, name="dashboard-agency"),
    path("dashboard/remind/", agency_reminders.remind, name="dashboard-remind"),
    path("dashboard/reminders/<uuid:batch>/", agency_reminders.batch, name="dashboard-reminders"),
    path("dashboard/reminders/<uuid:batch>/cancel/", agency_reminders.cancel, name="dashboard-reminders-cancel"),
    path("dashboard/reminders/<uuid:batch>/send/", agency_reminders.send, name="dashboard-reminders-send"),
]
