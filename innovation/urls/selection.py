"""Addresses of step 2: ballots and the selection."""

from django.urls import path

from indicators.views import evidence
from innovation.views import ballots, selection

urlpatterns = [
    path("<int:pk>/", selection.detail, name="selection"),
    path("<int:pk>/ballot/", ballots.ballot, name="selection-ballot"),
    path("<int:pk>/edit/", selection.edit, name="selection-edit"),
    path("<int:pk>/evidence/", evidence.evidence, {"kind": "selection"}, name="selection-evidence"),
    path("<int:pk>/select/", selection.select, name="selection-select"),
]
