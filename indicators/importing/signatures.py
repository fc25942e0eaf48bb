"""The signature blocks at the end: ลงชื่อ, (role), (name), ตำแหน่ง, วันที่."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indicators.importing.ledger import Ledger
from indicators.importing.lines import Line, join_wrapped
from indicators.importing.report import Signature

_TOKEN = re.compile(
    r"(?P<sign>\(?ลงชื่อ\)?\s*[::]?)|(?P<position>^\s*+\(?ตำแหน่ง\)?\s*[::]?)|(?P<dated>^\s*+วันที่\s*[::]?)"
    r"|(?P<standing_for>^\s*+(?:รักษาราชการแทน|ปฏิบัติราชการแทน|รักษาการแทน|รักษาการในตำแหน่ง)[^()]*)"
    r"|(?P<dots>[.…_]{2,}|…)|\((?P<inside>[^()]*)\)"
)
_PERSON = re.compile(r"\s*(?:นาย|นาง|น\.ส\.|ว่าที่|ดร\.|ผศ\.|รศ\.|ศ\.|ม\.ร\.ว\.|ม\.ล\.|พล|พ\.ต\.|พ\.ต|ร\.ต|จ\.ส\.อ)")
_DOTS_ONLY = re.compile(r"[\s.…_-]*")


@dataclass
class _Block:
    role: str = ""
    name: str = ""
    position: str = ""
    standing_for: str = ""
    dated: str = ""


def read_signatures(lines: Sequence[Line], ledger: Ledger) -> tuple[Signature, ...]:
    """The blocks, each opened by ลงชื่อ (the heading opened the first). A text in parentheses is a name when it begins
    with a person's title or the role is known already; plain text belongs to the label before it, until a dotted
    line says that nothing was written."""
    blocks = [_Block()]
    expected = "name"
    for line in lines:
        for label, text in _parts(line.text):
            if label == "sign":
                blocks += [_Block()] if blocks[-1] != _Block() else []
                expected = "name"
            elif label in ("position", "dated"):
                expected = label
            elif label == "standing_for":
                expected = label
                _fill(blocks, expected, text, line, ledger)
                continue
            elif label == "dots":
                expected = "" if expected != "name" else expected
            elif label == "inside":
                expected = "name" if _PERSON.match(text) or blocks[-1].role else "role"
                _fill(blocks, expected, text, line, ledger, around="()")
                expected = ""
                continue
            elif not label:
                _fill(blocks, expected, text, line, ledger)
                continue
            ledger.mark(line.number, text)
    return tuple(Signature(**vars(block)) for block in blocks)


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """(label, text) of the stretches of a line, in order; "" for plain text."""
    at = 0
    for match in _TOKEN.finditer(text):
        if text[at : match.start()].strip():
            yield "", text[at : match.start()].strip()
        kind = match.lastgroup or ""
        inside = match["inside"]
        if kind == "inside" and _DOTS_ONLY.fullmatch(inside):
            yield "dots", match.group()
        else:
            yield kind, inside if kind == "inside" else match.group()
        at = match.end()
    if text[at:].strip():
        yield "", text[at:].strip()


def _fill(blocks: list[_Block], part: str, text: str, line: Line, ledger: Ledger, around: str = "") -> None:
    """Put `text` into `part` of the last block. Text for no part is unplaced, and so is a second text in parentheses
    for one; other text goes on with what the part holds."""
    held = getattr(blocks[-1], part) if part else ""
    if not part or (held and around):
        ledger.unplace([Line(line.number, f"({text})" if around else text)])
        return
    if around:
        ledger.mark(line.number, around[0])
    ledger.place(line.number, f"signatures.{len(blocks)}.{part}", text)
    if around:
        ledger.mark(line.number, around[1])
    setattr(blocks[-1], part, join_wrapped(held, text.strip()))
