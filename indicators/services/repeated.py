"""A form that is sent twice has one effect: what came of it first, found by the key that came with it."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from indicators.models import Event, Receipt
from indicators.services.errors import Invalid


def first_effect(actor: User, key: UUID | None, action: str, **about: Any) -> Event | None:
    """What the form with this key did when it came first; Invalid when it was another form's: another action, or
    details that do not say the same as `about`. Asked while the chain is locked."""
    receipt = Receipt.objects.filter(actor=actor, key=key).select_related("event").first() if key else None
    if receipt is None:
        return None
    details = json.loads(receipt.event.details)
    if receipt.event.action != action or any(details.get(name) != value for name, value in about.items()):
        raise Invalid({"key": _("แบบฟอร์มนี้ส่งไปแล้วครั้งหนึ่ง กรุณาเปิดหน้านี้ใหม่แล้วลองอีกครั้ง")})
    return receipt.event


def keep(actor: User, key: UUID | None, event: Event) -> None:
    """Remember what the form did."""
    if key:
        Receipt.objects.create(actor=actor, key=key, event=event)
