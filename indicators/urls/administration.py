"""Addresses of the administrator's screens: `<noun>-list`, `<noun>-add`, `<noun>-edit`, `<noun>-delete`."""

from django.urls import URLPattern, path

from indicators.views import second_step
from indicators.views.administration import places, rows
from indicators.views.administration.plan_screens import PLAN_NODE
from indicators.views.administration.screen import Screen
from indicators.views.administration.screens import GROUPS

BASE = "administration"


def _addresses(screen: Screen) -> list[URLPattern]:
    noun, given = screen.noun, {"screen": screen}
    addresses = [
        path(f"{BASE}/{noun}/add/", rows.add, given, name=f"{noun}-add"),
        path(f"{BASE}/{noun}/<int:pk>/", rows.edit, given, name=f"{noun}-edit"),
    ]
    if screen is not PLAN_NODE:
        addresses.append(path(f"{BASE}/{noun}/", rows.list_rows, given, name=f"{noun}-list"))
    if screen.remove:
        addresses.append(path(f"{BASE}/{noun}/<int:pk>/delete/", rows.delete, given, name=f"{noun}-delete"))
    return addresses


urlpatterns: list[URLPattern] = [
    path(f"{BASE}/user/<int:pk>/second-step/", second_step.of_user, name="user-second-step"),
    path(f"{BASE}/", places.landing, name="administration"),
    path(f"{BASE}/year/open/", places.open_year, name="year-open"),
    path(f"{BASE}/plan-node/", places.plan, name="plan-node-list"),
    *(address for _label, screens in GROUPS for screen in screens for address in _addresses(screen)),
]
