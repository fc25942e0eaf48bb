"""What the pages are measured against: an empty answer to anybody, one to a person, and the admin's list."""

from __future__ import annotations

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from indicators.models import Assignment


@login_not_required
def bare(request: HttpRequest) -> HttpResponse:
    """The whole middleware and nothing else: 1."""
    return HttpResponse("ok")


def signed_in(request: HttpRequest) -> HttpResponse:
    """The same for a person whom the session names."""
    return HttpResponse(str(request.user))


class Open(AdminSite):
    """Open to whoever is signed in: its list is measured, not used."""

    def has_permission(self, request: HttpRequest) -> bool:
        return True


class Rows(ModelAdmin):  # type: ignore[type-arg]
    """The columns that our own list of assignments shows."""

    list_display = ("number", "indicator", "agency", "year", "weight", "target")
    list_select_related = ("indicator", "agency", "year")
    list_filter = ("year",)
    list_per_page = 50

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return True

    has_change_permission = has_delete_permission = has_add_permission = has_view_permission  # type: ignore[assignment]
    has_module_permission = has_view_permission  # type: ignore[assignment]


admin = Open(name="admin")
admin.register(Assignment, Rows)

urlpatterns = [
    path("bare/", bare, name="bare"),
    path("bench/person/", signed_in, name="bench-person"),
    path("admin/", admin.urls),
    path("", include("kpi_tracker.urls")),
]
