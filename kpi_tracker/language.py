"""The language of a page: what the person chose, Thai otherwise."""

from __future__ import annotations

from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware


class ThaiFirst(LocaleMiddleware):
    """Django's choice by cookie, without asking the browser: an office PC set to English still opens in Thai."""

    def process_request(self, request: HttpRequest) -> None:
        request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
        super().process_request(request)
