"""put_back_files FOLDER: what the store lacks, from a backup: after a loss, or when files move to another place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from indicators.files.refusals import NoStore
from kpi_tracker.operation import backup


class Command(BaseCommand):
    help = "Put files of a backup back that the store lacks or has damaged. Exit 1 when some are not in the backup."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="the folder of the backups, with its files/")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            put, missing = backup.put_back(options["folder"])
        except (NoStore, OSError) as failed:
            raise CommandError(str(failed)) from None
        self.stdout.write(f"{put} files put back")
        for sha256 in missing:
            self.stdout.write(f"file {sha256}: not in the backup, or altered there")
        if missing:
            raise CommandError(f"{len(missing)} files are still missing")
