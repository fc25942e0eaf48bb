"""Changing one's own password."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.forms import PasswordChangeForm
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin
from accounts.passwords import requirements


class OwnPasswordForm(PlainFormMixin, PasswordChangeForm):
    error_messages = {
        "password_mismatch": _("รหัสผ่านใหม่ทั้งสองช่องไม่ตรงกัน"),
        "password_incorrect": _("รหัสผ่านเดิมไม่ถูกต้อง"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wording: dict[str, tuple[Any, Any]] = {
            "old_password": (_("รหัสผ่านเดิม"), ""),
            "new_password1": (_("รหัสผ่านใหม่"), requirements()),
            "new_password2": (_("ยืนยันรหัสผ่านใหม่"), _("พิมพ์รหัสผ่านใหม่ซ้ำอีกครั้ง")),
        }
        for name, (label, help_text) in wording.items():
            field = self.fields[name]
            field.label, field.help_text = label, help_text
            field.error_messages["required"] = _("กรอก%(label)s") % {"label": label}
