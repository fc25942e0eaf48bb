"""who_opened DOCUMENT: who opened the files of a document, and when. The auditor's question."""

from __future__ import annotations

import gzip
import json
from argparse import ArgumentTypeError
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from indicators.management.output import aligned
from thai.dates import format_datetime

HEAD = ("เมื่อ", "ชื่อผู้ใช้", "ชื่อ-สกุล", "หน่วยงานของเอกสาร", "ไฟล์", "จาก", "คำขอ")


class Command(BaseCommand):
    help = "Who opened the files of a document, oldest first, from the log of this host and those given."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("document", type=int, help="the document's number, as in its address /documents/NUMBER/")
        parser.add_argument("--log", type=_readable, nargs="+", default=[], help="logs of other hosts or older ones")

    def handle(self, *args: Any, **options: Any) -> None:
        logs = [*_with_rotated(settings.OPENED_LOG), *options["log"]]
        if not logs:
            raise CommandError(f"no log: {settings.OPENED_LOG} is not there, and --log names none")
        told = {json.dumps(line, sort_keys=True): line for log in logs for line in _lines(log, options["document"])}
        lines = sorted(told.values(), key=lambda line: line["time"])
        names = dict(User.objects.filter(pk__in={line["user_id"] for line in lines}).values_list("pk", "full_name"))
        if lines:
            self.stdout.write(aligned([HEAD, *(_row(line, names) for line in lines)]))
        self.stdout.write(f"{len(lines)} ครั้ง ใน {len(logs)} แฟ้มบันทึก")


def _readable(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise ArgumentTypeError(f"{text} is not a file")
    return path


def _with_rotated(log: Path) -> list[Path]:
    """The log and what logrotate made of it before."""
    return sorted(log.parent.glob(f"{log.name}*"))


def _lines(log: Path, document: int) -> Iterator[dict[str, Any]]:
    """The openings of the document; a line cut by a crash is passed over."""
    wanted = f'"document": {document}'
    with gzip.open(log, "rt") if log.suffix == ".gz" else log.open() as file:
        for text in file:
            if wanted in text:
                try:
                    line = json.loads(text)
                except ValueError:
                    continue
                if line.get("document") == document:
                    yield line


def _row(line: dict[str, Any], names: dict[int, str]) -> tuple[str, ...]:
    at = format_datetime(datetime.fromisoformat(line["time"]))
    about = (str(line.get(name, "")) for name in ("agency", "file", "address", "request"))
    return (at, line["username"], names.get(line["user_id"], "–"), *about)
