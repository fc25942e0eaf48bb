"""Signing in again before an act that binds the agency."""

from __future__ import annotations

from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.turns import Busy, turn
from indicators.forms.review import PasswordForm
from indicators.views.fetching import person


def signed_again(request: HttpRequest, form: PasswordForm) -> bool:
    """Whether the posted password is this person's own; otherwise the form says why not."""
    if form.is_valid():
        user = person(request)
        try:
            with turn(user.username):
                known = authenticate(request, username=user.username, password=form.cleaned_data["password"])
        except Busy:
            form.add_error("password", _("ขณะนี้มีผู้ลงชื่อเข้าใช้พร้อมกันจำนวนมาก รอสักครู่แล้วลงนามอีกครั้ง"))
            return False
        if known is None or known.pk != user.pk:
            form.add_error("password", _("รหัสผ่านไม่ถูกต้อง"))
    return form.is_valid()
