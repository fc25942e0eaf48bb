"""Three readers of a PDF's text, and what two texts must share to be the same."""

import io
import re
import subprocess
import unicodedata
from collections.abc import Callable
from functools import lru_cache

import pypdf
import pypdfium2


def by_pdftotext(pdf: bytes) -> list[str]:
    found = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return found.stdout.decode().split("\f")[:-1]


@lru_cache(maxsize=16)  # the slowest by ten times, and several tests look at the same paper
def by_pypdf(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def by_pdfium(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for page in document:
        text = page.get_textpage()
        pages.append(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return pages


READERS: dict[str, Callable[[bytes], list[str]]] = {
    "pdftotext -raw": by_pdftotext,
    "pypdf": by_pypdf,
    "PDFium": by_pdfium,
}


def bare(text: str) -> str:
    """`text` in NFC without white space. SARA AM must come back composed: nothing is composed here."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def read(pdf: bytes) -> dict[str, str]:
    """The whole bare text of `pdf` by each reader."""
    return {name: bare("".join(reader(pdf))) for name, reader in READERS.items()}
