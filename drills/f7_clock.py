"""F7: whichever zone the machine is in and wherever its clock jumps, the day of Bangkok decides, and the order of
events is their number. Control: the machine's own date decides wrongly.
"""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from drills import installation, tables

ZONES = ("UTC", "Asia/Bangkok", "America/New_York", "Pacific/Kiritimati")
MIDNIGHT = datetime(2021, 1, 10, 17, tzinfo=UTC)  # 11 January 00:00 in Bangkok; the quarter is due on the 10th


def main() -> None:
    with installation.folder() as folder:
        migrate(folder)
        found = [zone(name, folder) for name in ZONES]
    wrong = [fault for each in found for fault in each["wrong"]]
    control = sum(each["naive"] for each in found)
    checks = sum(each["checks"] for each in found)
    figures = f"{checks} decisions in {len(ZONES)} zones, wrong {wrong or 0}; control wrong {control}"
    installation.tell(passed=not wrong and checks >= 80, control_failed=control > 0, figures=figures)


def migrate(folder: Path) -> None:
    """The tables, made once for all zones."""
    from django.db import connection

    installation.use(folder)
    tables.make()
    connection.close()


def zone(name: str, base: Path) -> dict:
    command = [sys.executable, "-m", "drills.f7_clock", str(base / "db.sqlite3")]
    done = subprocess.run(command, env={**os.environ, "TZ": name}, text=True, capture_output=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def decide(empty: Path) -> None:
    host = ZoneInfo(os.environ["TZ"])  # Django sets the process to the city's
    with installation.folder() as folder:
        shutil.copyfile(empty, folder / empty.name)
        installation.use(folder)
        reports, quarters = _due_date(host), _turns_of_quarters(host)
        wrong, naive, checks = (reports[n] + quarters[n] for n in range(3))
    print(json.dumps({"wrong": wrong, "naive": naive, "checks": checks}))


def _due_date(machine: ZoneInfo) -> tuple[list[str], int, int]:
    """Reports submitted as their due date ends: wrong decisions, of the machine's own date, checks."""
    from accounts.roles import Role
    from indicators import clock
    from indicators.models import Event
    from indicators.services import quarterly_report
    from indicators.services.audit import broken_links
    from tests import make
    from thai.dates import parse_date

    agency = make.agency()
    officer = make.user(Role.OFFICER, agency)
    wrong, naive, checks = [], 0, 0
    moments = [(timedelta(microseconds=-1), False), (timedelta(0), True), (timedelta(microseconds=1), True),
               (timedelta(hours=-1), False), (timedelta(hours=1), True)]  # fmt: skip
    for step, is_late in moments:
        with clock.travel(MIDNIGHT + step):
            report = make.fill_quarter(make.quarter(make.assignment(agency)))
            quarterly_report.submit(report, actor=officer, version=report.version)
            checks += 2
            if report.is_late is not is_late:
                wrong.append(f"{step}: late is {report.is_late}")
            if clock.today() != (MIDNIGHT + step + timedelta(hours=7)).date():
                wrong.append(f"{step}: today is {clock.today()}")
            naive += ((MIDNIGHT + step).astimezone(machine).date() > report.period.due_on) is not is_late
    numbers = list(
        Event.objects.filter(chain=agency.code, action="submit").order_by("sequence").values_list("at", flat=True)
    )
    checks += 2  # the clock went back by an hour and forward again; the chain holds, in the order of the acts
    if numbers == sorted(numbers) or broken_links():
        wrong.append("the order of events follows the clock")
    for text, expected in {
        "29 ก.พ. 2567": "2024-02-29",
        "29 ก.พ. 2571": "2028-02-29",
        "1 ต.ค. 2564": "2021-10-01",
    }.items():
        checks += 1
        if str(parse_date(text)) != expected:
            wrong.append(f"{text} is {parse_date(text)}")
    return wrong, naive, checks


def _turns_of_quarters(machine: ZoneInfo) -> tuple[list[str], int, int]:
    """The quarter that a screen speaks of, a microsecond before each turn and at it; the year's is on 1 October."""
    from indicators import clock
    from indicators.deadlines import quarter_of

    wrong, naive, turns = [], 0, {(2020, 10): 1, (2021, 1): 2, (2021, 4): 3, (2021, 7): 4, (2021, 10): 1}
    for (year, month), quarter in turns.items():
        turn = datetime(year, month, 1, tzinfo=clock.BANGKOK)
        for moment, expected in ((turn - timedelta(microseconds=1), (quarter + 2) % 4 + 1), (turn, quarter)):
            with clock.travel(moment.astimezone(UTC)):
                if (found := quarter_of(clock.today())) != expected:
                    wrong.append(f"{moment}: quarter {found}")
            naive += quarter_of(moment.astimezone(machine).date()) != expected
    return wrong, naive, 2 * len(turns)


if __name__ == "__main__":
    decide(Path(sys.argv[1])) if sys.argv[1:] else main()
