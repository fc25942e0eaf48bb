"""Where every stretch of the file went: parsers place what they read here, and nothing may be left out."""

from collections.abc import Iterable

from indicators.importing.lines import Line
from indicators.importing.report import MARKER, PAGE_HEADER, UNPLACED, NumberedLine, Piece


class Ledger:
    """The pieces of one file while it is being read, and what the user should be told."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self.warnings: list[str] = []

    def place(self, line: int, place: str, text: str) -> None:
        """Record that `text` of line number `line` belongs to `place`; white space alone is not recorded."""
        if text.strip():
            self._pieces.append(Piece(line, place, text.strip()))

    def mark(self, line: int, text: str) -> None:
        """Record a label, a number or a sign of the layout."""
        self.place(line, MARKER, text)

    def place_lines(self, lines: Iterable[Line], place: str) -> None:
        for line in lines:
            self.place(line.number, place, line.text)

    def unplace(self, lines: Iterable[Line]) -> None:
        """Record lines that found no place."""
        self.place_lines(lines, UNPLACED)

    def add_page_headers(self, lines: Iterable[Line]) -> None:
        self.place_lines(lines, PAGE_HEADER)

    def pieces(self) -> tuple[Piece, ...]:
        """All pieces in the order of the file. Each line is read from left to right, so sorting by line is enough."""
        return tuple(sorted(self._pieces, key=lambda piece: piece.line))

    def lines_of(self, place: str) -> tuple[NumberedLine, ...]:
        return tuple(NumberedLine(piece.line, piece.text) for piece in self.pieces() if piece.place == place)
