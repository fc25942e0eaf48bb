"""The five kinds of evidence file, and the limits that every file keeps.

Only these are accepted because each can be opened and checked whole, and because none of them runs anything
on the reader's machine once macros and embedded objects are ruled out.
"""

from enum import StrEnum

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 25_000_000
MAX_NAME_LENGTH = 200


class Kind(StrEnum):
    """A kind of file, named by the extension it is kept under."""

    PDF = "pdf"
    JPEG = "jpg"
    PNG = "png"
    DOCX = "docx"
    XLSX = "xlsx"


CONTENT_TYPES: dict[Kind, str] = {
    Kind.PDF: "application/pdf",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

EXTENSIONS: dict[str, Kind] = {
    "pdf": Kind.PDF,
    "jpg": Kind.JPEG,
    "jpeg": Kind.JPEG,
    "jpe": Kind.JPEG,
    "jfif": Kind.JPEG,
    "png": Kind.PNG,
    "docx": Kind.DOCX,
    "xlsx": Kind.XLSX,
}
"""Every spelling of an extension, in lower case, that truly says one of the kinds."""


def claimed_extension(name: str) -> str:
    """What `name` says of its kind: the part after the last dot in lower case, "" when there is none."""
    stem, dot, extension = name.rpartition(".")
    return extension.strip().lower() if dot and stem else ""
