"""E-mail addresses as they are typed and kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.base_user import BaseUserManager
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

LONGEST = 254
INVALID = _("อีเมลนี้ใช้ไม่ได้ ตรวจตัวสะกด ต้องมีเครื่องหมาย @ และชื่อโดเมนต่อท้าย")


class EmailAddressField(forms.CharField):
    """An address, cleaned to what is kept: without margins, its domain in small letters. A text input, not the
    browser's, whose refusal would come in the browser's words."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators = [EmailValidator(message=INVALID), _no_longer_than_kept]

    def to_python(self, value: Any) -> str:
        return BaseUserManager.normalize_email(super().to_python(value))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "email", "autocomplete": "email", "spellcheck": "false"}


def _no_longer_than_kept(address: str) -> None:
    if len(address) > LONGEST:
        raise ValidationError(_("อีเมลยาวเกินไป (ไม่เกิน 254 ตัวอักษร)"))
