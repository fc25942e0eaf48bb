"""How much an agency may attach in a quarter, so that one careless folder of videos does not fill the city's disk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.models import Agency
from indicators.deadlines import quarter_bounds, quarter_of
from indicators.models import DocumentFile
from indicators.services.errors import Invalid
from thai.dates import BANGKOK, bangkok_day, fiscal_year

QUOTA_BYTES = 2 * 1024**3
_GIGABYTE = 1024**3
# What apps above let an agency keep besides attachments: its bytes since an instant.
COUNTED_BESIDES: list[Callable[[Agency, datetime], int]] = []


def check(agency: Agency, size: int, at: datetime) -> None:
    """Raise Invalid when a file of `size` bytes would take the agency over its quota at the instant `at`.

    Runs inside the transaction that adds the file, which holds the agency's chain: of two uploads at once the second
    sees the first.
    """
    used = used_bytes(agency, at)
    if used + size > QUOTA_BYTES:
        figures = {"used": f"{used / _GIGABYTE:.2f}", "quota": f"{QUOTA_BYTES / _GIGABYTE:.0f}"}
        raise Invalid(
            {
                "files": _(
                    "ไตรมาสนี้หน่วยงานแนบไฟล์แล้ว %(used)s กิกะไบต์ ไฟล์นี้จะทำให้เกิน %(quota)s กิกะไบต์ "
                    "โปรดลดขนาดไฟล์ หรือลบไฟล์ที่แนบผิดก่อน แล้วแนบใหม่"
                )
                % figures
            }
        )


def used_bytes(agency: Agency, at: datetime) -> int:
    """The sizes of the files kept for the agency since the quarter of `at` began (midnight in Bangkok). The same
    bytes under two documents count twice, as two people read two attachments."""
    day = bangkok_day(at)
    first = quarter_bounds(fiscal_year(day), quarter_of(day)).first
    begins = datetime.combine(first, time(), BANGKOK)
    files = DocumentFile.objects.filter(document__agency=agency, added_at__gte=begins)
    attached = files.aggregate(total=Sum("file__size"))["total"] or 0
    return attached + sum(count(agency, begins) for count in COUNTED_BESIDES)
