"""One's own account: how one is reached, and the ways to password and notices."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.forms.password import OwnPasswordForm
from accounts.models import User
from indicators.forms.notices import OwnAccountForm
from indicators.services import own_account as services
from indicators.services.errors import Invalid
from indicators.views.fetching import person


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Another password. This session goes on, those at other machines end."""
    user = User.objects.get(pk=person(request).pk)
    form = OwnPasswordForm(user, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        services.change_password(user, password=form.cleaned_data["new_password1"])
        update_session_auth_hash(request, user)
        messages.success(request, _("เปลี่ยนรหัสผ่านแล้ว การลงชื่อเข้าใช้ที่เครื่องอื่นสิ้นสุดลง"))
        return redirect("home")
    context = {
        "title": _("เปลี่ยนรหัสผ่าน"),
        "form": form,
        "actions": [
            {"label": _("เปลี่ยนรหัสผ่าน"), "style": "primary"},
            {"label": _("กลับ"), "style": "link", "url": reverse("home")},
        ],
    }
    return render(request, "accounts/password_change.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    # A copy of its own: a form writes what was typed into its row, and the frame shows the person.
    user = User.objects.select_related("agency").get(pk=person(request).pk)
    form = OwnAccountForm(request.POST if request.method == "POST" else None, instance=user)
    if form.is_bound and form.is_valid():
        try:
            changed = services.change(person(request), fields=form.cleaned_data)
        except Invalid as invalid:
            for name, sentence in invalid.errors.items():
                form.add_error(name if name in form.fields else None, sentence)
        else:
            messages.success(request, _("บันทึกบัญชีของคุณแล้ว") if changed else _("ไม่มีอะไรเปลี่ยน"))
            return redirect("account")
    context = {
        "title": _("บัญชีของฉัน"),
        "rows": [
            (_("ชื่อผู้ใช้"), user.username),
            (_("ชื่อ-สกุล"), user.full_name),
            (_("ตำแหน่ง"), user.position),
            (_("สังกัด"), user.agency.name if user.agency else ""),
        ],
        "form": form,
        "actions": [{"label": _("บันทึก"), "style": "primary"}],
    }
    return render(request, "accounts/account.html", context, status=422 if form.is_bound else 200)
