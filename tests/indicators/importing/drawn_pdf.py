"""PDFs drawn for a test: text put at given places of A4 pages, in Sarabun, with a text layer."""

Placed = tuple[float, float, str]
"""x and y in points from the lower left corner of the page, and the text."""

SIZE = 12.0
