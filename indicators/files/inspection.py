"""Is this a file that may be evidence, and of which kind? The content answers, never the name."""

import logging
import multiprocessing
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from indicators.files.content import PRELOAD, examine
from indicators.files.kinds import CONTENT_TYPES, EXTENSIONS, MAX_BYTES, Kind, claimed_extension
from indicators.files.limited_child import ChildFailed, Limits, Reason, run_limited
from indicators.files.reasons import Code
from indicators.files.refusals import refused

logger = logging.getLogger(__name__)

# There is one fork server for the process and one list for it; nobody else in the product uses it. Each child
# also imports the script that its parent was started by, which in the office is gunicorn's.
multiprocessing.set_forkserver_preload([*PRELOAD, "gunicorn.app.wsgiapp"])

# 512 MiB: a picture of 25 million pixels, progressive and in four colours, is what takes most.
LIMITS = Limits(memory=512 * 1024 * 1024, cpu=10, wall=15.0, written=MAX_BYTES)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that may be kept. `notice`: what to tell the person, of a name that said another kind or of a place
    that was removed, else ""."""

    kind: Kind
    extension: str
    content_type: str
    notice: str


def inspect(path: Path, name: str, *, redrawn: Path | None = None) -> Accepted:
    """What the file at `path`, called `name` by the person, truly is. Raises Refused with a sentence.

    A picture is drawn anew into `redrawn`, where that is given: what is to be kept of it then stands there.

    The size is checked here, the content in a child process with limits: whatever a file does to the software
    that opens it, the answer is a refusal.
    """
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise refused(Code.TOO_BIG)
    try:
        verdict = run_limited(examine, str(path), str(redrawn or ""), limits=LIMITS)
    except ChildFailed as failure:
        logger.warning("a file of %d bytes could not be examined: %s", size, failure.reason)
        code = Code.TRY_AGAIN if failure.reason == Reason.START else Code.TOO_HEAVY
        raise refused(code) from failure
    kind, told_where = _found(verdict)
    notices = [_other_kind(kind, name), _place_removed() if told_where else ""]
    return Accepted(kind, kind.value, CONTENT_TYPES[kind], " ".join(filter(None, notices)))


def _found(verdict: object) -> tuple[Kind, bool]:
    """The kind that the child found, and whether the picture told where it was taken. Raises Refused, also for a
    verdict that no child of ours gives."""
    match verdict:
        case {"kind": str(kind), "told_where": bool(told_where)} if kind in set(Kind):
            return Kind(kind), told_where
        case {"refused": str(code), "found": str(found)} if code in set(Code):
            raise refused(Code(code), found=found)
    logger.error("a file was answered by a verdict of another make: %.200r", verdict)
    raise refused(Code.TOO_HEAVY)


def _other_kind(kind: Kind, name: str) -> str:
    """The true kind in a sentence, when `name` claims another one or none."""
    claimed = claimed_extension(name)
    if EXTENSIONS.get(claimed) is kind:
        return ""
    return _("เนื้อหาของไฟล์นี้เป็น %(kind)s ซึ่งไม่ตรงกับชื่อไฟล์ ระบบจึงเก็บไฟล์เป็น .%(extension)s") % {
        "kind": kind.value.upper(),
        "extension": kind.value,
    }


def _place_removed() -> str:
    """That a photograph lost the place it told: who needs it as evidence writes it down."""
    return _("ภาพนี้มีพิกัดสถานที่ถ่าย ระบบลบพิกัดออกก่อนเก็บ หากสถานที่เป็นส่วนหนึ่งของหลักฐาน โปรดระบุเป็นข้อความ")
