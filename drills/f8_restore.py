"""F8: a backup made while officers submit is restored into an empty cluster and folder; every row, file and tip is
there. Control: a flipped byte, a lost file, an older dump: each must be refused.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from drills import installation
from drills.clients import Submitters
from drills.servers import cluster

FILES, SIZE = 400, 100_000


def main() -> None:
    with installation.folder() as folder:
        (server,) = cluster(folder, standbys=0)
        try:
            figures, passed, refused = drill(folder, server)
        finally:
            server.stop()
    installation.tell(
        passed=passed, control_failed=refused == 3, figures=f"{figures}; control: {refused} of 3 damages refused"
    )


def drill(folder: Path, server) -> tuple[str, bool, int]:
    from django.db import connection

    var, kept = folder / "var", folder / "kept"
    installation.use(var, server.url())
    installation.fill(2000)
    keep_files()
    connection.close()
    older = Path(manage(var, server.url(), "backup", str(kept)).stdout.split(":")[0])
    clients = Submitters(var, "live", count=2)
    clients.wait_for(20)
    time.sleep(1)  # its name is the second
    made = manage(var, server.url(), "backup", str(kept))
    clients.stop()
    newer = Path(made.stdout.split(":")[0])
    damages = [damaged(folder, kept, newer, how) for how in (flip, drop, lambda copy: swap(copy, older))]
    refused = sum(manage(var, server.url(), "restore", str(copy), "--check").returncode != 0 for copy in damages)
    server.ask("CREATE DATABASE restored TEMPLATE template0")
    began = time.monotonic()
    done = manage(folder / "new", server.url().replace("/postgres?", "/restored?"), "restore", str(newer))
    seconds = time.monotonic() - began
    figures = f"{made.stdout.split(':', 1)[1].strip()}, restored in {seconds:.0f} s: {done.stdout.strip()[-60:]}"
    return figures, done.returncode == 0, refused


def keep_files() -> None:
    """Files and their rows, as if they had been sent."""
    from indicators.files import store
    from indicators.models import StoredFile

    rows = []
    for _ in range(FILES):
        content = os.urandom(SIZE)
        sha256 = hashlib.sha256(content).hexdigest()
        place = store.path(sha256)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        rows.append(StoredFile(sha256=sha256, size=SIZE, extension="pdf", content_type="application/pdf"))
    StoredFile.objects.bulk_create(rows)


def manage(var: Path, url: str, *command: str) -> subprocess.CompletedProcess[str]:
    given = {**os.environ, **installation.environment(var, url)}
    return subprocess.run(
        [sys.executable, "manage.py", *command], env=given, text=True, capture_output=True, check=False
    )


def damaged(folder: Path, kept: Path, backup: Path, how) -> Path:
    """A copy of all backups, of which this one is damaged."""
    copy = folder / f"copy-{time.monotonic_ns()}"
    shutil.copytree(kept, copy, copy_function=os.link)
    how(copy / backup.name)
    return copy / backup.name


def flip(backup: Path) -> None:
    path = backup / "database.dump"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.unlink()
    path.write_bytes(content)


def drop(backup: Path) -> None:
    next((backup.parent / "files").glob("??/??/*")).unlink()


def swap(backup: Path, older: Path) -> None:
    (backup / "database.dump").unlink()
    shutil.copyfile(older / "database.dump", backup / "database.dump")


if __name__ == "__main__":
    main()
