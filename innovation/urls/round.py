"""Addresses of the parts of a round. indicators.urls.administration makes those of the round and its criteria."""

from django.urls import path

from innovation.views import round_parts

urlpatterns = [
    path("<int:pk>/steps/", round_parts.edit, {"part": "steps"}, name="round-steps"),
    path("<int:pk>/forms/", round_parts.edit, {"part": "forms"}, name="round-forms"),
    path("<int:pk>/minimums/", round_parts.edit, {"part": "minimums"}, name="round-minimums"),
]
