"""Addresses that machines know by heart."""

from django.urls import path

from kpi_tracker.operation import icon, probes

urlpatterns = [
    path("healthz", probes.healthz, name="healthz"),
    path("readyz", probes.readyz, name="readyz"),
    path("favicon.ico", icon.favicon, name="favicon"),
    path("metrics", probes.counted, name="metrics"),
]
