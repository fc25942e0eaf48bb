"""work: a worker for what waits in the background."""

from __future__ import annotations

import logging
import os
import socket
import threading
from argparse import ArgumentParser
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker

from books.services import tasks, workers

logger = logging.getLogger(__name__)


class Beat(threading.Thread):
    """Tells every fifth of the lease that this process lives, and puts back the tasks of those who do not."""

    def __init__(self, name: str) -> None:
        super().__init__(name="beat", daemon=True)
        self._worker = name
        self._stopped = threading.Event()

    def run(self) -> None:
        while not self._stopped.wait(settings.WORKER_LEASE / 5):
            try:
                close_old_connections()
                workers.beat(self._worker)
                tasks.look_after()
            except Error:  # the database is away: others may take over, and guarded updates keep us from harm
                logger.warning("no sign of life could be given", exc_info=True)
        connection.close()

    def stop(self) -> None:
        """Returns when the last beat is over."""
        self._stopped.set()
        self.join()


def stand_back() -> None:
    """Let pages come first where they want the same processor. On Linux this holds for the thread that calls and for
    the children it starts, among them the press."""
    rank = os.getpriority(os.PRIO_PROCESS, 0)
    os.setpriority(os.PRIO_PROCESS, 0, max(rank, settings.WORKER_NICE))


class Command(BaseCommand):
    help = "Print books and batches in the background until stopped (SIGTERM: after the present paper)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between two looks at an empty queue")
        parser.add_argument("--batch", action="store_true", help="end when the queue is empty")

    def handle(self, *args: Any, **options: Any) -> None:
        name = f"{socket.gethostname()[:30]}-{os.getpid()}-{uuid4().hex[:8]}"
        workers.beat(name)
        tasks.look_after()
        beat = Beat(name)
        beat.start()
        stand_back()  # after the beat has begun: a sign of life is not to wait behind pages
        worker = TaskWorker(
            queue_names=["default"],
            interval=options["interval"],
            batch=options["batch"],
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=name,
            excluded_queue_names=[],
        )
        worker.configure_signals()
        try:
            worker.run()
        finally:
            beat.stop()
            workers.leave(name)
            workers.put_back()
