"""Runs of send_reminders at once: the runners of tests.racing."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.racing import PATIENCE


def remind(barrier: Any, *, day: str, mails: str) -> dict[str, Any]:
    """All tell the same people on the same day at once; the mails are files in a folder."""
    from django.conf import settings

    from indicators.services.reminders import send_reminders

    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", mails
    barrier.wait(PATIENCE)
    run = send_reminders(date.fromisoformat(day))
    return {"sent": run.sent, "already": run.already, "nothing": run.without_news, "failures": run.failures}
