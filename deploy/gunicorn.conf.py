"""gunicorn's settings: `gunicorn -c deploy/gunicorn.conf.py kpi_tracker.wsgi`.

A new version without an interruption: install it, run `migrate` (migrations of a release only add), then send HUP:
new workers start with the new code, old ones finish what they are answering. TERM ends the same way without new ones.
"""

import os
import shutil
from pathlib import Path

from kpi_tracker.operation import logs

_var = Path(os.environ.get("VAR_DIR", "var"))

bind = os.environ.get("BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", (os.cpu_count() or 1) + 1))
threads = 4
# Who comes next is served by the worker that is free next. A worker that takes more connections than it can answer
# lets them wait while others idle: the slowest hundredth of a storm then waits up to four times as long as the rest.
# Two stay open between requests, for the proxy.
worker_connections = threads + 2
# Longer than any answer: reading a picture may take 15 seconds, the database 15, the wait for a standby 9.
timeout = 60
graceful_timeout = 30
keepalive = 5
# A slow leak never becomes an incident; spread out, so that not all workers start anew at once.
max_requests, max_requests_jitter = int(os.environ.get("MAX_REQUESTS", "5000")), 500
preload_app = False  # HUP shall load new code
# Only the proxy speaks to us; it says in which scheme it was asked (settings.BEHIND_PROXY).
forwarded_allow_ips = "127.0.0.1,::1"
limit_request_line, limit_request_fields, limit_request_field_size = 4094, 60, 8190

# The product writes the line of each request itself, with its number and without the keys of links.
accesslog = None
logconfig_dict = {
    **logs.configuration(as_json=True, opened=_var / "log" / "opened.jsonl"),
    "loggers": {"gunicorn.error": {"handlers": [], "level": "INFO", "propagate": True}},
}

# The workers count for Prometheus in files. The folder is emptied by who starts them, before they start.
_counts = _var / "metrics"
os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(_counts))


def on_starting(server):
    folder = Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o750, parents=True)


def child_exit(server, worker):
    """The gauges of a worker end with it; its counts stay."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)
