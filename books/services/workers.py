"""Signs of life, and what becomes of the work of the dead."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django_tasks_db.models import DBTaskResult

from books.models import Worker
from indicators import clock


def beat(name: str) -> None:
    """Tell that the worker `name` lives."""
    now = clock.database_now()
    Worker.objects.update_or_create(name=name, defaults={"beat_at": now}, create_defaults=_fresh(name))


def _fresh(name: str) -> dict[str, object]:
    now = clock.database_now()
    return {"name": name, "started_at": now, "beat_at": now}


def leave(name: str) -> None:
    """A worker that goes in peace: what it may still have in hand is free at once."""
    Worker.objects.filter(name=name).delete()


def alive() -> QuerySet[Worker]:
    """Who was heard of within the lease, by the database's clock."""
    since = clock.database_now() - timedelta(seconds=settings.WORKER_LEASE)
    return Worker.objects.filter(beat_at__gt=since)


@transaction.atomic
def put_back() -> int:
    """Make the tasks of dead workers ready again, and forget who has been dead for a day; returns how many tasks.

    A task is put back at most once for each worker that held it: whoever changes the row first does it.
    """
    names = set(alive().values_list("name", flat=True))
    count = 0
    for task in DBTaskResult.objects.running().order_by("enqueued_at"):
        if task.worker_ids and task.worker_ids[-1] not in names:
            same = DBTaskResult.objects.running().filter(pk=task.pk, started_at=task.started_at)
            count += same.update(status="READY", started_at=None)
    Worker.objects.filter(beat_at__lt=clock.database_now() - timedelta(days=1)).delete()
    return count
