"""The fonts a page may use: Sarabun Regular and Bold, and our signs. No font of the machine is ever seen."""

from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import fontpkg_sarabun
from fontTools.ttLib import TTFont

from printing import signs_font

_FILES = Path(fontpkg_sarabun.__file__).parent / "files"
SARABUN = (_FILES / "Sarabun-Regular.ttf", _FILES / "Sarabun-Bold.ttf")

_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


def lay_out(directory: Path) -> Path:
    """Put the fonts under `directory` with a fontconfig file that knows them alone; return that file."""
    fonts = directory / "fonts"
    fonts.mkdir()
    for source in SARABUN:
        (fonts / source.name).symlink_to(source)
    signs_font.write(fonts / "signs.ttf")
    configuration = directory / "fonts.conf"
    text = _CONFIGURATION.format(fonts=escape(str(fonts)), cache=escape(str(directory / "cache")))
    configuration.write_text(text, encoding="utf-8")
    return configuration


@cache
def _drawn() -> frozenset[str]:
    """Every character that both weights of Sarabun, or the signs, can draw."""
    weights = []
    for path in SARABUN:
        with TTFont(path) as font:
            weights.append(set(font.getBestCmap()))
    return frozenset(map(chr, set.intersection(*weights))) | frozenset(signs_font.SIGNS)


def missing_characters(text: str) -> str:
    """The printable characters of `text` that no font of ours draws, each once, in order of code point.

    They print as an empty frame; a screen may warn of them before anybody prints.
    """
    return "".join(sorted({letter for letter in text if letter.isprintable()} - _drawn()))
