"""Addresses of the innovation case, one module a noun."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("administration/round/", include("innovation.urls.round")),
    path("cases/", include("innovation.urls.case")),
    path("collections/", include("innovation.urls.collection")),
    path("ideas/", include("innovation.urls.shared_idea")),
    path("selections/", include("innovation.urls.selection")),
    path("projects/", include("innovation.urls.project")),
    path("meetings/", include("innovation.urls.meeting")),
    path("developments/", include("innovation.urls.development")),
    path("utilisations/", include("innovation.urls.utilisation")),
    path("forms/", include("innovation.urls.prints")),
]
