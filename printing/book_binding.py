"""Joins a book from finished papers: nothing is typeset again but its front.

Pages, their text layer and their tags for screen readers are taken over as they are. Over each page but the cover
the running head of its chapter and "หน้า x จาก y ของเล่ม" are drawn; the outline and the links of the table of
contents lead to the papers. The same papers in the same order give the same bytes: nothing of the moment goes in.
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem

from printing.book_tags import Tags, leave_out
from printing.books import Book, Chapter, Part, front_of, render_front
from printing.stamps import FONT, HEAD, PageNumbers

# Lines of a table of contents on a page: the first guess, so that it is mostly typeset once.
_LINES = 38
_COVER = 1


def bind(book: Book, place: Path) -> int:
    """Write the PDF of `book` to `place`; returns its number of pages.

    Raises printing.pdf.PrintingFailed when its front cannot be rendered, pikepdf.PdfError or OSError when a paper
    cannot be read.
    """
    with ExitStack() as opened:
        papers = {
            number: opened.enter_context(pikepdf.open(part.paper))
            for number, part in enumerate(book.parts)
            if part.paper is not None
        }
        lengths = [len(papers[number].pages) if number in papers else 1 for number in range(len(book.parts))]
        front = opened.enter_context(_front(book, lengths))
        whole = opened.enter_context(pikepdf.new())
        return _Binding(book, whole, front, papers, lengths).write(place)


def first_pages(lengths: Sequence[int], before: int) -> list[int]:
    """The page on which each part begins, when `before` pages stand in front of the first."""
    pages, next_page = [], before + 1
    for length in lengths:
        pages.append(next_page)
        next_page += length
    return pages


def _front(book: Book, lengths: Sequence[int]) -> pikepdf.Pdf:
    """The front, typeset until the number of its pages agrees with the numbers in its table of contents."""
    lines = len(lengths) + sum(bool(chapter.title) for chapter in book.chapters)
    contents = max(1, -(-lines // _LINES))
    for _attempt in range(4):
        front = front_of(book, first_pages(lengths, _COVER + contents))
        pdf = pikepdf.open(io.BytesIO(render_front(front)))
        found = len(pdf.pages) - _COVER - len(front.notices) - len(front.heads) - 1
        if found == contents:
            return pdf
        pdf.close()
        contents = found
    raise ValueError("the table of contents never agrees with its own length")


class _Binding:
    """One book being joined."""

    def __init__(
        self, book: Book, whole: pikepdf.Pdf, front: pikepdf.Pdf, papers: dict[int, pikepdf.Pdf], lengths: list[int]
    ) -> None:
        self.book, self.whole, self.front, self.papers, self.lengths = book, whole, front, papers, lengths
        self.notices = len(lengths) - len(papers)
        self.contents = len(front.pages) - _COVER - self.notices - len(book.chapters) - 1
        self.tags = Tags(whole)

    def write(self, place: Path) -> int:
        pages = self.front.pages
        number_page = pages[-1]
        heads = [page.as_form_xobject() for page in pages[-1 - len(self.book.chapters) : -1]]
        numbers = PageNumbers(number_page)
        self.font = self.whole.copy_foreign(self.whole_of(numbers.font))
        self.heads = [self.whole.copy_foreign(head) for head in heads]
        leave_out(self.front, pages[-1 - len(heads) :])
        self._add_pages()
        self._stamp(numbers)
        self._link_contents()
        self._outline()
        self.tags.close()
        self.whole.docinfo["/Title"] = self.book.title
        self.whole.Root.Lang = pikepdf.String("th")
        self.whole.Root.PageMode = Name.UseOutlines
        self.whole.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        self.whole.save(
            place, min_version="1.7", deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
        return len(self.whole.pages)

    def whole_of(self, found: Any) -> Any:
        """An object of the front that copies as one that others refer to."""
        return found if found.is_indirect else self.front.make_indirect(found)

    def _add_pages(self) -> None:
        """Cover and contents, then each paper or the page that stands for it."""
        front = list(self.front.pages)
        notices = iter(front[_COVER + self.contents : _COVER + self.contents + self.notices])
        self.tags.add(self.front, front[: _COVER + self.contents])
        for number in range(len(self.lengths)):
            if number in self.papers:
                self.tags.add(self.papers[number], list(self.papers[number].pages))
            else:
                self.tags.add(self.front, [next(notices)])

    def _chapter_pages(self) -> Iterator[tuple[int, Chapter, int]]:
        """(number of the chapter, the chapter, index of its first page), and so the parts under it."""
        starts = iter(first_pages(self.lengths, _COVER + self.contents))
        for number, chapter in enumerate(self.book.chapters):
            begun = [next(starts) - 1 for _part in chapter.parts]
            yield number, chapter, begun[0] if begun else 0

    def _stamp(self, numbers: PageNumbers) -> None:
        head_of = self._heads_by_page()
        total = len(self.whole.pages)
        for index, page in enumerate(self.whole.pages):
            if index < _COVER:
                continue
            _own_resources(page)
            page.add_resource(self.font, Name.Font, FONT, replace_existing=True)
            left, foot, right, _top = (Decimal(str(each)) for each in page.mediabox)
            drawing = numbers.drawing(index + 1, total, right - left)
            if index in head_of:
                page.add_resource(self.heads[head_of[index]], Name.XObject, HEAD, replace_existing=True)
                drawing = b"%s Do\n%s" % (HEAD, drawing)
            page.contents_add(b"q\n", prepend=True)
            page.contents_add(b"\nQ\n/Artifact BMC\nq\n1 0 0 1 %.2f %.2f cm\n%s\nQ\nEMC" % (left, foot, drawing))

    def _heads_by_page(self) -> dict[int, int]:
        found = {}
        part = 0
        for number, chapter, page in self._chapter_pages():
            for _each in chapter.parts:
                for _page in range(self.lengths[part]):
                    found[page] = number
                    page += 1
                part += 1
        return found

    def _entry_pages(self) -> list[int]:
        """The index of the page that each line of the table of contents leads to."""
        pages = []
        starts = iter(first_pages(self.lengths, _COVER + self.contents))
        for _number, chapter, first in self._chapter_pages():
            if chapter.title:
                pages.append(first)
            pages += [next(starts) - 1 for _part in chapter.parts]
        return pages

    def _link_contents(self) -> None:
        """Turn the links "entry:N" of the table of contents into ways to the page of that line."""
        targets = self._entry_pages()
        for page in list(self.whole.pages)[_COVER : _COVER + self.contents]:
            for link in page.get("/Annots", Array()):
                action = link.get("/A")
                address = str(action.URI) if action is not None else ""
                if address.startswith("entry:"):
                    del link["/A"]
                    link.Dest = Array([self.whole.pages[targets[int(address.partition(":")[2])]].obj, Name.Fit])

    def _outline(self) -> None:
        starts = iter(first_pages(self.lengths, _COVER + self.contents))
        with self.whole.open_outline() as outline:
            outline.root.append(OutlineItem("สารบัญ", _COVER))
            for _number, chapter, first in self._chapter_pages():
                items = [_item(part, next(starts) - 1) for part in chapter.parts]
                if chapter.title:
                    above = OutlineItem(chapter.title, first)
                    above.children.extend(items)
                    outline.root.append(above)
                else:
                    outline.root.extend(items)


def _item(part: Part, page: int) -> OutlineItem:
    return OutlineItem(part.title, page)


def _own_resources(page: pikepdf.Page) -> None:
    """Pages of one paper share their resources; what is drawn over a page is its own."""
    shared: Any = page.Resources
    mine = Dictionary(shared)
    for kind in (Name.Font, Name.XObject):
        mine[kind] = Dictionary(shared.get(kind, Dictionary()))
    page.Resources = mine
