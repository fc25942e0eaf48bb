"""DOCX and XLSX: an archive of parts (ECMA-376 part 2), read whole and under limits.

Every part is unpacked once, as a stream: its checksum is proved, XML is parsed without building a tree, and
nothing is kept but the content types and the relationships, by which the file says what it is.
"""

import re
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO, BinaryIO

from indicators.files.kinds import MAX_BYTES, Kind
from indicators.files.office_xml import XmlPart
from indicators.files.reasons import Code, Unacceptable

MAX_ENTRIES = 2_000
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 100
# Repetitive sheets pack very tightly; a ratio says something only of what unpacks to a burden.
RATIO_MATTERS_FROM = 10 * 1024 * 1024

_CHUNK = 256 * 1024
_END_RECORD = b"PK\x05\x06"
_MAIN_TYPES = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": Kind.DOCX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": Kind.XLSX,
}
_MACRO_TYPES = ("macroenabled", "vbaproject", "vbadata", "macrosheet")
_EMBEDDED_TYPES = ("activex", "oleobject")
# Programs (Windows, Linux, script) and OLE containers, by their first bytes.
_EMBEDDED_HEADS = (b"MZ", b"\x7fELF", b"#!", b"\xd0\xcf\x11\xe0")
# What Office would fetch and obey on opening, when the target is not in the file.
_FETCHED = ("/attachedtemplate", "/oleobject", "/frame", "/subdocument")
_REMOTE = re.compile(r"(https?|ftp|mhtml|mk|ms-[\w-]+):|\\\\|//|file://[^/]", re.IGNORECASE)


@dataclass(slots=True)
class _Package:
    """What the parts of one file told."""

    names: list[str] = field(default_factory=list)
    defaults: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, str] = field(default_factory=dict)
    main: str = ""
    unpacked: int = 0

    def content_type(self, name: str) -> str:
        """The content type of part `name`; part names and types are compared without regard to case."""
        extension = name.rpartition(".")[2]
        return self.overrides.get(f"/{name}".lower(), self.defaults.get(extension.lower(), ""))


def office_kind(file: BinaryIO, *, embedded: bool = False) -> Kind:
    """DOCX or XLSX, after every part of the archive `file` was read. Raises Unacceptable.

    `embedded`: this file stands in another one, as the numbers behind a chart do; nothing may stand in it.
    """
    try:
        entries = _entry_count(file)
        if entries > MAX_ENTRIES:
            raise Unacceptable(Code.UNSAFE_ARCHIVE)
        with zipfile.ZipFile(file) as archive:
            _check_entries(archive, size=file.seek(0, 2))
            package = _Package()
            for entry in archive.infolist():
                if not entry.is_dir():
                    _read_part(archive, entry, package, embedded=embedded)
    # zipfile gives away its caller's mistakes and broken archives by the same errors.
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise Unacceptable(Code.DAMAGED) from error
    return _verdict(package)


def _entry_count(file: BinaryIO) -> int:
    """How many entries the archive's end record counts; the record must be the file's very end.

    It is asked before the list of entries is read, which costs memory for each of them.
    """
    size = file.seek(0, 2)
    file.seek(max(0, size - 65_557))
    tail = file.read()
    at = tail.rfind(_END_RECORD)
    if at == -1 or at + 22 > len(tail):
        raise Unacceptable(Code.DAMAGED)
    entries, comment_length = struct.unpack_from("<H8xH", tail, at + 10)
    if at + 22 + comment_length != len(tail):
        raise Unacceptable(Code.DAMAGED)
    return int(entries)


def _check_entries(archive: zipfile.ZipFile, *, size: int) -> None:
    """What the list of entries must keep, before anything is unpacked. `size`: of the archive, in bytes."""
    entries = archive.infolist()
    names = [entry.filename.lower() for entry in entries]
    unpacked = sum(entry.file_size for entry in entries)
    if (
        not entries
        or len(entries) > MAX_ENTRIES
        or len(set(names)) != len(names)
        or min(entry.header_offset for entry in entries) != 0
        or unpacked > MAX_UNPACKED
        or (unpacked > RATIO_MATTERS_FROM and unpacked > MAX_RATIO * size)
        or any(_is_odd(entry) for entry in entries)
    ):
        raise Unacceptable(Code.UNSAFE_ARCHIVE)
    if any(entry.flag_bits & 0x2041 for entry in entries):  # encrypted: the entry, strongly, the directory
        raise Unacceptable(Code.LOCKED)


def _is_odd(entry: zipfile.ZipInfo) -> bool:
    """Whether the entry's name leads elsewhere, or the entry is no plain file or folder."""
    name = entry.orig_filename
    mode = entry.external_attr >> 16
    return (
        not name
        or any(character in name for character in "\\:\0")
        or any(not character.isprintable() for character in name)
        or any(part in (".", "..", "") for part in name.removesuffix("/").split("/"))
        or (stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR))
        or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    )


def _read_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, package: _Package, *, embedded: bool) -> None:
    """Unpack one part to its end, and keep what it tells of the package."""
    name = entry.filename
    package.names.append(name)
    xml = XmlPart(name) if XmlPart.speaks_of(name) else None
    with archive.open(entry) as part:
        chunk = part.read(_CHUNK)
        _check_head(name, chunk)
        if chunk.startswith(b"PK\x03\x04"):
            _read_embedded(name, entry, chunk, part, embedded=embedded)
            return
        while chunk:
            if xml:
                xml.feed(chunk)
            chunk = part.read(_CHUNK)
    if xml:
        xml.close()
        _note(xml, package)


def _check_head(name: str, head: bytes) -> None:
    """Refuse a part that is a program, an OLE object or a macro project."""
    if name.lower().endswith(("vbaproject.bin", "vbadata.xml")):
        raise Unacceptable(Code.MACROS)
    if head.startswith(_EMBEDDED_HEADS):
        raise Unacceptable(Code.EMBEDDED)


def _read_embedded(name: str, entry: zipfile.ZipInfo, head: bytes, part: IO[bytes], *, embedded: bool) -> None:
    """A file within the file: Office keeps the numbers behind a chart so. One level, DOCX and XLSX alone."""
    if embedded or "/embeddings/" not in f"/{name.lower()}" or entry.file_size > MAX_BYTES:
        raise Unacceptable(Code.EMBEDDED)
    try:
        office_kind(BytesIO(head + part.read()), embedded=True)
    except Unacceptable as refusal:
        macros = refusal.code == Code.MACROS
        raise Unacceptable(Code.MACROS if macros else Code.EMBEDDED) from refusal


def _note(xml: XmlPart, package: _Package) -> None:
    """Keep the content types and the main part, refuse a relationship that fetches something from afar."""
    package.defaults.update(xml.defaults)
    package.overrides.update(xml.overrides)
    for relationship in xml.relationships:
        kind = relationship.kind.lower()
        if kind.endswith(_FETCHED) and _REMOTE.match(relationship.target.strip()):
            raise Unacceptable(Code.EMBEDDED)
        if xml.name == "_rels/.rels" and kind.endswith("/officedocument"):
            package.main = relationship.target.lstrip("/")


def _verdict(package: _Package) -> Kind:
    """The kind that the package says it is, macros and embedded objects ruled out by their content types."""
    if "[Content_Types].xml" not in package.names:
        raise Unacceptable(Code.NOT_ALLOWED, found="zip")
    declared = [*package.defaults.values(), *package.overrides.values()]
    if any(word in declared_type for declared_type in declared for word in _MACRO_TYPES):
        raise Unacceptable(Code.MACROS)
    types = [package.content_type(name) for name in package.names]
    if any(word in content_type for content_type in types for word in _EMBEDDED_TYPES):
        raise Unacceptable(Code.EMBEDDED)
    if package.main.lower() not in (name.lower() for name in package.names):
        raise Unacceptable(Code.DAMAGED)
    kind = _MAIN_TYPES.get(package.content_type(package.main))
    if kind is None:
        raise Unacceptable(Code.OTHER_OFFICE)
    return kind
