"""Addresses of step 2: ballots and the selection."""

from django.urls import path

from innovation.views import selection

urlpatterns = [
    path("<int:pk>/", selection.detail, name="selection"),
]
