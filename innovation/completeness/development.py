"""Step 4: what the evidence needs."""

from __future__ import annotations

from django.utils.translation import gettext as _

from indicators.completeness import missing_in_evidence
from innovation.models import Development


def missing_in_development(development: Development) -> dict[str, str]:
    """A summary, people counted in every session that stands, every cited document complete."""
    missing: dict[str, str] = {}
    if not development.summary:
        missing["summary"] = _("กรอกสรุปผลการพัฒนา")
    uncounted = development.sessions.filter(withdrawn_at__isnull=True, people__isnull=True).count()
    if uncounted:
        missing["sessions"] = _("ยังไม่ได้กรอกจำนวนผู้รับบริการ %(count)s ครั้ง") % {"count": uncounted}
    return missing | missing_in_evidence(development.dossier)
