"""The product with one guard off, for controls: `gunicorn drills.unguarded:<name>`."""

import os
import threading
import time
from pathlib import Path

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()


def _bare_faults():
    """A database that is gone is a fault like any other."""
    from kpi_tracker.operation import unavailable

    unavailable.means_unavailable = lambda fault: False


def _files_later():
    """The row is told before its file is in its place."""
    from indicators.files.folder import Folder

    place = Folder.place

    def later(folder: Folder, temporary: Path, sha256: str) -> None:
        kept = temporary.with_suffix(".later")
        os.link(temporary, kept)

        def put() -> None:
            time.sleep(3)
            place(folder, kept, sha256)

        threading.Thread(target=put, daemon=True).start()

    Folder.place = later


{"bare_faults": _bare_faults, "files_later": _files_later}[os.environ["DRILL_WITHOUT"]]()
