"""The text a content stream shows, taken apart into glyphs and moves and put together again.

WeasyPrint writes one operator to an element of `stream.stream`; text is `[<glyphs> move <glyphs>] TJ`, the
font `/NAME size Tf`, a raised mark `height Ts`. Moves are thousandths of an em to the left (PDF 32000-1, 9.4.3).

`Ts` is not written back: each glyph here knows its rise, and whoever gives it a code must draw it that high.
A raised mark would otherwise be a piece of text of its own, and PDFium sorts the pieces of a line by where
they begin, which puts a mark that leans to the right behind the next letter.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_FONT = re.compile(rb"/(\S{1,127}) (\S{1,20}) Tf")
_RISE = re.compile(rb"(\S{1,20}) Ts")
_PIECE = re.compile(rb"<([0-9a-f]*)>|([-+.\deE]+)")


@dataclass
class Glyph:
    """A glyph shown; `code` is what the stream will say instead. `rise`: thousandths of an em above the line."""

    font: str
    rise: int
    glyph: int
    code: int = 0


@dataclass(frozen=True)
class Move:
    """The pen goes `by` thousandths of an em to the left."""

    by: float


@dataclass(frozen=True)
class Operator:
    """Any other operator, written back as it stands; no cluster of glyphs goes on behind it."""

    source: object


class ShownText:
    """The elements of one content stream, in order."""

    def __init__(self, operators: Sequence[object]) -> None:
        self.elements: list[Glyph | Move | Operator] = list(_parsed(operators))
        self._behind: dict[int, Move] = {}

    def glyph(self, index: int) -> Glyph:
        element = self.elements[index]
        assert isinstance(element, Glyph)
        return element

    def put_after(self, index: int, move: Move) -> None:
        """Write `move` behind the element at `index`; indices stay as they are."""
        self._behind[index] = move

    def pieces(self) -> Iterator[list[Glyph]]:
        """The glyphs that are written as one piece of text, piece by piece."""
        piece: list[Glyph] = []
        for element in [*self.elements, Operator(b"")]:
            if isinstance(element, Glyph):
                piece.append(element)
            elif isinstance(element, Operator) and piece:
                yield piece
                piece = []

    def written(self) -> list[object]:
        """The operators of the stream with every glyph's code; moves that cancel out are left out."""
        operators: list[object] = []
        shown: list[str] = []
        move = 0.0
        for index, element in enumerate(self.elements):
            if isinstance(element, Operator):
                operators += _show(shown, move)
                shown, move = [], 0.0
                operators.append(element.source)
            elif isinstance(element, Move):
                move += element.by
            else:
                shown += [*_number(move), f"<{element.code:04x}>"]
                move = self._behind[index].by if index in self._behind else 0.0
        return operators + _show(shown, move)


def _number(move: float) -> list[str]:
    return [f"{move:.3f}".rstrip("0").rstrip(".")] if abs(move) >= 0.001 else []


def _show(shown: list[str], move: float) -> list[object]:
    pieces = "".join([*shown, *_number(move)]).replace("><", "")
    return [f"[{pieces}] TJ".encode()] if pieces else []


def _parsed(operators: Sequence[object]) -> Iterator[Glyph | Move | Operator]:
    font, size, rise = "", 1.0, 0.0
    for operator in operators:
        source = operator.encode() if isinstance(operator, str) else operator
        if not isinstance(source, bytes):  # the property list of a tag
            yield Operator(source)
            continue
        if source.endswith(b"] TJ"):
            for glyphs, move in _PIECE.findall(source[1:-4]):
                if move:
                    yield Move(float(move))
                for start in range(0, len(glyphs), 4):
                    yield Glyph(font, round(rise / size * 1000), int(glyphs[start : start + 4], 16))
            continue
        if found := _FONT.fullmatch(source):
            font, size = found[1].decode(), float(found[2])
        elif raised := _RISE.fullmatch(source):
            rise = float(raised[1])
            continue
        yield Operator(source)
