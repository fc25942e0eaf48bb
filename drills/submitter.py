"""A client: submits the reports of some agencies by the service's own verb, each with its key, and comes again with
the same key when in doubt. What it is answered stands in its ledger before it goes on.
"""

import gc
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4


def submit_all(var: Path, name: str, first: int, step: int, is_persistent: bool) -> None:
    """What waits at every `step`-th agency from the `first`, until VAR/enough-NAME is there; unless `is_persistent`
    only until the database is gone."""
    from django.db import DatabaseError, InterfaceError, connection

    from drills.ledger import Ledger

    gc.freeze()  # what was there before is not looked through again and again
    ledger = Ledger(var / f"ledger-{name}-{first}")
    for report, officer in _work(first, step):
        if (var / f"enough-{name}").exists():
            return
        key, version = uuid4(), report.version  # as the page saw it, however often the form is sent
        while True:
            began = time.monotonic()
            try:
                event = _submit(report, officer, version, key)
            except (DatabaseError, InterfaceError):
                connection.close()
                if not is_persistent:
                    return
                time.sleep(0.1)
                continue
            ledger.acknowledged(key=str(key), hash=event.hash, at=time.time(), took=time.monotonic() - began)
            break


def _work(first: int, step: int) -> Iterator[tuple]:
    from accounts.models import Membership
    from accounts.roles import Role
    from indicators.models import QuarterlyReport

    officers = {
        member.agency_id: member.user
        for member in Membership.objects.filter(role=Role.OFFICER).select_related("user")
    }
    waiting = (
        QuarterlyReport.objects.filter(status="draft")
        .select_related("assignment__agency")
        .order_by("assignment__agency_id", "pk")
    )
    agencies = sorted(officers)
    for report in waiting.filter(assignment__agency_id__in=agencies[first::step]):
        yield report, officers[report.assignment.agency_id]


def _submit(report, officer, version, key):
    """As a web worker does it: the page is due in nine seconds."""
    from indicators.services.quarterly_report import submit
    from kpi_tracker.operation.serving import serving

    with serving(str(key)):
        return submit(report, actor=officer, version=version, key=key)
