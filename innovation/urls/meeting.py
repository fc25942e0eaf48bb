"""Addresses of the committee: meetings, agenda, determinations."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
