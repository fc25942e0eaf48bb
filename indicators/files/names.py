"""The name a person gave a file: kept to be shown and offered on download, never used as a path."""

import re
import unicodedata

from django.utils.translation import gettext as _

from indicators.files.kinds import EXTENSIONS, MAX_NAME_LENGTH, claimed_extension
from thai.text import normalise

# Controls, format characters (among them the bidirectional overrides that turn "gpj.exe" round), lone
# surrogates (which PostgreSQL refuses), private and unassigned code points, line and paragraph separators.
_UNWANTED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# What Windows does not let stand in a name, and the device names it keeps for itself.
_FORBIDDEN_ON_WINDOWS = str.maketrans(dict.fromkeys('<>:"/\\|?*', "_"))
_RESERVED_ON_WINDOWS = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)", re.IGNORECASE)
_LONGEST_EXTENSION = 10


def clean_name(name: str) -> str:
    """`name` as it may be stored and shown: one line, normalised, at most 200 characters, no path, never empty.

    Folders before the name are dropped (some browsers send them), and so is everything that cannot be seen.
    A long name loses the end of its stem and keeps its extension.
    """
    # A tab or a line break parts words, so it becomes a space; then the rest of what cannot be seen goes.
    spaced = " ".join(name.replace("\\", "/").rsplit("/", 1)[-1].split())
    visible = "".join(c for c in spaced if unicodedata.category(c) not in _UNWANTED)
    tidy = normalise(" ".join(visible.split())).strip(". ")
    return _shortened(tidy) or str(_("ไฟล์แนบ"))


def download_name(name: str, extension: str) -> str:
    """The name to offer on download: safe as FileResponse's `filename`, and it says the true kind.

    `name`: as stored or as sent; `extension`: of the kind, without a dot. An extension that says another of
    the kinds is replaced; any other ending stays, followed by the true one ("plan.exe" → "plan.exe.pdf").
    """
    offered = clean_name(name).translate(_FORBIDDEN_ON_WINDOWS)
    claimed = claimed_extension(offered)
    if EXTENSIONS.get(claimed) is not EXTENSIONS[extension]:
        stem = offered[: -len(claimed) - 1] if claimed in EXTENSIONS else offered
        offered = f"{stem.rstrip('. ')}.{extension}"
    if _RESERVED_ON_WINDOWS.match(offered):
        offered = f"_{offered}"
    return _shortened(offered)


def _shortened(name: str) -> str:
    """`name` within the limit: the stem is cut, and not between a letter and the marks it carries."""
    if len(name) <= MAX_NAME_LENGTH:
        return name
    stem, dot, extension = name.rpartition(".")
    if not stem or len(extension) > _LONGEST_EXTENSION:
        stem, dot, extension = name, "", ""
    room = MAX_NAME_LENGTH - len(dot) - len(extension)
    while room and unicodedata.category(stem[room]).startswith("M"):
        room -= 1
    return f"{stem[:room].rstrip('. ')}{dot}{extension}"
