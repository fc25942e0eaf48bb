"""Handing out evidence: to whom, under which headers, and who is noted."""

import json
import logging
from urllib.parse import quote

import pytest
from django.urls import reverse

from indicators.files import store
from indicators.models import DocumentFile
from tests import make
from tests.indicators.documents.conftest import attach
from tests.indicators.files import samples

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_alone]


@pytest.fixture
def file(letter, alice):
    return attach(letter, alice, "หนังสือเชิญ.pdf")


def address(file):
    return reverse("document-file", args=[file.pk])


def test_the_bytes_come_as_they_went_in(client_of, alice, file):
    response = client_of(alice).get(address(file))
    assert response.status_code == 200
    assert response.streaming
    assert b"".join(response.streaming_content) == samples.pdf()


@pytest.mark.parametrize("who", ["alice", "bob", "evaluator"])
def test_everybody_who_sees_the_document_may_open_its_files(request, client_of, file, who):
    response = client_of(request.getfixturevalue(who)).get(address(file))
    assert response.status_code == 200
    response.getvalue()


def test_the_headers_let_a_browser_save_it_and_nothing_else(client_of, alice, file):
    response = client_of(alice).get(address(file))
    response.getvalue()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(len(samples.pdf()))
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('หนังสือเชิญ.pdf')}"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("stored", "disposition"),
    [
        ("letter.pdf", 'attachment; filename="letter.pdf"'),
        ("letter.exe", 'attachment; filename="letter.exe.pdf"'),
        ('a"; filename="evil.html', 'attachment; filename="a_; filename=_evil.html.pdf"'),
        ("a\r\nSet-Cookie: x=1.pdf", 'attachment; filename="a Set-Cookie_ x=1.pdf"'),
        ("con.pdf", 'attachment; filename="_con.pdf"'),
    ],
)
def test_a_hostile_name_in_the_table_stays_a_name(client_of, alice, file, stored, disposition):
    DocumentFile.objects.filter(pk=file.pk).update(name=stored.replace("\r\n", " "))
    response = client_of(alice).get(address(file))
    response.getvalue()
    assert response["Content-Disposition"] == disposition
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("a.png", samples.png(), "image/png"),
        ("a.docx", samples.docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_the_type_is_that_of_the_content(client_of, alice, letter, name, content, content_type):
    response = client_of(alice).get(address(attach(letter, alice, name, content)))
    response.getvalue()
    assert response["Content-Type"] == content_type


def test_head_answers_with_the_same_headers_and_no_body(client_of, alice, file):
    head = client_of(alice).head(address(file))
    whole = client_of(alice).get(address(file))
    whole.getvalue()
    assert head.status_code == 200
    assert head.getvalue() == b""
    assert head.headers.pop("X-Request-ID") != whole.headers.pop("X-Request-ID")
    assert dict(head.headers) == dict(whole.headers)


def test_nginx_sends_the_file_when_it_is_told_where(client_of, alice, file, settings):
    settings.ACCEL_PREFIX = "/kept/"
    by_python = client_of(alice).get(address(file))
    by_python.getvalue()
    response = client_of(alice).get(address(file))
    sha256 = file.file_id
    assert response["X-Accel-Redirect"] == f"/kept/{sha256[:2]}/{sha256[2:4]}/{sha256}"
    assert response.content == b""
    for name in ("Content-Type", "Content-Disposition", "Cache-Control", "Content-Security-Policy"):
        assert response[name] == by_python[name]


def test_a_range_is_answered_by_the_whole_file(client_of, alice, file):
    response = client_of(alice).get(address(file), headers={"range": "bytes=0-3"})
    assert response.status_code == 200
    assert "Content-Range" not in response.headers
    assert response.getvalue() == samples.pdf()


def test_a_post_is_no_download(client_of, alice, file):
    assert client_of(alice).post(address(file)).status_code == 405


def test_a_stranger_cannot_tell_a_foreign_file_from_none(client_of, charlie, file):
    client = client_of(charlie)
    foreign, missing = client.get(address(file)), client.get(reverse("document-file", args=[file.pk + 1000]))
    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert foreign.content == missing.content
    assert sorted(foreign.headers) == sorted(missing.headers)


def test_a_visitor_signs_in_first(client, file):
    response = client.get(address(file))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("sign-in"))


def test_the_same_bytes_of_another_agency_are_reached_by_its_own_row_alone(client_of, charlie, other_agency, file):
    own = attach(make.document(other_agency), charlie, "ของเรา.pdf")
    assert own.file_id == file.file_id
    client = client_of(charlie)
    response = client.get(address(own))
    response.getvalue()
    assert response.status_code == 200
    assert client.get(address(file)).status_code == 404


def test_a_download_is_noted_with_who_and_what_as_plain_values(client_of, alice, agency, letter, file, caplog):
    with caplog.at_level(logging.INFO, logger="kpi_tracker.downloads"):
        client_of(alice).get(address(file)).getvalue()
        client_of(alice).head(address(file)).getvalue()
    (line,) = [record for record in caplog.records if record.name == "kpi_tracker.downloads"]
    extra = {
        name: getattr(line, name)
        for name in ["user_id", "username", "agency", "document", "file", "sha256", "address"]
    }
    assert json.loads(json.dumps(extra)) == {
        "user_id": alice.pk,
        "username": "alice",
        "agency": agency.code,
        "document": letter.pk,
        "file": file.pk,
        "sha256": file.file_id,
        "address": "127.0.0.1",
    }


def test_a_file_that_is_lost_is_explained_and_logged(client_of, alice, file, caplog):
    store.path(file.file_id).unlink()
    response = client_of(alice).get(address(file))
    assert response.status_code == 500
    assert "ไม่พบไฟล์นี้ในที่เก็บ โปรดแจ้งผู้ดูแลระบบ" in response.content.decode()
    assert any(file.file_id in record.getMessage() for record in caplog.records if record.levelname == "ERROR")


def test_a_pdf_is_shown_in_a_frame_of_this_site_in_which_nothing_runs(client_of, alice, file, caplog):
    with caplog.at_level(logging.INFO, "kpi_tracker.downloads"):
        response = client_of(alice).get(reverse("document-file-view", args=[file.pk]))
    assert response.getvalue() == samples.pdf()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f"inline; filename*=utf-8''{quote('หนังสือเชิญ.pdf')}"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'self'"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    noted = [record for record in caplog.records if record.name == "kpi_tracker.downloads"]
    assert [record.file for record in noted] == [file.pk]  # to look is to open


def test_nothing_but_a_pdf_is_shown_in_a_frame(client_of, alice, letter):
    for name, content in (("a.png", samples.png()), ("a.jpg", samples.jpeg())):
        other = attach(letter, alice, name, content)
        assert client_of(alice).get(reverse("document-file-view", args=[other.pk])).status_code == 404


def test_the_proxy_is_not_asked_to_show(client_of, alice, file, settings):
    settings.ACCEL_PREFIX = "/evidence/"
    response = client_of(alice).get(reverse("document-file-view", args=[file.pk]))
    assert response.getvalue() == samples.pdf()
    assert "X-Accel-Redirect" not in response.headers


def test_a_file_that_is_gone_is_told_in_the_frame_as_well(client_of, alice, file):
    store.path(file.file_id).unlink()
    response = client_of(alice).get(reverse("document-file-view", args=[file.pk]))
    assert response.status_code == 500
    assert "ไม่พบไฟล์นี้ในที่เก็บ" in response.content.decode()
