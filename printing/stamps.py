"""What is drawn over the pages of a book: its running heads, and "หน้า x จาก y ของเล่ม" from ready-made pieces.

The pieces come out of a page that was typeset like any other, so that shape and text layer are exact; putting a
thousand numbers together from them costs no typesetting.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Name

from printing.books import DIGITS, WORDS

# Where the number stands, in points from the left and the foot of the page, and the space between its words.
_BASELINE = 24
_SPACE = Decimal("2.4")
_SIZE = Decimal("9")
HEAD, FONT = Name("/BookHead"), Name("/BookFont")


@dataclass(frozen=True)
class Piece:
    """A word or a digit. drawn: the operand of its TJ; width: in thousandths of the size of the letters."""

    drawn: pikepdf.Array
    width: Decimal


class PageNumbers:
    """Writes page numbers with the pieces of `page`, the last page of a front that is open in the book's own file."""

    def __init__(self, page: pikepdf.Page) -> None:
        pieces, self.font = _pieces_of(page)
        if len(pieces) != len(WORDS) + len(DIGITS):
            raise ValueError(f"{len(pieces)} pieces of page numbers, {len(WORDS) + len(DIGITS)} expected")
        self._words, self._digits = pieces[: len(WORDS)], pieces[len(WORDS) :]

    def drawing(self, number: int, of: int, page_width: Decimal) -> bytes:
        """The content that draws "หน้า `number` จาก `of` ของเล่ม" in the middle of the foot of a page."""
        page_word, of_word, end_word = self._words
        row = [[page_word], self._figures(number), [of_word], self._figures(of), [end_word]]
        widths = [sum((piece.width for piece in pieces), Decimal(0)) * _SIZE / 1000 for pieces in row]
        left = (page_width - sum(widths) - _SPACE * (len(row) - 1)) / 2
        lines = [b"0 g"]
        for pieces, width in zip(row, widths, strict=True):
            drawn = b"".join(_operand(piece) for piece in pieces)
            lines.append(b"BT %s %s Tf 1 0 0 1 %s %d Tm [%s] TJ ET" % (FONT, _n(_SIZE), _n(left), _BASELINE, drawn))
            left += width + _SPACE
        return b"\n".join(lines)

    def _figures(self, number: int) -> list[Piece]:
        return [self._digits[int(digit)] for digit in str(number)]


def _n(number: Decimal) -> bytes:
    return f"{number:.2f}".encode()


def _operand(piece: Piece) -> bytes:
    return piece.drawn.unparse()[1:-1]


def _pieces_of(page: pikepdf.Page) -> tuple[list[Piece], Any]:
    """Every text of the page in its order, and the one font they are drawn with."""
    fonts: set[str] = set()
    pieces = []
    widths: dict[int, Decimal] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        operator = str(instruction.operator)
        if operator == "Tf":
            name = str(operands[0])
            if name not in fonts:
                fonts.add(name)
                widths = _widths_of(page.Resources.Font[name])
        elif operator == "TJ":
            pieces.append(Piece(operands[0], _width(operands[0], widths)))
    if len(fonts) != 1:
        raise ValueError(f"{len(fonts)} fonts draw the pieces of page numbers, one expected")
    return pieces, page.Resources.Font[fonts.pop()]


def _widths_of(font: Any) -> dict[int, Decimal]:
    """Code of a glyph to its width, from the font's /W: [first [width, …], …]."""
    found: dict[int, Decimal] = {}
    row = list(font.DescendantFonts[0].W)
    for first, widths in zip(row[::2], row[1::2], strict=True):
        for place, width in enumerate(widths):
            found[int(first) + place] = Decimal(str(width))
    return found


def _width(drawn: Any, widths: dict[int, Decimal]) -> Decimal:
    """How far a TJ goes: its glyphs, less what it takes back between them."""
    total = Decimal(0)
    for each in drawn:
        if isinstance(each, pikepdf.String):
            codes = bytes(each)
            total += sum(
                (widths[int.from_bytes(codes[place : place + 2])] for place in range(0, len(codes), 2)), Decimal(0)
            )
        else:
            total -= Decimal(str(each))
    return total
