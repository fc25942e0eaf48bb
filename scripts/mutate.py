"""`make mutate`: changes the rules one expression at a time, and asks whether a test notices (docs/mutation.md).

Each target is one run of mutmut in a folder of its own, var/mutation/<target>, which stands for the repository by
links: there `mutmut show NAME` and `mutmut browse` say more. The test database is migrated once and kept.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Target:
    """What is changed, and the files and folders of tests that shall notice; paths from the repository's root.
    `some`: of the mutants of a function only those whose numbers end so; "" for all."""

    changed: tuple[str, ...]
    tests: tuple[str, ...]
    some: str = ""


BAD_FILES = (
    "it_refuses_a_bad_file_for_the_right_reason",
    "it_refuses_a_file_with_something_before_its_head",
)
GOOD_FILES = (
    "every_usual_make_of_jpeg",
    "every_usual_make_of_png",
    "a_picture_of_exactly_25_million_pixels",
    "a_pdf_that_only_its_owner_may_change",
    "a_pdf_with_padding_behind_its_end",
    "a_document_with_a_chart_and_the_workbook_behind_it",
    "a_document_that_repeats_itself_a_hundredfold",
    "a_document_with_folders_printer_settings_links_and_old_drawings",
)
TARGETS = {
    "scoring": Target(
        ("indicators/scoring.py", "indicators/thresholds.py", "indicators/deadlines.py"),
        (
            "tests/indicators/test_scoring.py",
            "tests/indicators/test_scoring_digits.py",
            "tests/indicators/test_scoring_properties.py",
            "tests/indicators/test_deadlines.py",
            "tests/indicators/test_last_days.py",
            "tests/indicators/administration/test_thresholds.py",
        ),
    ),
    "permissions": Target(
        ("indicators/permissions.py", "appeals/permissions.py", "accounts/standing.py"),
        (
            "tests/indicators/permissions",
            "tests/appeals/test_permissions.py",
            "tests/accounts/test_standing.py",
        ),
    ),
    "workflow": Target(
        (
            "indicators/workflow/guards.py",
            "indicators/workflow/machine.py",
            "indicators/workflow/processes.py",
            "indicators/services/transition.py",
            "appeals/workflow/guards.py",
            "innovation/workflow/guards.py",
        ),
        (
            "tests/indicators/workflow/test_guards.py",
            "tests/indicators/workflow/test_processes.py",
            "tests/indicators/workflow/test_drawing.py::test_a_table_that_contradicts_itself_does_not_load",
            "tests/indicators/workflow/test_drawing.py::test_an_action_the_process_does_not_know_is_an_error",
            "tests/indicators/workflow/test_drawing.py::test_a_table_tells_the_rows_of_an_action_and_of_a_status",
            "tests/indicators/audit/test_receipts.py",
            "tests/indicators/quarterly_report/test_return.py",
            "tests/appeals/test_guards.py",
            "tests/innovation/test_guards.py",
        ),
    ),
    "uploads": Target(
        tuple(
            f"indicators/files/{name}.py"
            for name in (
                *("content", "folder", "inspection", "kinds", "names", "office", "office_xml", "pictures"),
                *("reasons", "refusals", "store"),
            )
        ),
        (
            # Without those that cut or spoil a file or a name hundreds of times: a busy machine is too slow for them.
            *(f"tests/indicators/files/test_bad_files.py::test_{name}" for name in BAD_FILES),
            *(f"tests/indicators/files/test_good_files.py::test_it_accepts_{name}" for name in GOOD_FILES),
            *(
                f"tests/indicators/files/test_{name}.py"
                for name in ("edges", "inspection", "names", "put_back", "redraw", "store")
            ),
        ),
        some="[37]",
    ),
}


def main(names: list[str]) -> int:
    """Run the targets named, or all; 1 unless each run came to its end."""
    unknown = set(names) - set(TARGETS)
    if unknown:
        sys.exit(f"no target {', '.join(unknown)}; there are {', '.join(TARGETS)}")
    lines = [run(name) for name in names or TARGETS]
    print("\n| target | mutants | killed | survived | score | seconds |\n|---|---|---|---|---|---|")
    print("\n".join(filter(None, lines)))
    return 0 if all(lines) else 1


def run(name: str) -> str:
    """One target from the start: its line of the table, "" when mutmut could not run it."""
    folder = prepare(name)
    began = time.monotonic()
    which = [f"*__mutmut_*{TARGETS[name].some}"] if TARGETS[name].some else []
    if mutmut(folder, "run", "--max-children", "1", *which) or mutmut(folder, "export-cicd-stats"):
        return ""
    seconds = time.monotonic() - began
    mutmut(folder, "results")
    told = json.loads((folder / "mutants" / "mutmut-cicd-stats.json").read_text())
    tried = sum(told.values()) - told["total"]
    killed = told["killed"] + told["timeout"] + told["segfault"]
    of = f"{tried} of {told['total']}"
    return f"| {name} | {of} | {killed} | {tried - killed} | {killed / tried:.1%} | {seconds:.0f} |"


def prepare(name: str) -> Path:
    """The folder of a target: links to the repository, and the settings for its run."""
    folder = ROOT / "var" / "mutation" / name
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "var").mkdir(parents=True)
    for entry in ROOT.iterdir():
        if not entry.name.startswith(".") and entry.name not in ("var", "mutants", "pyproject.toml"):
            (folder / entry.name).symlink_to(entry)
    target = TARGETS[name]
    own = {"only_mutate": target.changed, "pytest_add_cli_args_test_selection": target.tests}
    of_target = "\n".join(f"{key} = {json.dumps(value)}" for key, value in own.items())
    settings = (ROOT / "pyproject.toml").read_text().replace("[tool.mutmut]\n", f"[tool.mutmut]\n{of_target}\n")
    (folder / "pyproject.toml").write_text(settings)
    return folder


def mutmut(folder: Path, *arguments: str) -> int:
    """Its exit status."""
    command = [sys.executable, str(ROOT / "scripts" / "run_mutmut.py"), *arguments]
    return subprocess.run(command, cwd=folder, env=environment(folder), check=False).returncode


def environment(folder: Path) -> dict[str, str]:
    """One and the same hash seed: mutmut keeps a mutant's tests in a set, and the first that fails is the last."""
    return os.environ | {
        "KPI_TRACKER_TEST_DIR": str(folder / "var"),
        "STATIC_ROOT": str(ROOT / "var" / "test-static"),
        "PYTHONHASHSEED": "0",
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
