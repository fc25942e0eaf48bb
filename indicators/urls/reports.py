"""Addresses of assignments and their criteria, quarterly and year-end reports, and the review queue."""

from django.urls import path

from indicators.views import (
    assignment,
    criteria,
    printing,
    quarterly_report,
    report_changes,
    review_queue,
    year_end_report,
)

urlpatterns = [
    path("assignments/", assignment.list_, name="assignment-list"),
    path("assignments/<int:pk>/", assignment.detail, name="assignment"),
    path("assignments/<int:pk>/criteria/", criteria.list_, name="criterion-list"),
    path("assignments/<int:pk>/criteria/<int:position>/", criteria.amend, name="criterion-amend"),
    path("review/", review_queue.queue, name="review-queue"),
    path("quarterly-reports/<int:pk>/", quarterly_report.detail, name="quarterly-report"),
    path("quarterly-reports/<int:pk>/edit/", quarterly_report.edit, name="quarterly-report-edit"),
    path("quarterly-reports/<int:pk>/check/", quarterly_report.check, name="quarterly-report-check"),
    path("quarterly-reports/<int:pk>/submit/", quarterly_report.submit, name="quarterly-report-submit"),
    path("quarterly-reports/<int:pk>/sent/", quarterly_report.sent, name="quarterly-report-sent"),
    path("quarterly-reports/<int:pk>/recall/", quarterly_report.recall, name="quarterly-report-recall"),
    path(
        "quarterly-reports/<int:pk>/changes/",
        report_changes.of_quarterly_report,
        name="quarterly-report-changes",
    ),
    path("quarterly-reports/<int:pk>/open/", quarterly_report.open_, name="quarterly-report-open"),
    path("quarterly-reports/<int:pk>/review/", quarterly_report.review, name="quarterly-report-review"),
    path("quarterly-reports/<int:pk>/return/", quarterly_report.return_, name="quarterly-report-return"),
    path("quarterly-reports/<int:pk>/accept/", quarterly_report.accept, name="quarterly-report-accept"),
    path("quarterly-reports/<int:pk>/reopen/", quarterly_report.reopen, name="quarterly-report-reopen"),
    path("quarterly-reports/<int:pk>/print/", printing.quarterly_report, name="quarterly-report-print"),
    path("year-end-reports/<int:pk>/", year_end_report.detail, name="year-end-report"),
    path("year-end-reports/<int:pk>/edit/", year_end_report.edit, name="year-end-report-edit"),
    path("year-end-reports/<int:pk>/compose/", year_end_report.compose, name="year-end-report-compose"),
    path("year-end-reports/<int:pk>/confirm/", year_end_report.confirm_result, name="year-end-report-confirm"),
    path("year-end-reports/<int:pk>/check/", year_end_report.check, name="year-end-report-check"),
    path("year-end-reports/<int:pk>/submit/", year_end_report.submit, name="year-end-report-submit"),
    path("year-end-reports/<int:pk>/sent/", year_end_report.sent, name="year-end-report-sent"),
    path("year-end-reports/<int:pk>/recall/", year_end_report.recall, name="year-end-report-recall"),
    path(
        "year-end-reports/<int:pk>/changes/",
        report_changes.of_year_end_report,
        name="year-end-report-changes",
    ),
    path("year-end-reports/<int:pk>/open/", year_end_report.open_, name="year-end-report-open"),
    path("year-end-reports/<int:pk>/review/", year_end_report.review, name="year-end-report-review"),
    path("year-end-reports/<int:pk>/endorse/", year_end_report.endorse, name="year-end-report-endorse"),
    path("year-end-reports/<int:pk>/return/", year_end_report.return_, name="year-end-report-return"),
    path("year-end-reports/<int:pk>/accept/", year_end_report.accept, name="year-end-report-accept"),
    path("year-end-reports/<int:pk>/reopen/", year_end_report.reopen, name="year-end-report-reopen"),
    path("prints/<int:pk>/", printing.print_record, name="print-record"),
    path("year-end-reports/<int:pk>/print/", printing.year_end_report, name="year-end-report-print"),
]
