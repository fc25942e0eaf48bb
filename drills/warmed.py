"""The product as it is after its first request: workers that branch from it need not read their code anew.

`gunicorn --preload drills.warmed`, with DRILL_WITHOUT=… and one guard off.
"""

import os
from pathlib import Path

from django.core.wsgi import get_wsgi_application

# gunicorn makes it anew for its workers, but later than it loads what they branch from.
Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]).mkdir(parents=True, exist_ok=True)
application = get_wsgi_application()


def _ask() -> None:
    from django.db import connection
    from django.test import Client

    Client(SERVER_NAME="localhost").get("/account/sign-in/")
    connection.close()  # a branch opens its own


if os.environ.get("DRILL_WITHOUT"):
    from drills import unguarded  # noqa: F401 (turns the guard off)
_ask()
