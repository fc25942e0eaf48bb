"""How a job gets done: items are claimed one by one, by any number of workers, and the last one joins the book.

Every step is a guarded update, so a worker that is killed at any instant leaves nothing half-done: what it had in
hand is free as soon as it counts as dead, and one that was only thought dead changes nothing when it comes back.
"""

from __future__ import annotations

import logging
import time
from datetime import timedelta

import pikepdf
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from books.models import PrintJob, PrintJobItem
from books.notifications import tell_finished
from books.services import joining, papers, results, workers
from indicators import clock
from indicators.files.refusals import Refused
from printing.pdf import PrintingFailed

logger = logging.getLogger(__name__)

# A job is worked on for so many seconds, then the next one has its turn.
SLICE = 5.0
# A paper that was in hand each time a worker died is not tried for ever. What harms its renderer harms no worker.
MOST_ATTEMPTS = 8
Item, Job = PrintJobItem.State, PrintJob.State


def work_on(job_id: int, worker: str, *, seconds: float = SLICE) -> bool:
    """Print items of a job for about `seconds`, and join it when none is left. True when there is more to do."""
    until = time.monotonic() + seconds
    while item := claim(job_id, worker):
        print_item(item, worker)
        if time.monotonic() >= until:
            return True
    finish(job_id, worker)
    return False


@transaction.atomic
def claim(job_id: int, worker: str) -> PrintJobItem | None:
    """The next item that nobody living has in hand, now this worker's; None when there is none."""
    job = PrintJob.objects.select_for_update().filter(pk=job_id, state__in=(Job.WAITING, Job.PRINTING)).first()
    if job is None:
        return None
    if job.state == Job.WAITING:
        PrintJob.objects.filter(pk=job_id).update(state=Job.PRINTING, started_at=clock.database_now())
    for item in job.items.filter(_free()).order_by("position").iterator(chunk_size=50):
        if item.attempts < MOST_ATTEMPTS:
            job.items.filter(pk=item.pk).update(state=Item.PRINTING, worker=worker, attempts=item.attempts + 1)
            related = ("job__year", "agency", "dossier", "revision")
            return PrintJobItem.objects.select_related(*related).get(pk=item.pk)
        _end(item, Item.FAILED, failure=_("ระบบจัดหน้าหยุดทำงานทุกครั้งที่จัดหน้าฉบับนี้"))
    return None


def _free() -> Q:
    living = list(workers.alive().values_list("name", flat=True))
    return Q(state=Item.WAITING) | Q(state=Item.PRINTING) & ~Q(worker__in=living)


def print_item(item: PrintJobItem, worker: str) -> None:
    """Render a claimed item, or say why it cannot be; nothing changes when it is no longer this worker's."""
    try:
        file = papers.file_of(item)
        pages = papers.pages_of(file)
    except (PrintingFailed, Refused, OSError, pikepdf.PdfError) as failed:
        _end(item, Item.FAILED, failure=_sentence(failed))
    except Exception:  # one paper must not stop the others, nor hide that something is wrong with it
        logger.exception("item %s of print job %s", item.position, item.job_id)
        _end(item, Item.FAILED, failure=_("จัดหน้าเอกสารฉบับนี้ไม่สำเร็จ แจ้งผู้ดูแลระบบ"))
    else:
        _end(item, Item.DONE, file=file, pages=pages, document="", failure="")


def _sentence(failed: Exception) -> str:
    if isinstance(failed, PrintingFailed):
        return failed.reason
    return str(failed) if isinstance(failed, Refused) else _("อ่านหรือเก็บไฟล์ไม่ได้ ลองใหม่ภายหลัง")


def _end(item: PrintJobItem, state: str, **columns: object) -> None:
    mine = PrintJobItem.objects.filter(pk=item.pk, state=item.state, worker=item.worker, attempts=item.attempts)
    if "failure" in columns:
        columns["failure"] = str(columns["failure"])[:300]
    mine.update(state=state, ended_at=clock.database_now(), **columns)


def finish(job_id: int, worker: str) -> None:
    """Join the job when every item has ended; of several workers, one does. With failed items it waits for its
    owner's word instead."""
    job = _take_to_join(job_id, worker)
    if job is None:
        return
    try:
        sha256, size, pages = joining.join(job, worker)
    except (PrintingFailed, Refused, OSError, pikepdf.PdfError) as failed:
        logger.exception("joining print job %s", job_id)
        reason = failed.reason if isinstance(failed, PrintingFailed) else _("รวมเล่มหรือเก็บไฟล์ไม่ได้ ลองใหม่ภายหลัง")
        _conclude(job, Job.FAILED, failure=reason[:300])
        return
    if not _conclude(job, Job.DONE, sha256=sha256, size=size, pages=pages) and not _is_done(job):
        results.drop(job)  # cancelled meanwhile


@transaction.atomic
def _take_to_join(job_id: int, worker: str) -> PrintJob | None:
    living = list(workers.alive().values_list("name", flat=True))
    free = Q(state__in=(Job.WAITING, Job.PRINTING)) | Q(state=Job.JOINING) & ~Q(worker__in=living)
    jobs = PrintJob.objects.select_for_update(of=("self",)).select_related("year", "agency", "owner")
    job = jobs.filter(free, pk=job_id).first()
    if job is None or job.items.exclude(state__in=PrintJobItem.ENDED).exists():
        return None
    if not job.without_failed and job.items.filter(state=Item.FAILED).exists():
        now = clock.database_now()
        PrintJob.objects.filter(pk=job_id).update(state=Job.INCOMPLETE, ended_at=now)
        transaction.on_commit(lambda: tell_finished(job_id))
        return None
    PrintJob.objects.filter(pk=job_id).update(state=Job.JOINING, worker=worker)
    job.state, job.worker = Job.JOINING, worker
    return job


@transaction.atomic
def _conclude(job: PrintJob, state: str, **columns: object) -> bool:
    """End a job that is still this worker's to join; its owner is told after the commit."""
    now = clock.database_now()
    expires = now + timedelta(days=settings.BOOK_KEPT_DAYS)
    mine = PrintJob.objects.filter(pk=job.pk, state=Job.JOINING, worker=job.worker)
    if not mine.update(state=state, ended_at=now, expires_at=expires, **columns):
        return False
    transaction.on_commit(lambda: tell_finished(job.pk))
    return True


def _is_done(job: PrintJob) -> bool:
    return PrintJob.objects.filter(pk=job.pk, state__in=(Job.DONE, Job.JOINING)).exists()
