"""Runs `init` and gives back what it said."""

from __future__ import annotations

import io

from django.core.management import call_command


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("init", *arguments, stdout=out, stderr=out)
    return out.getvalue()
