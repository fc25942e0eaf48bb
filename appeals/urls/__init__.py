"""The addresses of appeals, one module a group."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("appeals/", include("appeals.urls.appeal")),
    path("city-orders/", include("appeals.urls.order")),
    path("conditions/", include("appeals.urls.condition")),
    path("", include("appeals.urls.prints")),
]
