"""Adds composite glyphs to a TrueType file that is about to be embedded."""

from collections.abc import Mapping
from io import BytesIO
from typing import NamedTuple

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont


class Part(NamedTuple):
    """A glyph of a composite: its number, and its place right of and above the origin, in thousandths of an em."""

    glyph: int
    x: int
    y: int


def with_composites(content: bytes, composites: Mapping[int, tuple[Part, ...]]) -> tuple[bytes, dict[int, int]]:
    """The font file `content` with one more glyph for each of `composites`, and the new glyphs by the same keys.

    Deterministic: same font, same composites in the same order, same bytes.
    """
    if not composites:
        return content, {}
    font = TTFont(BytesIO(content), recalcTimestamp=False)
    order = font.getGlyphOrder()
    added = {key: len(order) + position for position, key in enumerate(composites)}
    names = {key: f"composite{glyph}" for key, glyph in added.items()}
    scale = font["head"].unitsPerEm / 1000
    table, metrics, glyph_set = font["glyf"], font["hmtx"].metrics, font.getGlyphSet()
    font.setGlyphOrder([*order, *names.values()])
    table.setGlyphOrder(font.getGlyphOrder())
    for key, parts in composites.items():
        pen = TTGlyphPen(glyph_set)
        for part in parts:
            number = part.glyph if part.glyph < len(order) else 0
            pen.addComponent(order[number], (1, 0, 0, 1, round(part.x * scale), round(part.y * scale)))
        table.glyphs[names[key]] = pen.glyph()
        metrics[names[key]] = (0, 0)
    font["post"].formatType = 3.0
    written = BytesIO()
    font.save(written)
    return written.getvalue(), added
