"""rotate: forget what need not be kept (kpi_tracker/operation/retention.py says for how long). For a daily timer."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from indicators import clock
from kpi_tracker.operation.retention import forget


class Command(BaseCommand):
    help = "Forget ended sessions, old sign-in attempts, old mails, uses of links and unfinished uploads."

    def handle(self, *args: Any, **options: Any) -> None:
        for what, count in forget(clock.database_now()).items():
            self.stdout.write(f"{what}: {count}")
