"""What an appeal must contain before it can be filed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from appeals.models import Appeal


def missing_in_appeal(appeal: Appeal) -> dict[str, str]:
    """By field: what keeps the appeal from being filed. Reads `letter` and `requested_outcome`."""
    missing = {}
    if appeal.cause_id is None:
        missing["cause"] = _("เลือกสาเหตุการอุทธรณ์")
    if not appeal.what_happened:
        missing["what_happened"] = _("เล่าเหตุที่เกิดขึ้น")
    if appeal.requested_outcome_id is None:
        missing["requested_outcome"] = _("เลือกผลที่ขอ")
    letter = appeal.letter
    if letter is None:
        missing["letter"] = _("เลือกหนังสืออุทธรณ์ หรือลงทะเบียนหนังสือก่อน")
    elif not letter.number or letter.date is None:
        missing["letter"] = _("หนังสืออุทธรณ์ต้องมีเลขที่และวันที่")
    return missing
