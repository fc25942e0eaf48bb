"""Whether somebody is still signed in, and the secret his forms need now."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def signed_in(request: HttpRequest) -> HttpResponse:
    """To the script of a page that has been open for long: `token`, which signing in has changed. To a person, who
    comes here by signing in beside such a page: that he may go back to it."""
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"state": "signed-in", "token": get_token(request)})
    return render(request, "accounts/signed_in.html", {"title": _("ลงชื่อเข้าใช้แล้ว")})
