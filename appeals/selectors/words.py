"""The acts of an appeal in words, for timelines. Acts of the process are worded as their buttons."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from appeals.workflow import APPEAL
from thai.digits import format_number

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


def number_of(quantity: Decimal) -> str:
    """A quantity without idle decimals: 22, 2.5 as 2.50."""
    return format_number(quantity, 0 if quantity == quantity.to_integral_value() else 2)


def quantity_of(quantity: Decimal, unit: str) -> str:
    """A quantity and its unit: 22 ครั้ง."""
    return f"{number_of(quantity)} {unit}".strip()
