"""A name that a browser sends with a file, as bytes of a request, leads nowhere and breaks no header."""

import unicodedata
from io import BytesIO
from itertools import product

import pytest
from django.http import FileResponse
from django.http.multipartparser import MultiPartParserError
from django.test import RequestFactory
from django.urls import reverse

from accounts.roles import Role
from indicators.files.names import clean_name, download_name
from indicators.models import DocumentFile
from tests import make
from tests.indicators.files import samples

UPS = [
    "../",
    "..\\",
    "%2e%2e/",
    "....//",
    "..;/",
    "/",
    "\\\\host\\c$\\",
    "C:\\",
    "file:///",
    "~/",
    "./.././",
    "..%5c",
    "．．／",
]
TARGETS = ["etc/passwd", "var/secret_key", "db.sqlite3", "windows\\win.ini", "a/b/c.pdf", "proc/self/environ", "x"]
REPEATS = [1, 3, 8, 20, 60, 100]
TRAVERSALS = [up * times + target for up, target, times in product(UPS, TARGETS, REPEATS)]
_PIECES = [
    "รายงาน",
    "a" * 255,
    "ก" * 255,
    "กำ" * 120,
    "é",
    "e\u0301",
    "con",
    "NUL.txt",
    "LPT1",
    ".",
    "..",
    " ",
    "\u200b",
]
_SIGNS = [
    "\0",
    "\r\nX-Evil: 1",
    "\n",
    "\t",
    "\x1b[31m",
    "\u202e",
    "\u2066",
    "\ufeff",
    "\u2028",
    ";",
    "'",
    '\\"',
    "%00",
    "|",
    "<b>",
]
_ENDS = [".pdf", ".pdf.exe"]
NAMES = [piece + sign + end for piece, sign, end in product(_PIECES, _SIGNS, _ENDS)]
NAMES += [sign + piece for piece, sign in product(_PIECES[:4], _SIGNS)]


def body(name, content=b"%PDF-1.4"):
    """A form with one file, as a client that minds no rule writes it."""
    head = b'--x\r\nContent-Disposition: form-data; name="attachments"; filename="' + name.encode("utf-8", "replace")
    return head + b'"\r\nContent-Type: text/html\r\n\r\n' + content + b"\r\n--x--\r\n"


def received(name):
    """The name as it comes out of the request; None when it holds no file."""
    request = RequestFactory().generic("POST", "/", body(name), "multipart/form-data; boundary=x")
    try:
        files = request.FILES.getlist("attachments")
    except MultiPartParserError:
        request.close()
        return None  # a head that long is answered by 400
    for file in files:
        file.close()
    return files[0].name or "" if files else None


def test_there_are_enough_names():
    assert len(set(TRAVERSALS)) >= 536
    assert len(set(NAMES)) >= 400


def test_none_is_a_path_or_breaks_a_line():
    taken = 0
    for sent in TRAVERSALS + NAMES:
        if (name := received(sent)) is None:
            continue
        taken += 1
        kept, offered = clean_name(name), download_name(clean_name(name), "pdf")
        for shown in (kept, offered):
            assert 1 <= len(shown) <= 200
            assert not set(shown) & set("/\\\0\r\n")
            assert shown not in {".", ".."}
            assert unicodedata.is_normalized("NFC", shown)
            assert not any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for letter in shown)
        assert offered.lower().endswith(".pdf")
        header = FileResponse(BytesIO(b""), as_attachment=True, filename=offered)["Content-Disposition"]
        assert header.startswith("attachment; ")
        assert "\r" not in header
        assert "\n" not in header
    assert taken >= 700


@pytest.mark.parametrize(
    "name", ["../../../../etc/passwd", "รายงาน\r\nX-Evil: 1.pdf", "\u202efdp.exe", "C:\\x\\y.pdf"]
)
def test_through_the_whole_product_it_is_a_name_alone(db, client, name):
    agency = make.agency()
    document = make.document(agency)
    client.force_login(make.user(Role.OFFICER, agency))
    sent = body(name, samples.pdf())
    client.generic("POST", reverse("document-file-add", args=[document.pk]), sent, "multipart/form-data; boundary=x")
    for file in DocumentFile.objects.all():
        answer = client.get(reverse("document-file", args=[file.pk]))
        assert answer["Content-Type"] == "application/pdf"
        assert "X-Evil" not in answer.headers
        assert answer.getvalue() == samples.pdf()
