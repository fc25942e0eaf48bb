"""Addresses of the printed forms."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
