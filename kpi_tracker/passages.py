"""Passages in the other language than their page's carry `lang`, so that a screen reader speaks them right.

What agencies write is Thai, whatever language the page is read in, and stands in nearly every place of nearly every
page. Templates that named the language of each value would forget some; here it is read off the text itself
(WCAG 2.2, 3.1.2). A Thai letter is enough to tell Thai. English within a Thai sentence is usual and is read so;
only a text of its own, of three words or more, is named English.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

_PIECE = re.compile(
    r"<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)\s*>|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>|[^<]+|<",
    re.S,
)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_LANG = re.compile(r"\slang=[\"']?([a-z]{2})")
_VALUE = re.compile(r"\s(?:value|placeholder)=\"([^\"]*)\"")
_THAI = re.compile(r"[ก-ฺเ-๎](?:[ก-๛\s0-9.,:;/()“”‘’–-]*[ก-ฺเ-๎])?")
# Words and what stands between them share no character and are possessive: no text makes the search take long.
_ENGLISH = re.compile(r"\s*+(?:[A-Za-z][A-Za-z’']*+[\s,.:;()“”–0-9-]++){2,}[A-Za-z][A-Za-z’']*+[\s,.:;()“”–0-9-]*+")
_THAI_LETTER = re.compile(r"[ก-ฺเ-๎]")
_LATIN_LETTER = re.compile(r"[A-Za-z]")
_ENTITY = re.compile(r"&#?\w+;")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
# Inside these no <span> may stand: the element itself carries the language.
_PLAIN = frozenset(["title", "option", "textarea", "text", "tspan", "desc"])


class NamesLanguages:
    """Middleware; stands inside CommonMiddleware, which measures the length of what is sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and response.get("Content-Type", "").startswith("text/html"):
            page = with_languages(response.content.decode(response.charset))
            response.content = page.encode(response.charset)
        return response


def with_languages(page: str) -> str:
    """`page` with the language named of every text that is not in the language of the element it stands in."""
    pieces = _PIECE.findall(page)
    # The elements open at this place: name, language, and which piece is its start tag.
    open_elements: list[tuple[str, str, int]] = [("", "", -1)]
    for place, piece in enumerate(pieces):
        tag = _TAG.match(piece)
        if tag is None:
            if piece[0] != "<" and not piece.isspace():
                _name_text(pieces, place, *open_elements[-1])
        elif tag[1]:
            _close(open_elements, tag[2].lower())
        else:
            name, own = tag[2].lower(), _LANG.search(piece) if "lang=" in piece else None
            language = own[1] if own else open_elements[-1][1]
            if name == "input":
                _name_value(pieces, place, language)
            if name not in _VOID | {"script", "style"} and not piece.endswith("/>"):
                open_elements.append((name, language, place))
    return "".join(pieces)


def _close(open_elements: list[tuple[str, str, int]], name: str) -> None:
    """Closes the innermost element of that name; a closing tag without one is let pass."""
    for depth in range(len(open_elements) - 1, 0, -1):
        if open_elements[depth][0] == name:
            del open_elements[depth:]
            return


def _name_text(pieces: list[str], place: int, element: str, language: str, start: int) -> None:
    other = _other(pieces[place], language)
    if not other:
        return
    if element in _PLAIN:
        if _mostly(pieces[place], other):
            pieces[start] = _with_lang(pieces[start], other)
    elif other == "th":
        pieces[place] = _THAI.sub(lambda found: f'<span lang="th">{found[0]}</span>', pieces[place])
    else:
        text = pieces[place].strip()
        pieces[place] = pieces[place].replace(text, f'<span lang="en">{text}</span>')


def _name_value(pieces: list[str], place: int, language: str) -> None:
    """What stands in an input: only what is seen, so nothing of hidden ones."""
    value = _VALUE.search(pieces[place])
    other = _other(value[1], language) if value and 'type="hidden"' not in pieces[place] else ""
    if value and other and _mostly(value[1], other):
        pieces[place] = _with_lang(pieces[place], other)


def _other(text: str, language: str) -> str:
    """The language of `text` when it is another than `language`; "" when it is the same or there is none."""
    if language == "en":
        return "th" if _THAI.search(text) else ""
    # Nearly all of a Thai page is Thai: its first letter tells, before anything is searched. (& begins an entity.)
    first = text.lstrip()[:1]
    if language != "th" or not (first == "&" or (first.isascii() and first.isalpha())):
        return ""
    return "en" if _ENGLISH.fullmatch(_ENTITY.sub(" ", text)) else ""


def _mostly(text: str, language: str) -> bool:
    """Whether more of `text` is in that language: it can be named only as a whole, and may be mixed."""
    thai, latin = len(_THAI_LETTER.findall(text)), len(_LATIN_LETTER.findall(_ENTITY.sub("", text)))
    return thai >= latin if language == "th" else latin > thai


def _with_lang(tag: str, language: str) -> str:
    return tag if _LANG.search(tag) else re.sub(r"(?=\s*/?>$)", f' lang="{language}"', tag, count=1)
