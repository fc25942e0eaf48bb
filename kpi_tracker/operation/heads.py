"""The tips of the audit chains, kept on another host: one JSON line an export.

Only they tell when somebody who may write the tables has rewritten a chain from some event on.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from indicators.models import Event
from indicators.services import audit


def line() -> str:
    """Today's line."""
    told = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "heads": audit.tips()}
    return json.dumps(told, sort_keys=True)


def unknown(path: Path) -> list[str]:
    """What was exported to the file once and is not in the chains now. Raises ValueError for another kind of file."""
    found = []
    for number, text in enumerate(path.read_text().splitlines(), 1):
        for chain, (sequence, known) in sorted(json.loads(text)["heads"].items()):
            if not Event.objects.filter(chain=chain, sequence=sequence, hash=known).exists():
                found.append(f"{chain}/{sequence}: is not the event of line {number} of {path.name}")
    return found
