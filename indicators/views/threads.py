"""The verbs of comments on a submission. Each leads back to the page on which it was said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from indicators.models import Comment, Revision
from indicators.models.dossier import Submittable
from indicators.permissions import reviews
from indicators.selectors.answers import Answer
from indicators.selectors.threads import may_answer, rows_with_threads, settles, threads_of
from indicators.services import threads as services
from indicators.views.fetching import form_key, person, visible_or_404
from indicators.workflow import row_of, workflow_of


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """`pk` is that of the revision."""
    revision = visible_or_404(request, Revision.objects.select_related("dossier__agency"), pk)
    field, text = request.POST.get("field", ""), request.POST.get("text", "")
    made = services.comment(revision, field, text, person(request), key=form_key(request))
    messages.success(request, _("บันทึกความเห็นแล้ว หน่วยงานเห็นที่ช่องนี้"))
    return _back(request, made)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    thread = _thread(request, pk)
    services.answer(thread, request.POST.get("text", ""), person(request), key=form_key(request))
    messages.success(request, _("บันทึกคำตอบแล้ว"))
    return _back(request, thread)


@require_POST
def resolve(request: HttpRequest, pk: int) -> HttpResponse:
    thread = _thread(request, pk)
    services.resolve(thread, person(request))
    messages.success(request, _("ปิดความเห็นแล้ว"))
    return _back(request, thread)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    thread = _thread(request, pk)
    services.reopen_thread(thread, person(request))
    messages.success(request, _("เปิดความเห็นอีกครั้งแล้ว"))
    return _back(request, thread)


def talk_about(report: Submittable, answers: Sequence[Answer], user: User, page: str = "") -> dict[str, Any]:
    """The fields of a report with what was said of them, and what this person may say: for fields.html. `page` is the
    page of the report to come back to."""
    is_reviewer = reviews(user, report).allowed
    threads = threads_of(report.dossier, settles(user, report) if is_reviewer else frozenset())
    return {
        "fields": rows_with_threads(answers, threads),
        "has_threads": bool(threads),
        "open_threads": sum(thread.is_open for thread in threads),
        "may_settle": is_reviewer,
        "may_answer": is_reviewer or may_answer(user, report).allowed,
        "thread_page": page,
        "thread_key": uuid4(),
    }


def _thread(request: HttpRequest, pk: int) -> Comment:
    return visible_or_404(request, Comment.objects.select_related("revision__dossier__agency"), pk)


def _back(request: HttpRequest, comment: Comment) -> HttpResponse:
    row = row_of(comment.revision.dossier)
    page = "-review" if request.POST.get("page") == "review" else ""
    url = reverse(f"{workflow_of(row).name}{page}", args=[row.pk])
    return redirect(f"{url}#thread-{comment.thread_id or comment.pk}")
