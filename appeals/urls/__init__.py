"""The addresses of appeals, one module a group."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("conditions/", include("appeals.urls.condition")),
    path("", include("appeals.urls.prints")),
]
