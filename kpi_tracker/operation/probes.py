"""What machines ask: is the process alive, can it serve, what has it counted. None of it needs a session."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from indicators.files import store
from kpi_tracker.operation import metrics

OK = "ok"


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. It looks at nothing else: a database that is gone is no reason to kill a web server."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when this host can serve, 503 when a balancer should ask another; each answer is one word.

    Little room is told and is no reason to go: no other host has more of the same disk, and reading still works.
    """
    told = {"database": database(), "files": files(), "space": space()}
    is_ready = told["database"] == OK and told["files"] == OK
    return JsonResponse({"ready": is_ready, **told}, status=200 if is_ready else 503)


@login_not_required
@never_cache
@require_safe
def counted(request: HttpRequest) -> HttpResponse:
    """For Prometheus, with `Authorization: Bearer <METRICS_TOKEN>`; a page that does not exist for all others."""
    given = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}"):
        raise Http404
    return HttpResponse(metrics.text(), content_type=CONTENT_TYPE_LATEST)


def database() -> str:
    """One of ok, gone, read-only (a standby, or a primary that was replaced), behind (migrations are missing)."""
    try:
        if _is_read_only():
            return "read-only"
        missing = _newest_migrations() - set(MigrationRecorder(connection).applied_migrations())
    except DatabaseError:
        return "gone"
    return "behind" if missing else OK


def files() -> str:
    """Whether the folder of the evidence is there and takes a file, or the bucket answers."""
    return OK if store.takes_files() else "not writable"


def space() -> str:
    """Low when files are refused, because the disk keeps a tenth for the database, the logs and the system."""
    try:
        return OK if store.has_room() else "low"
    except OSError:
        return "unknown"


def _is_read_only() -> bool:
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute("SELECT 1")
            return False
        cursor.execute("SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean")
        return bool(cursor.fetchone()[0])


@cache
def _newest_migrations() -> set[tuple[str, str]]:
    """The migrations this code needs, read from its files once; an older process does not mind newer ones."""
    return set(MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes())
