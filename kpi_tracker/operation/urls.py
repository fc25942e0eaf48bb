"""Addresses for machines."""

from django.urls import path

from kpi_tracker.operation import probes

urlpatterns = [
    path("healthz", probes.healthz, name="healthz"),
    path("readyz", probes.readyz, name="readyz"),
    path("metrics", probes.counted, name="metrics"),
]
