"""The reasons for which a file is refused, as codes: stable, for software, logs and the audit."""

from enum import StrEnum


class Code(StrEnum):
    """Why a file is not taken. The sentence for people is in `refusals`."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    NOT_ALLOWED = "not_allowed"
    OLD_OFFICE = "old_office"
    OTHER_OFFICE = "other_office"
    LOCKED = "locked"
    DAMAGED = "damaged"
    NO_PAGES = "no_pages"
    TOO_MANY_PIXELS = "too_many_pixels"
    ANIMATED = "animated"
    MACROS = "macros"
    EMBEDDED = "embedded"
    UNSAFE_ARCHIVE = "unsafe_archive"
    TOO_HEAVY = "too_heavy"
    TRY_AGAIN = "try_again"
    STORE_FULL = "store_full"
    STORE_GONE = "store_gone"


class Unacceptable(Exception):
    """The content is refused for `code`; `found` is the extension it speaks of, where that can be told."""

    def __init__(self, code: Code, *, found: str = "") -> None:
        super().__init__(str(code))
        self.code = code
        self.found = found
