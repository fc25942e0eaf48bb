"""A form, an agenda or minutes on paper: a head and an ordered tuple of parts, filled in or to be filled by hand.

An empty text prints as "-"; on a sheet that is `blank` it is left as dotted lines, as many as `lines` says, and
tables get their `blank_rows`. What is written stays on a blank sheet too, so one can come with the agency's name.
Parts that do not fit together (a row of another length, a grid without twelve months) raise ValueError.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeVar

from printing.document_base import DocumentBase, SignatureBlock
from printing.form_tables import Column, MonthGrid, MonthRow, Table

__all__ = [
    "Choices",
    "Column",
    "Comparison",
    "Field",
    "FormSheet",
    "Heading",
    "MonthGrid",
    "MonthRow",
    "Option",
    "PageBreak",
    "Part",
    "Picture",
    "Pictures",
    "Piece",
    "Signatures",
    "Table",
    "TextBlock",
]

_WIDEST_LABEL = 40  # characters of a label that leaves room to write beside it
_SHA256 = re.compile("[0-9a-f]{64}")
_T = TypeVar("_T")

# A stretch of a compared text and whose it is: both texts', the old one's alone, the new one's alone.
Piece = tuple[Literal["same", "deleted", "inserted"], str]


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading; number: "1.", "4.2", or "" for one without."""

    part: ClassVar[str] = "heading"

    text: str
    number: str = ""
    level: Literal["section", "subsection"] = "section"


@dataclass(frozen=True, kw_only=True)
class Field:
    """A short value beside its label. lines: how many dotted lines a blank sheet leaves for it."""

    part: ClassVar[str] = "field"

    label: str
    value: str = ""
    lines: int = 1

    @property
    def beside(self) -> bool:
        """Whether a blank sheet has room for a dotted line beside the label."""
        return len(self.label) <= _WIDEST_LABEL


@dataclass(frozen=True, kw_only=True)
class TextBlock:
    """A text under its label, if it has one; lines that begin with #, ##, ### are numbered."""

    part: ClassVar[str] = "text"

    label: str = ""
    text: str = ""
    lines: int = 4


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two texts in one: what was deleted is struck through, what was inserted is bold and underlined, each between
    two upright strokes, so that a copy without colour tells them apart. No letter is added: the pieces without the
    inserted ones are the old text, those without the deleted ones the new.

    legend: says in words how the two are marked; it stands under the text.
    """

    part: ClassVar[str] = "comparison"

    pieces: tuple[Piece, ...]
    label: str = ""
    legend: str = ""


@dataclass(frozen=True, kw_only=True)
class Option:
    """One box to tick."""

    text: str
    ticked: bool = False


@dataclass(frozen=True, kw_only=True)
class Choices:
    """Boxes, one below the other or all in one row."""

    part: ClassVar[str] = "choices"

    options: tuple[Option, ...]
    label: str = ""
    arrangement: Literal["column", "row"] = "column"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture and its caption. sha256: of the JPEG or PNG file, in lower-case hex; "" when there is none."""

    caption: str
    sha256: str = ""

    def __post_init__(self) -> None:
        if self.sha256 and not _SHA256.fullmatch(self.sha256):
            raise ValueError(f"no SHA-256: {self.sha256!r}")


@dataclass(frozen=True, kw_only=True)
class Pictures:
    """Pictures, two abreast (half) or one below the other (full). blank_frames: frames to stick pictures into."""

    part: ClassVar[str] = "pictures"

    label: str = ""
    pictures: tuple[Picture, ...] = ()
    size: Literal["half", "full"] = "half"
    blank_frames: int = 2

    @property
    def rows(self) -> list[tuple[Picture, ...]]:
        """The pictures that stand abreast."""
        return _in_rows(self.pictures, 2 if self.size == "half" else 1)

    @property
    def blank_row_list(self) -> list[tuple[Picture, ...]]:
        """The empty frames of a blank sheet."""
        return _in_rows((Picture(caption=""),) * self.blank_frames, 2 if self.size == "half" else 1)


@dataclass(frozen=True, kw_only=True)
class PageBreak:
    """What follows begins a new page."""

    part: ClassVar[str] = "page_break"


@dataclass(frozen=True, kw_only=True)
class Signatures:
    """Those who sign, kept on the page of what stands above."""

    part: ClassVar[str] = "signatures"

    blocks: tuple[SignatureBlock, ...]

    @property
    def rows(self) -> list[tuple[SignatureBlock, ...]]:
        """Two abreast, or three where that leaves no row with a single block; one alone stands on the right."""
        three = len(self.blocks) in (3, 5) or (len(self.blocks) > 4 and len(self.blocks) % 3 == 0)
        return _in_rows(self.blocks, 3 if three else 2)


Part = Heading | Field | TextBlock | Comparison | Choices | Table | MonthGrid | Pictures | PageBreak | Signatures


@dataclass(frozen=True, kw_only=True)
class FormSheet(DocumentBase):
    """A form or another paper of parts.

    form_label: what the year calls it, for example "แบบฟอร์ม 3", or "ระเบียบวาระการประชุม"; title: the printed title.
    subtitle: lines under the title; reference: the case it belongs to, for example its number, or "".
    blank: to be filled by hand; an agency or year that is "" is then left open as well.
    """

    kind: ClassVar[str] = "form_sheet"

    form_label: str
    title: str
    subtitle: tuple[str, ...] = ()
    reference: str = ""
    blank: bool = False
    parts: tuple[Part, ...] = ()

    @property
    def picture_hashes(self) -> tuple[str, ...]:
        """The SHA-256 of each picture it shows, each once."""
        return tuple(dict.fromkeys(self._hashes()))

    @property
    def has_headings(self) -> bool:
        """Whether its fields stand under headings, and so are drawn in."""
        return any(isinstance(part, Heading) for part in self.parts)

    def _hashes(self) -> Iterator[str]:
        for part in self.parts:
            if isinstance(part, Pictures):
                yield from (picture.sha256 for picture in part.pictures if picture.sha256)


def _in_rows(items: tuple[_T, ...], abreast: int) -> list[tuple[_T, ...]]:
    return [items[start : start + abreast] for start in range(0, len(items), abreast)]
