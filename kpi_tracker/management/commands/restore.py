"""restore BACKUP: into an empty database and folder or bucket; with --check it only looks whether it could."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from indicators.files.refusals import NoStore
from kpi_tracker.operation import backup, heads
from kpi_tracker.operation.dump import Failed


class Command(BaseCommand):
    help = "Restore a backup into the empty database of DATABASE_URL and the empty place of the files, and verify it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=Path, help="one backup: FOLDER/<time> of `backup FOLDER`")
        parser.add_argument("--check", action="store_true", help="only verify the backup; touch nothing")
        parser.add_argument("--heads", type=Path, help="the file of export_heads: refuses a backup older than it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = backup.faults(options["backup"]) if options["check"] else backup.restore(options["backup"])
            if options["heads"] and not options["check"]:
                found += heads.unknown(options["heads"])
        except (Failed, NoStore, OSError) as failed:
            raise CommandError(str(failed)) from None
        for sentence in found:
            self.stdout.write(sentence)
        if found:
            raise CommandError(f"{len(found)} findings")
        self.stdout.write("ok")
