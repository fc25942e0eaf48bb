"""The text layer of a PDF as lines, with what the page layout tells: which lines go on with a paragraph, which are
page headers because they stand on every page at the same height.

All coordinates are PDF points, y upwards.
"""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium
from django.utils.translation import gettext as _

from indicators.importing.lines import Line
from indicators.importing.report import NotThisLayout
from thai.text import normalise

MOST_PAGES: Final = 300
PASSWORD_NEEDED: Final = 4
"""FPDF_ERR_PASSWORD of fpdfview.h."""
WIDEST_WORD: Final = 0.2
"""Share of the text's width: Thai runs words together, so how wide the word was that did not fit is not known."""
PARAGRAPH_GAP: Final = 1.6
"""A step from line to line this many times the usual one parts paragraphs."""
SAME_HEIGHT: Final = 2.0
MARGIN: Final = 0.16
"""Share of the page's height, above and below, where page headers stand."""


@dataclass(frozen=True)
class PdfText:
    """`lines` are numbered through all pages; `empty_pages` (from 1) have no text."""

    lines: list[Line]
    empty_pages: list[int]


@dataclass(frozen=True)
class _Drawn:
    """A line as drawn: where it stands, and how wide its first word is."""

    text: str
    page: int
    page_height: float
    left: float
    right: float
    base: float
    first_word: float

    @property
    def in_margin(self) -> bool:
        return not MARGIN * self.page_height < self.base < (1 - MARGIN) * self.page_height


def read_pdf(content: bytes) -> PdfText:
    """The lines of the PDF's text layer. Raises NotThisLayout: encrypted, damaged, too long, no text layer."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise NotThisLayout(None, "", _why_not_opened(error)) from error
    try:
        if len(document) > MOST_PAGES:
            raise NotThisLayout(None, "", _("แฟ้ม PDF มีเกิน %(limit)d หน้า") % {"limit": MOST_PAGES})
        pages = [list(_drawn_lines(document, page)) for page in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise NotThisLayout(None, "", _("แฟ้ม PDF เสียหาย เปิดอ่านบางหน้าไม่ได้")) from error
    finally:
        document.close()
    drawn = [line for page in pages for line in page]
    if not drawn:
        raise NotThisLayout(None, "", _("แฟ้ม PDF ไม่มีข้อความ (อาจเป็นภาพสแกน) ใช้แฟ้มที่พิมพ์จากระบบ หรือแฟ้มข้อความแทน"))
    running = _running(pages)
    return PdfText(list(_numbered(drawn, running)), [at for at, page in enumerate(pages, start=1) if not page])


def _why_not_opened(error: pypdfium2.PdfiumError) -> str:
    if error.err_code == PASSWORD_NEEDED:
        return _("แฟ้ม PDF ตั้งรหัสผ่านไว้ ปลดรหัสผ่านแล้วนำเข้าอีกครั้ง")
    return _("แฟ้ม PDF เสียหาย เปิดอ่านไม่ได้")


def _drawn_lines(document: Any, number: int) -> Iterator[_Drawn]:
    page = document[number]
    text_page = page.get_textpage()
    try:
        height = page.get_height()
        characters: list[tuple[str, int]] = []
        for at in range(text_page.count_chars()):
            character = _character(text_page, at)
            if character == "\n":
                yield from _line_of(text_page, characters, number, height)
                characters = []
            elif character != "\r":
                characters.append((character, at))
        yield from _line_of(text_page, characters, number, height)
    finally:
        text_page.close()
        page.close()


def _character(text_page: Any, at: int) -> str:
    """The character at `at`; PDFium writes U+0002 or U+FFFE for a hyphen at the end of a line."""
    code = pdfium.FPDFText_GetUnicode(text_page, at)
    return "-" if code in (0x02, 0xFFFE) else chr(code)


def _line_of(text_page: Any, characters: list[tuple[str, int]], page: int, height: float) -> Iterator[_Drawn]:
    raw = "".join(character for character, _at in characters)
    text = normalise(re.sub(r"[\f\v\x85\u2028\u2029]", " ", _joined_surrogates(raw)))
    if not text.strip():
        return
    boxes = [box for character, at in characters if not character.isspace() and (box := _box(text_page, at))]
    if not boxes:
        boxes = [(0.0, 0.0, 0.0, 0.0)]
    first = len(raw.split(maxsplit=1)[0])
    yield _Drawn(
        text=text,
        page=page,
        page_height=height,
        left=min(box[0] for box in boxes),
        right=max(box[2] for box in boxes),
        base=median(box[1] for box in boxes),
        first_word=max(box[2] for box in boxes[:first]) - boxes[0][0],
    )


def _box(text_page: Any, at: int) -> tuple[float, float, float, float] | None:
    """(left, bottom, right, top) of a character's origin and advance, or None where PDFium knows none."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not pdfium.FPDFText_GetCharBox(text_page, at, left, right, bottom, top):
        return None
    x, y = ctypes.c_double(), ctypes.c_double()
    base = y.value if pdfium.FPDFText_GetCharOrigin(text_page, at, x, y) else bottom.value
    return left.value, base, right.value, top.value


def _joined_surrogates(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _running(pages: Sequence[Sequence[_Drawn]]) -> set[tuple[str, int]]:
    """(text with digits blinded, height in steps) of the margin lines that every page with text has."""
    filled = [page for page in pages if page]
    if len(filled) < 2:
        return set()
    counts = Counter(key for page in filled for key in {_key(line) for line in page if line.in_margin})
    return {key for key, count in counts.items() if count == len(filled)}


def _key(line: _Drawn) -> tuple[str, int]:
    return re.sub(r"[0-9๐-๙]+", "#", "".join(line.text.split())), round(line.base / SAME_HEIGHT)


def _numbered(drawn: Sequence[_Drawn], running: set[tuple[str, int]]) -> Iterator[Line]:
    body = [line for line in drawn if _key(line) not in running]
    steps = [a.base - b.base for a, b in pairwise(body) if a.page == b.page and a.base > b.base]
    usual = median(steps) if steps else 0.0
    right = max((line.right for line in body), default=0.0)
    left = min((line.left for line in body), default=0.0)
    before: _Drawn | None = None
    for number, line in enumerate(drawn, start=1):
        if _key(line) in running:
            yield Line(number, line.text, running=True)
            continue
        wrapped = before is not None and _goes_on(before, line, usual, right, (right - left) * WIDEST_WORD)
        yield Line(number, line.text, wrapped=wrapped)
        before = line


def _goes_on(before: _Drawn, line: _Drawn, usual: float, right: float, widest: float) -> bool:
    """Whether `line` continues the paragraph of `before`: it is the next line down (or on the next page), at the
    usual step, and its first word would not have fitted on the line before."""
    if before.page == line.page:
        step = before.base - line.base
        if step <= 0 or step > usual * PARAGRAPH_GAP:
            return False
    return before.right + min(line.first_word, widest) > right
