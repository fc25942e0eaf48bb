"""Brings locale/en up to date with the sources: new strings come in empty, for a person to translate."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from kpi_tracker.translation import po
from kpi_tracker.translation.english import CATALOGUE, faults, updated
from kpi_tracker.translation.sources import sources


class Command(BaseCommand):
    help = "Add new strings of the sources to the English catalogue, drop those gone, and say what is left to do."

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.BASE_DIR / CATALOGUE
        found = sources(settings.BASE_DIR)
        entries = updated(po.read(path.read_text()), found)
        path.write_text(po.write(entries))
        for fault in faults(entries, found):
            self.stdout.write(fault)
        self.stdout.write(f"{len(entries) - 1} strings")
