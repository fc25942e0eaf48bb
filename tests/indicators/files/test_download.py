"""What is handed out is saved, under its name, and never opened as a page of this site."""

import io

import pytest
from django.http import FileResponse

from indicators.files.download import DOWNLOAD_HEADERS
from indicators.files.names import download_name


def _response(name, extension="pdf"):
    return FileResponse(
        io.BytesIO(b"%PDF-1.4"),
        as_attachment=True,
        filename=download_name(name, extension),
        content_type="application/pdf",
        headers=DOWNLOAD_HEADERS,
    )


def test_the_headers_let_a_browser_do_nothing_but_save():
    response = _response("report.pdf")
    assert dict(response.items()) == {
        "Content-Type": "application/pdf",
        "Content-Length": "8",
        "Content-Disposition": 'attachment; filename="report.pdf"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }


def test_without_a_name_it_still_is_an_attachment():
    assert DOWNLOAD_HEADERS["Content-Disposition"] == "attachment"


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("แผน.pdf", "attachment; filename*=utf-8''%E0%B9%81%E0%B8%9C%E0%B8%99.pdf"),
        ('a"; filename="x.html', 'attachment; filename="a_; filename=_x.html.pdf"'),
        ("a\r\nSet-Cookie: b=c.pdf", 'attachment; filename="a Set-Cookie_ b=c.pdf"'),
        ("\ud800.pdf", 'attachment; filename="pdf.pdf"'),
        ("../../x.pdf", 'attachment; filename="x.pdf"'),
    ],
)
def test_a_hostile_name_cannot_leave_its_header(name, disposition):
    assert _response(name)["Content-Disposition"] == disposition
