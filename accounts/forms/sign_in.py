"""Signing in. One sentence for an unknown name, a wrong password and an account out of use: none tells which."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin
from accounts.turns import Busy, turn


class SignInForm(PlainFormMixin, AuthenticationForm):
    error_messages = {
        "invalid_login": _("ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง"),
        "inactive": _("ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง"),
        "busy": _("ขณะนี้มีผู้ลงชื่อเข้าใช้พร้อมกันจำนวนมาก ระบบยังไม่ได้ตรวจรหัสผ่าน รอสักครู่แล้วลองอีกครั้ง"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        username, password = self.fields["username"], self.fields["password"]
        username.label, password.label = _("ชื่อผู้ใช้"), _("รหัสผ่าน")
        username.error_messages["required"] = _("กรอกชื่อผู้ใช้")
        password.error_messages["required"] = _("กรอกรหัสผ่าน")
        # A name too long or with a NUL is no account's: it gets the sentence every wrong name gets.
        username.validators = [_looks_like_a_name]
        username.widget.attrs.pop("maxlength", None)

    def clean(self) -> dict[str, Any]:
        """Whose the name and the password are, looked up when it is their turn."""
        try:
            with turn(self.cleaned_data.get("username") or ""):
                return super().clean()
        except Busy:
            raise forms.ValidationError(self.error_messages["busy"], code="busy") from None


def _looks_like_a_name(text: str) -> None:
    if len(text) > 150 or "\x00" in text:
        raise forms.ValidationError(SignInForm.error_messages["invalid_login"])
