"""Catalogues of translations: the text a translator edits (PO), read and written, and what gettext reads (MO).

Small, because a fresh office server has neither msgfmt nor a package for it. Imports nothing of Django: the settings
use this before Django is set up. Formats: GNU gettext manual, "The Format of PO Files", "The Format of GNU MO Files".
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_ESCAPES = {"\\": "\\", '"': '"', "n": "\n", "t": "\t", "r": "\r"}
_ESCAPED = re.compile(r"\\(.)")
_LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d+)\])?\s+)?"(.*)"')
# What tells Python's and Django's two kinds of placeholders apart, so that editors of PO files check them.
_PYTHON_FORMAT = re.compile(r"%\(\w+\)[0-9.]*[a-zA-Z]|%[sd]")
_MO_MAGIC = 0x950412DE


class BadCatalogue(ValueError):
    """The text is no PO file; the message names the line."""


@dataclass(frozen=True, order=True)
class Source:
    """One string as it stands in the sources; `plural` and `context` are "" when it has none."""

    text: str
    plural: str = ""
    context: str = ""


@dataclass(frozen=True)
class Entry:
    """A string, its translation (two for English when the string has a plural), and the files it stands in."""

    source: Source
    translations: tuple[str, ...]
    places: tuple[str, ...] = ()


def read(text: str) -> list[Entry]:
    """The entries of a PO file, the header first as the entry of the empty string; raises BadCatalogue."""
    entries: list[Entry] = []
    fields: dict[str, str] = {}
    places: list[str] = []
    current = ""

    def close() -> None:
        if fields:
            entries.append(_entry(fields, places))
        fields.clear()
        places.clear()

    for number, line in enumerate([*text.splitlines(), ""], 1):
        line = line.strip()
        if not line:
            close()
        elif line.startswith("#:"):
            places += line[2:].split()
        elif not line.startswith("#"):
            found = _LINE.fullmatch(line)
            if not found or not (found[1] or current):
                raise BadCatalogue(f"line {number}: {line}")
            if found[1]:
                current = found[1] + (found[2] or "")
                if current in fields:
                    raise BadCatalogue(f"line {number}: a second {current} without an empty line before it")
                fields[current] = ""
            fields[current] += _ESCAPED.sub(lambda match: _ESCAPES.get(match[1], match[0]), found[3])
    return entries


def write(entries: Iterable[Entry]) -> str:
    """The PO file of `entries`: one block each, an empty line between, long texts on one line each."""
    return "\n".join(_block(entry) for entry in entries)


def compiled(entries: Sequence[Entry]) -> bytes:
    """The MO file of `entries`; a string without a translation is left out, and so shows as in the sources."""
    pairs = sorted((_key(entry.source), "\0".join(entry.translations).encode()) for entry in entries if _done(entry))
    keys, values = b"", b""
    spans = []
    for key, value in pairs:
        spans.append((len(key), len(keys), len(value), len(values)))
        keys += key + b"\0"
        values += value + b"\0"
    first_key = 7 * 4 + 16 * len(pairs)
    first_value = first_key + len(keys)
    table = [number for length, at, _l, _a in spans for number in (length, first_key + at)]
    table += [number for _l, _a, length, at in spans for number in (length, first_value + at)]
    header = struct.pack("<7I", _MO_MAGIC, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return header + struct.pack(f"<{len(table)}I", *table) + keys + values


def _done(entry: Entry) -> bool:
    return all(entry.translations)


def _key(source: Source) -> bytes:
    context = f"{source.context}\x04" if source.context else ""
    plural = f"\0{source.plural}" if source.plural else ""
    return f"{context}{source.text}{plural}".encode()


def _entry(fields: dict[str, str], places: list[str]) -> Entry:
    source = Source(fields.get("msgid", ""), fields.get("msgid_plural", ""), fields.get("msgctxt", ""))
    translations = tuple(value for name, value in fields.items() if name.startswith("msgstr"))
    return Entry(source, translations, tuple(places))


def _block(entry: Entry) -> str:
    lines = [f"#: {place}" for place in entry.places]
    if _PYTHON_FORMAT.search(entry.source.text):
        lines.append("#, python-format")
    if entry.source.context:
        lines.append(f"msgctxt {_quoted(entry.source.context)}")
    lines.append(f"msgid {_quoted(entry.source.text)}")
    if entry.source.plural:
        lines.append(f"msgid_plural {_quoted(entry.source.plural)}")
        lines += [f"msgstr[{number}] {_quoted(text)}" for number, text in enumerate(entry.translations)]
    else:
        lines.append(f"msgstr {_quoted(entry.translations[0])}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\r", "\\r")
    if "\n" not in escaped:
        return f'"{escaped}"'
    return '""\n' + "\n".join(f'"{line}"' for line in escaped.replace("\n", "\\n\n").splitlines())
