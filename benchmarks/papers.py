"""Printing a generated city's papers: `python -m benchmarks.papers ROUNDS PAGES` prints JSON.

Processor seconds, those of ended children with them: documents are typeset in this process, as the press does it.
PAGES is the length of the long document.
"""

from __future__ import annotations

import html
import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import django

SHORT = 8  # pages, more or less
BOOK = 100  # papers
_A_PAGE = 34  # sentences
_TAGS = re.compile(r"<style.*?</style>|<head.*?</head>|<[^>]*>", re.DOTALL)


def main(rounds: int, pages: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    django.setup()
    with fonts_of_the_press():
        print(json.dumps(measured(rounds, pages)))


@contextmanager
def fonts_of_the_press() -> Iterator[None]:
    """Sarabun and our signs alone, as the press has them: WeasyPrint looks for fonts while it is loaded."""
    from printing.fonts import lay_out

    with TemporaryDirectory() as directory:
        os.environ["FONTCONFIG_FILE"] = str(lay_out(Path(directory)))
        yield


def measured(rounds: int, pages: int) -> dict[str, float]:
    from benchmarks.measure import in_turn

    told = told_of_a_report()
    paper = typeset(told)
    if strange := fonts_in(paper) - {"Sarabun", "Sarabun-Bold", "KPI-Signs"}:
        raise RuntimeError(f"typeset in {', '.join(sorted(strange))}, which the press does not have")
    short, long = running_text(SHORT), running_text(pages)
    candidates: dict[str, Callable[[], object]] = {
        "report": lambda: typeset(told),
        "blocks": lambda: typeset(blocks_of(told)),
        "floor": laid_out(lines_of(told)),
        "cold": cold(Path(os.environ["VAR_DIR"]) / "cold.pdf"),
        "reprint": reprint(paper),
        "book": lambda: bound([paper] * BOOK),
        "short": lambda: typeset(short),
    }
    found = in_turn(candidates, rounds, cpu_seconds)
    found |= in_turn({"long": lambda: typeset(long)}, 1, cpu_seconds)
    found |= {"pages of short": float(pages_of(typeset(short))), "peak of short": peak_of(short)}
    found |= {"pages of long": float(pages_of(typeset(long))), "peak of long": peak_of(long)}
    return found | {"unread": float(unread(lines_of(told), paper))}


def cpu_seconds() -> float:
    """Of this process and of its children that have ended."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, who))


def told_of_a_report() -> str:
    """The HTML of an accepted year-end report."""
    from django.template.loader import render_to_string

    from indicators.services.prints import document_of

    report = accepted_report()
    document = document_of(report, report.dossier.revisions.get())
    return render_to_string(f"printing/{document.kind}.html", {"document": document, "pictures": {}})


def accepted_report():  # type: ignore[no-untyped-def]  # models cannot be imported before Django is set up
    from indicators.models import YearEndReport

    report = YearEndReport.objects.filter(status="accepted").order_by("pk").first()
    if report is None:
        raise LookupError("no generated city in this database")
    return report


def typeset(told: str) -> bytes:
    """What the press does to it."""
    from printing import typeset as press
    from printing.pdf import PRINT_CSS

    return press.typeset(told, stylesheets=[PRINT_CSS], identifier="bench", pictures={})


def cold(path: Path) -> Callable[[], object]:
    """The same report by the command, which starts Python for it."""
    report = accepted_report()
    place = report.assignment
    named = ["--agency", place.agency.code, "--year", str(place.year.be_year), "--number", str(place.number)]
    command = [sys.executable, "manage.py", "print_report", *named, "-o", str(path)]
    return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def reprint(paper: bytes) -> Callable[[], object]:
    """What a kept paper is asked for again costs: its bytes out of the store."""
    from indicators.files import store

    kept = store.receive([paper], "print.pdf")

    def read() -> bytes:
        with store.open(kept.sha256) as file:
            return file.read()

    return read


def bound(papers: list[bytes]) -> bytes:
    from printing.binding import bound as joined

    return joined(papers)


def lines_of(told: str) -> list[str]:
    """The text of a page of HTML, line by line."""
    lines = [html.unescape(line).strip() for line in _TAGS.sub("\n", told).splitlines()]
    return [line for line in lines if line]


def blocks_of(told: str) -> str:
    """The same text, a paragraph a line: what printing it costs without any layout."""
    return whole("".join(f"<p>{html.escape(line)}</p>" for line in lines_of(told)))


def laid_out(lines: list[str]) -> Callable[[], object]:
    """Pango breaks each line to the width of a page, once, and nothing else: no printing can cost less."""
    from weasyprint.text.ffi import ffi, gobject, pango, pangoft2

    width = 480 * 1024  # points, in Pango's units
    context = pango.pango_font_map_create_context(ffi.cast("PangoFontMap *", pangoft2.pango_ft2_font_map_new()))
    description = ffi.gc(pango.pango_font_description_new(), pango.pango_font_description_free)
    pango.pango_font_description_set_family(description, b"Sarabun")
    pango.pango_font_description_set_absolute_size(description, 16 * 1024)

    def lay_out() -> None:
        layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
        pango.pango_layout_set_font_description(layout, description)
        pango.pango_layout_set_width(layout, width)
        for line in lines:
            text = line.encode()
            pango.pango_layout_set_text(layout, text, len(text))
            if pango.pango_layout_get_line_readonly(layout, 0) == ffi.NULL:
                raise RuntimeError("Pango laid out nothing")

    return lay_out


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


def fonts_in(pdf: bytes) -> set[str]:
    """Their names, without what marks a part of a font ("ABCDEF+")."""
    from io import BytesIO

    from pypdf import PdfReader

    fonts = (font for page in PdfReader(BytesIO(pdf)).pages for font in page["/Resources"]["/Font"].values())
    return {font.get_object()["/BaseFont"].removeprefix("/").rpartition("+")[2] for font in fonts}


def peak_of(told: str) -> float:
    """Mebibytes at the highest while a process of its own typesets it: the least of three, which differ by some 3."""
    return min(_peak_of(told) for _time in range(3))


def _peak_of(told: str) -> float:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        typeset(told)
        os.write(writer, str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        peak = float(answer.read())
    os.waitpid(child, 0)
    return peak


def unread(lines: list[str], pdf: bytes) -> int:
    """How many letters and digits of the text a reader of the PDF does not get back."""
    from collections import Counter

    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    read = Counter("".join(page.get_textpage().get_text_range() for page in document))
    wanted = Counter(letter for letter in "".join(lines) if letter.isalnum() or "\u0e00" <= letter <= "\u0e7f")
    return sum((wanted - read).values())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5, int(sys.argv[2]) if len(sys.argv) > 2 else 100)
