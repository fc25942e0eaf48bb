"""What a file truly is, told by opening it whole. Runs in the limited child: it meets the hostile bytes.

No Django here, and no sentence: the child answers with a kind or the code of a refusal.
"""

import os
import re
import struct
import warnings
import zlib
from pathlib import Path
from typing import BinaryIO

import filetype
from PIL import Image, ImageFile, JpegImagePlugin, PngImagePlugin
from pypdfium2 import raw as pdfium

from indicators.files.kinds import MAX_PIXELS, Kind
from indicators.files.office import office_kind
from indicators.files.pictures import PICTURES, redraw
from indicators.files.reasons import Code, Unacceptable

# What the fork server loads beforehand, so that a child starts warm. It passes over what it cannot find, and
# finds this package only when started in its folder: hence the libraries by their own names as well.
PRELOAD = [
    *("PIL.JpegImagePlugin", "PIL.PngImagePlugin", "PIL.MpoImagePlugin", "PIL.ImageCms", "PIL.ImageOps"),
    *("pypdfium2", "filetype", __name__),
]
# Pillow finds its readers by name at the first image; named here, they are loaded once.
_READERS = (JpegImagePlugin, PngImagePlugin)

_HEAD_BYTES = 8192
_PDF_HEAD = re.compile(rb"%PDF-\d\.\d")
_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_JPEG_HEAD = b"\xff\xd8\xff"
_ZIP_HEAD = b"PK\x03\x04"
_OLE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def examine(path: str, redrawn: str) -> dict[str, str | bool]:
    """The file at `path`: {"kind": …, "told_where": …}, or {"refused": code, "found": extension its head speaks of
    or ""}. A picture is drawn anew into `redrawn`, unless that is ""; `told_where`: it said where it was taken."""
    try:
        kind = kind_of(Path(path))
        told_where = redraw(Path(path), kind, Path(redrawn)) if redrawn and kind in PICTURES else False
        return {"kind": kind, "told_where": told_where}
    except Unacceptable as refusal:
        return {"refused": refusal.code, "found": refusal.found}


def kind_of(path: Path) -> Kind:
    """The kind of the file at `path`, which was opened to its end. Raises Unacceptable."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
        if not head:
            raise Unacceptable(Code.EMPTY)
        # The head must stand at byte 0: a reader that looks for it further down would see another file.
        if _PDF_HEAD.match(head):
            return _pdf(file, path)
        if head.startswith(_PNG_HEAD):
            return _png(file, path)
        if head.startswith(_JPEG_HEAD):
            return _jpeg(file, path)
        if head.startswith(_ZIP_HEAD):
            return office_kind(file)
        if head.startswith(_OLE_HEAD):
            # A Word or Excel file with a password is kept inside an OLE file, the older formats are one.
            file.seek(0)
            raise Unacceptable(Code.LOCKED if _ENCRYPTED_PACKAGE in file.read() else Code.OLD_OFFICE)
    raise Unacceptable(Code.NOT_ALLOWED, found=_found(head))


def _found(head: bytes) -> str:
    """The extension that goes with `head`, "" when it is none that is known."""
    extension = filetype.guess_extension(head)
    return extension if isinstance(extension, str) else ""


def _pdf(file: BinaryIO, path: Path) -> Kind:
    """A PDF that is there to its end, not locked, and of which every page can be loaded."""
    if b"%%EOF" not in _tail(file, 2048):
        raise Unacceptable(Code.DAMAGED)
    # PDFium itself and not its Python helper, which takes a document without pages for one that failed to
    # load, with the error of whatever was loaded before.
    document = pdfium.FPDF_LoadDocument(os.fsencode(path) + b"\0", None)
    if not document:
        locked = pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise Unacceptable(Code.LOCKED if locked else Code.DAMAGED)
    try:
        pages = pdfium.FPDF_GetPageCount(document)
        if pages < 1:
            raise Unacceptable(Code.NO_PAGES)
        for number in range(pages):
            page = pdfium.FPDF_LoadPage(document, number)
            if not page:
                raise Unacceptable(Code.DAMAGED)
            pdfium.FPDF_ClosePage(page)
    finally:
        pdfium.FPDF_CloseDocument(document)
    return Kind.PDF


def _png(file: BinaryIO, path: Path) -> Kind:
    """A PNG with every chunk whole, one picture, and every pixel decoded."""
    if b"acTL" in _chunk_names(file):
        raise Unacceptable(Code.ANIMATED)
    _decode(path)
    return Kind.PNG


def _chunk_names(file: BinaryIO) -> set[bytes]:
    """The names of the chunks up to IEND. Pillow reads on without those that come after the pixels."""
    file.seek(len(_PNG_HEAD))
    names: set[bytes] = set()
    while b"IEND" not in names:
        start = file.read(8)
        if len(start) < 8:
            raise Unacceptable(Code.DAMAGED)
        length, name = struct.unpack(">I4s", start)
        # At most the file's own length is there to be read, whatever the chunk says.
        body, checksum = file.read(length), file.read(4)
        if checksum != struct.pack(">I", zlib.crc32(name + body)):
            raise Unacceptable(Code.DAMAGED)
        names.add(name)
    return names


def _jpeg(file: BinaryIO, path: Path) -> Kind:
    """A JPEG that reaches its end mark, every pixel decoded."""
    _decode(path)
    file.seek(0)
    if not _reaches_its_end(file.read()):
        raise Unacceptable(Code.DAMAGED)
    return Kind.JPEG


def _reaches_its_end(picture: bytes) -> bool:
    """Whether the end mark comes after the first scan.

    An interrupted copy may have its full length, the rest being zeros: a decoder takes them for pixels.
    The segments before the scan are stepped over: an embedded preview has an end mark of its own.
    """
    at = 2
    while picture[at : at + 1] == b"\xff" and at + 4 <= len(picture):
        mark = picture[at + 1]
        if mark == 0xFF:  # padding
            at += 1
        elif mark == 0xDA:  # start of scan; an end mark cannot stand inside its coded bytes
            return picture.find(b"\xff\xd9", at) != -1
        else:
            at += 2 + int.from_bytes(picture[at + 2 : at + 4])
    return False


def _decode(path: Path) -> None:
    """Decode every pixel of the JPEG or PNG at `path`.

    The size is told by the head and checked before anything is decoded. Of a JPEG that carries further
    pictures (a phone's depth or brightness map) the first is decoded, which is the one that viewers show.
    """
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # oddities in the notes of a camera are no fault of the picture
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(path, formats=["JPEG", "PNG"]) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise Unacceptable(Code.TOO_MANY_PIXELS)
                image.load()
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise Unacceptable(Code.TOO_MANY_PIXELS) from error
        except (MemoryError, Unacceptable):
            raise
        except Exception as error:
            # Pillow's readers raise a dozen kinds of error on broken files, none of them documented.
            raise Unacceptable(Code.DAMAGED) from error


def _tail(file: BinaryIO, length: int) -> bytes:
    """The last `length` bytes of `file`, all of it when it is shorter."""
    size = file.seek(0, 2)
    file.seek(max(0, size - length))
    return file.read()
