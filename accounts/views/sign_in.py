"""Signing in and out, one's own language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy
from django.views import i18n
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.forms.sign_in import SignInForm
from accounts.models import User

LANGUAGES = frozenset(dict(settings.LANGUAGES))


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    """Django's own: the session gets a new key, `next` must lead to this host. Failures are counted by axes."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True
    extra_context = {"title": gettext_lazy("ลงชื่อเข้าใช้")}

    def form_valid(self, form: Any) -> HttpResponse:
        last_visit = form.get_user().last_login  # signing in overwrites it
        response = super().form_valid(form)
        self.request.session["last_visit"] = last_visit.isoformat() if last_visit else ""
        _remember_language(response, form.get_user().language)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        if form.has_error(NON_FIELD_ERRORS, "busy"):
            response.status_code = 503
            response["Retry-After"] = "2"
        return response


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
