"""One spelling for one text: what is stored, compared and searched is normalised here.

Two Thai texts that look the same on paper may differ in code points; SARA AM typed as one letter or as
NIKHAHIT + SARA AA is the usual case. NFC leaves that pair alone and NFKC takes the *wrong* side, so the pair
is composed here by hand. All functions are pure.
"""

import re
import unicodedata

from django.utils.translation import gettext as _

from thai.digits import to_arabic

NIKHAHIT, SARA_AA, SARA_AM = "\u0e4d", "\u0e32", "\u0e33"
_TONES = "\u0e48-\u0e4b"
# Seen by nobody, yet they make equal texts unequal: joiners, soft hyphen, byte order mark, and the controls
# of writing direction, which can also make a name read as another one.
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_LINE_END = re.compile("\r\n|[\r\u0085\u2028\u2029]")
# Possessive, and never begun in the middle of a run: linear in the length of any text.
_SPACE_AT_LINE_END = re.compile(r"(?<![^\S\n])[^\S\n]++(?=\n|\Z)")
_SPLIT_SARA_AM = re.compile(f"{NIKHAHIT}([{_TONES}]*){SARA_AA}")
_TONE_AFTER_SARA_AM = re.compile(f"{SARA_AM}[{SARA_AM}{_TONES}]+")
_REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_SPACE = re.compile(r"\s+")


class BadText(ValueError):
    """The text holds a character that cannot be stored or printed; the message is for the user."""


def _tones_first(run: re.Match[str]) -> str:
    letters = run.group()
    return letters.replace(SARA_AM, "") + SARA_AM * letters.count(SARA_AM)


def normalise(text: str) -> str:
    """The stored form of `text`: NFC, SARA AM one letter behind its tone mark, LF, nothing invisible.

    White space at the end of a line and empty lines at the end of the text go; indentation stays.
    Idempotent; never NFKC. Raises nothing: `check` judges what may be stored.
    """
    text = _LINE_END.sub("\n", _INVISIBLE.sub("", text))
    text = _SPACE_AT_LINE_END.sub("", text).rstrip("\n")
    text = unicodedata.normalize("NFC", text)
    text = _SPLIT_SARA_AM.sub(rf"\1{SARA_AM}", text)
    text = _TONE_AFTER_SARA_AM.sub(_tones_first, text)
    # Composing takes a starter away, after which marks of other scripts may stand in a new order.
    return unicodedata.normalize("NFC", text)


def check(text: str) -> None:
    """Raise BadText when `text` holds NUL, a lone surrogate or another control than line feed and tab.

    PostgreSQL refuses the first two, no font draws the rest.
    """
    found = _REFUSED.search(text)
    if found is None:
        return
    line = text.count("\n", 0, found.start()) + 1
    raise BadText(
        _("ข้อความบรรทัดที่ %(line)d มีอักขระควบคุมที่จัดเก็บไม่ได้ (U+%(code)04X) ลบอักขระนั้นแล้วบันทึกอีกครั้ง")
        % {"line": line, "code": ord(found.group())}
    )


def comparable(text: str) -> str:
    """`text` normalised, with Arabic digits and without any white space: fit for `==`, not for reading."""
    return to_arabic(normalise(_SPACE.sub("", text)))


def same_text(a: str, b: str) -> bool:
    """Whether both say the same, white space and the kind of digits aside."""
    return comparable(a) == comparable(b)
