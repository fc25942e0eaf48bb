"""Accounts, their roles, and who stands in for a head."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.email import EmailAddressField
from accounts.models import Delegation, Membership, User
from accounts.passwords import requirements
from accounts.roles import Role
from indicators.forms.reference import OwnedFormSet, ReferenceForm
from thai.fields import ThaiCharField


class PersonForm(ReferenceForm):
    """An account. The password is the administrator's first one, or a new one when the old is forgotten."""

    email = EmailAddressField(label=_("อีเมล"), required=False, help_text=_("ใช้ส่งการแจ้งเตือน"))
    password = ThaiCharField(label=_("รหัสผ่าน"), strip=False, widget=forms.PasswordInput)

    class Meta(ReferenceForm.Meta):
        model = User
        fields = ("username", "full_name", "position", "email", "phone", "agency", "language", "is_active")
        help_texts = {"is_active": _("เอาเครื่องหมายออกเพื่อระงับบัญชี บัญชีที่ระงับแล้วลงชื่อเข้าใช้ไม่ได้ แต่ประวัติยังอยู่")}
        error_messages = {
            "username": {"invalid": _("ชื่อผู้ใช้ใช้ได้เฉพาะตัวอักษร ตัวเลข และ @ . + - _")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        password = self.fields["password"]
        password.required = not self.instance.pk
        password.label = _("รหัสผ่านใหม่") if self.instance.pk else _("รหัสผ่านแรก")
        password.help_text = (
            _("เว้นว่างไว้หากไม่เปลี่ยน %(rules)s") % {"rules": requirements()} if self.instance.pk else requirements()
        )
        password.widget.attrs["autocomplete"] = "new-password"
        self.fields["email"].widget.attrs["autocomplete"] = "off"  # the browser offers the administrator's own

    def clean_username(self) -> str:
        return str(User.normalize_username(self.cleaned_data["username"]))

    @property
    def typed(self) -> dict[str, Any]:
        return {name: value for name, value in super().typed.items() if name != "password"}


class MembershipForm(ReferenceForm):
    class Meta(ReferenceForm.Meta):
        model = Membership
        fields = ("role", "agency", "valid_from", "valid_to")
        help_texts = {"agency": _("เฉพาะบทบาทระดับหน่วยงาน")}


class DelegationForm(ReferenceForm):
    class Meta(ReferenceForm.Meta):
        model = Delegation
        fields = ("agency", "head", "deputy", "kind", "order_number", "order_date", "starts_on", "ends_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        head: Any = self.fields["head"]
        deputy: Any = self.fields["deputy"]
        head.queryset = User.objects.filter(memberships__role=Role.HEAD).distinct().select_related("agency")
        deputy.queryset = User.objects.filter(is_active=True).select_related("agency")
        head.label_from_instance = deputy.label_from_instance = _with_agency


Memberships = forms.inlineformset_factory(
    User, Membership, form=MembershipForm, formset=OwnedFormSet, extra=2, can_delete=True
)


def _with_agency(person: User) -> str:
    return f"{person.full_name} – {person.agency}" if person.agency else person.full_name
