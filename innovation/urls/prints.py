"""Addresses of the printed forms."""

from django.urls import path

from innovation.views import papers

urlpatterns = [
    path("collections/<int:pk>/<slug:form>/", papers.collection, name="collection-print"),
    path("selections/<int:pk>/<slug:form>/", papers.selection, name="selection-print"),
    path("projects/<int:pk>/<slug:form>/", papers.project, name="project-print"),
    path("utilisations/<int:pk>/<slug:form>/", papers.utilisation, name="utilisation-print"),
    path("meetings/<int:pk>/<slug:paper>/", papers.meeting, name="meeting-print"),
    path("blank/<int:pk>/<slug:form>/", papers.blank, name="blank-form"),
]
