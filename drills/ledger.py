"""What was acknowledged: one JSON line each, on the disk before it counts."""

import json
import os
from collections.abc import Collection
from pathlib import Path
from typing import Any


class Ledger:
    """Written by one client, read by the drill."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("a")

    def acknowledged(self, **line: Any) -> None:
        self.file.write(json.dumps(line) + "\n")
        self.file.flush()
        os.fsync(self.file.fileno())


def lines(folder: Path, name: str = "*") -> list[dict[str, Any]]:
    """Of all clients; a line that a kill cut in two was not acknowledged."""
    return [
        json.loads(line)
        for path in sorted(folder.glob(f"ledger-{name}"))
        for line in path.read_text().splitlines()
        if line.endswith("}")
    ]


def count(folder: Path, name: str) -> int:
    """How many lines, without reading them as such."""
    return sum(path.read_bytes().count(b"}\n") for path in folder.glob(f"ledger-{name}"))


def compare(told: list[dict[str, Any]], besides: Collection[str] = ()) -> dict[str, int]:
    """Acknowledged submissions that are lost, or that happened more than once, and breaks in the audit chain; effects
    that nobody was told of, except those with the keys `besides`."""
    from django.db.models import Count

    from indicators.models import Event, Receipt
    from indicators.services.audit import broken_links

    kept = {str(key): known for key, known in Receipt.objects.values_list("key", "event__hash")}
    submissions = Event.objects.filter(action="submit")
    twice = submissions.values("dossier").annotate(times=Count("pk")).filter(times__gt=1).count()
    return {
        "acknowledged": len(told),
        "lost": sum(kept.get(line["key"], "gone") != line.get("hash", kept.get(line["key"])) for line in told),
        "twice": twice,
        "half": submissions.filter(revision=None).count(),
        "breaks": len(broken_links()),
        "untold": len(kept.keys() - {line["key"] for line in told} - set(besides)),
    }
