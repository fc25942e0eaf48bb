"""The press: limits, bad documents, two at once, and a press that died."""

import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from printing.limits import Limits
from printing.pdf import PrintingFailed, render
from printing.press import Press, press
from printing.press_process import NO_ROOM
from tests.printing.readers import READERS, read

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[2]
SMALL = Limits(memory=700_000_000, cpu=3, wall=3)
GOOD = "<html lang=th><p>น้ำทำการ</p>"

BAD = {
    "a megabyte of Thai without a space": lambda: "<p>" + "กำลังทำการ" * 35_000,
    "a huge table": lambda: "<table>" + ("<tr>" + "<td>การ" * 6) * 10_000,
    "cells that span a million columns": lambda: "<table><tr><td colspan=1000000>ก<td colspan=1000000>ข" * 50,
    "three thousand nested blocks": lambda: "<div>" * 3_000 + "ก",
    "a page of no size": lambda: "<style>@page{size:1px 1px;margin:0}p{font-size:90pt}</style><p>" + "ก " * 9_000,
}


def test_it_renders():
    assert read(render(GOOD, identifier="a")) == dict.fromkeys(READERS, "น้ำทำการ")


@pytest.mark.parametrize("name", BAD)
def test_a_bad_document_is_refused_and_harms_no_other(name):
    bad = "<html lang=th>" + BAD[name]()
    before = time.monotonic()
    with ThreadPoolExecutor(2) as pool:
        waiting = pool.submit(render, bad, identifier="bad", limits=SMALL)
        assert read(render(GOOD, identifier="good"))["pypdf"] == "น้ำทำการ"
        with pytest.raises(PrintingFailed) as failed:
            waiting.result()

    assert time.monotonic() - before < SMALL.wall + 8
    assert any("ก" <= letter <= "๛" for letter in failed.value.reason)
    assert failed.value.detail.isascii()
    assert read(render(GOOD, identifier="after"))["pypdf"] == "น้ำทำการ"


def test_too_slow_says_so():
    with pytest.raises(PrintingFailed, match="ภายในเวลา") as failed:
        render(BAD["a megabyte of Thai without a space"](), identifier="a", limits=Limits(wall=1.5))
    assert "SIGALRM" in failed.value.detail


def test_too_much_processor_time_says_so():
    with pytest.raises(PrintingFailed, match="ภายในเวลา") as failed:
        render(BAD["a megabyte of Thai without a space"](), identifier="a", limits=Limits(cpu=1))
    assert "SIGXCPU" in failed.value.detail


def test_too_much_memory_says_so():
    with pytest.raises(PrintingFailed, match="หน่วยความจำ"):
        render(BAD["a huge table"](), identifier="a", limits=Limits(memory=220_000_000))


def test_a_printer_without_room_to_tell_ends_by_a_code_of_its_own():
    printing = (
        "import socket; from printing import press_process as it;"
        "no_room = lambda *_given: (_ for _ in ()).throw(MemoryError());"
        "it._printed = it._told = no_room;"
        "ours, theirs = socket.socketpair(); ours.sendall(b'{}'); ours.shutdown(socket.SHUT_WR);"
        "it._print(theirs, '')"
    )
    assert subprocess.run([sys.executable, "-c", printing], check=False).returncode == NO_ROOM


def test_that_code_says_too_much_memory(monkeypatch):
    monkeypatch.setattr(press, "order", lambda *_request, **_patience: (b"", NO_ROOM << 8))
    with pytest.raises(PrintingFailed, match="หน่วยความจำ"):
        render("<p>ก", identifier="a")


def test_too_deep_says_so():
    with pytest.raises(PrintingFailed, match="ซ้อนกัน"):
        render(BAD["three thousand nested blocks"](), identifier="a")


def test_many_at_once_each_get_their_own():
    words = [f"ฉบับที่{number}" for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        printed = list(pool.map(lambda word: render(f"<html lang=th><p>{word}", identifier=word), words))

    assert [read(pdf)["pypdf"] for pdf in printed] == words


def test_a_press_that_was_killed_is_started_again():
    render(GOOD, identifier="a")
    killed = press.pid
    os.kill(killed, signal.SIGKILL)

    assert read(render(GOOD, identifier="b"))["pypdf"] == "น้ำทำการ"
    assert press.pid != killed


def test_a_document_outlives_the_press_that_began_it():
    body = "<html lang=th>" + "<p>กำลังทำการทดสอบ ๆ</p>" * 1_500
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(render, body, identifier="a")
        time.sleep(0.7)
        os.kill(press.pid, signal.SIGKILL)
        assert waiting.result().startswith(b"%PDF")


def test_a_forked_process_prints_too():
    render(GOOD, identifier="a")
    child = os.fork()
    if child == 0:
        try:
            os._exit(0 if render(GOOD, identifier="a").startswith(b"%PDF") else 1)
        finally:
            os._exit(2)
    _pid, status = os.waitpid(child, 0)

    assert os.waitstatus_to_exitcode(status) == 0
    assert render(GOOD, identifier="a").startswith(b"%PDF")


def test_a_closed_press_leaves_no_process_and_opens_again():
    own = Press()
    own.order(b"{}", patience=20)
    pid = own.pid
    own.close()

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert own.order(b"{}", patience=20)
    own.close()


@pytest.mark.parametrize("end", ["closed", "stopped"])
def test_a_press_that_ends_takes_its_files_along(end, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    own = Press()
    own.order(b"{}", patience=20)
    assert list(tmp_path.iterdir())

    if end == "stopped":
        os.kill(own.pid, signal.SIGTERM)
    own.close()

    assert not list(tmp_path.iterdir())


def test_nothing_of_a_document_stays_behind():
    render(GOOD, identifier="a")
    fds = len(os.listdir("/proc/self/fd"))
    threads = threading.active_count()
    for _ in range(5):
        render(GOOD, identifier="a")

    assert len(os.listdir("/proc/self/fd")) == fds
    assert threading.active_count() == threads


_HASH = """
import hashlib, sys
from printing.pdf import render
sys.stdout.write(hashlib.sha256(render(sys.stdin.read(), identifier="same")).hexdigest())
"""


def test_the_bytes_are_the_same_in_every_process(tmp_path):
    html = "<html lang=th><title>น้ำ</title>" + "<p>ทำการ <b>ป้ำ ☑ fi 漢</b></p>" * 40
    hashes = {hashlib.sha256(render(html, identifier="same")).hexdigest()}
    for seed in ("1", "2"):
        found = subprocess.run(
            [sys.executable, "-c", _HASH],
            input=html.encode(),
            capture_output=True,
            check=True,
            cwd=tmp_path,  # anywhere: a management command may be called from any folder
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
        )
        hashes.add(found.stdout.decode())

    assert len(hashes) == 1
    assert hashlib.sha256(render(html, identifier="other")).hexdigest() not in hashes


def test_the_press_knows_no_secret(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "not for the press")
    own = Press()
    own.order(b"{}", patience=20)
    environment = Path(f"/proc/{own.pid}/environ").read_bytes()
    own.close()

    assert b"PATH=" in environment
    assert b"SECRET_KEY" not in environment
    assert b"DJANGO" not in environment


def test_the_press_never_imports_django():
    code = (
        "import sys, printing.press_process, printing.typeset;"
        "sys.exit(any(name.partition('.')[0] in ('django', 'thai', 'kpi_tracker') for name in sys.modules))"
    )
    found = subprocess.run([sys.executable, "-W", "ignore", "-c", code], cwd=ROOT, capture_output=True)

    assert found.returncode == 0, found.stderr


def test_a_lone_surrogate_is_printed_as_a_question_mark():
    assert read(render("<html lang=th><p>ก\ud800ข", identifier="a"))["pypdf"] == "ก?ข"


def test_controls_and_invisible_characters_are_left_out():
    assert read(render("<html lang=th><p>ก\u202eข\u200bค\x07ง\ufe0fจ", identifier="a")) == dict.fromkeys(
        READERS, "กขคงจ"
    )
