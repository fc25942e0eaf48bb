"""The acts of an innovation case in words, for timelines. Acts of a process are worded as their buttons."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from innovation.workflow import COLLECTION, DEVELOPMENT, PROJECT, SELECTION, UTILISATION

WORDS: dict[str | tuple[str, str], object] = {
    (workflow.name, row.action): row.label
    for workflow in (COLLECTION, SELECTION, PROJECT, DEVELOPMENT, UTILISATION)
    for row in workflow.rows
} | {
    "add_idea": _("เพิ่มความคิดเห็น"),
    "edit_idea": _("แก้ไขความคิดเห็น"),
    "merge_idea": _("รวมความคิดเห็น"),
    "unmerge_idea": _("แยกความคิดเห็นที่รวมไว้"),
    "withdraw_idea": _("ถอนความคิดเห็น"),
    "restore_idea": _("นำความคิดเห็นกลับมา"),
    "hand_in_idea": _("ผู้เสนอส่งความคิดเห็นทางลิงก์"),
    "redact_proposer": _("ลบข้อมูลส่วนบุคคลของผู้เสนอ"),
    "open_link": _("เปิดลิงก์รับความคิดเห็น"),
    "close_link": _("ปิดลิงก์รับความคิดเห็น"),
    "submit_ballot": _("ส่งใบให้คะแนน"),
    "add_session": _("บันทึกครั้งที่ให้บริการ"),
    "add_sessions": _("สร้างครั้งที่ให้บริการหลายวัน"),
    "count_people": _("กรอกจำนวนผู้รับบริการ"),
    "edit_session": _("แก้ไขครั้งที่ให้บริการ"),
    "withdraw_session": _("ถอนครั้งที่ให้บริการ"),
    "add_picture": _("เพิ่มภาพประกอบ"),
    "postpone": _("เลื่อนวาระ"),
    "abstain": _("งดออกเสียง"),
    "rejoin": _("ถอนการงดออกเสียง"),
    "remove_picture": _("นำภาพประกอบออก"),
}
