"""The same document by WeasyPrint and by Chromium in a tab that stays open: `python -m benchmarks.chromium ROUNDS`.

Processor seconds: ours of this process, Chromium's of the whole tree of processes that it is.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import django


def main(rounds: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    django.setup()
    from benchmarks.papers import fonts_of_the_press

    with fonts_of_the_press():
        print(json.dumps(measured(rounds)))


def measured(rounds: int) -> dict[str, float]:
    from playwright.sync_api import sync_playwright

    from benchmarks.papers import told_of_a_report, typeset
    from printing.pdf import PRINT_CSS

    executable = shutil.which("chromium")
    if executable is None:
        sys.exit("Chromium is missing")
    told = told_of_a_report()
    styled = told.replace("</head>", f"<style>{PRINT_CSS}</style></head>")
    ours: list[float] = []
    theirs: list[float] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        for _round in range(rounds + 1):
            started = time.process_time()
            typeset(told)
            ours.append(time.process_time() - started)
            before = seconds_below(os.getpid())
            page.set_content(styled)
            page.pdf(prefer_css_page_size=True)
            theirs.append(seconds_below(os.getpid()) - before)
        browser.close()
    return {"report": median(ours[1:]), "chromium": median(theirs[1:])}


def seconds_below(pid: int) -> float:
    """Processor seconds of all that descend from a process, what has ended among them too."""
    ticks = 0
    for child in children_of(pid):
        try:
            fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has ended since; whoever started it is charged with its time
        ticks += sum(int(each) for each in fields[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


def children_of(pid: int) -> Iterator[int]:
    """All descendants that live."""
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found = task.read_text().split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        for child in map(int, found):
            yield child
            yield from children_of(child)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
