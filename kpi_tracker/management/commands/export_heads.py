"""export_heads [-o FILE]: one line with the tips of the audit chains, for another host. For a daily timer."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kpi_tracker.operation import heads


class Command(BaseCommand):
    help = "Write the tips of the audit chains as one JSON line; check_heads compares them on any later day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("-o", "--output", type=Path, help="append to FILE instead of printing")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["output"] is None:
            self.stdout.write(heads.line())
            return
        with options["output"].open("a") as file:
            file.write(heads.line() + "\n")
            file.flush()
            os.fsync(file.fileno())
