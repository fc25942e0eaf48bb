"""check_data: files against hashes, revisions, the audit chain, orphans.

Whoever may write the tables can cut the end of a chain and set its head back. `--export-heads FILE` writes what the
newest event of each chain is; kept on another host, `--heads FILE` of an earlier day tells what was cut since.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.services.audit import tips
from indicators.services.integrity import findings


class Command(BaseCommand):
    help = "Check that what is kept is what was kept. Exit 1 and a list when something is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--heads", type=Path, help="compare with the heads that were exported to this file before"
        )
        parser.add_argument(
            "--export-heads", type=Path, help="write the heads of today to this file, when all is well"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = findings(_read(options["heads"]) if options["heads"] else None)
        for sentence in found:
            self.stdout.write(sentence)
        if found:
            raise CommandError(f"{len(found)} findings")
        if target := options["export_heads"]:
            target.write_text(json.dumps(tips(), indent=1, sort_keys=True) + "\n")
        self.stdout.write("ok")


def _read(path: Path) -> dict[str, tuple[int, str]]:
    """Heads as they were exported. CommandError when the file is not such a one."""
    try:
        kept = json.loads(path.read_text())
        return {str(chain): (int(sequence), str(known)) for chain, (sequence, known) in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise CommandError(f"{path} holds no exported heads: {error}") from error
