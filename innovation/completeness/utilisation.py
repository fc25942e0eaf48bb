"""Step 5: what Form 5 needs."""

from __future__ import annotations

from django.utils.translation import gettext as _

from innovation.completeness.labels import label_of
from innovation.models import Utilisation

WRITTEN = (
    *("used_from", "used_to", "satisfaction_count", "satisfaction_mean", "satisfaction_percent"),
    *("before", "after", "benefits", "obstacles", "extension_plan"),
)


def missing_in_utilisation(utilisation: Utilisation) -> dict[str, str]:
    """Period, satisfaction, before and after, benefits, obstacles, the plan; a reason for a corrected figure."""
    missing = {
        name: _("กรอก “%(label)s”") % {"label": label_of(utilisation, name)}
        for name in WRITTEN
        if getattr(utilisation, name) in (None, "")
    }
    if utilisation.sessions_corrected is not None and not utilisation.sessions_reason:
        missing["sessions_reason"] = _("กรอกเหตุผลที่แก้จำนวนครั้ง")
    if utilisation.people_corrected is not None and not utilisation.people_reason:
        missing["people_reason"] = _("กรอกเหตุผลที่แก้จำนวนผู้ใช้บริการ")
    return missing
