"""Runs of send_reminders at once, as real processes: `python -m tests.notices.races RACE ARGUMENTS`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

from tests.databases import LiveDatabase
from tests.indicators.workflow import races
from tests.indicators.workflow.races import PATIENCE


def race(live: LiveDatabase, name: str, mails: Path, *arguments: dict[str, Any]) -> list[Any]:
    """Run the race with one runner per element of `arguments`, mails going to files in a folder."""
    process = subprocess.run(
        [sys.executable, "-m", __name__, name, json.dumps(arguments)],
        env={**os.environ, **live.environment(), "EMAIL_URL": f"filemail:///{mails}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )
    assert process.returncode == 0, process.stderr
    told: list[Any] = json.loads(process.stdout)
    failed = [answer for answer in told if isinstance(answer, dict) and "failed" in answer]
    assert not failed, failed[0]["failed"]
    return told


def remind(barrier: Any, *, day: str) -> dict[str, Any]:
    """All tell the same people on the same day at once."""
    from indicators.services.reminders import send_reminders

    barrier.wait(PATIENCE)
    run = send_reminders(date.fromisoformat(day))
    return {"sent": run.sent, "already": run.already, "nothing": run.without_news, "failures": run.failures}


if __name__ == "__main__":
    races.RACES |= {"remind": remind}
    races.main(sys.argv[1], json.loads(sys.argv[2]))
