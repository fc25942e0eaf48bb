"""Sarabun for the screen: WOFF2 with the letters of Thai and English, some 20 KiB a weight instead of 90.

Print keeps the whole fonts (printing/fonts.py). A letter outside COVERED, or one that Sarabun lacks such as ○, comes
from a font of the machine, as the stack of tokens.css says.
"""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import fontpkg_sarabun

_FILES = Path(fontpkg_sarabun.__file__).parent / "files"
SARABUN = {400: _FILES / "Sarabun-Regular.ttf", 700: _FILES / "Sarabun-Bold.ttf"}
# Latin and Latin-1, Thai, dashes and quotation marks, €, ™, arrows, signs of mathematics, shapes, ticks.
COVERED = (
    (0x20, 0x7E),
    (0xA0, 0xFF),
    (0x131, 0x131),
    (0xE00, 0xE7F),
    (0x2000, 0x206F),
    (0x20AC, 0x20AC),
    (0x2122, 0x2122),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
    (0x2248, 0x2265),
    (0x25A0, 0x25FF),
    (0x2713, 0x2714),
)
_RANGES = ",".join(f"U+{first:X}-{last:X}" for first, last in COVERED)


def file_name(weight: int) -> str:
    """The name of a weight's file, with a hash of what it is made of: a file of that name need not be made again."""
    made_of = SARABUN[weight].read_bytes() + _RANGES.encode()
    return f"fonts/sarabun-{weight}.{hashlib.sha256(made_of).hexdigest()[:12]}.woff2"


def rules(address: dict[int, str]) -> str:
    """The @font-face rules; `address` of each weight as the style sheet shall ask for it."""
    return "".join(
        f'@font-face{{font-family:"Sarabun";font-weight:{weight};font-display:swap;'
        f'src:url("{url}") format("woff2");unicode-range:{_RANGES}}}'
        for weight, url in address.items()
    )


def woff2(weight: int) -> bytes:
    """A weight's file. It takes some two seconds, and the library half of one: hence the import in here."""
    from fontTools import subset

    options = subset.Options(flavor="woff2", layout_features=["*"])
    font = subset.load_font(str(SARABUN[weight]), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[letter for first, last in COVERED for letter in range(first, last + 1)])
    subsetter.subset(font)
    made = io.BytesIO()
    subset.save_font(font, made, options)
    font.close()
    return made.getvalue()
