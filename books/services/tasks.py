"""What waits in the queue for a worker. A task is a turn at a job, not the job: its own rows say what is left."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django_tasks import TaskContext, task
from django_tasks_db.models import DBTaskResult

from books.models import PrintJob
from books.services import work, workers
from indicators import clock

# So many workers can be at one job at the same time.
MOST_HANDS = 4


@task(takes_context=True)
def take_turn(context: TaskContext, job_id: int) -> None:
    """Work on a job for a while; when there is more to do, the next turn waits behind everybody else's."""
    worker = context.task_result.worker_ids[-1]
    if work.work_on(job_id, worker):
        take_turn.enqueue(job_id)


def call_workers(job_id: int, items: int) -> None:
    """Let workers come to a job: inside the transaction that makes work, or none hears of it."""
    for _hand in range(max(1, min(items, MOST_HANDS))):
        take_turn.enqueue(job_id)


def look_after() -> None:
    """Put back what dead workers had in hand, and call workers to jobs that nobody is coming to: their task may have
    ended in a fault of its own, such as a database that was away. The operator's own jobs are his."""
    workers.put_back()
    waiting = DBTaskResult.objects.exclude(status__in=("SUCCESSFUL", "FAILED"))
    called = {task.args_kwargs["args"][0] for task in waiting}
    since = clock.database_now() - timedelta(seconds=settings.WORKER_LEASE)
    jobs = PrintJob.objects.filter(state__in=PrintJob.ACTIVE, owner__isnull=False, made_at__lt=since)
    for job in jobs.exclude(pk__in=called):
        call_workers(job.pk, 1)
