"""How a file is handed out: to be saved, or a PDF to be looked at in a frame; never opened as a page of this site.

A file may pass for a PDF and for something else as well. With these headers a browser saves it, does not
guess another kind, runs nothing in it, lets no other site embed it, and keeps no copy in a shared cache.
"""

from types import MappingProxyType

DOWNLOAD_HEADERS = MappingProxyType(
    {
        "Content-Disposition": "attachment",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }
)
"""Pass as `FileResponse(…, as_attachment=True, filename=download_name(…), headers=DOWNLOAD_HEADERS)`.

Given so, Django adds the name to Content-Disposition; set on the response afterwards they would drop it.
"""

# A PDF looked at in a frame of a page of this site, and of no other: as little may run in it. Browsers show it by a
# viewer of their own, outside of the site; where one does not, the file is there to be saved.
VIEW_HEADERS = MappingProxyType(
    {
        **DOWNLOAD_HEADERS,
        "Content-Disposition": "inline",
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'self'",
        "X-Frame-Options": "SAMEORIGIN",
    }
)
