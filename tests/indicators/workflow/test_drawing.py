"""docs/workflow.md says what the tables say."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import call_command

from indicators.workflow import PROCESSES, QUARTERLY_REPORT, drawing
from indicators.workflow.machine import Transition, Workflow

PAGE = Path(__file__).resolve().parents[3] / "docs" / "workflow.md"


def test_the_page_is_not_stale() -> None:
    assert PAGE.read_text() == drawing.page(), "run manage.py draw_workflow"


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    call_command("draw_workflow", output=tmp_path / "workflow.md", verbosity=0)
    assert (tmp_path / "workflow.md").read_text() == PAGE.read_text()


def test_the_page_shows_rows_turns_and_pictures() -> None:
    text = PAGE.read_text()
    assert "| endorse | เห็นชอบ | submitted | endorsed | head | password, year is open |" in text
    assert "| submitted | ส่งแล้ว | evaluator |" in text
    assert "    endorsed --> accepted: accept (evaluator)" in text
    assert "- **quarter is open** – Refused before opens_on" in text


def test_every_guard_says_what_it_guards() -> None:
    guards = {guard for process in PROCESSES.values() for row in process.workflow.rows for guard in row.guards}
    assert [guard.__name__ for guard in guards if not guard.__doc__] == []


def test_a_changed_table_would_change_the_page() -> None:
    labels = dict.fromkeys(QUARTERLY_REPORT.statuses, "-")
    rows = (replace(QUARTERLY_REPORT.rows[0], role="head"), *QUARTERLY_REPORT.rows[1:])
    changed = replace(QUARTERLY_REPORT, rows=rows)
    assert drawing.markdown(changed, labels) != drawing.markdown(QUARTERLY_REPORT, labels)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"turn": {"draft": "officer"}}, "every status needs a turn"),
        ({"rows": (replace(QUARTERLY_REPORT.rows[0], target="nowhere"),)}, "not in the table"),
        ({"rows": (QUARTERLY_REPORT.rows[0],) * 2}, "in one way only"),
    ],
)
def test_a_table_that_contradicts_itself_does_not_load(change: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        replace(QUARTERLY_REPORT, **change)


def test_an_action_the_process_does_not_know_is_an_error() -> None:
    workflow: Workflow = QUARTERLY_REPORT
    with pytest.raises(KeyError, match="quarterly-report has no action 'endorse'"):
        workflow.row("endorse", "submitted")


def test_a_table_tells_the_rows_of_an_action_and_of_a_status() -> None:
    close = Transition(action="close", source="open", target="done", role="officer", label="-", consequence="-")
    table = Workflow(
        name="door", title="-", statuses=("open", "done"), turn={"open": "officer", "done": ""}, rows=(close,)
    )
    assert (table.actions, table.rows_for("close")) == (("close",), (close,))
    assert (table.row("close", "open"), table.row("close", "done")) == (close, None)
    assert (list(table.leaving("open")), list(table.leaving("done"))) == ([close], [])
