"""Pages go out compressed; a table of all agencies is thirty times smaller so.

Why this is safe beside a form's secret: docs/decisions/0021.
"""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class CompressesPages(GZipMiddleware):
    """Django's own, with its random padding, for pages only: evidence and papers keep length and bytes."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        return super().process_response(request, response) if is_page and not response.streaming else response
