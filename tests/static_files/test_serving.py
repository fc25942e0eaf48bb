"""What goes over the wire: compressed, kept by the browser for a year, and pages compressed where it is safe."""

import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.http import FileResponse, HttpResponse
from django.test import Client, RequestFactory

from kpi_tracker.compression import CompressesPages

SHEET = "css/site.css"


def body(response):
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("debug", [False, True])
def test_a_file_is_served_compressed_and_for_a_year(settings, debug):
    settings.DEBUG = debug
    address = staticfiles_storage.url(SHEET)
    response = Client(HTTP_ACCEPT_ENCODING="gzip, br").get(address)
    assert response.headers["Content-Encoding"] == "br"
    assert "immutable" in response.headers["Cache-Control"]
    assert "max-age=315360000" in response.headers["Cache-Control"]
    assert len(body(response)) < 16 * 1024
    response = Client(HTTP_ACCEPT_ENCODING="gzip").get(address)
    assert response.headers["Content-Encoding"] == "gzip"
    assert b".btn{" in gzip.decompress(body(response))
    assert "Access-Control-Allow-Origin" not in response.headers


def test_a_name_that_no_file_has_is_refused():
    with pytest.raises(ValueError, match=r"js/nothing\.js"):
        staticfiles_storage.url("js/nothing.js")


def test_a_file_changed_while_a_developer_works_is_on_the_next_page(settings, tmp_path, monkeypatch):
    monkeypatch.setattr("kpi_tracker.static_files.screen_fonts.woff2", lambda weight: b"wOF2")
    sources = tmp_path / "static"
    for path in (settings.STATIC_SOURCES).rglob("*.*"):
        copy = sources / path.relative_to(settings.STATIC_SOURCES)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    settings.DEBUG, settings.STATIC_SOURCES, settings.STATIC_ROOT = True, sources, tmp_path / "made"
    before = staticfiles_storage.url(SHEET)
    (sources / "css" / "search.css").write_text(".hits { color: red; }")
    after = staticfiles_storage.url(SHEET)
    assert after != before
    assert b".hits{color:red" in body(Client().get(after))


def test_collectstatic_has_nothing_to_do_and_harms_nothing(settings):
    before = sorted(Path(settings.STATIC_ROOT).rglob("*"))
    call_command("collectstatic", interactive=False, verbosity=0)
    assert sorted(Path(settings.STATIC_ROOT).rglob("*")) == before
    assert staticfiles_storage.url(SHEET)


def through(response):
    request = RequestFactory().get("/", HTTP_ACCEPT_ENCODING="gzip, br")
    return CompressesPages(lambda request: response)(request)


def test_a_page_goes_out_compressed_each_time_of_another_length():
    lengths = set()
    for _time in range(20):
        response = through(HttpResponse("<p>หน่วยงาน</p>" * 500))
        assert response.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(response.content).decode() == "<p>หน่วยงาน</p>" * 500
        assert "Accept-Encoding" in response.headers["Vary"]
        lengths.add(len(response.content))
    assert len(lengths) > 5  # the padding: a length tells nothing of what is inside


def test_a_file_keeps_its_bytes_and_its_length(tmp_path):
    (tmp_path / "paper.pdf").write_bytes(b"%PDF" + b"a" * 5000)
    with (tmp_path / "paper.pdf").open("rb") as file:
        response = through(FileResponse(file))
        assert "Content-Encoding" not in response.headers
        assert response.headers["Content-Length"] == "5004"
    assert "Content-Encoding" not in through(HttpResponse("x" * 5000, content_type="application/json")).headers
