"""The tables of the processes, changed one cell at a time: mutmut leaves alone what stands outside of functions.

Each change is made in memory, in a child in which the tests of that process then run: first those of the changed row,
then the others. A row goes, leads elsewhere or is another role's; a reason is asked for, or not; a guard goes; a
status is the turn of another role. What needs_mark and needs_password say is for the page of the processes alone.
"""

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
ARGUMENTS = ["-x", "-q", "--reuse-db", "-p", "no:cacheprovider", "-m", "not (browser or long or processes)"]
TESTS = {
    "quarterly-report": ("indicators/workflow/test_quarterly_table.py", "indicators/quarterly_report"),
    "year-end-report": ("indicators/workflow/test_year_end_table.py", "indicators/year_end_report"),
    "collection": ("innovation/collection/test_table.py", "innovation/collection/test_collection_verbs.py"),
    "selection": ("innovation/selection/test_table.py", "innovation/selection/test_select.py"),
    "project": ("innovation/project/test_table.py", "innovation/project/test_verbs.py"),
    "development": ("innovation/development/test_table.py", "innovation/development/test_development.py"),
    "utilisation": ("innovation/utilisation/test_table.py", "innovation/utilisation/test_utilisation.py"),
    "appeal": ("appeals/filing/test_table.py", "appeals/filing/test_filing.py", "appeals/deciding/test_table.py"),
}


@dataclass(frozen=True)
class Change:
    """What is told of it, the new values of the table, and the row that it is about."""

    told: str
    values: dict[str, Any]
    row: str = ""


def changes(workflow: Any) -> Iterator[Change]:
    """Every change of one table."""
    for place, row in enumerate(workflow.rows):
        before, after = workflow.rows[:place], workflow.rows[place + 1 :]
        named = f"{row.action} from {row.source}"
        yield Change(f"{named}: gone", {"rows": before + after}, f"{row.action}-{row.source}")
        cells: dict[str, Any] = {
            "role": _next(row.role, roles()),
            "target": _next(row.target, workflow.statuses),
            "needs_reason": not row.needs_reason,
        }
        changed = [(f"{cell} {value}", {cell: value}) for cell, value in cells.items()]
        for guard in row.guards:
            left = tuple(each for each in row.guards if each is not guard)
            changed.append((f"without {guard.__name__}", {"guards": left}))
        for told, cell in changed:
            rows = (*before, replace(row, **cell), *after)
            yield Change(f"{named}: {told}", {"rows": rows}, f"{row.action}-{row.source}")
    for status, role in workflow.turn.items():
        other = _next(role, roles())
        yield Change(f"turn of {status}: {other}", {"turn": {**workflow.turn, status: other}})
    yield Change("editor", {"editor": _next(workflow.editor, roles())})
    for status in workflow.kept:
        yield Change(f"not kept: {status}", {"kept": tuple(each for each in workflow.kept if each != status)})


def roles() -> tuple[str, ...]:
    from accounts.roles import Role

    return tuple(role.value for role in Role)


def _next(value: str, of: tuple[str, ...]) -> str:
    return of[(of.index(value) + 1) % len(of)] if value in of else of[0]


def survives(workflow: Any, change: Change, tests: list[str]) -> bool:
    """Whether all tests pass with the change; they run in a child, for which it is made."""
    child = os.fork()
    if child == 0:
        for name, value in change.values.items():
            object.__setattr__(workflow, name, value)
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        code = pytest.main([*ARGUMENTS, tests[0], "-k", change.row]) if change.row else 0
        os._exit(pytest.main([*ARGUMENTS, *tests]) if code in (0, 5) else code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def main(names: list[str]) -> int:
    """Every table, or those named: prints the line of docs/mutation.md and what survived; 1 when the tests fail as
    they are."""
    began = time.monotonic()
    every = [str(ROOT / "tests" / path) for paths in TESTS.values() for path in paths]
    if pytest.main([*ARGUMENTS, *every]):
        return 1
    from indicators.workflow import PROCESSES

    made, left = 0, []
    for workflow in (process.workflow for process in PROCESSES.values()):
        if names and workflow.name not in names:
            continue
        tests = [str(ROOT / "tests" / path) for path in TESTS[workflow.name]]
        for change in changes(workflow):
            made += 1
            if survives(workflow, change, tests):
                left.append(f"{workflow.name}: {change.told}")
                print("survived", left[-1], flush=True)
    killed, seconds = made - len(left), time.monotonic() - began
    print(f"| tables | {made} | {killed} | {len(left)} | {killed / made:.1%} | {seconds:.0f} |")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main(sys.argv[1:]))
