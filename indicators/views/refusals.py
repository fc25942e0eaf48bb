"""From what a verb raises to its page: 404, 403, 507, or 409 with why, since when and whose turn it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from accounts.roles import Role
from indicators.files.refusals import NoStore
from indicators.forms.documents import DocumentForm, EvidenceForm
from indicators.forms.judging import JudgementForm, ThreadForm
from indicators.forms.quarterly_report import QuarterlyReportForm
from indicators.forms.review import MarkForm, ReturnForm
from indicators.forms.scores import ClosingForm, OverrideForm
from indicators.forms.year_end_report import YearEndReportForm
from indicators.permissions import Refused, Verdict
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from indicators.views import autosave
from thai.dates import active_language, format_datetime

# Where two have a field of one name, the label of the last stands.
FORMS = (
    *(ClosingForm, OverrideForm, JudgementForm, ThreadForm),
    *(DocumentForm, EvidenceForm),
    *(YearEndReportForm, QuarterlyReportForm, ReturnForm, MarkForm),
)
# What may have been typed when an act is refused, by input name: it is shown again, to copy.
LABELS = {name: field.label for form in FORMS for name, field in form.base_fields.items()}


class RefusalMiddleware:
    """Turns NotAllowed, StaleVersion, Invalid and NoStore, wherever a view lets them pass, into their pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotAllowed):
            return refuse(request, exception.verdict)
        if isinstance(exception, StaleVersion):
            return explain(request, _("มีผู้เปลี่ยนแปลงเรื่องนี้หลังจากที่เปิดหน้าไว้ ยังไม่มีการบันทึกสิ่งที่เพิ่งสั่ง"))
        if isinstance(exception, Invalid):
            return explain(request, " ".join(exception.errors.values()), status=422)
        if isinstance(exception, NoStore):
            return explain(request, exception.sentence, status=exception.status)
        return None


def refuse(request: HttpRequest, verdict: Verdict) -> HttpResponse:
    """The answer to a refused act. A stranger and a wrong role meet Django's own handlers."""
    if verdict.refused is Refused.STRANGER:
        raise Http404
    if verdict.refused is Refused.ROLE:
        raise PermissionDenied(verdict.reason)
    turn = Role(verdict.whose_turn).label if verdict.whose_turn else ""
    since = format_datetime(verdict.since, active_language()) if verdict.since else ""
    return explain(request, verdict.reason, since=since, whose_turn=turn)


def explain(request: HttpRequest, reason: str, *, status: int = 409, **context: object) -> HttpResponse:
    """The page of the wrong moment. What was typed in the form is shown again, to copy."""
    if autosave.wanted(request):
        return autosave.refused(reason, status)
    typed = [
        (label, value)
        for name, value in request.POST.items()
        if (label := _label_of(name)) and isinstance(value, str) and value.strip()
    ]
    context = {"reason": reason, "typed": typed, "page_url": _page_of_thing(request), **context}
    return render(request, "409.html", context, status=status)


def _label_of(name: str) -> Any:
    """What an input is called; one of several forms of a page has that form's prefix before its name."""
    return LABELS.get(name) or LABELS.get(name.rpartition("-")[2])


def _page_of_thing(request: HttpRequest) -> str:
    """Where to look at the thing as it is: the address of a verb or of a page to write on is that of its noun and one
    more word. What has nothing above it is looked at where it is."""
    above = request.path.rstrip("/").rpartition("/")[0] + "/"
    try:
        resolve(above)
    except Resolver404:
        return request.path
    return above
