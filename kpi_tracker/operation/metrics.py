"""What Prometheus reads: requests by page and status, how long they took, faults of the database, jobs, space.

Several gunicorn workers count together through files in PROMETHEUS_MULTIPROC_DIR (deploy/gunicorn.conf.py); without
that folder each process counts for itself.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any, cast

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError
from django.db.models import Count, Min
from django.utils import timezone
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

# Seconds. The goals are 0.3 for reading and 0.5 for saving; printing takes seconds.
_BUCKETS = (0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10, 30)
_METHODS = {"GET", "HEAD", "POST"}

REQUESTS = Counter("kpi_requests", "Requests answered", ["view", "method", "status"])
SECONDS = Histogram("kpi_request_seconds", "Seconds from request to answer", ["view"], buckets=_BUCKETS)
DATABASE_ERRORS = Counter("kpi_database_errors", "Answers that failed for the database", ["kind"])
FOLDER = "PROMETHEUS_MULTIPROC_DIR"


def count_request(view: str, method: str, status: int, seconds: float) -> None:
    REQUESTS.labels(view, method if method in _METHODS else "other", status).inc()
    SECONDS.labels(view).observe(seconds)


def count_database_error(kind: str) -> None:
    DATABASE_ERRORS.labels(kind).inc()


def text() -> bytes:
    """Everything, in Prometheus' text format."""
    registry = CollectorRegistry()
    if os.environ.get(FOLDER):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    registry.register(Now())
    counted = b"" if os.environ.get(FOLDER) else generate_latest(REGISTRY)
    return counted + generate_latest(registry)


class Now:
    """What is looked up when it is asked: the queue of jobs, the room for files."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        usage = shutil.disk_usage(settings.VAR_DIR)
        yield GaugeMetricFamily("kpi_disk_free_ratio", "Free part of the disk of VAR_DIR", usage.free / usage.total)
        yield from self._jobs()

    def _jobs(self) -> Iterator[GaugeMetricFamily]:
        """Jobs by status, and for how long the first one waits; nothing while the database is gone."""
        if not apps.is_installed("django_tasks_db"):
            return
        jobs: Any = cast(Any, apps).get_model("django_tasks_database", "DBTaskResult").objects
        counts = GaugeMetricFamily("kpi_jobs", "Background jobs kept, by status", labels=["status"])
        try:
            for status, count in jobs.values_list("status").annotate(Count("pk")).order_by("status"):
                counts.add_metric([str(status).lower()], count)
            first = jobs.filter(status="READY").aggregate(first=Min("enqueued_at"))["first"]
        except DatabaseError:
            return
        waited = (timezone.now() - first).total_seconds() if first else 0.0
        yield counts
        yield GaugeMetricFamily("kpi_jobs_oldest_waiting_seconds", "Age of the job that waits longest", waited)
