"""A small agency with reports that are there and reports that are not, and workers that live as long as told."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from accounts.roles import Role
from books.models import PrintJob, Worker
from books.selectors.contents import REPORTS, contents_of
from books.services import jobs, work, workers
from indicators import clock
from tests import make

ME = "worker-1"


def town(reports: int = 3) -> SimpleNamespace:
    """`reports` first-quarter reports of one agency, all but the last submitted."""
    agency = make.agency("สำนักการทดสอบ")
    year = make.year()
    assignments = [make.assignment(agency, year, number=number) for number in range(1, reports + 1)]
    officer = make.user(Role.OFFICER, agency, email="officer@example.go.th")
    for assignment in assignments[:-1]:
        report = make.fill_quarter(make.quarter(assignment), narrative=f"การดำเนินงานที่ {assignment.number} น้ำประปา")
        make.set_status(report, "submitted", opened_at=make.at("2020-12-21"))
    return SimpleNamespace(agency=agency, year=year, assignments=assignments, officer=officer)


def order(of: SimpleNamespace, **values: Any) -> jobs.Order:
    rows = contents_of([of.agency], of.year, "q1", reader=None, parts=(REPORTS,))
    told: dict[str, Any] = {
        "kind": PrintJob.Kind.AGENCY,
        "shape": PrintJob.Shape.BOOK,
        "missing": PrintJob.Missing.PAGE,
        "year": of.year,
        "period": "q1",
        "agency": of.agency,
        "rows": rows,
    }
    return jobs.Order(**(told | values))


def made(of: SimpleNamespace, **values: Any) -> PrintJob:
    """A job of the officer's."""
    return jobs.make(order(of, **values), actor=of.officer)


def worked(job: PrintJob, name: str = ME) -> PrintJob:
    """The job, worked on until nothing is left to do."""
    workers.beat(name)
    while work.work_on(job.pk, name):
        pass
    job.refresh_from_db()
    return job


def dies(name: str) -> None:
    """The worker was last heard of an hour ago."""
    Worker.objects.filter(name=name).update(beat_at=clock.database_now() - timedelta(hours=1))


def states(job: PrintJob) -> list[str]:
    return list(job.items.order_by("position").values_list("state", flat=True))
