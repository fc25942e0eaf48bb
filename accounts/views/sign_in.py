"""Signing in and out, one's own language."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import i18n
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts import second_step
from accounts.forms.second_step import CodeForm
from accounts.forms.sign_in import SignInForm
from accounts.models import User

logger = logging.getLogger(__name__)

LANGUAGES = frozenset(dict(settings.LANGUAGES))


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    """Django's own: the session gets a new key, `next` must lead to this host. Failures are counted by axes."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True
    extra_context = {"title": gettext_lazy("ลงชื่อเข้าใช้")}

    def form_valid(self, form: Any) -> HttpResponse:
        user, to = form.get_user(), self.get_success_url()
        if second_step.device_of(user) is None:
            return _enter(self.request, user, to)
        second_step.ask_for_code(self.request.session, user, to)
        return redirect("sign-in-code")

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422  # as every form that comes back
        if form.has_error(NON_FIELD_ERRORS, "busy"):
            response.status_code = 503
            response["Retry-After"] = "2"
        return response


@sensitive_post_parameters()
@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The code of whoever has given the right password a moment ago; the first page for anybody else."""
    pending = second_step.pending(request.session)
    if pending is None:
        return redirect("sign-in")
    user, to = pending
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if second_step.fits(user, form.cleaned_data["code"]):
            second_step.settle(request.session)
            return _enter(request, user, to)
        logger.warning("a code of the second step did not fit", extra={"user_id": user.pk})
        form.refuse()
    context = {"title": _("ยืนยันตัวตนขั้นที่สอง"), "form": form}
    return render(request, "accounts/sign_in_code.html", context, status=422 if form.is_bound else 200)


class SignOut(LogoutView):
    """POST only, so that no picture in a mail signs anybody out."""


@require_POST
@never_cache
@login_not_required
def set_language(request: HttpRequest) -> HttpResponse:
    """Thai or English from now on: in the account, and in Django's cookie for the pages before signing in."""
    language = request.POST.get("language", "")
    if isinstance(request.user, User) and language in LANGUAGES:
        User.objects.filter(pk=request.user.pk).update(language=language)
    return i18n.set_language(request)


def _enter(request: HttpRequest, user: User, to: str) -> HttpResponse:
    """Sign in and go on to `to`, an address of this host."""
    last_visit = user.last_login  # signing in overwrites it
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    request.session["last_visit"] = last_visit.isoformat() if last_visit else ""
    if second_step.is_required(user) and second_step.device_of(user) is None:
        request.session[second_step.MUST_SET_UP] = True
    response: HttpResponse = HttpResponseRedirect(to)
    _remember_language(response, user.language)
    return response


def _remember_language(response: HttpResponse, language: str) -> None:
    """The language of the account, kept where LocaleMiddleware looks for it."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
