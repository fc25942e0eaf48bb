"""Status is written by one function only. Read from the code, so that a second writer fails here first."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
APPS = ("accounts", "appeals", "indicators", "innovation", "kpi_tracker", "printing", "thai")
WRITING_CALLS = {"update", "create", "get_or_create", "update_or_create", "bulk_update"}


def writers(tree: ast.AST) -> Iterator[int]:
    """Lines that write an attribute or a column `status` of a row."""
    for node in ast.walk(tree):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AugAssign | ast.AnnAssign):
            targets = [node.target]
        if any(isinstance(target, ast.Attribute) and target.attr == "status" for target in targets):
            yield node.lineno
        if isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            named = {keyword.arg for keyword in node.keywords}
            if called in WRITING_CALLS and "status" in named:
                yield node.lineno
            if called == "setattr" and len(node.args) > 1 and getattr(node.args[1], "value", "") == "status":
                yield node.lineno
            if called in {"QuarterlyReport", "YearEndReport"} and "status" in named:
                yield node.lineno
            if called == "bulk_update" and any("status" in ast.dump(argument) for argument in node.args):
                yield node.lineno


def all_writers() -> list[str]:
    paths = [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
    assert len(paths) > 50, "looked at nothing"
    return sorted(
        path.relative_to(ROOT).as_posix() for path in paths for _line in writers(ast.parse(path.read_text()))
    )


def test_only_the_transition_writes_status() -> None:
    assert all_writers() == ["indicators/services/transition.py"]


@pytest.mark.parametrize(
    "offender",
    [
        "report.status = 'accepted'",
        "report.status: str = 'accepted'",
        "Report.objects.filter(pk=1).update(mark=3, status='accepted')",
        "Report.objects.create(status='accepted')",
        "QuarterlyReport(status='accepted').save()",
        "setattr(report, 'status', 'accepted')",
        "Report.objects.bulk_update(rows, ['status'])",
    ],
)
def test_a_second_writer_would_be_found(offender: str) -> None:

    assert list(writers(ast.parse(offender)))


def test_reading_a_status_is_no_writing() -> None:
    assert list(writers(ast.parse("done = report.status == 'x'; rows.filter(status='x'); f(status='x')"))) == []
