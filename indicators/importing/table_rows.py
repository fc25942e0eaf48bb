"""The evidence table of a printed report, put together again from the stretches of text a PDF draws.

A page draws each line of each cell by itself. Which column a stretch belongs to is told by where it stands between
the centred captions; a row begins where its first column is written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from indicators.importing.lines import join_wrapped

CAPTIONS: Final = ("ลำดับ", "ประเภท", "เลขที่", "ลงวันที่", "เรื่อง", "ไฟล์")
"""The columns of the evidence table, from left to right."""


@dataclass(frozen=True)
class Stretch:
    """Text without a wide gap in it, and where it begins and ends from left to right, in points."""

    text: str
    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def is_caption_row(stretches: Sequence[Stretch]) -> bool:
    return tuple("".join(stretch.text.split()) for stretch in stretches) == CAPTIONS


class RowBuilder:
    """Collects stretches under a row of captions into rows: cells parted by tabs, as a table is copied elsewhere."""

    def __init__(self, captions: Sequence[Stretch], table_left: float) -> None:
        # A centred caption is as far from the left edge of its column as from the right one.
        self._edges: list[float] = []
        edge = table_left
        for caption in captions:
            edge = 2 * caption.middle - edge
            self._edges.append(edge)
        self._rows: list[list[str]] = []

    def add(self, stretches: Sequence[Stretch]) -> None:
        for stretch in stretches:
            column = sum(stretch.middle > edge for edge in self._edges[:-1])
            if column == 0 or not self._rows:
                self._rows.append([""] * len(CAPTIONS))
            cell = self._rows[-1][column]
            self._rows[-1][column] = join_wrapped(cell, stretch.text.strip())

    def rows(self) -> list[str]:
        return ["\t".join(cells) for cells in self._rows]
