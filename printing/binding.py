"""Several finished papers bound into one file, each with its own pages and numbering."""

import io
from collections.abc import Sequence

import pypdfium2


def bound(papers: Sequence[bytes]) -> bytes:
    """One PDF with the pages of `papers` in their order; a single paper stays as it is, byte for byte.

    Pages and their text are taken over whole; the tags for screen readers are not, as PDFium imports none.
    """
    if len(papers) == 1:
        return papers[0]
    volume = pypdfium2.PdfDocument.new()
    try:
        for paper in papers:
            part = pypdfium2.PdfDocument(paper)
            volume.import_pages(part)
            part.close()
        whole = io.BytesIO()
        volume.save(whole)
    finally:
        volume.close()
    return whole.getvalue()
