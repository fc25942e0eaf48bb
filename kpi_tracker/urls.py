"""Every address of the product; an address not listed in tests/test_access.py fails the tests."""

from django.urls import URLPattern, URLResolver, include, path

from kpi_tracker.day import day
from kpi_tracker.design_system import design_system
from kpi_tracker.help import help_page, worked_example
from kpi_tracker.home import home

handler400 = "kpi_tracker.errors.bad_request"
handler403 = "kpi_tracker.errors.permission_denied"
handler404 = "kpi_tracker.errors.page_not_found"
handler500 = "kpi_tracker.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("day/", day, name="day"),
    path("help/", help_page, name="help"),
    path("help/example/", worked_example, name="worked-example"),
    path("", include("accounts.urls")),
    path("", include("indicators.urls.administration")),
    path("", include("indicators.urls.score_prints")),
    path("", include("indicators.urls.dashboard")),
    path("", include("indicators.urls.documents")),
    path("", include("indicators.urls.reports")),
    path("", include("indicators.urls.scores")),
    path("", include("indicators.urls.judging")),
    path("", include("indicators.urls.notices")),
    path("", include("indicators.urls.search")),
    path("", include("innovation.urls")),
    path("", include("appeals.urls")),
    path("", include("kpi_tracker.operation.urls")),
    path("", include("books.urls")),
    path("administration/design-system/", design_system, name="design-system"),
]
