"""The log: one JSON object a line on standard error, and who opened which document in a file of its own.

JSON escapes every control character and here every letter outside ASCII, so that no text that somebody typed can
begin a line, colour a terminal or turn the direction of reading. `jq` shows the letters again.
"""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kpi_tracker.operation import serving

_OWN = set(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "request", "taskName"}
_SECRET_NAME = re.compile(
    r"password|passwd|token|secret|cookie|authorization|session_?(?:id|key)|csrf|otp", re.IGNORECASE
)
# name=value, name: value, "name": "value"; a password inside an address; the key of a link as a part of a path.
_SECRET_TEXT = (
    (re.compile(r"(?i)((?:password|passwd|token|secret|cookie|authorization|sessionid|sid|csrf\w*)[\"']?\s*[=:]\s*)"
                r"(?:\"[^\"]*\"|'[^']*'|(?:Bearer\s+|Basic\s+)?[^\s,;&\"']+)"), r"\1***"),
    (re.compile(r"(://[^/\s:@]+:)[^@\s]+@"), r"\1***@"),
    (re.compile(r"(?<=/)(?![0-9a-f]{8}-[0-9a-f]{4}-)[A-Za-z0-9_-]{32,}"), "***"),
)  # fmt: skip
HIDDEN = "***"


class JsonLines(logging.Formatter):
    """A record as one line of JSON: time, level, logger, message, request, what `extra` brought, the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_secrets(_without_key(record)),
        }
        if serving.number():
            line["request"] = serving.number()
        for name, value in vars(record).items():
            if name not in _OWN and not name.startswith("_"):
                line[name] = HIDDEN if _SECRET_NAME.search(name) else _plain(value)
        if record.exc_info:
            line["traceback"] = without_secrets(self.formatException(record.exc_info))
        return json.dumps(line)


def without_secrets(text: str) -> str:
    """`text` with stars for what looks like a password, a token, a cookie or the key of a link."""
    for pattern, stars in _SECRET_TEXT:
        text = pattern.sub(stars, text)
    return text


def _without_key(record: logging.LogRecord) -> str:
    """Django's own lines name the path, in which the key of a link stands, however short."""
    match = getattr(getattr(record, "request", None), "resolver_match", None)
    key = str(match.kwargs.get("token", "")) if match else ""
    return record.getMessage().replace(key, HIDDEN) if key else record.getMessage()


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | float | bool | None) else without_secrets(str(value))


def configuration(*, as_json: bool, opened: Path) -> dict[str, Any]:
    """For settings.LOGGING. `opened`: the file that `who_opened` reads; logrotate may move it at any time."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "kpi_tracker.operation.logs.JsonLines"},
            "plain": {"format": "%(levelname)s %(name)s: %(message)s"},
        },
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "json" if as_json else "plain"},
            "opened": {
                "class": "logging.handlers.WatchedFileHandler",
                "filename": str(opened),
                "delay": True,
                "encoding": "ascii",
                "formatter": "json",
            },
        },
        "root": {"handlers": ["stderr"], "level": "INFO" if as_json else "WARNING"},
        "loggers": {
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            # Below ERROR it repeats what the line of the request says (kpi_tracker.operation.requests).
            "django.request": {"level": "ERROR"},
            "kpi_tracker.downloads": {"handlers": ["opened"], "level": "INFO"},
            **{name: {"level": "WARNING"} for name in ("fontTools", "weasyprint", "botocore", "boto3", "s3transfer")},
        },
    }
