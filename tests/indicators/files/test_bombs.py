"""A small file that would become a giant is refused in time, and the parent does not grow."""

import random
import struct
import time
import zipfile
import zlib

import pytest

from indicators.files import inspection
from indicators.files.inspection import inspect
from indicators.files.limited_child import ChildFailed, Limits, Reason, run_limited
from indicators.files.reasons import Code
from indicators.files.refusals import Refused
from tests.indicators.files import children, samples

pytestmark = pytest.mark.long

MEGABYTE = 1024 * 1024
HEAVY_PDF = samples.pdf(pages=50, content=b"0 0 m 1 1 l S\n" * 50_000)


def _rss():
    """This process's memory now, in bytes."""
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * 4096


def _zip_saying(size, noise=0):
    """A document with a part of 5 MB that says it is `size` bytes; `noise` bytes keep the ratio low."""
    parts = [("word/big.xml", b" " * (5 * MEGABYTE)), ("word/media/noise", random.Random(1).randbytes(noise))]
    written = samples.docx(*parts)
    told = struct.pack("<I", 5 * MEGABYTE)
    assert written.count(told) == 2
    return written.replace(told, struct.pack("<I", size))


def _chart_of(size):
    """A document with a workbook of `size` bytes in it; noise keeps the ratio low."""

    def make():
        book = samples.docx(("word/media/a", bytes(size)), compression=zipfile.ZIP_STORED)
        noise = ("word/media/noise", random.Random(1).randbytes(MEGABYTE))
        return samples.docx(("word/embeddings/b.xlsx", book), noise)

    return make


def _many_entities():
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    declared = f'<!DOCTYPE w [<!ENTITY l0 "lol">{levels}]>'
    return samples.docx(main=samples.document(["&l9;"], before=declared))


def _png_with(name, body):
    picture = samples.png()
    return picture[:33] + samples.chunk(name, body) + picture[33:]


def _png_of(width, height):
    header = samples.chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return samples.png()[:8] + header + samples.png()[33:]


def _jpeg_of(width, height):
    picture = bytearray(samples.jpeg())
    at = picture.index(b"\xff\xc0")
    picture[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(picture)


def _packed():
    return zlib.compress(bytes(60 * MEGABYTE), 1)


# Made when they are asked for: together they would weigh more than what is measured.
BOMBS = {
    "png-5001": (lambda: samples.flat_png(5_001, 5_001), Code.TOO_MANY_PIXELS),
    "png-9000": (lambda: samples.flat_png(9_000, 9_000), Code.TOO_MANY_PIXELS),
    "png-13300": (lambda: samples.flat_png(13_300, 13_300), Code.TOO_MANY_PIXELS),
    "png-20000": (lambda: samples.flat_png(20_000, 20_000), Code.TOO_MANY_PIXELS),
    "png-tall": (lambda: _png_of(8, 4_000_000), Code.TOO_MANY_PIXELS),
    "png-says-giant": (lambda: _png_of(0x7F7F7F7F, 0x7F7F7F7F), Code.TOO_MANY_PIXELS),
    "png-text": (lambda: _png_with(b"zTXt", b"note\0\0" + _packed()), Code.DAMAGED),
    "png-text-utf8": (lambda: _png_with(b"iTXt", b"note\0\1\0\0\0" + _packed()), Code.DAMAGED),
    "jpeg-says-giant": (lambda: _jpeg_of(65_500, 65_500), Code.TOO_MANY_PIXELS),
    "zip-60": (lambda: samples.docx(("word/big.xml", b" " * (60 * MEGABYTE))), Code.UNSAFE_ARCHIVE),
    "zip-says-201": (lambda: _zip_saying(201 * MEGABYTE, noise=3 * MEGABYTE), Code.UNSAFE_ARCHIVE),
    "zip-of-20": (
        lambda: samples.docx(*((f"word/{n}.xml", b" " * MEGABYTE) for n in range(20))),
        Code.UNSAFE_ARCHIVE,
    ),
    "zip-says-1000-bytes": (lambda: _zip_saying(1000), Code.DAMAGED),
    "zip-in-zip": (
        lambda: samples.docx(("word/embeddings/b.xlsx", samples.docx(("x.xml", b" " * (30 * MEGABYTE))))),
        Code.EMBEDDED,
    ),
    "chart-too-big": (_chart_of(21 * MEGABYTE), Code.EMBEDDED),
    "many-entities": (_many_entities, Code.UNSAFE_ARCHIVE),
    "one-long-name": (lambda: samples.docx(main="<" + "a" * (9 * MEGABYTE)), Code.DAMAGED),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_within_five_seconds(file_of, name):
    make, code = BOMBS[name]
    path = file_of(make())
    before, start = _rss(), time.monotonic()
    with pytest.raises(Refused) as refusal:
        inspect(path, "ไฟล์")
    assert refusal.value.code is code
    assert time.monotonic() - start < 5
    assert _rss() - before < 50 * MEGABYTE


def test_fifty_bombs_leave_the_parent_as_it_was(file_of):
    path = file_of(samples.flat_png(13_300, 13_300))
    before = _rss()
    for _ in range(50):
        with pytest.raises(Refused):
            inspect(path, "ภาพ.png")
    assert _rss() - before < 20 * MEGABYTE


def test_without_the_look_at_the_size_a_bomb_takes_more_than_its_share(file_of):
    path = file_of(samples.flat_png(13_300, 13_300))
    with pytest.raises(ChildFailed) as failure:
        run_limited(
            children.decode_without_a_look_at_the_size,
            str(path),
            limits=Limits(memory=100 * MEGABYTE, cpu=10, wall=20),
        )
    assert failure.value.reason is Reason.MEMORY


@pytest.mark.parametrize(
    ("content", "limits"),
    [
        (HEAVY_PDF, Limits(512 * MEGABYTE, cpu=1, wall=20)),
        (HEAVY_PDF, Limits(512 * MEGABYTE, cpu=10, wall=0.3)),
        (samples.flat_png(4_000, 4_000), Limits(2 * MEGABYTE, cpu=10, wall=20)),
    ],
    ids=["processor", "clock", "memory"],
)
def test_a_file_that_meets_a_limit_is_refused_with_a_sentence(file_of, monkeypatch, content, limits):
    path = file_of(content)
    assert inspect(path, "ไฟล์.pdf").kind in ("pdf", "png")  # within the true limits it is a good file
    monkeypatch.setattr(inspection, "LIMITS", limits)
    with pytest.raises(Refused) as refusal:
        inspect(path, "ไฟล์.pdf")
    assert refusal.value.code is Code.TOO_HEAVY


@pytest.mark.parametrize("child", [children.crash, children.fail, children.die_quietly, children.say_in_thai])
def test_a_crash_is_a_refusal_and_no_error(file_of, monkeypatch, child):
    monkeypatch.setattr(inspection, "examine", children.Ignoring(child))
    with pytest.raises(Refused) as refusal:
        inspect(file_of(samples.png()), "ภาพ.png")
    assert refusal.value.code is Code.TOO_HEAVY


def test_a_server_that_can_start_no_child_asks_to_try_again(file_of, monkeypatch):
    def no_more(*_arguments, **_limits):
        raise ChildFailed(Reason.START)

    monkeypatch.setattr(inspection, "run_limited", no_more)
    with pytest.raises(Refused) as refusal:
        inspect(file_of(samples.png()), "ภาพ.png")
    assert refusal.value.code is Code.TRY_AGAIN
