"""A client: submits the reports of one agency, each with its key, and comes again with the same key when in doubt.

`python -m drills.submitter VAR NAME FIRST STEP [--once]`: of every STEP-th agency from the FIRST, what waits; into
VAR/ledger-NAME-FIRST, until VAR/enough-NAME is there.
"""

import sys
import time
from pathlib import Path
from uuid import uuid4

import django


def main(var: Path, name: str, first: int, step: int, is_persistent: bool) -> None:
    django.setup()
    import logging

    from django.db import DatabaseError, InterfaceError, connection

    from drills.ledger import Ledger

    logging.disable(logging.ERROR)
    ledger = Ledger(var / f"ledger-{name}-{first}")
    for report, officer in _work(first, step):
        if (var / f"enough-{name}").exists():
            return
        key = uuid4()
        while True:
            began = time.monotonic()
            try:
                event = _submit(report, officer, key)
            except (DatabaseError, InterfaceError):
                connection.close()
                if not is_persistent:
                    return
                time.sleep(0.1)
                continue
            ledger.acknowledged(key=str(key), hash=event.hash, at=time.time(), took=time.monotonic() - began)
            break


def _work(first: int, step: int):
    from accounts.models import Membership
    from accounts.roles import Role
    from indicators.models import QuarterlyReport

    officers = {
        member.agency_id: member.user
        for member in Membership.objects.filter(role=Role.OFFICER).select_related("user")
    }
    waiting = (
        QuarterlyReport.objects.filter(status="draft")
        .select_related("assignment")
        .order_by("assignment__agency_id", "pk")
    )
    agencies = sorted(officers)
    for report in waiting.filter(assignment__agency_id__in=agencies[first::step]):
        yield report, officers[report.assignment.agency_id]


def _submit(report, officer, key):
    """As a web worker does it: the page is due in nine seconds."""
    from indicators.services.quarterly_report import submit
    from kpi_tracker.operation.serving import serving

    with serving(str(key)):
        return submit(report, actor=officer, version=report.version, key=key)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), "--once" not in sys.argv)
