"""nginx with our file, before a product that answers as hand_out does: evidence goes out by it, and only so."""

import http.client
import http.server
import os
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from pathlib import Path

import pytest

from indicators.files.download import DOWNLOAD_HEADERS

pytestmark = pytest.mark.both_databases

DEPLOY = Path(__file__).resolve().parents[2] / "deploy/nginx"
FILE = "ab/cd/abcd"


class Product(http.server.BaseHTTPRequestHandler):
    seen: list[dict[str, str]] = []

    def do_GET(self):
        Product.seen.append(dict(self.headers))
        self.send_response(200)
        for name, value in DOWNLOAD_HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/pdf")
        self.send_header("X-Accel-Redirect", f"/kept/{FILE}")
        self.end_headers()

    def log_message(self, *args):
        pass


def free_port():
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


@pytest.fixture
def port(tmp_path):
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if nginx is None:
        pytest.skip("nginx is not installed")
    key = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=kpi"]
    subprocess.run([*key, "-keyout", tmp_path / "key", "-out", tmp_path / "pem"], check=True, capture_output=True)
    (tmp_path / "files" / FILE).parent.mkdir(parents=True)
    (tmp_path / "files" / FILE).write_bytes(b"%PDF-evidence")
    product = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Product)
    threading.Thread(target=product.serve_forever, daemon=True).start()
    plain, secure = free_port(), free_port()
    text = (DEPLOY / "kpi-tracker.conf").read_text()
    for given, here in {
        "/etc/ssl/certs/kpi-tracker.pem": tmp_path / "pem",
        "/etc/ssl/private/kpi-tracker.key": tmp_path / "key",
        "/etc/nginx/kpi-tracker-proxy.conf": DEPLOY / "kpi-tracker-proxy.conf",
        "/var/log/nginx/kpi-tracker.log": tmp_path / "log",
        "/var/lib/kpi-tracker/": f"{tmp_path}/",
        "server 127.0.0.1:8000": f"server 127.0.0.1:{product.server_port}",
        "listen 80": f"listen 127.0.0.1:{plain}",
        "listen 443": f"listen 127.0.0.1:{secure}",
    }.items():
        assert given in text
        text = text.replace(given, str(here))
    text = re.sub(r"(?m)^ *listen \[::\].*\n", "", text)
    user = "user root;" if os.geteuid() == 0 else ""
    parts = " ".join(
        f"{part}_temp_path {tmp_path}/{part};" for part in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (tmp_path / "nginx.conf").write_text(
        f"{user} daemon off; pid {tmp_path}/pid; error_log {tmp_path}/error; events {{}} http {{ {parts} {text} }}"
    )
    process = subprocess.Popen([nginx, "-e", tmp_path / "error", "-c", tmp_path / "nginx.conf"])
    _wait(secure)
    yield secure
    process.terminate()
    process.wait(timeout=20)
    product.shutdown()
    product.server_close()


def _wait(port):
    for _ in range(100):
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("nginx does not listen")


def ask(port, path, **headers):
    unchecked = ssl._create_unverified_context()
    held = http.client.HTTPSConnection("127.0.0.1", port, context=unchecked, timeout=20)
    held.request("GET", path, headers={"Host": "kpi.example.go.th", **headers})
    answer = held.getresponse()
    body = answer.read()
    held.close()
    return answer, body


def test_evidence_goes_out_by_nginx_with_the_headers_of_a_download(port):
    answer, body = ask(port, "/documents/files/1/")
    assert (answer.status, body) == (200, b"%PDF-evidence")
    for name, value in DOWNLOAD_HEADERS.items():
        assert answer.headers.get_all(name) == [value]
    assert answer.headers["Content-Type"] == "application/pdf"


def test_nobody_asks_for_evidence_past_the_product(port):
    for path in (f"/kept/{FILE}", f"/kept/../files/{FILE}", f"/static/../files/{FILE}", f"/static../files/{FILE}"):
        answer, body = ask(port, path)
        assert b"evidence" not in body or answer.getheader("Content-Disposition") == "attachment", path
    assert ask(port, f"/kept/{FILE}")[0].status == 404


def test_the_senders_own_words_about_himself_do_not_arrive(port):
    Product.seen.clear()
    ask(port, "/x", **{"X-Real-IP": "6.6.6.6", "X-Request-ID": "chosen-by-me", "X-Forwarded-Proto": "http"})
    (seen,) = Product.seen
    assert (seen["X-Real-IP"], seen["X-Forwarded-Proto"]) == ("127.0.0.1", "https")
    assert seen["X-Request-ID"] != "chosen-by-me"
    assert "6.6.6.6" not in str(seen)


def test_the_metrics_are_not_for_outside_and_a_body_has_its_limit(port):
    assert ask(port, "/metrics")[0].status == 404
    unchecked = ssl._create_unverified_context()
    held = http.client.HTTPSConnection("127.0.0.1", port, context=unchecked, timeout=20)
    held.request("POST", "/x", headers={"Host": "kpi.example.go.th", "Content-Length": str(26 * 2**20)})
    assert held.getresponse().status == 413
    held.close()
