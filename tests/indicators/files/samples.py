"""Small real files of every kind, and the parts to build bad ones from."""

import io
import struct
import zipfile
import zlib

import openpyxl
import pypdf
from PIL import Image

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
OLE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def image(kind, size=(64, 48), mode="RGB", **options):
    """A picture with some detail in it, as the bytes of a file of `kind` (JPEG, PNG, GIF, …)."""
    buffer = io.BytesIO()
    picture = Image.effect_mandelbrot(size, (-3, -2.5, 2, 2.5), 100).convert(mode)
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def jpeg(**options):
    return image("JPEG", **options)


def png(**options):
    return image("PNG", **options)


def chunk(name, body):
    """One PNG chunk with its checksum."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def flat_png(width, height):
    """A PNG of one colour, tiny as a file whatever its size in pixels."""
    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    pixels = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def pdf(pages=1, content=b"BT /F1 24 Tf 72 700 Td (KPI) Tj ET", content_entries=b""):
    """A PDF written by hand, with a true cross-reference table."""
    kids = b" ".join(b"%d 0 R" % (5 + number) for number in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d %s>>\nstream\n%s\nendstream" % (len(content), content_entries, content),
    ]
    page = b"/MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> >>"
    objects += [b"<< /Type /Page /Parent 2 0 R %s >>" % page] * pages
    written, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(written))
    return written + head + table + tail


def locked_pdf(*, user_password, owner_password="owner"):
    """A PDF under encryption; with an empty user password anybody can open it."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf()))
    writer.encrypt(user_password, owner_password, algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def content_types(main=WORD_MAIN, part="/word/document.xml", extra=""):
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="{part}" ContentType="{main}"/>{extra}</Types>'
    )


def relationships(kind="officeDocument", target="word/document.xml", mode=""):
    return (
        f'<Relationships xmlns="{RELATIONSHIPS}">'
        f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>'
    )


def document(paragraphs=("ผลการดำเนินงาน",), before=""):
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}'
        f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    )


def archive(parts, compression=zipfile.ZIP_DEFLATED):
    """A zip file of `parts`: (name or ZipInfo, text or bytes) in order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as written:
        for name, body in parts:
            written.writestr(name, body)
    return buffer.getvalue()


def docx(*extra, types=None, rels=None, main=None, compression=zipfile.ZIP_DEFLATED):
    """A minimal Word document, with `extra` parts (name, body), or others in place of its own."""
    return archive(
        [
            ("[Content_Types].xml", types if types is not None else content_types()),
            ("_rels/.rels", rels if rels is not None else relationships()),
            ("word/document.xml", main if main is not None else document()),
            *extra,
        ],
        compression,
    )


def xlsx(rows=3, cell="ร้อยละ 100"):
    """A workbook as openpyxl writes it."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("ผลงาน")
    for _ in range(rows):
        sheet.append([cell] * 8)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
