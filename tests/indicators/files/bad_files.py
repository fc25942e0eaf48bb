"""Bad files, each made on purpose, by the reason for which it must be refused."""

import io
import stat
import struct
import zipfile

from indicators.files.reasons import Code
from tests.indicators.files import samples
from tests.indicators.files.samples import OLE_HEAD, archive, content_types, document, docx, relationships

HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
EXTERNAL = ' TargetMode="External"'


def _entry(name, mode=stat.S_IFREG | 0o644):
    entry = zipfile.ZipInfo(name)
    entry.filename = entry.orig_filename = name
    entry.external_attr = mode << 16
    return entry


def _with_types(extra):
    return content_types(extra=extra)


def _flagged(content, flag):
    """`content` with `flag` set on the first entry, in its local head and in the list of entries."""
    written = bytearray(content)
    at = written.index(b"PK\x01\x02")
    written[6] |= flag & 0xFF
    written[at + 8] |= flag & 0xFF
    return bytes(written)


def _repeated_name():
    buffer = io.BytesIO(docx())
    with zipfile.ZipFile(buffer, "a") as written:
        written.writestr(_entry("WORD/document.xml"), document())
    return buffer.getvalue()


def _compressed_otherwise():
    buffer = io.BytesIO(docx())
    with zipfile.ZipFile(buffer, "a") as written:
        written.writestr("word/other.xml", "<a/>", compress_type=zipfile.ZIP_LZMA)
    return buffer.getvalue()


def _saying_one_part(content):
    end = content.rindex(b"PK\x05\x06")
    return content[: end + 8] + struct.pack("<HH", 1, 1) + content[end + 12 :]


def _changed(content, old, new):
    assert old in content
    return content.replace(old, new, 1)


def _stored_docx():
    parts = [("[Content_Types].xml", content_types()), ("_rels/.rels", relationships())]
    return archive([*parts, ("word/document.xml", document())], zipfile.ZIP_STORED)


ENTITIES = '<!DOCTYPE a [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OLE_TYPE = "application/vnd.openxmlformats-officedocument.oleObject"
CHART = "word/embeddings/Book1.xlsx"

NOT_ALLOWED = {
    "html": HTML,
    "svg": SVG,
    "exe": b"MZ\x90\0\3\0\0\0" + bytes(200),
    "elf": b"\x7fELF\2\1\1" + bytes(200),
    "gif": samples.image("GIF"),
    "gif-with-html": b"GIF89a" + HTML,
    "webp": samples.image("WEBP"),
    "bmp": samples.image("BMP"),
    "tiff": samples.image("TIFF"),
    "icon": samples.image("ICO"),
    "jpeg-2000": samples.image("JPEG2000"),
    "rtf": rb"{\rtf1\ansi hello}",
    "csv": "ลำดับ,ผลงาน\n1,100\n".encode(),
    "text": "รายงานผลการดำเนินงาน".encode(),
    "utf-16-text": "รายงาน".encode("utf-16"),
    "postscript": b"%!PS-Adobe-3.0\nshowpage\n",
    "gzip": b"\x1f\x8b\x08\0" + bytes(40),
    "7z": b"7z\xbc\xaf\x27\x1c" + bytes(40),
    "rar": b"Rar!\x1a\x07\0" + bytes(40),
    "zip": archive([("a.txt", "hello")]),
    "open-document": archive([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<a/>")]),
    "script": b"#!/bin/sh\nrm -rf /\n",
    "shortcut": b"L\0\0\0\x01\x14\x02\0" + bytes(60),
    "html-before-pdf": HTML + samples.pdf(),
    "line-before-pdf": b"\n" + samples.pdf(),
    "mark-before-pdf": b"\xef\xbb\xbf" + samples.pdf(),
    "exe-before-zip": b"MZ\x90\0" + bytes(60) + docx(),
    "html-before-png": b"<!--" + samples.png(),
    "space-before-jpeg": b" " + samples.jpeg(),
    "zeros": bytes(4096),
    "one-byte": b"%",
    "pdf-without-version": b"%PDF-" + HTML,
}

DAMAGED = {
    "html-called-pdf": b"%PDF-1.4\n" + HTML,
    "html-called-pdf-with-end": b"%PDF-1.4\n" + HTML + b"\n%%EOF",
    "end-far-before-the-end": samples.pdf() + b"<script>" + b"a" * 4000,
    "pdf-page-missing": _changed(samples.pdf(), b"/Kids [5 0 R]", b"/Kids [9 0 R]"),
    "html-called-png": b"\x89PNG\r\n\x1a\n" + HTML,
    "html-called-jpeg": b"\xff\xd8\xff\xe0" + HTML,
    "png-head-alone": samples.png()[:8],
    "png-wrong-checksum": _changed(samples.png(), samples.png()[29:33], b"\0\0\0\0"),
    "png-spoilt-pixels": samples.png()[:60] + bytes(30) + samples.png()[90:],
    "png-chunk-too-long": samples.png()[:33] + b"\x7f\xff\xff\xff" + samples.png()[37:],
    "png-without-pixels": samples.png()[:33] + samples.chunk(b"IEND", b""),
    "png-without-size": samples.png()[:8] + samples.chunk(b"IEND", b""),
    "jpeg-head-alone": samples.jpeg()[:4],
    "jpeg-cut-short-and-filled-up": samples.jpeg(size=(400, 300))[:3000] + bytes(300_000),
    "jpeg-without-tables": b"\xff\xd8\xff\xda\0\2\xff\xd9",
    "zip-head-alone": b"PK\x03\x04" + bytes(100),
    "zip-with-a-tail": docx() + HTML,
    "docx-without-a-list": docx()[: docx().index(b"PK\x01\x02")],
    "docx-wrong-checksum": _changed(_stored_docx(), b'word/document.xml"/>', b'word/document.xmk"/>'),
    "docx-broken-xml": docx(main="<w:document"),
    "docx-unbound-prefix": docx(main="<w:document/>"),
    "docx-no-relationships": archive([("[Content_Types].xml", content_types()), ("word/document.xml", document())]),
    "docx-main-part-missing": docx(rels=relationships(target="word/elsewhere.xml")),
    "docx-main-part-outside": docx(rels=relationships(target="../../etc/passwd")),
}

UNSAFE_ARCHIVE = {
    "zip-before-docx": archive([("a.txt", "hello")]) + docx(),
    "more-parts-than-it-says": _saying_one_part(docx(*((f"word/{n}.xml", "<a/>") for n in range(2_000)))),
    "parent-folder": docx((_entry("../../etc/cron.d/x"), b"x")),
    "parent-folder-inside": docx((_entry("word/../../x.xml"), b"<a/>")),
    "absolute": docx((_entry("/etc/passwd"), b"x")),
    "drive": docx((_entry("C:/windows/x"), b"x")),
    "backslash": docx((_entry("word\\..\\x"), b"x")),
    "control-character": docx((_entry("word/a\x1b.xml"), b"<a/>")),
    "turned-round": docx((_entry("word/a\u202egpj.exe"), b"x")),
    "here": docx((_entry("./word/x.xml"), b"<a/>")),
    "empty-part": docx((_entry("word//x.xml"), b"<a/>")),
    "symbolic-link": docx((_entry("word/media", stat.S_IFLNK | 0o777), b"/etc")),
    "device": docx((_entry("word/null", stat.S_IFCHR | 0o666), b"")),
    "same-name-twice": _repeated_name(),
    "other-compression": _compressed_otherwise(),
    "too-many-parts": docx(*((f"word/{number}.xml", "<a/>") for number in range(2_000))),
    "entities": docx(main=document(before=ENTITIES)),
    "external-entity": docx(main=document(before='<!DOCTYPE a SYSTEM "file:///etc/passwd">')),
    "entities-in-the-types": docx(types=ENTITIES + content_types().partition("?>")[2]),
    "entities-in-a-drawing": docx(("word/a.vml", ENTITIES + "<a/>")),
}

MACROS = {
    "vba-project": docx(("word/vbaProject.bin", OLE_HEAD + bytes(600))),
    "vba-project-in-capitals": docx(("word/VBAPROJECT.BIN", b"x")),
    "vba-type": docx(
        ("word/p.bin", b"x"),
        types=_with_types('<Override PartName="/word/p.bin" ContentType="application/vnd.ms-office.vbaProject"/>'),
    ),
    "macro-document": docx(types=content_types("application/vnd.ms-word.document.macroEnabled.main+xml")),
    "macro-workbook": docx(types=content_types("application/vnd.ms-excel.sheet.macroEnabled.main+xml")),
    "macro-sheet": docx(
        ("xl/macrosheets/sheet1.xml", "<a/>"),
        types=_with_types('<Default Extension="x" ContentType="application/vnd.ms-excel.macrosheet+xml"/>'),
    ),
    "macros-in-the-chart": docx((CHART, docx(("word/vbaProject.bin", b"x")))),
}

EMBEDDED = {
    "exe": docx(("word/media/image1.png", b"MZ" + bytes(100))),
    "elf": docx(("word/media/image1.png", b"\x7fELF" + bytes(100))),
    "ole-object": docx(("word/embeddings/oleObject1.bin", OLE_HEAD + bytes(600))),
    "ole-type": docx(
        ("word/embeddings/object.dat", b"x"),
        types=_with_types(f'<Default Extension="dat" ContentType="{OLE_TYPE}"/>'),
    ),
    "activex": docx(
        ("word/activeX/activeX1.xml", "<a/>"),
        types=_with_types(
            '<Override PartName="/word/activeX/activeX1.xml" ContentType="application/vnd.ms-office.activeX+xml"/>'
        ),
    ),
    "zip-in-the-media": docx(("word/media/image1.zip", archive([("a", "b")]))),
    "zip-as-the-chart": docx((CHART, archive([("a", "b")]))),
    "two-levels": docx((CHART, docx((CHART, docx())))),
    "template-from-afar": docx(
        (
            "word/_rels/settings.xml.rels",
            relationships("attachedTemplate", "https://a.example/t.dotm", EXTERNAL),
        )
    ),
    "object-from-afar": docx(
        (
            "word/_rels/document.xml.rels",
            relationships("oleObject", "mhtml:http://a.example/x!x-usc:", EXTERNAL),
        )
    ),
    "frame-from-a-share": docx(("word/_rels/web.xml.rels", relationships("frame", r"\\10.0.0.1\share\x", EXTERNAL))),
}

OTHER = [
    (Code.OLD_OFFICE, "old-word", OLE_HEAD + bytes(2048) + "WordDocument".encode("utf-16-le")),
    (Code.LOCKED, "locked-docx", OLE_HEAD + bytes(2048) + "EncryptedPackage".encode("utf-16-le") + bytes(64)),
    (Code.LOCKED, "locked-pdf", samples.locked_pdf(user_password="secret")),
    (Code.LOCKED, "locked-entry", _flagged(docx(), 0x01)),
    (Code.NO_PAGES, "pdf-without-pages", samples.pdf(pages=0)),
    (
        Code.OTHER_OFFICE,
        "presentation",
        docx(
            types=content_types("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml")
        ),
    ),
    (
        Code.OTHER_OFFICE,
        "template",
        docx(types=content_types(samples.WORD_MAIN.replace("document.main", "template.main"))),
    ),
    (
        Code.ANIMATED,
        "moving-png",
        samples.png()[:33] + samples.chunk(b"acTL", struct.pack(">II", 2, 0)) + samples.png()[33:],
    ),
    (Code.TOO_MANY_PIXELS, "png-13300", samples.flat_png(13_300, 13_300)),
    (Code.TOO_MANY_PIXELS, "png-one-row-too-many", samples.flat_png(5_000, 5_001)),
    (Code.TOO_MANY_PIXELS, "png-wide", samples.flat_png(2_000_000, 20)),
]

BAD_FILES = [
    *((Code.NOT_ALLOWED, name, content) for name, content in NOT_ALLOWED.items()),
    *((Code.DAMAGED, name, content) for name, content in DAMAGED.items()),
    *((Code.UNSAFE_ARCHIVE, name, content) for name, content in UNSAFE_ARCHIVE.items()),
    *((Code.MACROS, name, content) for name, content in MACROS.items()),
    *((Code.EMBEDDED, name, content) for name, content in EMBEDDED.items()),
    *OTHER,
]
