"""F11: somebody cancels the wait for a standby. PostgreSQL says "committed", with a warning; the officer is told that
nothing is certain.

Control: Django's own backend says "saved", and the standby that takes over does not have it.
"""

from unittest import mock

from drills import installation
from drills.clients import wait
from drills.pages import Answer, Officer
from drills.servers import SYNCHRONOUS, Server, cluster, synchronise

CANCEL = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"


def main() -> None:
    with installation.folder() as folder:
        servers = cluster(folder, standbys=2)
        try:
            installation.use(folder / "var", servers[0].url())
            installation.fill(64)
            warned, told, lost = drill(*servers)
        finally:
            for server in servers:
                server.stop()
    figures = f"cancelled: {warned}; control: told {told}, after the takeover {'lost' if lost else 'there'}"
    installation.tell(passed=warned == 503, control_failed=told == 302 and lost, figures=figures)


def drill(primary: Server, first: Server, second: Server) -> tuple[int, int, bool]:
    """What the officer is told; what Django's own backend tells, and whether that is lost."""
    from django.db import connection

    from kpi_tracker.postgresql.base import DatabaseWrapper

    officer = Officer()
    connection.close()
    synchronise(primary, SYNCHRONOUS, 2)
    first.kill()
    second.kill()
    warned = cancelled(primary, officer, 0)
    with mock.patch.object(DatabaseWrapper, "_certainly", lambda self, commit, any_notice: commit()):
        control = cancelled(primary, officer, 1)
    primary.kill()
    second.start_again()
    second.promote()
    known = {str(key) for (key,) in second.ask("SELECT key FROM indicators_receipt")}
    return warned.status, control.status, str(control.sent["key"]) not in known


def cancelled(primary: Server, officer: Officer, place: int) -> Answer:
    answer = officer.post(officer.reports[place], "submit")
    wait(lambda: bool(primary.ask(CANCEL)) or bool(answer.status), 8)
    answer.within(20)
    return answer


if __name__ == "__main__":
    main()
