"""check_data: files against hashes, revisions, the audit chain, orphans."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.services.integrity import findings


class Command(BaseCommand):
    help = "Check that what is kept is what was kept. Exit 1 and a list when something is wrong."

    def handle(self, *args: Any, **options: Any) -> None:
        found = findings()
        for sentence in found:
            self.stdout.write(sentence)
        if found:
            raise CommandError(f"{len(found)} findings")
        self.stdout.write("ok")
