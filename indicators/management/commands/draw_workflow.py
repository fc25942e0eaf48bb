"""draw_workflow: write docs/workflow.md from the tables of transitions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from indicators.workflow.drawing import page


class Command(BaseCommand):
    help = "Write docs/workflow.md from the tables of transitions."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("-o", "--output", type=Path, default=settings.BASE_DIR / "docs" / "workflow.md")

    def handle(self, *args: Any, **options: Any) -> None:
        options["output"].write_text(page())
        self.stdout.write(str(options["output"]))
