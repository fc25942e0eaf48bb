"""Print jobs as their owner sees them: how far, how long, what failed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from books.models import PrintJob, PrintJobItem
from indicators import clock
from indicators.models import QuarterlyReport, YearEndReport
from indicators.permissions import hides_until_opened

State, Item = PrintJob.State, PrintJobItem.State
MOST = 20


@dataclass(frozen=True, kw_only=True)
class Progress:
    """done of total papers (those that are missing are done from the start); elapsed: from the order to the end, or
    until now; failed: the papers that could not be printed."""

    done: int
    total: int
    elapsed: timedelta
    failed: list[PrintJobItem]
    missing: int


def jobs_of(user: User) -> QuerySet[PrintJob]:
    """A person's own jobs, whose contents he may still see: nobody else's, and none of an agency he has left."""
    standing = user.standing_on(clock.today())
    mine = PrintJob.objects.filter(owner=user)
    if standing.sees_city:
        return mine
    mine_by_agency = Q(agency__in=list(standing.by_agency))
    return mine.filter(mine_by_agency | Q(kind=PrintJob.Kind.BLANK))


def last_jobs(user: User) -> QuerySet[PrintJob]:
    """The newest of them, each with `done` and `total`. One query besides his roles."""
    counted = Count("items", filter=Q(items__state__in=(Item.DONE, Item.MISSING)))
    return jobs_of(user).annotate(done=counted, total=Count("items"))[:MOST]


def ready_jobs(user: User) -> QuerySet[PrintJob]:
    """What has ended since and was not fetched yet, for the first page."""
    now = clock.now()
    ended = Q(state=State.DONE, expires_at__gt=now, downloaded_at__isnull=True) | Q(state=State.INCOMPLETE)
    return jobs_of(user).filter(ended)[:5]


def progress_of(job: PrintJob, now: datetime) -> Progress:
    """How far a job is. Two queries."""
    counts = job.items.aggregate(
        total=Count("pk"),
        done=Count("pk", filter=Q(state__in=(Item.DONE, Item.MISSING))),
        missing=Count("pk", filter=Q(state=Item.MISSING)),
    )
    return Progress(
        done=counts["done"],
        total=counts["total"],
        missing=counts["missing"],
        elapsed=(job.ended_at or now) - job.made_at,
        failed=list(job.items.filter(state=Item.FAILED).select_related("agency").order_by("position")),
    )


def holds_unopened(user: User, job: PrintJob) -> bool:
    """Whether a report of the job is hidden from its owner now: he has become the one who must open it first."""
    printed = job.items.filter(revision__isnull=False).values("dossier")
    for model in (QuarterlyReport, YearEndReport):
        rows = model._default_manager.filter(dossier__in=printed, opened_at__isnull=True).select_related("assignment")
        if any(hides_until_opened(user, report) for report in rows):
            return True
    return False
