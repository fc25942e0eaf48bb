"""What was typed of a report on a condition, or of a ruling, as columns that can be kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from appeals.models import Condition, ConditionReport, ConditionRuling
from indicators.models import Document
from indicators.services.errors import Invalid
from indicators.services.stored import text_as_stored, value_as_stored
from thai.dates import active_language, format_date


def report_columns(
    condition: Condition,
    quantity: Decimal | None,
    done_on: date | None,
    text: str,
    documents: Iterable[Document],
    today: date,
) -> tuple[dict[str, Any], list[Document]]:
    """The columns of a report and its documents, as they can be kept; Invalid names everything that cannot."""
    errors: dict[str, str] = {}
    given: dict[str, Any] = {"quantity": None, "done_on": done_on}
    if condition.quantity is not None:
        try:
            given["quantity"] = value_as_stored(ConditionReport, "quantity", quantity)
        except Invalid as invalid:
            errors |= invalid.errors
        if quantity is None or quantity <= 0:
            errors["quantity"] = _("กรอกจำนวนที่ทำได้ ต้องมากกว่า 0")
    if done_on is None:
        errors["done_on"] = _("กรอกวันที่ดำเนินการ")
    elif done_on > today:
        errors["done_on"] = _("วันที่ดำเนินการต้องไม่เป็นวันในอนาคต")
    try:
        given["text"] = text_as_stored(text, "text")
    except Invalid as invalid:
        errors |= invalid.errors
    if not given.get("text", "-"):
        errors["text"] = _("กรอกสิ่งที่ดำเนินการ")
    wanted = list(dict.fromkeys(document.pk for document in documents))
    register = Document.objects.filter(agency=condition.assignment.agency_id)
    found = register.select_related("kind").prefetch_related("files__file").in_bulk(wanted)
    if len(found) != len(wanted):
        errors["documents"] = _("เอกสารที่เลือกไม่อยู่ในทะเบียนของหน่วยงานแล้ว โปรดเลือกใหม่")
    elif not wanted and condition.quantity is None:
        errors["documents"] = _("เงื่อนไขนี้ตรวจจากเอกสาร เลือกเอกสารอย่างน้อยหนึ่งรายการ")
    if errors:
        raise Invalid(errors)
    return given, [found[pk] for pk in wanted]


def ruling_columns(
    condition: Condition,
    ruling: str,
    reference: str,
    resolved_on: date | None,
    reason: str,
    due_on: date | None,
    today: date,
) -> dict[str, Any]:
    """The columns of a ruling as they can be kept; Invalid names everything that cannot."""
    errors: dict[str, str] = {}
    given: dict[str, Any] = {"resolved_on": resolved_on, "due_on": None}
    texts = {"ruling": ruling, "resolution_reference": reference, "reason": reason}
    for name, value in texts.items():
        try:
            given[name] = value_as_stored(ConditionRuling, name, value.strip())
        except Invalid:
            empty = {"ruling": _("เลือกมติ"), "reason": _("กรอกเหตุผล")}
            errors[name] = empty.get(name, _("กรอกมติที่ประชุมครั้งที่ เช่น 3/2564"))
    decided_on = condition.appeal.decided_on
    if resolved_on is None:
        errors["resolved_on"] = _("กรอกวันที่มีมติ")
    elif resolved_on > today:
        errors["resolved_on"] = _("วันที่มีมติต้องไม่เป็นวันในอนาคต")
    elif decided_on and resolved_on < decided_on:
        errors["resolved_on"] = _("วันที่มีมติต้องไม่ก่อนวันที่ตัดสินอุทธรณ์ (%(day)s)") % {
            "day": format_date(decided_on, "long", active_language())
        }
    if ruling == ConditionRuling.Ruling.EXTEND:
        given["due_on"] = due_on
        if due_on is None or due_on <= today:
            errors["due_on"] = _("กรอกวันครบกำหนดใหม่ ต้องหลังวันนี้")
    elif due_on is not None:
        errors["due_on"] = _("กรอกวันครบกำหนดใหม่เฉพาะเมื่อขยายเวลา")
    if errors:
        raise Invalid(errors)
    return given


def plain(value: Decimal | date | None) -> str | None:
    """A value for an event's details."""
    return None if value is None else str(value)
