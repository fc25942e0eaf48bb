"""Addresses of the papers of appeals."""

from django.urls import path

from appeals.views import printing

urlpatterns = [path("appeals/<int:pk>/print/", printing.appeal, name="appeal-print")]
