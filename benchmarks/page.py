"""`python -m benchmarks.page`: writes docs/performance.md and its picture from what was measured last."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.__main__ import RESULTS
from benchmarks.goals import GOALS, Goal, Sense
from benchmarks.picture import drawn

DOCS = Path(__file__).parent.parent / "docs"
_HEAD = """# Performance
Ratios of two numbers that were measured on the same machine in the same turns: the machine falls out of them, and
what is left can be compared with the aim and with the last release. `make bench` measures in some minutes,
`make bench-full` with a city of Bangkok's size and the growth of a country's, `make bench ONLY=storm` one scenario.
`make bench-page` writes this page from what was measured last; benchmarks/ says how each number comes about.

"""


def main() -> None:
    kept = json.loads(RESULTS.read_text())
    told = [goal for goal in GOALS if goal.key in kept["ratios"]]
    (DOCS / "img" / "performance.svg").write_text(drawn(told, kept["ratios"]))
    (DOCS / "performance.md").write_text(_HEAD + text_of(kept, told))


def text_of(kept: dict, told: list[Goal]) -> str:  # type: ignore[type-arg]
    about = kept["machine"]
    lines = [
        f"Measured ({about['size']}) at commit {about['commit']}: {about['cores']} cores, {about['processor']}, "
        f"Python {about['python']}, {about['system']}.",
        "",
        "![How far each goal is reached](img/performance.svg)",
        "",
        "| goal | what | measured | aim | |",
        "|---|---|---:|---:|---|",
    ]
    for goal in told:
        ratio = kept["ratios"][goal.key]
        sign = "≤" if goal.sense is Sense.COUNT else str(goal.sense)
        lines.append(f"| {goal.key} | {goal.what} | {ratio:.4g} | {sign} {goal.aim:.4g} | {goal.verdict(ratio)} |")
    missing = [goal.key for goal in GOALS if goal.key not in kept["ratios"]]
    lines += ["", f"Not measured in this run: {', '.join(missing)}."] if missing else []
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    main()
