"""Addresses of the innovation case and its list."""

from django.urls import path

from innovation.views import case, composing

urlpatterns = [
    path("", case.list_, name="case-list"),
    path("<int:pk>/", case.detail, name="case"),
    path("<int:pk>/outline/", composing.outline, name="case-outline"),
    path("<int:pk>/compose/<slug:target>/", composing.compose, name="case-compose"),
]
