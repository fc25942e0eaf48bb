"""Files that are two things at once: whatever the store keeps is one of five kinds and nothing besides."""

from itertools import product

from indicators.files import store
from indicators.files.content import kind_of
from indicators.files.kinds import Kind
from indicators.files.pictures import PICTURES, redraw
from indicators.files.reasons import Unacceptable
from tests.indicators.files import samples

PAGES = {
    "html": b"<!doctype html><html><script>alert(1)</script></html>",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "xml": b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>",
    "php": b"<?php system($_GET['x']); ?>",
    "exe": b"MZ" + bytes(200),
    "elf": b"\x7fELF" + bytes(200),
    "shell": b"#!/bin/sh\nrm -rf /\n",
    "gif": b"GIF89a" + bytes(30),
    "ps": b"%!PS-Adobe-3.0 EPSF-3.0\n",
    "js": b"/*x*/alert(1)//",
    "zip": samples.archive([("x.html", b"<script>alert(1)</script>")]),
    "rtf": b"{\\rtf1 x}",
    "ole": samples.OLE_HEAD + bytes(512),
}
GOOD = {
    "pdf": samples.pdf(),
    "jpg": samples.jpeg(),
    "png": samples.png(),
    "docx": samples.docx(),
    "xlsx": samples.xlsx(),
}


def two_faced():
    """(what, bytes): each page before, behind, within and in the notes of each good file, and by itself."""
    for (name, page), (kind, good) in product(PAGES.items(), GOOD.items()):
        middle = len(good) // 2
        yield f"{name} before {kind}", page + good
        yield f"{name} behind {kind}", good + page
        yield f"{name} within {kind}", good[:middle] + page + good[middle:]
        if kind == "jpg":
            yield (
                f"{name} as a comment of {kind}",
                good[:2] + b"\xff\xfe" + (len(page) + 2).to_bytes(2) + page + good[2:],
            )
        if kind == "png":
            yield f"{name} as a note of {kind}", good[:33] + samples.chunk(b"tEXt", b"x\0" + page) + good[33:]
    for name, page in PAGES.items():
        yield name, page


def test_there_are_at_least_200():
    assert len(dict(two_faced())) >= 200


def test_no_file_is_kept_as_anything_but_one_of_five_kinds(tmp_path):
    """Without the child, which would cost minutes: the same functions that it runs."""
    source, drawn = tmp_path / "source", tmp_path / "drawn"
    taken = {}
    for what, content in two_faced():
        source.write_bytes(content)
        try:
            kind = kind_of(source)
        except Unacceptable:
            continue
        taken[what] = kind
        assert content.startswith((b"%PDF-", b"\xff\xd8\xff", b"\x89PNG", b"PK\x03\x04")), what
        if kind in PICTURES:
            redraw(source, kind, drawn)
            kept = drawn.read_bytes()
            page = PAGES[what.partition(" ")[0]]
            assert page[:24] not in kept, what
    assert set(taken.values()) <= set(Kind)
    assert not any(" before " in what or " " not in what for what in taken)


def test_what_is_handed_out_has_the_type_of_our_table_and_not_the_sender_s(evidence_dir):
    received = store.receive([GOOD["png"] + PAGES["html"]], "หน้า.html")
    assert (received.extension, received.content_type) == ("png", "image/png")
