"""The English catalogue and the sources: what is missing, what is left over, what does not fit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from kpi_tracker.translation.po import Entry, Source

CATALOGUE = Path("locale/en/LC_MESSAGES/django.po")
# Placeholders of the % operator, of str.format, and the tags a translation must repeat.
_FIXED = re.compile(r"%\(\w+\)[0-9.]*[a-zA-Z]|%[sd]|\{\w+\}|</?[a-z][^>]*>")


def updated(entries: Sequence[Entry], found: Mapping[Source, list[str]]) -> list[Entry]:
    """The catalogue for the strings `found`: known translations stay, new ones are empty, left-over ones go."""
    known = {entry.source: entry.translations for entry in entries}
    header = [entry for entry in entries if not entry.source.text]
    return header + [
        Entry(source, known.get(source, ("", "") if source.plural else ("",)), tuple(places))
        for source, places in found.items()
    ]


def faults(entries: Sequence[Entry], found: Mapping[Source, list[str]]) -> list[str]:
    """What is wrong with the catalogue, one sentence each."""
    known = [entry for entry in entries if entry.source.text]
    sources = [entry.source for entry in known]
    listed = set(sources)
    wrong = [f"no translation: {source.text}" for source in found if source not in listed]
    wrong += [f"in no source: {source.text}" for source in sources if source not in found]
    wrong += [f"twice: {source.text}" for source, times in Counter(sources).items() if times > 1]
    return wrong + [fault for entry in known for fault in _faults(entry)]


def _faults(entry: Entry) -> list[str]:
    text, wrong = entry.source.text, []
    if len(entry.translations) != (2 if entry.source.plural else 1):
        wrong.append(f"wrong number of translations: {text}")
    for translation in entry.translations:
        if not translation.strip():
            wrong.append(f"empty translation: {text}")
        elif set(_FIXED.findall(translation)) != set(_FIXED.findall(text)):
            wrong.append(f"other placeholders or tags than the source: {text}")
        elif _edges(translation) != _edges(text):
            wrong.append(f"other spaces at its ends than the source: {text}")
    return wrong


def _edges(text: str) -> tuple[bool, bool]:
    return text != text.lstrip(), text != text.rstrip()
