"""A form that comes twice has one effect: what its key did the first time is the answer to the second."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from indicators.models import Event, Receipt
from indicators.services.errors import Invalid


def first_effect(actor: User, key: UUID | None, is_same: Callable[[Event], bool]) -> Event | None:
    """The event of the form with this key, None when it is new; Invalid when the key came with another form, which
    `is_same` tells."""
    receipt = Receipt.objects.filter(actor=actor, key=key).select_related("event").first() if key else None
    if receipt is None:
        return None
    if not is_same(receipt.event):
        raise Invalid({"key": _("แบบฟอร์มนี้ส่งไปแล้วครั้งหนึ่ง กรุณาเปิดหน้านี้ใหม่แล้วลองอีกครั้ง")})
    return receipt.event


def keep(actor: User, key: UUID | None, event: Event) -> None:
    """Remember what the form did."""
    if key:
        Receipt.objects.create(actor=actor, key=key, event=event)


def told(action: str, **about: Any) -> Callable[[Event], bool]:
    """For `is_same`: the act is this one and its details say what the form is about."""

    def is_same(event: Event) -> bool:
        details = json.loads(event.details)
        return event.action == action and all(details.get(name) == value for name, value in about.items())

    return is_same
