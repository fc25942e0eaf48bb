"""The second step of signing in, as the person sets it up and as the administrator takes it off."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts import second_step as rules
from accounts.forms.second_step import CodeForm
from accounts.models import User
from accounts.roles import Role
from indicators.forms.review import PasswordForm
from indicators.services import second_step as services
from indicators.views.fetching import person, require_role
from indicators.views.signing import signed_again


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """One's own second step: off, being set up, or on. `action` says what the form asks for."""
    if request.method != "POST":
        return _page(request)
    match request.POST.get("action"):
        case "begin":
            return _with_password(request, _begin)
        case "confirm":
            return _confirm(request)
        case "codes":
            return _with_password(request, _renew)
        case "end":
            return _with_password(request, _end)
    return redirect("second-step")


def _password_form(typed: QueryDict | None = None) -> PasswordForm:
    form = PasswordForm(typed)
    form.fields["password"].help_text = _("ยืนยันตัวตนอีกครั้งก่อนเปลี่ยนแปลง")
    return form


def _with_password(request: HttpRequest, act: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    """Do it when the password is right: an open desk shall not be enough."""
    form = _password_form(request.POST)
    if not signed_again(request, form):
        return _page(request, password=form, status=422)
    return act(request)


def _begin(request: HttpRequest) -> HttpResponse:
    services.begin(person(request))
    return redirect("second-step")


def _confirm(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST)
    if form.is_valid():
        codes = services.confirm(person(request), form.cleaned_data["code"])
        if codes is not None:
            request.session.pop(rules.MUST_SET_UP, None)
            return _codes_page(request, codes)
        form.refuse()
    return _page(request, code=form, status=422)


def _renew(request: HttpRequest) -> HttpResponse:
    return _codes_page(request, services.renew_codes(person(request)))


def _end(request: HttpRequest) -> HttpResponse:
    services.end(person(request))
    messages.success(request, _("เลิกใช้การยืนยันสองขั้นแล้ว"))
    return redirect("second-step")


def _codes_page(request: HttpRequest, codes: list[str]) -> HttpResponse:
    context = {"title": _("รหัสสำรองของท่าน"), "codes": codes}
    return render(request, "accounts/recovery_codes.html", context)


def _page(
    request: HttpRequest, *, code: CodeForm | None = None, password: PasswordForm | None = None, status: int = 200
) -> HttpResponse:
    user = person(request)
    begun = rules.device_of(user, confirmed=False)
    context = {
        "title": _("การยืนยันสองขั้น"),
        "breadcrumbs": [(_("บัญชีของฉัน"), reverse("account"))],
        "device": rules.device_of(user),
        "begun": begun,
        "secret": _spelled(begun.config_url) if begun else "",
        "codes_left": rules.codes_left(user),
        "is_required": rules.is_required(user),
        "code_form": code or CodeForm(),
        "password_form": password or _password_form(),
    }
    return render(request, "accounts/second_step.html", context, status=status)


def _spelled(config_url: str) -> str:
    """The secret in groups of four, for whoever cannot photograph the screen."""
    secret = config_url.partition("secret=")[2].partition("&")[0]
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


@require_safe
@never_cache
def picture(request: HttpRequest) -> HttpResponse:
    """The secret to be photographed; at an address of its own, because the policy takes no data: images."""
    device = rules.device_of(person(request), confirmed=False)
    if device is None:
        raise Http404
    drawn = BytesIO()
    code = segno.make(device.config_url, error="m", micro=False)
    code.save(drawn, kind="svg", scale=5, border=4, light="#fff", svgclass=None, lineclass=None)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


@require_http_methods(["GET", "HEAD", "POST"])
def of_user(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether somebody uses the second step; an administrator takes it off when the telephone is lost."""
    require_role(request, Role.ADMINISTRATOR)
    user = get_object_or_404(User, pk=pk)
    if request.method == "POST":
        services.reset(user, actor=person(request))
        messages.success(request, _("ล้างการยืนยันสองขั้นของ %(name)s แล้ว และให้ลงชื่อเข้าใช้ใหม่ทุกเครื่อง") % {"name": user})
        return redirect("user-second-step", pk=user.pk)
    context = {
        "title": _("การยืนยันสองขั้นของ %(name)s") % {"name": user},
        "breadcrumbs": [(_("ผู้ใช้และบทบาท"), reverse("user-list")), (str(user), reverse("user-edit", args=[user.pk]))],
        "device": rules.device_of(user),
        "codes_left": rules.codes_left(user),
        "is_self": user.pk == person(request).pk,
    }
    return render(request, "accounts/second_step_of_user.html", context)
