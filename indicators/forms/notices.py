"""What a person chooses to be told, and how he can be reached."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import HTML
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.email import EmailAddressField
from accounts.forms.layout import PlainFormMixin
from accounts.models import User
from indicators.models import NoticeSettings
from indicators.models.notice import MOST_DAYS
from thai.fields import ThaiIntegerField


class NoticeSettingsForm(PlainFormMixin, forms.ModelForm):  # type: ignore[type-arg]
    first_days = ThaiIntegerField(label=_("เตือนครั้งแรกก่อนครบกำหนด (วัน)"), min_value=1, max_value=MOST_DAYS)
    last_days = ThaiIntegerField(
        label=_("เตือนครั้งสุดท้ายก่อนครบกำหนด (วัน)"),
        min_value=0,
        max_value=MOST_DAYS,
        help_text=_("0 คือในวันครบกำหนด"),
    )

    class Meta:
        model = NoticeSettings
        fields = ("returned", "overdue", "due_soon", "waiting", "first_days", "last_days")

    def field_layout(self) -> list[Any]:
        return [
            HTML(format_html("<h2>{}</h2>", _("แจ้งทางอีเมลเมื่อ"))),
            *("returned", "overdue", "due_soon", "waiting"),
            HTML(format_html("<h2>{}</h2>", _("เตือนล่วงหน้า"))),
            *("first_days", "last_days"),
        ]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = typed.get("first_days"), typed.get("last_days")
        if first is not None and last is not None and first <= last:
            self.add_error("last_days", _("การเตือนครั้งสุดท้ายต้องใกล้วันครบกำหนดกว่าครั้งแรก กรอกจำนวนวันที่น้อยกว่า"))
        return typed


class OwnAccountForm(PlainFormMixin, forms.ModelForm):  # type: ignore[type-arg]
    email = EmailAddressField(
        label=_("อีเมล"), required=False, help_text=_("ใช้ส่งการแจ้งเตือน เว้นว่างไว้หากไม่ต้องการรับทางอีเมล")
    )

    class Meta:
        model = User
        fields = ("email", "phone", "single_keys_off")
