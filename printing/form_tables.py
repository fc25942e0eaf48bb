"""The tables of a form: rows of texts under column heads, and activities against the months of a year."""

from dataclasses import dataclass, field
from typing import ClassVar, Literal, NamedTuple

from printing.document_json import LATER

# The fiscal year begins in October of the year before.
MONTHS = ("ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.")
# Millimetres, as in print.css: between the margins, and the columns that the software adds.
_TEXT_WIDTH = 160
_ORDER_WIDTH, _ACTIVITY_WIDTH, _OWNER_WIDTH = 13, 45, 26
_LETTER_WIDTH = 1.8
# A row of more lines than this may be torn: kept whole, it would leave half a page empty above it.
_LONG_LINES = 20
# A table up to this size is not torn.
_SHORT_ROWS, _SHORT_LETTERS = 8, 1000

Alignment = Literal["left", "center", "right"]


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a table. width: millimetres; the columns of width 0 share what is left of the 160.

    verbatim: its digits stay as they are on a paper with Thai digits (names of files, hashes).
    """

    label: str
    width: int = 0
    align: Alignment = "left"
    verbatim: bool = field(default=False, metadata=LATER)


class Cell(NamedTuple):
    """A cell of a footer row."""

    text: str
    span: int
    align: Alignment


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of texts under column heads, which each page repeats. numbered: a first column ลำดับ, 1, 2, 3, ...

    footer: the totals, a text for each column, () for none; the first spans the empty ones beside it.
    blank_rows: empty rows of a blank sheet, after the rows that are written.
    """

    part: ClassVar[str] = "table"

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    caption: str = ""
    numbered: bool = False
    footer: tuple[str, ...] = ()
    blank_rows: int = 5

    def __post_init__(self) -> None:
        for row in (*self.rows, *filter(None, (self.footer,))):
            if len(row) != len(self.columns):
                raise ValueError(f"{len(row)} cells for {len(self.columns)} columns: {row!r}")
        fixed = sum(column.width for column in self.columns) + _ORDER_WIDTH * self.numbered
        if not self.columns or min(column.width for column in self.columns) < 0 or fixed > _TEXT_WIDTH:
            raise ValueError(f"columns of {fixed} mm do not stand on {_TEXT_WIDTH} mm")

    @property
    def is_short(self) -> bool:
        """Whether it stands on one page at little cost of empty paper above it."""
        letters = sum(len(text) for row in self.rows for text in row)
        return max(len(self.rows), self.blank_rows) <= _SHORT_ROWS and letters <= _SHORT_LETTERS

    @property
    def written_rows(self) -> list[tuple[list[tuple[Column, str]], bool]]:
        """The rows, each text with its column, and whether the row is too long to be kept on one page."""
        free = _TEXT_WIDTH - sum(column.width for column in self.columns) - _ORDER_WIDTH * self.numbered
        shared = free / max(sum(not column.width for column in self.columns), 1)
        rows = [list(zip(self.columns, row, strict=True)) for row in self.rows]
        return [(row, any(_is_long(text, column.width or shared) for column, text in row)) for row in rows]

    @property
    def footer_cells(self) -> list[Cell]:
        """The footer row; its first text spans all columns up to the next text."""
        cells = [Cell(text, 1, column.align) for column, text in zip(self.columns, self.footer, strict=True)]
        written = [index for index, cell in enumerate(cells) if cell.text]
        first, following = [*written, 0, len(cells)][0], [*written[1:2], len(cells)][0]
        cells[:following] = [Cell(self.footer[first], following + self.numbered, "right")]
        return cells


@dataclass(frozen=True, kw_only=True)
class MonthRow:
    """An activity, who does it, and the twelve months from October to September in which it is done."""

    activity: str
    owner: str = ""
    months: tuple[bool, ...] = (False,) * 12

    def __post_init__(self) -> None:
        if len(self.months) != len(MONTHS):
            raise ValueError(f"{len(self.months)} months in {self.activity!r}")

    @property
    def is_long(self) -> bool:
        """Whether it is too long to be kept on one page."""
        return _is_long(self.activity, _ACTIVITY_WIDTH) or _is_long(self.owner, _OWNER_WIDTH)

    @property
    def in_words(self) -> str:
        """The months as text, runs drawn together: "ต.ค. – ธ.ค., มี.ค."; "" for none."""
        runs: list[list[str]] = []
        for before, here, name in zip((False, *self.months), self.months, MONTHS, strict=False):
            if here and before:
                runs[-1].append(name)
            elif here:
                runs.append([name])
        return ", ".join(" – ".join(dict.fromkeys((run[0], run[-1]))) for run in runs)


@dataclass(frozen=True, kw_only=True)
class MonthGrid:
    """Activities against the months of a fiscal year. year_be: of September, "" leaves the years out."""

    part: ClassVar[str] = "months"
    names: ClassVar[tuple[str, ...]] = MONTHS

    rows: tuple[MonthRow, ...] = ()
    caption: str = ""
    activity_label: str = "กิจกรรม"
    owner_label: str = "ผู้รับผิดชอบ"
    year_be: str = ""
    blank_rows: int = 8

    def __post_init__(self) -> None:
        if self.year_be and not self.year_be.isdecimal():
            raise ValueError(f"no year: {self.year_be!r}")

    @property
    def year_before(self) -> str:
        """The calendar year of October to December."""
        return str(int(self.year_be) - 1) if self.year_be else ""


def _is_long(text: str, width: float) -> bool:
    """Whether a cell of `width` millimetres fills about half a page with `text`."""
    fitting = max(width / _LETTER_WIDTH, 1)
    return sum(len(line) // fitting + 1 for line in text.split("\n")) > _LONG_LINES
