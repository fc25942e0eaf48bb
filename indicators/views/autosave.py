"""What is answered to static/js/autosave.js, which sends a page's own form by itself: never a page, never a redirect.

Such a request says so, and for whom its page was made, in the header `X-Autosave`. Every answer is JSON: `state`, and
`sentence` for the place `#save`; with "saved" the `version` now in force and the draft's `page` where it has moved;
with "conflict" the `panel` of both texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.models import User
from indicators import clock
from indicators.models.dossier import Submittable
from thai.dates import BANGKOK, active_language, format_datetime

HEADER = "X-Autosave"
# So many fields that are not right yet are named.
_MOST_NAMED = 3


def wanted(request: HttpRequest) -> bool:
    """Whether the page's script asks, not a person who pressed a button."""
    return HEADER in request.headers


def saved(row: Submittable, note: str = "", page: str = "") -> JsonResponse:
    """It is stored, or nothing differed. `note` says what waits for a button; `page` is the address of a draft that
    was opened by this very text, where the next is to be sent."""
    told = {"time": clock.now().astimezone(BANGKOK).strftime("%H:%M")}
    sentence = _("บันทึกแล้ว %(time)s น. (เครื่องแม่ข่าย)") % told
    moved = {"page": page} if page else {}
    return _answer(200, "saved", f"{sentence} {note}".strip(), version=row.version, **moved)


def invalid(*given: Any) -> JsonResponse:
    """Something typed in the forms and formsets `given` cannot be stored yet. No field is marked: nobody asked."""
    labels = list(dict.fromkeys(label for each in given if each is not None for label in _wrong(each)))
    named = ", ".join(f"“{label}”" for label in labels[:_MOST_NAMED])
    if named:
        sentence = _("ยังไม่ได้บันทึกที่เครื่องแม่ข่าย เพราะช่อง %(fields)s ยังไม่ถูกต้อง") % {"fields": named}
    else:
        sentence = _("ยังไม่ได้บันทึกที่เครื่องแม่ข่าย เพราะข้อมูลบางส่วนยังไม่ถูกต้อง กดบันทึกร่างเพื่อดูว่าส่วนใด")
    return _answer(422, "invalid", sentence)


def refused(reason: str, status: int) -> JsonResponse:
    """It may not be edited now, and why."""
    return _answer(status, "refused", _("ยังไม่ได้บันทึกที่เครื่องแม่ข่าย: %(reason)s") % {"reason": reason})


def conflict(request: HttpRequest, current: Submittable, context: Mapping[str, Any]) -> JsonResponse:
    """Somebody was first. `context` is that of 409.html, whose inside is the panel."""
    panel = render_to_string("frame/conflict.html", {**context, "is_panel": True}, request)
    return _answer(409, "conflict", _who_and_when(request, current), panel=panel)


def signed_out() -> JsonResponse:
    """The session has ended; the text stays where it is."""
    return _answer(401, "signed-out", _("หมดเวลาการลงชื่อเข้าใช้ ข้อความยังอยู่ในหน้านี้ครบ"))


def another_person(user: User) -> JsonResponse:
    """Meanwhile somebody else signed in on this browser: nothing is stored under a name that did not write it."""
    sentence = _("ขณะนี้เบราว์เซอร์นี้ลงชื่อเข้าใช้เป็น %(name)s จึงยังไม่บันทึก ลงชื่อเข้าใช้ด้วยบัญชีเดิมก่อน") % {"name": user.full_name}
    return _answer(409, "another-person", sentence)


def token_refused() -> JsonResponse:
    """The form's secret is of an earlier session; the script fetches a new one and asks again."""
    return _answer(403, "token", _("กำลังต่ออายุหน้านี้"))


def _answer(status: int, state: str, sentence: str, **more: Any) -> JsonResponse:
    response = JsonResponse({"state": state, "sentence": sentence, **more}, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _who_and_when(request: HttpRequest, current: Submittable) -> str:
    if current.edited_at is None:
        return _("มีการบันทึกหน้านี้จากที่อื่นก่อนท่าน")
    at = current.edited_at.astimezone(BANGKOK)
    today = at.date() == clock.today()
    told = {"time": at.strftime("%H:%M") if today else format_datetime(at, active_language())}
    if current.edited_by_id == getattr(request.user, "pk", None):
        return _("ท่านแก้จากหน้าต่างอื่นเมื่อ %(time)s") % told
    return _("เพื่อนร่วมงานแก้เมื่อ %(time)s") % told


def _wrong(given: Any) -> Iterator[str]:
    """The labels of what is not right in a form or a formset."""
    if isinstance(given, forms.BaseForm):
        yield from (str(field.label) for field in given if field.errors and not field.is_hidden)
    else:
        for form in given.forms:
            yield from _wrong(form)
