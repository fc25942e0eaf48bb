"""backup FOLDER: database and files, with a list by which restore checks them. For a nightly timer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from indicators.files.refusals import NoStore
from kpi_tracker.operation import backup
from kpi_tracker.operation.dump import Failed


class Command(BaseCommand):
    help = "Back up the database and then the files into FOLDER; people may work on meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="on another disk; files already there are not copied again")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = backup.make(options["folder"])
        except (Failed, NoStore, OSError) as failed:
            raise CommandError(str(failed)) from None
        self.stdout.write(f"{made.folder}: {made.rows} rows, {made.files} files, {made.copied} of them new")
