"""Addresses of scores and of the closing of a year. `year` is the fiscal year in พ.ศ."""

from django.urls import path

from indicators.views import agency_scores, scores, year_closing

urlpatterns = [
    path("assignments/<int:pk>/score/", scores.detail, name="score"),
    path("assignments/<int:pk>/score/<int:position>/", scores.override, name="score-override"),
    path("assignments/<int:pk>/score/cancel/", scores.cancel, name="score-override-cancel"),
    path("scores/", agency_scores.start, name="score-start"),
    path("scores/<int:year>/", agency_scores.list_, name="score-list"),
    path("scores/<int:year>/csv/", agency_scores.csv_file, name="score-csv"),
    path("scores/<int:year>/closing/", year_closing.detail, name="year-closing"),
    path("scores/<int:year>/closing/close/", year_closing.close, name="year-closing-close"),
    path("scores/<int:year>/closing/ask/", year_closing.ask, name="year-closing-ask"),
    path("scores/<int:year>/closing/reopen/", year_closing.reopen, name="year-closing-reopen"),
    path("scores/<int:year>/agencies/<str:code>/", agency_scores.agency, name="agency-score"),
]
