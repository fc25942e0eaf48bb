"""HTML to PDF with WeasyPrint: inside the press only, under limits, and cut off from files and network.

Importing this module loads WeasyPrint and parses the style sheet of the page, once for the whole press.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from printing.text_layer import TextLayer

# No glyph is drawn for these, so no reader could give them back: joiners, variation selectors, controls of
# writing direction (which would also let a text read otherwise than it is stored), other controls.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
# PDFium takes a hyphen between letters at the end of a line for a broken word and leaves it out: no break there.
_HYPHEN_IN_WORD = re.compile(r"(?<=\w)([-\u2010])(?=\w)")
_WORD_JOINER = "\u2060"


class DenyingFetcher(URLFetcher):  # type: ignore[misc]
    """Fetches nothing, from nowhere, whatever the scheme; a document that asks is not printed at all.

    The pictures handed over with the document are no fetching: "picture:KEY" is the one at that key.
    """

    def __init__(self, pictures: Mapping[str, bytes]) -> None:
        super().__init__()
        self._pictures = {f"picture:{key}": content for key, content in pictures.items()}
        self._refusal: FatalURLFetchingError | None = None

    def fetch(self, url: str, headers: object = None) -> Any:
        if url in self._pictures:
            return URLFetcherResponse(url, self._pictures[url], {"Content-Type": "image/png"})
        self._refusal = FatalURLFetchingError(f"refused to fetch {url[:200]!r}")
        raise self._refusal

    def raise_refusal(self) -> None:
        """Raise what `fetch` raised: WeasyPrint swallows even a fatal error where it draws an SVG."""
        if self._refusal:
            raise self._refusal


def typeset(html: str, *, stylesheets: Sequence[str], identifier: str, pictures: Mapping[str, bytes]) -> bytes:
    """The PDF of `html` under the style sheets given as texts; the same bytes for the same arguments.

    pictures: JPEG or PNG by the key that "picture:KEY" in the HTML names, each written by picture_file.printable.
    Raises FatalURLFetchingError (a BaseException) when the document refers to anything outside itself,
    TextLayerError, MemoryError, RecursionError, and whatever WeasyPrint raises.
    """
    fetcher = DenyingFetcher(pictures)
    source = HTML(string=html, base_url=None, url_fetcher=fetcher)
    for element in source.etree_element.iter():
        _prepare(element)
    document = source.render(
        stylesheets=[_parsed(text, fetcher) for text in stylesheets], font_config=FontConfiguration()
    )
    layer = TextLayer()
    document.fonts = layer.fonts
    pdf: bytes = document.write_pdf(finisher=layer, pdf_identifier=identifier.encode(), pdf_tags=True)
    fetcher.raise_refusal()
    return pdf


def _prepare(element: Element) -> None:
    if element.tag in ("style", "script"):
        return
    if element.text:
        element.text = _printable(element.text)
    if element.tail:
        element.tail = _printable(element.tail)


def _printable(text: str) -> str:
    return _HYPHEN_IN_WORD.sub(rf"\1{_WORD_JOINER}", _INVISIBLE.sub("", text))


def _parsed(text: str, fetcher: URLFetcher) -> CSS:
    return _PARSED.get(text) or CSS(string=text, url_fetcher=fetcher, base_url=None)


_PAGE = (Path(__file__).parent / "print.css").read_text(encoding="utf-8")
_PARSED = {_PAGE: CSS(string=_PAGE, url_fetcher=DenyingFetcher({}), base_url=None)}
