"""F10: both standbys are gone. A save is answered within ten seconds by "not saved yet", with its text, and is not
cancelled: when a standby returns it is there once, and the form sent again with its key gets the same receipt.

Control: without a limit to the wait, nobody is answered.
"""

from unittest import mock

from drills import installation
from drills.clients import wait
from drills.pages import Officer
from drills.servers import SYNCHRONOUS, Server, cluster, synchronise

TEXT = "ประชุมติดตามผลครั้งที่ 3 ตามแผน"


def main() -> None:
    with installation.folder() as folder:
        servers = cluster(folder, standbys=2)
        try:
            installation.use(folder / "var", servers[0].url())
            installation.fill(64)
            found, control = drill(*servers)
        finally:
            for server in servers:
                server.stop()
    passed = found.pop("passed")
    figures = ", ".join(f"{name} {value}" for name, value in found.items())
    installation.tell(passed=passed, control_failed=control, figures=f"{figures}; control unanswered after 12 s")


def drill(primary: Server, first: Server, second: Server) -> tuple[dict, bool]:
    from django.db import connection

    from indicators.models import Event, Receipt

    officer = Officer()
    connection.close()
    synchronise(primary, SYNCHRONOUS, 2)
    first.kill()
    one_down = officer.post(officer.reports[0], "submit")
    one_down.within(20)
    second.kill()
    saved = officer.post(officer.reports[1], "submit", narrative=TEXT)
    saved.within(20)
    kept = TEXT in saved.page and str(saved.sent["key"]) in saved.page
    waiting = primary.ask("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")[0][0]
    second.start_again()
    wait(lambda: Receipt.objects.filter(key=saved.sent["key"]).exists(), 30)
    again = officer.post(officer.reports[1], "submit", **{**saved.sent, "narrative": TEXT})
    again.within(20)
    times = Event.objects.filter(action="submit", dossier=officer.reports[1].dossier_id).count()
    second.kill()
    with mock.patch("kpi_tracker.postgresql.base.seconds_left", return_value=None):
        hanging = not officer.post(officer.reports[2], "submit").within(12)
    answered = (one_down.status, saved.status, again.status)
    return {
        "passed": answered == (302, 503, 302) and saved.seconds <= 10 and kept and waiting == 1 and times == 1,
        "with one standby down": one_down.status,
        "with both down": saved.status,
        "seconds": round(saved.seconds, 1),
        "text kept": kept,
        "cancelled": 1 - waiting,
        "sent again": again.status,
        "effects": times,
    }, hanging


if __name__ == "__main__":
    main()
