"""Batches of small reports for the print centre, and workers as processes that can be killed."""

import os
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path
from typing import Any, NoReturn

from drills import installation
from drills.clients import wait

ROOT = Path(__file__).parent.parent
QUARTERS = ("q1", "q2", "q3", "q4")


def submitted(reports: int) -> list[Any]:
    """The rows of so many reports, submitted just now; each tells its number."""
    from indicators.models import QuarterlyReport
    from tests import make

    filled = installation.fill(reports)[:reports]
    by = make.user()
    for number, pk in enumerate(filled, start=1):
        QuarterlyReport.objects.filter(pk=pk).update(narrative=told(number))
        make.set_status(QuarterlyReport.objects.get(pk=pk), "submitted", by=by)
    return rows()


def told(number: int) -> str:
    return f"เลขที่ {number} ดำเนินการตามแผน"


def rows() -> list[Any]:
    """Of every submitted report."""
    from accounts.models import Agency
    from books.selectors.contents import REPORTS, contents_of
    from indicators.models import FiscalYear

    year, agencies = FiscalYear.objects.get(), list(Agency.objects.order_by("pk"))
    of_quarters = [contents_of(agencies, year, kind, reader=None, parts=(REPORTS,)) for kind in QUARTERS]
    return [row for quarter in of_quarters for row in quarter if row.is_there]


def ordered(rows: list[Any], place: int = 0) -> Any:
    """A job of `rows`, ordered by the officer in this `place`."""
    from accounts.models import Membership
    from accounts.roles import Role
    from books.models import PrintJob
    from books.services import jobs
    from indicators.models import FiscalYear

    officer = Membership.objects.filter(role=Role.OFFICER).select_related("user").order_by("pk")[place].user
    order = jobs.Order(
        kind=PrintJob.Kind.CITY,
        shape=PrintJob.Shape.BOOK,
        missing=PrintJob.Missing.PAGE,
        year=FiscalYear.objects.get(),
        period=QUARTERS[0],
        agency=None,
        rows=rows,
    )
    return jobs.make(order, actor=officer)


class Workers:
    """`count` processes of `command`; who is killed is started anew, as the service manager does it."""

    def __init__(
        self, var: Path, url: str = "", *, count: int = 2, command: tuple[str, ...] = (), **given: str
    ) -> None:
        self.environment = {**os.environ, **installation.environment(var, url), **given}
        self.command = [sys.executable, *(command or ("manage.py", "work")), "--interval", "0.2"]
        self.log = var / "workers.log"
        self.processes = [self._started() for _place in range(count)]

    def _started(self) -> "subprocess.Popen[bytes] | Branch":
        with self.log.open("ab") as log:
            return subprocess.Popen(self.command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)

    def are_ready(self, seconds: float = 90) -> bool:
        """Whether each has given a sign of life by then."""
        from books.models import Worker

        def names() -> str:
            return " ".join(Worker.objects.values_list("name", flat=True))

        return wait(lambda: all(f"-{process.pid}-" in names() for process in self.processes), seconds)

    def holding(self) -> list[int]:
        """The places of those who have a paper or a book in hand."""
        from books.models import PrintJob, PrintJobItem

        names = [
            *PrintJobItem.objects.filter(state="printing").values_list("worker", flat=True),
            *PrintJob.objects.filter(state="joining").values_list("worker", flat=True),
        ]
        pids = [f"-{process.pid}-" for process in self.processes]
        return [place for place, pid in enumerate(pids) if any(pid in name for name in names)]

    def kill(self, place: int) -> "Stalled":
        """kill -9; what it had in hand."""
        process = self.processes[place]
        process.send_signal(signal.SIGKILL)
        process.wait()
        stalled = Stalled(process.pid)
        self.processes[place] = self._started()
        return stalled

    def stop(self) -> None:
        for process in self.processes:
            process.kill()
        for process in self.processes:
            process.wait()


class Branch:
    """A process that goes on from this one, which has read the product's code already."""

    def __init__(self, command: tuple[str, ...], log: Path) -> None:
        from django.db import connections

        connections.close_all()  # each opens its own
        self.pid = os.fork()
        if self.pid == 0:
            self._run(command, log)

    @staticmethod
    def _run(command: tuple[str, ...], log: Path) -> NoReturn:
        from django.core.management import call_command

        try:
            with log.open("ab") as file:
                os.dup2(file.fileno(), 1)
                os.dup2(file.fileno(), 2)
            call_command(*command)
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(1)

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def wait(self) -> None:
        os.waitpid(self.pid, 0)


class BranchedWorkers(Workers):
    """The same with this process's own settings, branched from it: who is started anew need not read the product's
    code again."""

    def __init__(self, var: Path, *, count: int = 2) -> None:
        super().__init__(var, count=count)

    def _started(self) -> Branch:
        return Branch(("work", "--interval", "0.2"), self.log)


class Stalled:
    """What a dead worker had in hand, until another takes it up."""

    def __init__(self, pid: int) -> None:
        from books.models import PrintJob, PrintJobItem

        mine = {"worker__contains": f"-{pid}-"}
        self.began = time.monotonic()
        self.items = list(PrintJobItem.objects.filter(state="printing", **mine).values_list("pk", "worker"))
        self.jobs = list(PrintJob.objects.filter(state="joining", **mine).values_list("pk", "worker"))
        self.seconds: float | None = None

    def look(self) -> None:
        """Note when nothing of it is in the dead worker's hand any more."""
        from books.models import PrintJob, PrintJobItem

        if self.seconds is not None:
            return
        held = any(
            model.objects.filter(pk=pk, worker=worker, state=state).exists()
            for model, state, rows in ((PrintJobItem, "printing", self.items), (PrintJob, "joining", self.jobs))
            for pk, worker in rows
        )
        if not held:
            self.seconds = time.monotonic() - self.began
