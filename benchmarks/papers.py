"""Printing a generated city's papers: `python -m benchmarks.papers ROUNDS` prints JSON. Seconds on the clock, because
a document is rendered in a child process."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable

import django

# Of the long document, a chapter each: as many pages of running text as its number says, more or less.
_SHORT, _LONG = 8, 100
_A_PAGE = 34  # sentences
_TAGS = re.compile(r"<style.*?</style>|<head.*?</head>|<[^>]*>", re.DOTALL)


def main(rounds: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    django.setup()
    from benchmarks.measure import in_turn

    run = candidates()
    found = in_turn({name: made for name, made in run.items() if name != "long"}, rounds, time.perf_counter)
    found |= in_turn({"long": run["long"]}, 1, time.perf_counter)
    found |= {f"pages of {name}": float(pages_of(run[name]())) for name in ("short", "long")}
    print(json.dumps(found))


def candidates() -> dict[str, Callable[[], bytes]]:
    """What is printed, by name."""
    from django.template.loader import render_to_string

    from indicators.models import YearEndReport
    from indicators.services.prints import document_of
    from printing.documents import render_document
    from printing.limits import Limits
    from printing.pdf import render

    patient = Limits(cpu=600, wall=600)
    report = YearEndReport.objects.filter(status="accepted").order_by("pk").first()
    if report is None:
        raise LookupError("no generated city in this database")
    document = document_of(report, report.dossier.revisions.get())
    told = render_to_string(f"printing/{document.kind}.html", {"document": document, "pictures": {}})
    return {
        "report": lambda: render_document(document),
        "blocks": lambda: render(blocks_of(told), identifier="blocks"),
        "cold": lambda: cold(report.assignment.agency.code, report.assignment.year.be_year, report.assignment.number),
        "short": lambda: render(running_text(_SHORT), identifier="short", limits=patient),
        "long": lambda: render(running_text(_LONG), identifier="long", limits=patient),
    }


def cold(agency: str, year: int, number: int) -> bytes:
    """The same report by the command, which starts Python for it."""
    path = os.path.join(os.environ["VAR_DIR"], "cold.pdf")
    named = ["--agency", agency, "--year", str(year), "--number", str(number), "-o", path]
    subprocess.run([sys.executable, "manage.py", "print_report", *named], check=True, stdout=subprocess.DEVNULL)
    with open(path, "rb") as file:
        return file.read()


def blocks_of(told: str) -> str:
    """The text of a page of HTML, a paragraph a line: what printing it costs without any layout."""
    lines = [html.unescape(line).strip() for line in _TAGS.sub("\n", told).splitlines()]
    return whole("".join(f"<p>{html.escape(line)}</p>" for line in lines if line))


def running_text(pages: int) -> str:
    from random import Random

    from kpi_tracker.generated.words import Words

    words = Words(Random(pages))
    return whole("".join(f"<p>{html.escape(words.sentence())}</p>" for _line in range(pages * _A_PAGE)))


def whole(body: str) -> str:
    return f'<!DOCTYPE html><html lang="th"><head><title>x</title></head><body>{body}</body></html>'


def pages_of(pdf: bytes) -> int:
    from io import BytesIO

    from pypdf import PdfReader

    return len(PdfReader(BytesIO(pdf)).pages)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
