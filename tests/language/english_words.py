"""English words in a Thai page, but for those that Thai offices write in Latin letters."""

from __future__ import annotations

import html
import re

# Names of file kinds, programs, keys and addresses, the other language's own name, and people's sign-in names.
ALLOWED = frozenset(
    {"English", "Excel", "Word", "Office", "ActiveX", "DOCX", "XLSX", "JPEG", "JSON", "UUID", "IPv4", "IPv6", "ASCII"}
    | {"Enter", "Ctrl", "Tracker", "Output", "Outcome", "https", "http", "bangkok", "somchai", "link"}
)
_UNSEEN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|<[^>]*\slang=\"en\"[^>]*>.*?</\w+>|<[^>]*>", re.S)
_WORD = re.compile(r"[A-Za-z]{4,}")


def english_words(text: str) -> list[str]:
    """Words of four Latin letters or more in a sentence, placeholders apart."""
    plain = re.sub(r"%\(\w+\)[0-9.]*\w|\{\w+\}", "", text)
    return [word for word in _WORD.findall(plain) if word not in ALLOWED]


def english_on(page: str) -> list[str]:
    """The same for what is read of an HTML page."""
    return english_words(html.unescape(_UNSEEN.sub(" ", page)))
