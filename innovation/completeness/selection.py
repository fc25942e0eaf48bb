"""Step 2: what Form 2 needs."""

from __future__ import annotations

from django.utils.translation import gettext as _

from innovation.models import Selection


def missing_in_selection(selection: Selection) -> dict[str, str]:
    """The panel, the date of its meeting and the detail of the idea. The idea and the reasons come with the act."""
    missing: dict[str, str] = {}
    if not selection.panel.exists():
        missing["panel"] = _("กรอกรายชื่อคณะผู้พิจารณา")
    if selection.meeting_date is None:
        missing["meeting_date"] = _("กรอกวันที่ประชุม")
    if not selection.detail:
        missing["detail"] = _("กรอกรายละเอียดของแนวคิดที่ได้รับการคัดเลือก")
    return missing
