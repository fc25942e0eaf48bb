"""check_heads FILE: whether every tip that was ever exported is still in its chain."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from indicators.services.audit import broken_links
from kpi_tracker.operation import heads


class Command(BaseCommand):
    help = "Compare the audit chains with the file of export_heads. Exit 1 and a list when something was rewritten."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="brought from the host where export_heads is kept")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = [*broken_links(), *heads.unknown(options["file"])]
        except (OSError, ValueError, KeyError) as error:
            raise CommandError(f"{options['file']} is no file of export_heads: {error}") from None
        for sentence in found:
            self.stdout.write(sentence)
        if found:
            raise CommandError(f"{len(found)} findings")
        self.stdout.write("ok")
