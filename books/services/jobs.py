"""What a person does with a print job: order, cancel, try the failed again, do without them, fetch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Agency, User
from books.models import PrintJob, PrintJobItem
from books.selectors.contents import ContentRow
from books.services import results
from books.services.tasks import call_workers
from indicators import clock
from indicators.models import FiscalYear, ReportingPeriod
from indicators.services import audit
from indicators.services.errors import Invalid

# Books of one person at a time: the queue is everybody's.
MOST_ACTIVE = 5
State, Item = PrintJob.State, PrintJobItem.State


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be printed: `rows` in their order, those that are missing among them."""

    kind: str
    shape: str
    missing: str
    year: FiscalYear
    period: str
    agency: Agency | None
    rows: Sequence[ContentRow]


def make(order: Order, *, actor: User | None, key: UUID | None = None, calls_workers: bool = True) -> PrintJob:
    """Put an order into the queue; the same form twice is one job. Raises Invalid when there is nothing to print or
    too much is in the queue already. `actor` is None for the operator, who works on it himself."""
    key = key or uuid4()
    try:
        return _make(order, actor, key, calls_workers)
    except IntegrityError:
        if job := PrintJob.objects.filter(key=key, owner=actor).first():
            return job
        raise


@transaction.atomic
def _make(order: Order, actor: User | None, key: UUID, calls_workers: bool) -> PrintJob:
    audit.lock(audit.chain_of(order.agency))
    if job := PrintJob.objects.filter(key=key, owner=actor).first():
        return job
    rows = [row for row in order.rows if row.is_there or order.missing == PrintJob.Missing.PAGE]
    if not any(row.is_there for row in rows):
        raise Invalid({"rows": _("ยังไม่มีเอกสารที่พิมพ์ได้ในรายการที่เลือก")})
    if actor and PrintJob.objects.filter(owner=actor, state__in=PrintJob.ACTIVE).count() >= MOST_ACTIVE:
        raise Invalid(
            {"rows": _("ท่านมีงานพิมพ์ที่ยังไม่เสร็จ %(count)d งานแล้ว รอให้เสร็จหรือยกเลิกก่อน") % {"count": MOST_ACTIVE}}
        )
    now = clock.database_now()
    job = PrintJob.objects.create(
        owner=actor,
        key=key,
        kind=order.kind,
        shape=order.shape,
        missing=order.missing,
        year=order.year,
        agency=order.agency,
        period=order.period,
        title=title_of(order)[:300],
        made_at=now,
    )
    PrintJobItem.objects.bulk_create([_item(job, place, row) for place, row in enumerate(rows, start=1)])
    if calls_workers:
        call_workers(job.pk, len(rows))
    _record(job, "make_print_job", actor, now, papers=len(rows), kind=job.kind, shape=job.shape)
    return job


def _item(job: PrintJob, place: int, row: ContentRow) -> PrintJobItem:
    return PrintJobItem(
        job=job,
        position=place,
        title=row.title[:1200],
        agency=row.agency,
        dossier_id=row.dossier,
        revision_id=row.revision if row.is_there else None,
        form=row.form,
        state=Item.WAITING if row.is_there else Item.MISSING,
        failure=row.why_missing,
    )


@override("th")
def title_of(order: Order) -> str:
    """What the job is called, in lists and on its page."""
    year = _("ปีงบประมาณ พ.ศ. %(year)s") % {"year": order.year.be_year}
    if order.kind == PrintJob.Kind.BLANK:
        return " – ".join([_("แบบฟอร์มเปล่า"), year])
    whose = order.agency.name if order.agency else _("ทุกหน่วยงาน")
    return " – ".join([_("เล่มรายงาน"), str(ReportingPeriod.Kind(order.period).label), year, whose])


@transaction.atomic
def cancel(job: PrintJob, *, actor: User) -> bool:
    """No further item is begun and nothing is joined; False when it has ended already."""
    audit.lock(audit.chain_of(job.agency))
    now = clock.database_now()
    ended = (*PrintJob.ACTIVE, State.INCOMPLETE)
    if not PrintJob.objects.filter(pk=job.pk, state__in=ended).update(state=State.CANCELLED, ended_at=now):
        return False
    job.items.update(document="")
    _record(job, "cancel_print_job", actor, now)
    return True


@transaction.atomic
def retry(job: PrintJob, *, actor: User) -> int:
    """Try what failed once more, and only that; returns how many papers. 0 when nothing had failed."""
    audit.lock(audit.chain_of(job.agency))
    mine = PrintJob.objects.filter(pk=job.pk, state__in=(State.INCOMPLETE, State.FAILED))
    if not mine.update(state=State.PRINTING, ended_at=None, failure=""):
        return 0
    failed = job.items.filter(state=Item.FAILED)
    count = failed.update(state=Item.WAITING, worker="", attempts=0, failure="", ended_at=None)
    call_workers(job.pk, count)
    _record(job, "retry_print_job", actor, clock.database_now(), papers=count)
    return max(count, 1)


@transaction.atomic
def do_without(job: PrintJob, *, actor: User) -> bool:
    """Join the job with a page that says so in the place of each failed paper; False when it is not waiting for
    that."""
    audit.lock(audit.chain_of(job.agency))
    mine = PrintJob.objects.filter(pk=job.pk, state=State.INCOMPLETE)
    if not mine.update(state=State.PRINTING, without_failed=True, ended_at=None):
        return False
    call_workers(job.pk, 1)
    _record(job, "print_job_without_failed", actor, clock.database_now())
    return True


@transaction.atomic
def fetch(job: PrintJob, *, actor: User) -> None:
    """Note that its owner takes the result. Raises Invalid when there is none, or no longer."""
    audit.lock(audit.chain_of(job.agency))
    now = clock.database_now()
    if job.state != State.DONE:
        raise Invalid({"job": _("งานพิมพ์นี้ยังไม่มีไฟล์ให้ดาวน์โหลด")})
    if is_expired(job, now) or not results.place_of(job).exists():
        raise Invalid({"job": _("ไฟล์นี้เก็บไว้ครบกำหนดและลบแล้ว สั่งพิมพ์ใหม่ได้ที่ศูนย์พิมพ์")})
    PrintJob.objects.filter(pk=job.pk).update(downloaded_at=now)
    _record(job, "download_print_job", actor, now, sha256=job.sha256)


def is_expired(job: PrintJob, now: datetime) -> bool:
    """Whether the time of its result is over."""
    return job.expires_at is not None and job.expires_at <= now


def _record(job: PrintJob, action: str, actor: User | None, now: datetime, **details: object) -> None:
    details = {"id": job.pk, "title": job.title, **details}
    audit.record(action=action, subject="print-job", actor=actor, at=now, agency=job.agency, details=details)
