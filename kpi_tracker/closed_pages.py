"""Every page needs somebody who is signed in, unless it says that it does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase

from accounts.models import User
from indicators.views import autosave


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
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(  # type: ignore[override]  # Django promises a redirect, and needs an answer
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        """To sign in; never a redirect for a script, which would put the answer in the place of what was typed."""
        return autosave.signed_out() if autosave.wanted(request) else super().handle_no_permission(request, view_func)
