"""The acts of an appeal in words, for timelines. Acts of the process are worded as their buttons."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from appeals.workflow import APPEAL

WORDS: dict[str | tuple[str, str], object] = {
    **{(APPEAL.name, row.action): row.label for row in APPEAL.rows},
    "prepare_appeal": _("จัดทำร่างอุทธรณ์"),
    "permit_late": _("อนุญาตให้ยื่นล่าช้า"),
    "issue_order": _("บันทึกคำสั่งที่มีผลทั้งเมือง"),
    "report_condition": _("รายงานผลตามเงื่อนไข"),
    "verify_condition": _("รับรองผลตามเงื่อนไข"),
    "refuse_condition": _("ไม่รับรองผลตามเงื่อนไข"),
    "rule_condition": _("มติเรื่องเงื่อนไข"),
}
