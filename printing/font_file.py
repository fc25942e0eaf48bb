"""Adds composite glyphs to a TrueType file that is about to be embedded."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any, NamedTuple

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont


class Part(NamedTuple):
    """A glyph of a composite: its number, the width to scale it to (None: as it is), and its place.

    Widths and places are thousandths of an em; x and y say how far right of and above the origin.
    """

    glyph: int
    width: int | None = None
    x: int = 0
    y: int = 0


def with_composites(content: bytes, composites: Mapping[int, tuple[Part, ...]]) -> tuple[bytes, dict[int, int]]:
    """The font file `content` with one more glyph for each of `composites`, and the new glyphs by the same keys.

    Deterministic: same font, same composites in the same order, same bytes.
    """
    if not composites:
        return content, {}
    # The glyphs that are there already are written as they stand; taking them apart is a fifteenth of a paper's time.
    font = TTFont(BytesIO(content), recalcTimestamp=False, recalcBBoxes=False)
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
            name = order[part.glyph]
            fit = 1.0 if part.width is None else part.width * scale / (metrics[name][0] or 1)
            pen.addComponent(name, (fit, 0, 0, fit, round(part.x * scale), round(part.y * scale)))
        glyph = table.glyphs[names[key]] = pen.glyph()
        glyph.recalcBounds(table)
        metrics[names[key]] = (0, glyph.xMin)  # a side bearing other than xMin would shift the outline
        _make_room(font["maxp"], glyph, table)
    font["post"].formatType = 3.0
    written = BytesIO()
    font.save(written)
    return written.getvalue(), added


def _make_room(most: Any, glyph: Any, table: Any) -> None:
    """Let the font's own table of maxima allow for a composite."""
    inside = glyph.getCompositeMaxpValues(table)
    most.maxCompositePoints = max(most.maxCompositePoints, inside.nPoints)
    most.maxCompositeContours = max(most.maxCompositeContours, inside.nContours)
    most.maxComponentDepth = max(most.maxComponentDepth, inside.maxComponentDepth)
    most.maxComponentElements = max(most.maxComponentElements, len(glyph.components))
