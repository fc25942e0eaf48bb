"""A document fetches nothing: no file, no address, no data: URL. Whoever asks is not printed."""

import socket
import threading
from collections.abc import Iterator

import pytest

from printing.pdf import PrintingFailed, render
from tests.printing.readers import read

pytestmark = pytest.mark.long

# {url} is put in; each is a way that HTML, CSS or SVG has of asking for something outside.
VECTORS = {
    "img": "<img src='{url}'>",
    "img srcset": "<img src='{url}' srcset='{url} 2x'>",
    "link": "<link rel=stylesheet href='{url}'>",
    "link attachment": "<link rel=attachment href='{url}'><p>ก",
    "a attachment": "<p><a rel=attachment href='{url}'>ก</a>",
    "import": "<style>@import url({url});</style>",
    "background": "<style>body{{background:url({url})}}</style><p>ก",
    "list image": "<style>li{{list-style-image:url({url})}}</style><ul><li>ก</ul>",
    "content": "<style>p::before{{content:url({url})}}</style><p>ก",
    "border image": "<style>p{{border:9px solid;border-image:url({url}) 3}}</style><p>ก",
    "inline style": "<p style='background-image:url({url})'>ก",
    "page background": "<style>@page{{background:url({url})}}</style><p>ก",
    "margin box": "<style>@page{{@top-left{{content:url({url})}}}}</style><p>ก",
    "font face": "<style>@font-face{{font-family:x;src:url({url})}}</style><p style='font-family:x'>ก",
    "object": "<object data='{url}'></object>",
    "embed": "<embed src='{url}'>",
    "svg image": "<svg width=9 height=9><image href='{url}' width=9 height=9 /></svg>",
    "svg xlink image": "<svg width=9 height=9 xmlns:xlink='http://www.w3.org/1999/xlink'>"
    "<image xlink:href='{url}' width=9 height=9 /></svg>",
    "base": "<base href='{url}'><img src=x>",
}
# These are no requests in WeasyPrint: they print, and reach nothing.
HARMLESS = {
    "svg use": "<svg width=9 height=9><use href='{url}#a' /></svg>",
    "svg style": "<svg width=9 height=9><style>@import url({url});</style><rect width=9 height=9 /></svg>",
    "iframe": "<iframe src='{url}'></iframe>",
    "script": "<script src='{url}'></script>",
    "refresh": "<meta http-equiv=refresh content='0;url={url}'>",
    "video": "<video src='{url}' poster='{url}'></video>",
    "input": "<input type=image src='{url}'>",
    "link to elsewhere": "<p><a href='{url}'>ก</a>",
    "mask": "<style>p{{mask-image:url({url})}}</style><p>ก",
}


class Listener:
    """A server on 127.0.0.1 that counts who connects."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/x.svg"
        self.connections = 0
        self._thread = threading.Thread(target=self._count, daemon=True)
        self._thread.start()

    def _count(self) -> None:
        while True:
            try:
                connection, _address = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            connection.close()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()


@pytest.fixture
def listener() -> Iterator[Listener]:
    listening = Listener()
    yield listening
    listening.close()


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret.svg"
    path.write_text(
        "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'><text id='a' y='9'>SECRET</text></svg>"
    )
    return path


def test_the_listener_does_count(listener):
    socket.create_connection(("127.0.0.1", int(listener.url.split(":")[2].split("/")[0]))).close()
    for _ in range(100):
        if listener.connections:
            break
        threading.Event().wait(0.02)

    assert listener.connections == 1


@pytest.mark.parametrize("vector", VECTORS)
def test_who_asks_for_anything_outside_is_not_printed(vector, listener, secret):
    for url in (listener.url, secret.as_uri(), "data:image/svg+xml,<svg/>", "ftp://127.0.0.1/x"):
        with pytest.raises(PrintingFailed) as failed:
            render(f"<html lang=th>{VECTORS[vector].format(url=url)}", identifier="a")
        assert "ภายนอก" in failed.value.reason
        assert "refused to fetch" in failed.value.detail

    assert listener.connections == 0


@pytest.mark.parametrize("vector", HARMLESS)
def test_what_is_no_request_reaches_nothing(vector, listener, secret):
    for url in (listener.url, secret.as_uri()):
        pdf = render(f"<html lang=th><p>ก{HARMLESS[vector].format(url=url)}", identifier="a")
        assert all("ก" in text and "SECRET" not in text for text in read(pdf).values())

    assert listener.connections == 0


def test_a_style_sheet_of_the_program_may_not_fetch_either(listener):
    with pytest.raises(PrintingFailed):
        render("<p>ก", stylesheets=[f"p{{background:url({listener.url})}}"], identifier="a")

    assert listener.connections == 0
