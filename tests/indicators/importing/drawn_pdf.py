"""PDFs drawn for a test: text put at given places of A4 pages, in Sarabun, with a text layer."""

import ctypes
import io
from collections.abc import Sequence

import pypdfium2
import pypdfium2.raw as pdfium
from fontpkg_sarabun import ROOT

Placed = tuple[float, float, str]
"""x and y in points from the lower left corner of the page, and the text."""

FONT = next(ROOT.rglob("Sarabun-Regular.ttf")).read_bytes()
SIZE = 12.0
LEFT, TOP, STEP = 72.0, 700.0, 18.0


def drawn_pdf(*pages: Sequence[Placed]) -> bytes:
    document = pypdfium2.PdfDocument.new()
    data = (ctypes.c_uint8 * len(FONT)).from_buffer_copy(FONT)
    font = pdfium.FPDFText_LoadFont(document, data, len(FONT), pdfium.FPDF_FONT_TRUETYPE, True)
    for placed in pages:
        page = document.new_page(595, 842)
        for x, y, text in placed:
            drawn = pdfium.FPDFPageObj_CreateTextObj(document, font, SIZE)
            encoded = ctypes.create_string_buffer((text + "\0").encode("utf-16-le"))
            pdfium.FPDFText_SetText(drawn, ctypes.cast(encoded, ctypes.POINTER(pdfium.FPDF_WCHAR)))
            pdfium.FPDFPageObj_Transform(drawn, 1, 0, 0, 1, x, y)
            pdfium.FPDFPage_InsertObject(page, drawn)
        pdfium.FPDFPage_GenerateContent(page)
        page.close()
    file = io.BytesIO()
    document.save(file)
    pdfium.FPDFFont_Close(font)
    document.close()
    return file.getvalue()


def lines_down(*texts: str, top: float = TOP, step: float = STEP) -> list[Placed]:
    """The texts one below the other, at the left margin; an empty one leaves its line free."""
    return [(LEFT, top - n * step, text) for n, text in enumerate(texts) if text]
