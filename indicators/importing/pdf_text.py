"""The text layer of a PDF as lines, with what the page layout tells: which lines go on with a paragraph, which are
page headers because they stand on every page at the same height.

All coordinates are PDF points, y upwards.
"""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from statistics import median
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium
from django.utils.translation import gettext as _

from indicators.importing.lines import Line
from indicators.importing.report import NotThisLayout
from indicators.importing.table_rows import RowBuilder, Stretch, is_caption_row
from thai.text import normalise

MOST_PAGES: Final = 300
PASSWORD_NEEDED: Final = 4
"""FPDF_ERR_PASSWORD of fpdfview.h."""
WIDEST_WORD: Final = 0.2
"""Share of the text's width: Thai runs words together, so how wide the word was that did not fit is not known."""
SURELY_FULL: Final = 0.03
"""A line that ends within this share of the text's width from the right edge was broken by the page, as a rule."""
PARAGRAPH_STEP: Final = 1.06
"""A step down this many times that inside paragraphs parts paragraphs."""
CELL_GAP: Final = 6.0
"""White space wider than this parts the cells of a table; a space between words is about half."""
SAME_HEIGHT: Final = 2.0
MARGIN: Final = 0.16
"""Share of the page's height, above and below, where page headers stand."""

UNKNOWN: Final = "\ufffd"
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_AFTER_TABLE = re.compile(r"\s*+ลงชื่อ[\s.…_]*")


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
    stretches: tuple[Stretch, ...]

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
    """The character at `at`; PDFium writes U+0002 or U+FFFE for a hyphen at the end of a line, and U+0000 for a glyph
    of which the file does not say what it means: that one is read as U+FFFD, lest it vanish."""
    character = chr(pdfium.FPDFText_GetUnicode(text_page, at))
    if character in "\x02\ufffe":
        return "-"
    return UNKNOWN if _CONTROL.match(character) else character


def _line_of(text_page: Any, characters: list[tuple[str, int]], page: int, height: float) -> Iterator[_Drawn]:
    raw = "".join(character for character, _at in characters)
    text = normalise(re.sub(r"[\f\v\x85\u2028\u2029]", " ", _joined_surrogates(raw)))
    if not text.strip():
        return
    places = [(box, letter) for letter, at in characters if not letter.isspace() and (box := _box(text_page, at))]
    boxes = [box for box, _letter in places] or [(0.0, 0.0, 0.0, 0.0)]
    first = len(raw.split(maxsplit=1)[0])
    yield _Drawn(
        text=text,
        page=page,
        page_height=height,
        left=min(box[0] for box in boxes),
        right=max(box[2] for box in boxes),
        base=median(box[1] for box in boxes),
        first_word=max(box[2] for box in boxes[:first]) - boxes[0][0],
        stretches=tuple(_stretches(text_page, characters)),
    )


def _stretches(text_page: Any, characters: list[tuple[str, int]]) -> Iterator[Stretch]:
    """The line cut where white space is wider than CELL_GAP."""
    text, left, right = "", 0.0, 0.0
    for letter, at in characters:
        box = None if letter.isspace() else _box(text_page, at)
        if box and text.strip() and box[0] - right > CELL_GAP:
            yield Stretch(normalise(_joined_surrogates(text)).strip(), left, right)
            text = ""
        if box:
            left = min(left, box[0]) if text.strip() else box[0]
            right = max(right, box[2]) if text.strip() else box[2]
        text += letter
    if text.strip():
        yield Stretch(normalise(_joined_surrogates(text)).strip(), left, right)


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
    measure = _measure(body)
    numbers = count(1)
    before: _Drawn | None = None
    table: RowBuilder | None = None
    for line in drawn:
        if _key(line) in running:
            # Inside a table a page header waits for nobody: rows are given back at the table's end.
            yield Line(next(numbers), line.text, running=True)
        elif is_caption_row(line.stretches):
            yield from _rows(table, numbers)
            yield Line(next(numbers), line.text)
            table = RowBuilder(line.stretches, measure.left)
        elif table and not _AFTER_TABLE.fullmatch(line.text):
            table.add(line.stretches)
        else:
            yield from _rows(table, numbers)
            table = None
            yield Line(next(numbers), line.text, wrapped=before is not None and measure.goes_on(before, line))
            before = line
    yield from _rows(table, numbers)


def _rows(table: RowBuilder | None, numbers: Iterator[int]) -> Iterator[Line]:
    for row in table.rows() if table else ():
        yield Line(next(numbers), row)


@dataclass(frozen=True)
class _Measure:
    """Where the text begins and ends from left to right, and the step down inside paragraphs."""

    left: float
    right: float
    step: float

    def goes_on(self, before: _Drawn, line: _Drawn) -> bool:
        """Whether `line` continues the paragraph of `before`: it is the next line down (or on the next page), at the
        usual step, and its first word would not have fitted on the line before."""
        if before.page == line.page and not 0 < before.base - line.base <= self.step * PARAGRAPH_STEP:
            return False
        return before.right + min(line.first_word, (self.right - self.left) * WIDEST_WORD) > self.right


def _measure(body: Sequence[_Drawn]) -> _Measure:
    left = min((line.left for line in body), default=0.0)
    right = max((line.right for line in body), default=0.0)
    full = right - (right - left) * SURELY_FULL
    steps = [(a.base - b.base, a.right >= full) for a, b in pairwise(body) if a.page == b.page and a.base > b.base]
    inside = [step for step, after_full in steps if after_full] or [step for step, _after_full in steps]
    return _Measure(left, right, median(inside) if inside else 0.0)
