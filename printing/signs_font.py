"""A small font of our own for signs that Sarabun lacks: tick boxes, ticks, list bullets.

Drawn here rather than taken from the machine, so that a page looks the same wherever it is printed. The
metrics are Sarabun's (1,000 units an em), so a sign never changes the height of its line.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

FAMILY = "KPI Signs"
_ASCENT, _DESCENT = 1068, -232
_ADVANCE = 820
_SPACE = 254

Point = tuple[int, int]
Draw = Callable[[TTGlyphPen], None]


def _polygon(pen: TTGlyphPen, points: Sequence[Point]) -> None:
    pen.moveTo(points[0])
    for point in points[1:]:
        pen.lineTo(point)
    pen.closePath()


def _square(pen: TTGlyphPen, low: int, high: int, *, hole: bool = False) -> None:
    """A square from (low+60, low) to (high+60, high); a hole runs the other way round."""
    corners = [(low + 60, low), (low + 60, high), (high + 60, high), (high + 60, low)]
    _polygon(pen, corners[::-1] if hole else corners)


def _box(pen: TTGlyphPen) -> None:
    _square(pen, 0, 700)
    _square(pen, 60, 640, hole=True)


def _tick(pen: TTGlyphPen) -> None:
    _polygon(pen, [(190, 370), (250, 440), (370, 310), (590, 600), (660, 545), (380, 170)])


def _cross(pen: TTGlyphPen) -> None:
    left = [(200, 190), (350, 350), (200, 510), (260, 570), (410, 410), (560, 570)]
    right = [(620, 510), (470, 350), (620, 190), (560, 130), (410, 290), (260, 130)]
    _polygon(pen, left + right)


def _disc(pen: TTGlyphPen, radius: int, *, hole: bool = False) -> None:
    """A circle of quadratic curves around the middle of the box; a hole runs the other way round."""
    x, y, r, k = 410, 350, radius, round(radius * 0.414)
    around = [
        *((x - r, y + k), (x - k, y + r), (x, y + r), (x + k, y + r), (x + r, y + k), (x + r, y)),
        *((x + r, y - k), (x + k, y - r), (x, y - r), (x - k, y - r), (x - r, y - k), (x - r, y)),
    ]
    if hole:
        around = [*around[-2::-1], around[-1]]
    pen.moveTo((x - r, y))
    for index in range(0, 12, 3):
        pen.qCurveTo(*around[index : index + 3])
    pen.closePath()


def _diamond(pen: TTGlyphPen) -> None:
    _polygon(pen, [(110, 350), (410, 650), (710, 350), (410, 50)])


def _arrowhead(pen: TTGlyphPen) -> None:
    _polygon(pen, [(160, 80), (300, 350), (160, 620), (720, 350)])


def _both(*draws: Draw) -> Draw:
    def draw(pen: TTGlyphPen) -> None:
        for each in draws:
            each(pen)

    return draw


def _circle(pen: TTGlyphPen) -> None:
    _disc(pen, 300)
    _disc(pen, 245, hole=True)


def _dot(pen: TTGlyphPen) -> None:
    _disc(pen, 170)


def _full_circle(pen: TTGlyphPen) -> None:
    _disc(pen, 300)


def _small_square(pen: TTGlyphPen) -> None:
    _square(pen, 190, 510)


# The private-use characters are what word processors leave behind for their list bullets.
SIGNS: dict[str, Draw] = {
    "☐": _box,
    "☑": _both(_box, _tick),
    "☒": _both(_box, _cross),
    "□": _box,
    "✓": _tick,
    "✔": _tick,
    "✗": _cross,
    "✘": _cross,
    "○": _circle,
    "●": _full_circle,
    "▪": _small_square,
    "◆": _diamond,
    "➢": _arrowhead,
    "\uf0b7": _dot,
    "\uf0a7": _small_square,
    "\uf0d8": _arrowhead,
    "\uf0fc": _tick,
}


def write(path: Path) -> None:
    """Write the font to `path` as TrueType; the same bytes every time."""
    names = {character: f"u{ord(character):04X}" for character in SIGNS}
    glyphs = {".notdef": TTGlyphPen(None).glyph(), "space": TTGlyphPen(None).glyph()}
    for character, draw in SIGNS.items():
        pen = TTGlyphPen(None)
        draw(pen)
        glyphs[names[character]] = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.updateHead(created=0, modified=0)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap({0x20: "space"} | {ord(character): name for character, name in names.items()})
    builder.setupGlyf(glyphs)
    table = builder.font["glyf"]
    metrics = {name: (_ADVANCE, getattr(table[name], "xMin", 0)) for name in glyphs}
    builder.setupHorizontalMetrics(metrics | {"space": (_SPACE, 0)})
    builder.setupHorizontalHeader(ascent=_ASCENT, descent=_DESCENT)
    builder.setupNameTable({"familyName": FAMILY, "styleName": "Regular", "psName": FAMILY.replace(" ", "")})
    builder.setupOS2(sTypoAscender=_ASCENT, sTypoDescender=_DESCENT, usWinAscent=_ASCENT, usWinDescent=-_DESCENT)
    builder.setupPost()
    builder.font.recalcTimestamp = False
    builder.save(str(path))
