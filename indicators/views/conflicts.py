"""An edit that came too late: both texts word by word, nothing typed lost, and three choices.

"mine" sends what was typed once more, on the version now in force; "theirs" is a link to the page as it stands;
"continue" is that page too, with what was typed beside it, to copy from. All three are an ordinary form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from indicators.models.dossier import Submittable
from indicators.services.errors import StaleVersion
from indicators.views import autosave
from indicators.views.report_pages import Context, done, frame_of, page_of
from thai.dates import active_language, format_date, format_datetime
from thai.digits import format_number

# What the form of a conflict carries besides the fields: the choice, and what was typed in words, for "continue".
RESOLVE, MINE = "resolve", ("mine-label", "mine-text")


def sends(request: HttpRequest) -> bool:
    """Whether what was typed shall be stored. Who goes on from a colleague's text posts too, to bring his own along,
    but is shown the page as it stands."""
    return request.method == "POST" and request.POST.get(RESOLVE) != "continue"


def version_of_page(request: HttpRequest, row: Submittable) -> Any:
    """The version that an edit page speaks of: the one seen when a form comes back, else that in force."""
    return request.POST.get("version", row.version) if sends(request) else row.version


def typed_again(request: HttpRequest, *besides: str) -> list[tuple[str, str]]:
    """Hidden inputs with all that a form held, to send it once more; without `besides` and what belongs to one
    sending."""
    left_out = {"csrfmiddlewaretoken", "version", RESOLVE, *MINE, *besides}
    return [(name, one) for name, values in request.POST.lists() if name not in left_out for one in values]


def in_words(form: forms.Form, values: Mapping[str, Any]) -> dict[str, str]:
    """By field of `form`: the value, typed or stored, as a person reads it. Equal values read alike."""
    return {name: _words(field, values.get(name)) for name, field in form.fields.items()}


def _words(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return _("ใช่") if value else ""
    if value in (None, ""):
        return ""
    if isinstance(value, Decimal):
        return format_number(value)
    if hasattr(value, "weekday"):
        return format_date(value, "full", active_language())
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]  # flat choices only
    return str(value).replace("\r\n", "\n")


def conflict(
    request: HttpRequest,
    stale: StaleVersion,
    typed: Mapping[str, str],
    theirs: Mapping[str, str],
    labels: Mapping[str, str],
    slips: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """The answer to a whole page that came too late; `typed` and `theirs` are words by field, `slips` bring along
    files that were received with it."""
    current = stale.current
    assert isinstance(current, Submittable)
    differing = [(labels[name], typed[name], theirs[name]) for name in labels if typed.get(name) != theirs.get(name)]
    if not differing:
        return done(request, current, _("มีผู้บันทึกข้อความเดียวกันนี้ไว้แล้ว"))
    hidden = [("version", current.version), *typed_again(request, "kept"), *slips]
    return both_texts(request, current, frame_of(current), differing, hidden, page_of(current, "edit"))


def both_texts(
    request: HttpRequest,
    current: Submittable,
    frame: Context,
    differing: Sequence[tuple[str, str, str]],
    hidden: Sequence[tuple[str, Any]],
    page_url: str,
) -> HttpResponse:
    """409 with (label, typed, stored) of what differs: a page, or for the page's script its panel. `hidden` is all
    that was typed and the version in force. The view must answer `resolve=continue`."""
    context = frame | {
        "conflict": differing,
        "who": current.edited_by.full_name if current.edited_by else "",
        "when": format_datetime(current.edited_at, active_language()) if current.edited_at else "",
        "url": request.path,
        "hidden": hidden,
        "page_url": page_url,
        "can_continue": True,
    }
    if autosave.wanted(request):
        return autosave.conflict(request, current, context)
    return render(request, "409.html", context, status=409)
