"""The mail that a book is ready, or that a paper of it could not be printed."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from books.models import PrintJob
from indicators.notifications import in_plain_text

logger = logging.getLogger(__name__)

# Who waits so long for a book still looks at its page.
_LOOKED_AT = timedelta(seconds=30)


def tell_finished(job_id: int) -> None:
    """Write to the owner of a job that took its time; a mail that cannot be sent takes nothing back."""
    job = PrintJob.objects.select_related("owner", "year").get(pk=job_id)
    if job.owner is None or not job.owner.email or job.ended_at is None or job.ended_at - job.made_at < _LOOKED_AT:
        return
    try:
        finished_mail(job).send()
    except OSError:
        logger.exception("telling of print job %s", job_id)


def finished_mail(job: PrintJob) -> EmailMessage:
    """The mail of an ended job, in its owner's language."""
    assert job.owner is not None
    with override(job.owner.language):
        context = {"job": job, "url": settings.SITE_URL + reverse("print-job", args=[job.pk])}
        return EmailMessage(
            subject=f"KPI Tracker: {_subject(job)}",
            body=in_plain_text("books/finished.txt", context),
            to=[job.owner.email],
            headers={"Auto-Submitted": "auto-generated"},
        )


def _subject(job: PrintJob) -> str:
    if job.state == PrintJob.State.DONE:
        return _("เล่มที่สั่งพิมพ์พร้อมดาวน์โหลดแล้ว")
    return _("เล่มที่สั่งพิมพ์ยังไม่สมบูรณ์")
