"""Addresses of the print centre and of print jobs."""

from django.urls import path

from books.views import jobs, print_centre

urlpatterns = [
    path("books/", print_centre.centre, name="print-centre"),
    path("books/<int:pk>/", jobs.detail, name="print-job"),
    path("books/<int:pk>/progress/", jobs.progress, name="print-job-progress"),
    path("books/<int:pk>/cancel/", jobs.cancel, name="print-job-cancel"),
    path("books/<int:pk>/retry/", jobs.retry, name="print-job-retry"),
    path("books/<int:pk>/without/", jobs.do_without, name="print-job-without"),
    path("books/<int:pk>/download/", jobs.download, name="print-job-download"),
]
