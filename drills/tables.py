"""The product's tables: made by its migrations once, then kept for further drills until a migration changes."""

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).parent.parent
KEPT = ROOT / "var" / "drills"


def make() -> None:
    """Fill the empty database that this process is set up with. What is kept is the product's own kind of backup."""
    from django.core.management import call_command

    from kpi_tracker.operation import dump

    kept = _kept()
    if kept.exists():
        dump.load(kept)
        return
    call_command("migrate", interactive=False, verbosity=0)
    aside = KEPT / f".{os.getpid()}"
    aside.mkdir(parents=True)
    made, _, _ = dump.write(aside)
    kept.parent.mkdir(exist_ok=True)
    made.replace(kept)
    aside.rmdir()


def _kept() -> Path:
    """Its folder is named after everything that migrations read: their own text, and the packages' versions."""
    from django.db import connection

    from kpi_tracker.operation.dump import NAMES

    texts = [ROOT / "requirements.lock", *sorted(ROOT.glob("*/migrations/*.py"))]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in texts)).hexdigest()
    return KEPT / digest[:16] / NAMES[connection.vendor]
