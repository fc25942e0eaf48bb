"""The pictures of a document: asked for by their SHA-256, made fit to print one by one in the press."""

import base64
import hashlib
import logging
from collections.abc import Callable, Iterable

from printing.limits import Limits
from printing.pdf import ask
from printing.press_process import OK

logger = logging.getLogger(__name__)

# Gives the bytes of the file with this SHA-256 (lower-case hex), None when there is no such file.
PictureSource = Callable[[str], bytes | None]

# For one picture; the largest that is opened, 100 million dots with transparency, takes 940 MB and some seconds.
_LIMITS = Limits(memory=1_500_000_000, cpu=20, wall=20)


def printable_pictures(wanted: Iterable[str], source: PictureSource) -> dict[str, bytes]:
    """The pictures of `wanted` that can be printed, by SHA-256, in a form that print is sharp in and small.

    One that is gone, is not what its SHA-256 says, or cannot be opened is left out and logged.
    Raises PrintingFailed when the press itself failed, which is no picture's fault.
    """
    found = {}
    for sha256 in wanted:
        content = source(sha256)
        if content is None or hashlib.sha256(content).hexdigest() != sha256:
            logger.error("the picture %s is %s", sha256, "gone" if content is None else "another file")
        elif drawn := _printable(sha256, content):
            found[sha256] = drawn
    return found


def _printable(sha256: str, content: bytes) -> bytes:
    order = {"work": "picture", "content": base64.b64encode(content).decode()}
    answer, status = ask(order, limits=_LIMITS)
    if status == 0 and answer[:1] == OK:
        return answer[1:]
    logger.error("the picture %s cannot be printed: wait status %s, %s", sha256, status, answer[:500])
    return b""
