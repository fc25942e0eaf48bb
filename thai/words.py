"""Text cut into words, so that two texts can be compared word by word.

Thai parts sentences with spaces, not words. Pango, which typesets the printed pages, knows the words by its
dictionary; where its library cannot be loaded, text is cut into clusters (a letter with the vowels and marks that
belong to it), which are finer than words but never tear one letter from its marks.
"""

import ctypes
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Final

# What cannot stand at the beginning: it is written on, under or behind the letter before it.
MARKS: Final = frozenset(
    "\u0e31\u0e33\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e"
)

_PANGO = ("libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0-0.dll")
# Bits of a PangoLogAttr: is_cursor_position; is_word_start or is_word_end.
_BETWEEN_LETTERS, _BETWEEN_WORDS = 1 << 4, 1 << 5 | 1 << 6
_CLUSTER = re.compile(
    r"[\u0e40-\u0e44]*[ก-ฮ][\u0e30-\u0e3a\u0e45-\u0e4e]*"  # vowels in front, a consonant, what follows it
    r"|[^\W\d_\u0e00-\u0e7f]+|\d+|\n|[^\S\n]+|.",
    re.DOTALL,
)
_Cutter = Callable[[str], Iterable[str]]


def words(text: str) -> list[str]:
    """`text` in pieces that joined give it again: words, numbers, white space, punctuation.

    No piece begins with a Thai mark (`MARKS`), unless the text does.
    """
    return list(_whole_letters((_pango() or clusters)(text)))


def clusters(text: str) -> list[str]:
    """As `words`, with the letters and marks of Thai words as pieces of their own."""
    return list(_whole_letters(_CLUSTER.findall(text)))


def _whole_letters(pieces: Iterable[str]) -> Iterator[str]:
    """`pieces` with each that begins with a mark put behind the one before it."""
    held = ""
    for piece in pieces:
        if held and piece[0] not in MARKS:
            yield held
            held = ""
        held += piece
    if held:
        yield held


@cache
def _pango() -> _Cutter | None:
    """What cuts with Pango's dictionary, None where there is no Pango."""
    for name in _PANGO:
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        return _cutter_of(library)
    return None


def _cutter_of(library: ctypes.CDLL) -> _Cutter:
    language_of = library.pango_language_from_string
    language_of.argtypes, language_of.restype = [ctypes.c_char_p], ctypes.c_void_p
    attributes_of = library.pango_get_log_attrs
    attributes_of.argtypes = [
        *(ctypes.c_char_p, ctypes.c_int, ctypes.c_int, ctypes.c_void_p),
        *(ctypes.POINTER(ctypes.c_uint32), ctypes.c_int),
    ]
    attributes_of.restype = None
    thai = language_of(b"th")

    def cut(text: str) -> Iterator[str]:
        # One character for one: what UTF-8 cannot say becomes "?", and NUL would end the text for Pango.
        encoded = text.replace("\x00", "?").encode("utf-8", "replace")
        flags = (ctypes.c_uint32 * (len(text) + 1))()
        attributes_of(encoded, len(encoded), -1, thai, flags, len(flags))
        begin = 0
        for place in range(1, len(text)):
            if flags[place] & _BETWEEN_WORDS and flags[place] & _BETWEEN_LETTERS:
                yield text[begin:place]
                begin = place
        if text:
            yield text[begin:]

    return cut
