"""HTML to PDF, in a limited child process: `render`, or PrintingFailed with a sentence for the user."""

import base64
import json
import logging
import os
import signal
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType

from django.utils.translation import gettext as _

from printing.fonts import missing_characters
from printing.limits import DEFAULT_LIMITS, Limits
from printing.press import PressGone, press
from printing.press_process import FAILED, NO_ROOM, OK

__all__ = ["PRINT_CSS", "Limits", "PrintingFailed", "ask", "render"]

logger = logging.getLogger(__name__)

PRINT_CSS = (Path(__file__).parent / "print.css").read_text(encoding="utf-8")
# The kernel ends a child at its wall limit; this is for a machine too busy to notice in time.
_GRACE = 30


class PrintingFailed(Exception):
    """The document cannot be printed. `reason`: a Thai sentence for the user; `detail`: English, for the log."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.reason} ({self.detail})" if self.detail else self.reason


_PARSED_SHEETS = (PRINT_CSS,)
_NO_PICTURES: Mapping[str, bytes] = MappingProxyType({})


def render(
    html: str,
    *,
    stylesheets: Sequence[str] = _PARSED_SHEETS,
    identifier: str,
    pictures: Mapping[str, bytes] = _NO_PICTURES,
    limits: Limits = DEFAULT_LIMITS,
) -> bytes:
    """The PDF of `html`: a whole document, its user text escaped. Same arguments, same bytes.

    stylesheets: texts of CSS; print.css is parsed beforehand. identifier: goes into the PDF's /ID, ASCII.
    The document may refer to nothing outside itself: no file, no address, no data: URL. A picture it shows is one
    of `pictures` (JPEG or PNG, as printable_pictures gives them), by its key: <img src="picture:KEY">.
    Raises PrintingFailed; whatever the document does, other documents and this process go on.
    """
    if missing := missing_characters(html):
        logger.warning("no font of ours draws %s in %s", ascii(missing[:50]), identifier)
    order = {
        "work": "typeset",
        "html": html.encode("utf-8", "replace").decode(),  # a lone surrogate is no text
        "stylesheets": list(stylesheets),
        "identifier": identifier,
        "pictures": {key: base64.b64encode(content).decode() for key, content in pictures.items()},
    }
    answer, status = ask(order, limits=limits)
    if status == 0 and answer[:1] == OK:
        return answer[1:]
    failure = _ended(status, limits) if status else _told(answer, limits)
    logger.error("printing %s failed: %s", identifier, failure.detail)
    raise failure


def ask(order: Mapping[str, object], *, limits: Limits) -> tuple[bytes, int]:
    """What the press answers to `order` under `limits`, and the wait status of the child that did it.

    Raises PrintingFailed when no answer came.
    """
    request = json.dumps({**order, "limits": asdict(limits)}).encode()
    try:
        return press.order(request, patience=limits.wall + _GRACE)
    except TimeoutError as error:
        raise PrintingFailed(_too_slow(limits), f"no answer after {limits.wall + _GRACE} s") from error
    except PressGone as error:
        raise PrintingFailed(_("ระบบจัดหน้าหยุดทำงาน จึงยังพิมพ์เอกสารนี้ไม่ได้ ลองอีกครั้ง"), str(error)) from error


def _too_slow(limits: Limits) -> str:
    return _("เอกสารนี้จัดหน้าไม่เสร็จภายในเวลาที่กำหนด (%(seconds)g วินาที) ลองแบ่งข้อความหรือตารางที่ยาวมากออกเป็นส่วน ๆ") % {
        "seconds": min(limits.wall, limits.cpu)
    }


def _too_large(limits: Limits) -> str:
    return _("เอกสารนี้ต้องใช้หน่วยความจำเกินที่กำหนด (%(megabytes)d MB) ลองแบ่งข้อความหรือตารางที่ยาวมากออกเป็นส่วน ๆ") % {
        "megabytes": limits.memory // 1_000_000
    }


def _ended(status: int, limits: Limits) -> PrintingFailed:
    """The failure behind a printer that the kernel ended, by its wait status."""
    code = os.waitstatus_to_exitcode(status)
    name = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    detail = f"the printing process ended by {name} under {limits}"
    if name in ("SIGALRM", "SIGXCPU"):
        return PrintingFailed(_too_slow(limits), detail)
    # How C libraries and the kernel end for want of memory, and the printer that cannot tell of it.
    if name in ("SIGABRT", "SIGTRAP", "SIGKILL", "SIGBUS") or code == NO_ROOM:
        return PrintingFailed(_too_large(limits), detail)
    return PrintingFailed(_("ระบบจัดหน้าหยุดทำงานกลางเอกสารนี้ จึงพิมพ์ไม่ได้"), detail)


def _told(answer: bytes, limits: Limits) -> PrintingFailed:
    """The failure that the printer itself reported."""
    if answer[:1] != FAILED:
        return PrintingFailed(_("จัดหน้าเอกสารนี้ไม่สำเร็จ"), "the printing process ended without an answer")
    told = json.loads(answer[1:])
    reasons = {
        "memory": _too_large(limits),
        "nested": _("เนื้อหาของเอกสารนี้ซ้อนกันหลายชั้นเกินกว่าจะจัดหน้าได้"),
        "outside": _("เอกสารนี้อ้างถึงไฟล์หรือที่อยู่ภายนอก ซึ่งระบบไม่อนุญาตให้ดึงมาพิมพ์"),
        "broken": _("ระบบจัดหน้ายังไม่พร้อมใช้งาน แจ้งผู้ดูแลระบบ"),
    }
    return PrintingFailed(reasons.get(told["kind"], _("จัดหน้าเอกสารนี้ไม่สำเร็จ")), told["detail"])
