"""The code of the second step."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin


class CodeForm(PlainFormMixin, forms.Form):
    code = forms.CharField(
        label=_("รหัสจากโทรศัพท์"),
        max_length=40,
        help_text=_("ตัวเลขหกหลักจากแอปยืนยันตัวตน หรือรหัสสำรองหนึ่งรหัส"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text"}),
        error_messages={"required": _("กรอกรหัส")},
    )

    def refuse(self) -> None:
        """The code did not fit, was used already, or came too soon after a wrong one: none tells which."""
        self.add_error("code", _("รหัสไม่ถูกต้องหรือใช้ไปแล้ว รอรหัสถัดไปสักครู่แล้วกรอกใหม่"))
