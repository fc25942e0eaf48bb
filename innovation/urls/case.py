"""Addresses of the innovation case and its list."""

from django.urls import path

from innovation.views import case

urlpatterns = [
    path("", case.list_, name="case-list"),
    path("<int:pk>/", case.detail, name="case"),
]
