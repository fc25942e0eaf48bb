"""A book of finished papers: what stands in it, and the pages that are made for it alone.

A book knows its papers as finished PDFs. Cover, table of contents, a page for each paper that is missing, the running
heads and the pieces of page numbers are one document, rendered once; `printing.book_binding` joins them.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from django.template.loader import render_to_string

from printing.document_base import DocumentBase
from printing.documents import TEMPLATE_VERSION, with_thai_digits
from printing.limits import Limits
from printing.pdf import PRINT_CSS, render

BOOK_CSS = (Path(__file__).parent / "book.css").read_text(encoding="utf-8")
# The front of the city's book is hundreds of pages that we wrote ourselves: what one paper may take is too little.
FRONT_LIMITS = Limits(cpu=600, wall=1800)
# The pieces of "หน้า 12 จาก 340 ของเล่ม", in the order in which the last page of the front shows them.
WORDS = ("หน้า", "จาก", "ของเล่ม")
DIGITS = tuple("0123456789")


@dataclass(frozen=True, kw_only=True)
class Part:
    """One paper of a book: its line in the table of contents, and its PDF, or why there is none."""

    title: str
    paper: Path | None = None
    why_missing: str = ""


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """Papers under one running head. An empty `title` puts them straight into the table of contents."""

    title: str
    head: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True)
class Book:
    """title, subtitle: lines of the cover."""

    title: str
    subtitle: tuple[str, ...]
    year_be: str
    agency: str
    chapters: tuple[Chapter, ...]
    thai_digits: bool = False

    @property
    def parts(self) -> list[Part]:
        """All papers in their order."""
        return [part for chapter in self.chapters for part in chapter.parts]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line of the table of contents. depth: 1 or 2; page: on which it begins, in the whole book."""

    depth: int
    title: str
    page: str
    is_missing: bool = False


@dataclass(frozen=True, kw_only=True)
class Notice:
    """The page that stands for a missing paper."""

    title: str
    place: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class BookFront(DocumentBase):
    """Cover, table of contents, one page for each of `notices`, one for each of `heads`, and one with the pieces of
    page numbers, in this order; only the table of contents may take more than a page."""

    kind: ClassVar[str] = "book_front"

    title: str
    subtitle: tuple[str, ...]
    entries: tuple[Entry, ...]
    notices: tuple[Notice, ...]
    heads: tuple[str, ...]


def front_of(book: Book, first_pages: Sequence[int]) -> BookFront:
    """The front of `book`, each of whose parts begins on the page that `first_pages` says."""
    entries: list[Entry] = []
    notices: list[Notice] = []
    pages = iter(first_pages)
    for chapter in book.chapters:
        begun = [(part, next(pages)) for part in chapter.parts]
        if chapter.title:
            page = str(begun[0][1]) if begun else ""
            entries.append(Entry(depth=1, title=chapter.title, page=page))
        for part, page_number in begun:
            missing = part.paper is None
            depth = 2 if chapter.title else 1
            entries.append(Entry(depth=depth, title=part.title, page=str(page_number), is_missing=missing))
            if missing:
                place = chapter.title or book.agency
                notices.append(Notice(title=part.title, place=place, reason=part.why_missing))
    return BookFront(
        year_be=book.year_be,
        agency=book.agency,
        thai_digits=book.thai_digits,
        title=book.title,
        subtitle=book.subtitle,
        entries=tuple(entries),
        notices=tuple(notices),
        heads=tuple(chapter.head for chapter in book.chapters),
    )


def render_front(front: BookFront, limits: Limits = FRONT_LIMITS) -> bytes:
    """The PDF of a front; the same bytes for the same front. Raises printing.pdf.PrintingFailed."""
    has_chapters = any(entry.depth == 2 for entry in front.entries)
    html: str = render_to_string(
        "printing/book_front.html",
        {"document": front, "words": WORDS, "digits": DIGITS, "has_chapters": has_chapters},
    )
    if front.thai_digits:
        html = with_thai_digits(html)
    identifier = hashlib.sha256(f"{TEMPLATE_VERSION}\n{front.to_json()}".encode()).hexdigest()
    return render(html, stylesheets=(PRINT_CSS, BOOK_CSS), identifier=identifier, limits=limits)
