"""Addresses of the document register, of evidence files, and of the evidence of a report."""

from django.urls import path

from indicators.views import document_files, documents, evidence, received_files

urlpatterns = [
    path("documents/", documents.list_, name="document-list"),
    path("documents/add/", documents.add, name="document-add"),
    path("documents/files/receive/", received_files.receive, name="file-receive"),
    path("documents/<int:pk>/", documents.detail, name="document"),
    path("documents/<int:pk>/edit/", documents.edit, name="document-edit"),
    path("documents/<int:pk>/delete/", documents.delete, name="document-delete"),
    path("documents/<int:pk>/files/add/", document_files.add, name="document-file-add"),
    path("documents/files/<int:pk>/", document_files.download, name="document-file"),
    path("documents/files/<int:pk>/view/", document_files.view, name="document-file-view"),
    path("documents/files/<int:pk>/delete/", document_files.delete, name="document-file-delete"),
    path(
        "quarterly-reports/<int:pk>/evidence/",
        evidence.evidence,
        {"kind": "quarterly-report"},
        name="quarterly-report-evidence",
    ),
    path(
        "year-end-reports/<int:pk>/evidence/",
        evidence.evidence,
        {"kind": "year-end-report"},
        name="year-end-report-evidence",
    ),
]
