"""F9: one standby dies, two seconds later the primary; the other takes over and has every acknowledged report.

Control: the same with an asynchronous standby, which was down for those two seconds.
"""

import os
import time
from pathlib import Path

from drills import installation, ledger
from drills.clients import Submitters, wait
from drills.servers import SYNCHRONOUS, Server, catch_up, cluster, synchronise

# Fewer only to try the drill itself out.
ACKNOWLEDGED = int(os.environ.get("DRILL_ACKNOWLEDGED", "5000"))
DOWN = 2.0
CONTROL = max(10, ACKNOWLEDGED // 50)


def main() -> None:
    from django.db import connection

    with installation.folder() as folder:
        servers = cluster(folder, standbys=2)
        var, url = folder / "var", servers[0].url(*servers[1:])
        installation.use(var, url)
        installation.fill(ACKNOWLEDGED + ACKNOWLEDGED // 4 + CONTROL * 20)
        connection.close()
        try:
            lost = control(var, *servers)
            found = drill(var, *servers)
        finally:
            for server in servers:
                server.stop()
    wrong = [name for name in ("lost", "twice", "half", "breaks", "untold") if found[name]]
    passed = not wrong and found["acknowledged"] >= ACKNOWLEDGED and found["seconds"] <= 5
    figures = ", ".join(f"{name} {value}" for name, value in found.items()) + f"; control lost {lost[0]} of {lost[1]}"
    installation.tell(passed=passed, control_failed=lost[0] > 0, figures=figures)


def control(var: Path, primary: Server, first: Server, second: Server) -> tuple[int, int]:
    """Nothing is synchronous. Of what is acknowledged while the standbys are away, how much does a takeover lack?

    A copy of the standby takes over; the primary, which in earnest would be gone, is used again afterwards.
    """
    catch_up(primary, 2)
    clients = Submitters(var, "control", is_persistent=False)
    clients.wait_for(CONTROL)
    for standby in (first, second):
        standby.kill()
    time.sleep(DOWN)
    clients.stop()
    primary.kill()
    told = clients.told()
    heir = second.twin("heir")
    heir.start_again()
    heir.promote()
    known = receipts(heir)
    heir.stop()
    for server in (primary, first, second):
        server.start_again()
    return sum(line["key"] not in known for line in told), len(told)


def drill(var: Path, primary: Server, first: Server, second: Server) -> dict[str, object]:
    """What the ledger and the new primary say of each other."""
    from django.db import connection

    synchronise(primary, SYNCHRONOUS, 2)
    earlier = receipts(primary)
    clients = Submitters(var, "kept")
    clients.wait_for(ACKNOWLEDGED * 3 // 4, seconds=300)
    first.kill()
    time.sleep(DOWN)
    primary.kill()
    before, began = {line["key"] for line in clients.told()}, time.monotonic()
    second.promote()
    wait(lambda: second.ask("SELECT pg_is_in_recovery()") == [(False,)], 20)
    seconds = time.monotonic() - began
    in_doubt = len(receipts(second) - before - earlier)
    second.reload(synchronous_standby_names="")  # no standby is left; an operator builds the next one
    clients.wait_for(ACKNOWLEDGED, seconds=200)
    clients.finish()
    connection.close()
    found = ledger.compare(clients.told(), besides=earlier)
    return {**found, "in doubt": in_doubt, "seconds": round(seconds, 1)}


def receipts(server: Server) -> set[str]:
    return {str(key) for (key,) in server.ask("SELECT key FROM indicators_receipt")}


if __name__ == "__main__":
    main()
