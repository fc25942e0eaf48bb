"""Every page needs somebody who is signed in, unless it says that it does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from accounts import second_step
from accounts.models import User
from indicators.views import autosave

# What a person may open whose role asks for a second step that he has not set up.
_BEFORE_THE_SECOND_STEP = {"second-step", "second-step-picture", "sign-out", "signed-in", "password-change"}


class SignInFirst(LoginRequiredMiddleware):
    """Django's own, which looks up the person even for a page that is open to all: such a page shall not read the
    session unless it wants to. A page's own script is answered in its own way, and only in the name of the person for
    whom the page was made."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        if not getattr(view_func, "login_required", True):
            return None
        if isinstance(request.user, User) and request.headers.get(autosave.HEADER, str(request.user.pk)) != str(
            request.user.pk
        ):
            return autosave.another_person(request.user)
        if request.session.get(second_step.MUST_SET_UP) and _named(request) not in _BEFORE_THE_SECOND_STEP:
            return redirect("second-step")
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(  # type: ignore[override]  # Django promises a redirect, and needs an answer
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        """To sign in; never a redirect for a script, which would put the answer in the place of what was typed."""
        return autosave.signed_out() if autosave.wanted(request) else super().handle_no_permission(request, view_func)


def _named(request: HttpRequest) -> str | None:
    return request.resolver_match.url_name if request.resolver_match else None
