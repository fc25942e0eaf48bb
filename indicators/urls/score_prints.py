"""Addresses of score sheets on paper. `year` is the fiscal year in พ.ศ."""

from django.urls import path

from indicators.views import score_printing

urlpatterns = [
    path("assignments/<int:pk>/score/print/", score_printing.assignment, name="score-print"),
    path("scores/<int:year>/agencies/<str:code>/print/", score_printing.agency, name="agency-score-print"),
]
