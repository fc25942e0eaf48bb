"""Addresses of the dashboard; year, period and filters of the first stand in its query."""

from django.urls import path

from indicators.views import dashboard

urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("dashboard/<int:year>/<str:code>/", dashboard.agency, name="dashboard-agency"),
]
