"""The pages of whoever acts on a submission: the evaluator's review and the head's endorsement, for every report."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.roles import Role
from indicators import clock
from indicators.forms.reason import ReasonForm
from indicators.forms.review import MarkForm, PasswordForm, ReturnForm
from indicators.models import QuarterlyReport, YearEndReport
from indicators.permissions import can
from indicators.selectors.answers import Answer, quarterly_answers, year_end_answers
from indicators.selectors.changes import beside_threads, since_last_review
from indicators.selectors.criteria import five_levels
from indicators.selectors.evidence import evidence_rows
from indicators.selectors.queue import Around, around, report_of, review_queue
from indicators.selectors.warnings import quarterly_warnings, year_end_warnings
from indicators.services import review as services
from indicators.services import year_end_report as year_end_services
from indicators.services.errors import NotAllowed
from indicators.services.revisions import content_of
from indicators.views.fetching import person, require_role
from indicators.views.reasons import done_with_reason
from indicators.views.recused import recusals_of
from indicators.views.report_pages import Report, detail, done, frame_of, page_of, posted_by, try_to
from indicators.views.signing import signed_again
from indicators.views.threads import talk_about
from indicators.workflow import workflow_of

LONGEST_ID = 18  # digits of a number that every database can look up
Place = tuple[str, int]


def open_submission(request: HttpRequest, report: Report) -> HttpResponse:
    """Open it for review; from now on its officer cannot recall it."""
    _insist_on_turn(request, report)
    services.open_submission(report, actor=person(request))
    return redirect(page_of(report, "review"))


def review_page(
    request: HttpRequest,
    report: Report,
    decide: MarkForm | PasswordForm | None = None,
    send_back: ReturnForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The submission, what the software noticed and the officer's reasons, the forms to decide or to send back."""
    _insist_on_turn(request, report)
    if report.opened_at is None:
        return redirect(page_of(report))
    answers = answers_of(report)
    action = (
        "endorse"
        if isinstance(report, YearEndReport) and report.status == YearEndReport.Status.SUBMITTED
        else "accept"
    )
    user = person(request)
    verdict = can(user, action, report, clock.now())
    context = frame_of(report, _("ตรวจและลงความเห็น")) | {
        "place": _ways(_place_of(request, report)) if action == "accept" else None,
        "decide": decide or (PasswordForm() if action == "endorse" else mark_form(report, focused=True)),
        "decide_url": page_of(report, action),
        "decide_label": _("เห็นชอบ") if action == "endorse" else _("บันทึกคะแนนและผ่าน"),
        "decide_note": "" if verdict.allowed else verdict.reason,
        "delegation": user.standing_on(clock.today()).deputies.get(report.assignment.agency_id),
        "send_back": send_back or return_form(None, answers),
        "return_url": page_of(report, "return"),
        "forms": [form for form in (decide, send_back) if form],
        "hidden": [("version", report.version), ("key", uuid4())],
        "assignment": report.assignment,
        **recusals_of(report.assignment, user),
        **_submitted(request, report, answers),
    }
    return render(request, "indicators/report/review.html", context, status=status)


def _submitted(request: HttpRequest, report: Report, answers: list[Answer]) -> dict[str, Any]:
    """What is read: all of it, or what changed since the last review, with what was said and noticed of it."""
    user, revision = person(request), services.latest_revision(report)
    reasons = content_of(revision)["warning_reasons"]
    noticed = year_end_warnings(report) if isinstance(report, YearEndReport) else quarterly_warnings(report)
    talk = talk_about(report, answers, user, "review")
    comparison = since_last_review(report, user)
    return talk | {
        "comparison": comparison and beside_threads(comparison, talk["fields"]),
        "shows_all": comparison is None or "all" in request.GET,
        "commented_revision": revision,
        "evidence": evidence_rows(report.dossier),
        "warnings": [(warning, reasons.get(warning.code, "")) for warning in noticed],
    }


def accept(request: HttpRequest, report: Report) -> HttpResponse:
    """The evaluator's mark; then, where he asks for it, the next in the queue."""
    place = _place_of(request, report)
    form = mark_form(report, request.POST)
    if not form.is_valid() or not try_to(
        lambda: services.accept(
            report,
            **posted_by(request),
            mark=form.cleaned_data["mark"],
        ),
        form,
    ):
        return review_page(request, report, decide=form, status=422)
    sentence = _("บันทึกคะแนน %(mark)s แล้ว") % {"mark": form.cleaned_data["mark"]}
    if "next" not in request.POST:
        return done(request, report, sentence)
    messages.success(request, sentence)
    return _go_to(request, place.next)


@require_POST
def go(request: HttpRequest) -> HttpResponse:
    """To another report of the evaluator's queue, which is opened, without saving anything."""
    require_role(request, Role.EVALUATOR)
    return onward(request)


def onward(request: HttpRequest) -> HttpResponse:
    """To the report that a form names as the one to follow."""
    name, _dash, pk = request.POST.get("to", "").rpartition("-")
    return _go_to(request, (name, int(pk)) if pk.isdecimal() and len(pk) <= LONGEST_ID else None)


def _go_to(request: HttpRequest, place: Place | None) -> HttpResponse:
    """The review page of a report in the person's queue; the queue itself when it is not there any more."""
    user = person(request)
    if place is None or place not in review_queue(user):
        return redirect("review-queue")
    report = report_of(place)
    services.open_submission(report, actor=user)
    return redirect(page_of(report, "review"))


def _place_of(request: HttpRequest, report: Report) -> Around[Place]:
    return around(review_queue(person(request)), (workflow_of(report).name, report.pk))


def _ways(place: Around[Place]) -> dict[str, object]:
    """The place in the queue for queue/place.html, neighbours as `go` takes them."""
    sides = {"previous": place.previous, "next": place.next}
    return {"number": place.number, "total": place.total} | {
        name: {"url": reverse("review-go"), "to": "-".join(map(str, one))} if one else None
        for name, one in sides.items()
    }


def return_report(request: HttpRequest, report: Report) -> HttpResponse:
    """Back to the officer, with a reason and comments on fields."""
    form = return_form(request.POST, answers_of(report))
    if not form.is_valid() or not try_to(
        lambda: services.return_report(
            report,
            **posted_by(request),
            reason=form.cleaned_data["reason"],
            comments=form.comments,
            due_on=form.cleaned_data["due_on"],
        ),
        form,
    ):
        return review_page(request, report, send_back=form, status=422)
    return done(request, report, _("ส่งคืนให้แก้ไขแล้ว"))


def endorse(request: HttpRequest, report: YearEndReport) -> HttpResponse:
    """The head's endorsement, after signing in again."""
    form = PasswordForm(request.POST)
    if not signed_again(request, form):
        return review_page(request, report, decide=form, status=422)
    year_end_services.endorse(report, **posted_by(request))
    return done(request, report, _("ลงความเห็นชอบแล้ว ส่งต่อ สยป. เพื่อตรวจประเมิน"))


def reopen(request: HttpRequest, report: Report) -> HttpResponse:
    """An accepted report goes back for correction."""
    form = ReasonForm(request.POST, action="reopen")
    posted = posted_by(request)
    if not done_with_reason(form, lambda reason: services.reopen(report, **posted, reason=reason)):
        return detail(request, report, answers_of(report), refused=form)
    return done(request, report, _("เปิดให้แก้ไขใหม่แล้ว"))


def mark_form(report: Report, data: Any = None, *, focused: bool = False) -> MarkForm:
    """The form of a mark; of a year measured on five levels, its levels."""
    levels = five_levels(report.assignment) if isinstance(report, YearEndReport) else []
    return MarkForm(data, levels=levels, focused=focused)


def answers_of(report: Report) -> list[Answer]:
    return quarterly_answers(report) if isinstance(report, QuarterlyReport) else year_end_answers(report)


def return_form(data: Any, answers: list[Answer]) -> ReturnForm:
    return ReturnForm(data, fields=[(answer.field, answer.label) for answer in answers if answer.value])


def _insist_on_turn(request: HttpRequest, report: Report) -> None:
    """Only whoever may return it may open and review it: the same row of the table says so."""
    verdict = can(person(request), "return", report, clock.now())
    if not verdict.allowed:
        raise NotAllowed(verdict)
