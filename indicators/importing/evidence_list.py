"""Section 9: a numbered list as the official system prints it, or the table of our own print."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from indicators.importing.evidence import kind_of, recognise_evidence, to_date
from indicators.importing.ledger import Ledger
from indicators.importing.lines import Line
from indicators.importing.lists import read_list
from indicators.importing.report import EvidenceItem
from indicators.importing.table_rows import CAPTIONS
from thai.digits import to_arabic

_PARTS: Final = ("number_in_list", "kind", "number", "date", "original", "files")


def read_evidence(lines: Sequence[Line], ledger: Ledger) -> tuple[EvidenceItem, ...]:
    """The evidence items in order. In a table, cells other than เรื่อง are placed as "evidence.n.kind" and so on."""
    written = [line for line in lines if not line.blank]
    if not written or not _is_captions(written[0]):
        return tuple(recognise_evidence(original) for original in read_list(lines, "evidence", ledger))
    items: list[EvidenceItem] = []
    for line in written:
        cells = [cell.strip() for cell in line.text.split("\t")]
        if _is_captions(line):
            ledger.mark(line.number, line.text)
        elif len(cells) == len(CAPTIONS):
            items.append(_item(cells, f"evidence.{len(items) + 1}", line.number, ledger))
        else:
            ledger.unplace([line])
    return tuple(items)


def _is_captions(line: Line) -> bool:
    return "".join(line.text.split()) == "".join(CAPTIONS)


def _item(cells: Sequence[str], place: str, line: int, ledger: Ledger) -> EvidenceItem:
    told: dict[str, str] = {}
    for part, cell in zip(_PARTS, cells, strict=True):
        told[part] = "" if cell == "-" else cell
        if part == "number_in_list" or not told[part]:
            ledger.mark(line, cell)
        else:
            ledger.place(line, place if part == "original" else f"{place}.{part}", cell)
    item = recognise_evidence(told["original"])
    kind = kind_of(told["kind"]) or item.type
    dated = to_date(told["date"]) or item.dated
    number = to_arabic(told["number"]) or item.number
    missing = tuple(
        part for part in item.missing if not (part == "number" and number) and not (part == "date" and dated)
    )
    return replace(item, type=kind, number=number, dated=dated, missing=missing, files=told["files"])
