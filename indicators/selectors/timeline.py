"""What happened to a dossier, in words, newest first."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.models import Dossier, Event
from thai.dates import active_language, format_datetime, parse_date
from thai.dates import format_date as written

# By act, or by what it was done to and the act, where one word means two things; apps above add theirs at start-up.
WORDS: dict[str | tuple[str, str], object] = {
    "edit": gettext_lazy("แก้ไขร่าง"),
    "submit": gettext_lazy("ส่งรายงาน"),
    "recall": gettext_lazy("เรียกคืน"),
    "open": gettext_lazy("เปิดอ่าน"),
    "return": gettext_lazy("ส่งคืนให้แก้ไข"),
    "accept": gettext_lazy("ผ่านการตรวจประเมิน"),
    "endorse": gettext_lazy("เห็นชอบ"),
    "reopen": gettext_lazy("เปิดให้แก้ไขใหม่"),
    "confirm": gettext_lazy("ยืนยันผลงาน"),
    "compose": gettext_lazy("เรียบเรียงจากเรื่องนวัตกรรม"),
    "judge": gettext_lazy("ให้คะแนนตามเกณฑ์"),
    "recuse": gettext_lazy("แจ้งไม่ร่วมพิจารณา"),
    "withdraw_recusal": gettext_lazy("ถอนการแจ้งไม่ร่วมพิจารณา"),
    "comment": gettext_lazy("แสดงความเห็น"),
    "answer_comment": gettext_lazy("ตอบความเห็น"),
    "resolve_comment": gettext_lazy("ปิดความเห็น"),
    "reopen_comment": gettext_lazy("เปิดความเห็นอีกครั้ง"),
    "import": gettext_lazy("นำเข้าจากเอกสาร"),
    "remind": gettext_lazy("เตือนให้ส่งรายงาน"),
    "cancel_reminder": gettext_lazy("เรียกคืนการเตือน"),
    "close_year": gettext_lazy("ปิดปีงบประมาณ"),
}


def timeline(*dossiers: Dossier) -> list[dict[str, Any]]:
    """The events of dossiers of one agency for components/timeline.html. One query.

    Runs of edits of one thing by one person show once, the newest."""
    entries: list[dict[str, Any]] = []
    last_edit: object = None
    events = Event.objects.filter(dossier__in=dossiers).select_related("actor", "revision").order_by("-sequence")
    for event in events:
        edit = (event.actor_id, event.dossier_id) if event.action == "edit" else None
        if edit and edit == last_edit:
            continue
        last_edit = edit
        entries.append(_entry(event))
    return entries


def in_words(event: Event) -> str:
    """The act of an event."""
    return str(WORDS.get((event.subject, event.action)) or WORDS.get(event.action, event.action))


def _entry(event: Event) -> dict[str, Any]:
    details = json.loads(event.details)
    what = in_words(event)
    if event.action == "submit" and event.revision:
        what = _("%(act)s (ฉบับที่ %(number)s)") % {"act": what, "number": event.revision.number}
    if "mark" in details:
        what = _("%(act)s ให้คะแนน %(mark)s") % {"act": what, "mark": details["mark"]}
    if "percent" in details:
        what = _("%(act)s ร้อยละ %(percent)s") % {"act": what, "percent": details["percent"]}
    if "mark_is_late" in details:
        what = _("%(act)s (ให้คะแนนล่าช้า)") % {"act": what}
    if "due_on" in details:
        due = written(parse_date(details["due_on"]), "long", active_language())
        what = _("%(act)s ภายใน %(due)s") % {"act": what, "due": due}
    return {
        "what": what,
        "who": event.actor.full_name if event.actor else _("ระบบ"),
        "when": format_datetime(event.at, active_language()),
        "iso": event.at.isoformat(),
        "quote": event.reason,
    }
