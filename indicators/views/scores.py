"""The score of an assignment: where it comes from, under which wording, and the evaluator's points instead."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.roles import Role
from indicators.forms.reason import ReasonForm
from indicators.forms.scores import OverrideForm
from indicators.models import Assignment, ScoreOverride
from indicators.permissions import Refused
from indicators.selectors.closing import frozen_revision
from indicators.selectors.score_page import criterion_rows, life_of_overrides, summary_rows
from indicators.selectors.score_rows import STATE_WORDS, total_in_words
from indicators.selectors.scores import AssignmentScore, score_of, total_of
from indicators.services import overrides as services
from indicators.services.errors import StaleVersion, insist
from indicators.views.fetching import form_key, person, require_role, visible_or_404
from indicators.views.reasons import told
from indicators.views.report_pages import try_to
from thai.digits import format_number

Context = dict[str, Any]


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = _assignment(request, pk)
    score = score_of(assignment)
    verdict = services.may_override(person(request), assignment)
    context = frame_of(assignment) | {
        "score": score,
        "status": score.state.value,
        "status_word": STATE_WORDS[score.state],
        "total": total_in_words(total_of([score]), score.effective),
        "rows": summary_rows(score),
        "criteria": criterion_rows(score),
        "life": life_of_overrides(assignment),
        "frozen": frozen_revision(assignment.agency, assignment.year) if assignment.year.closed_at else None,
        "may_override": verdict.allowed,
        "note": verdict.reason if verdict.refused is Refused.MOMENT else "",
    }
    return render(request, "indicators/score/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def override(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    assignment = _assignment(request, pk)
    require_role(request, Role.EVALUATOR, assignment.agency_id)
    insist(services.may_override(person(request), assignment))
    score = score_of(assignment)
    if request.method != "POST":
        return _override_page(request, score, position, None)
    form = OverrideForm(request.POST, full=_full(score, position))
    if not form.is_valid():
        return _override_page(request, score, position, form, status=422)
    given = {"points": form.cleaned_data["points"], "reason": form.cleaned_data["reason"]}
    try:
        saved = try_to(
            lambda: services.override(
                assignment,
                position,
                **given,
                actor=person(request),
                seen=_number(request.POST.get("seen", "")),
                key=form_key(request),
            ),
            form,
        )
    except StaleVersion:
        form.add_error(None, _("มีผู้เปลี่ยนคะแนนนี้ระหว่างที่ท่านกรอก ยังไม่ได้บันทึก ตรวจคะแนนที่กำหนดไว้ด้านล่างแล้วกดบันทึกอีกครั้ง"))
        return _override_page(request, score_of(assignment), position, form, status=409)
    if not saved:
        return _override_page(request, score, position, form, status=422)
    messages.success(request, _("กำหนดคะแนนแทนเป็น %(points)s แล้ว") % {"points": format_number(given["points"])})
    return redirect("score", pk=pk)


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = _assignment(request, pk)
    require_role(request, Role.EVALUATOR, assignment.agency_id)
    insist(services.may_override(person(request), assignment))
    rows = ScoreOverride.objects.select_related("assignment__agency")
    given = get_object_or_404(rows, assignment=assignment, pk=_number(request.POST.get("override", "")))
    form = ReasonForm(request.POST, action="cancel")
    if not form.is_valid() or not try_to(
        lambda: services.cancel(given, form.cleaned_data["reason"], actor=person(request), key=form_key(request)),
        form,
    ):
        score = score_of(assignment)
        return _override_page(request, score, given.position, None, cancelling=form, status=422)
    messages.success(request, _("ยกเลิกคะแนนที่กำหนดแทนแล้ว"))
    return redirect("score", pk=pk)


def frame_of(assignment: Assignment, title: str = "") -> Context:
    """What the pages of a score show around their content."""
    above = [
        (_("คะแนน"), reverse("score-start")),
        (str(assignment.agency), reverse("agency-score", args=[assignment.year.be_year, assignment.agency.code])),
    ]
    name = _("คะแนนของตัวชี้วัด")
    return {
        "assignment": assignment,
        "title": title or name,
        "caption": f"{assignment.agency} – {_('ปีงบประมาณ พ.ศ.')} {assignment.year}",
        "lead": assignment.name_line,
        "breadcrumbs": [*above, (name, reverse("score", args=[assignment.pk]))] if title else above,
    }


def _assignment(request: HttpRequest, pk: int) -> Assignment:
    return visible_or_404(request, Assignment.objects.select_related("agency", "year", "indicator"), pk)


def _full(score: AssignmentScore, position: int) -> Any:
    full = services.full_points(score, position)
    if full is None:
        raise Http404
    return full


def _number(posted: str) -> int | None:
    return int(posted) if posted.isdecimal() else None


def _override_page(
    request: HttpRequest,
    score: AssignmentScore,
    position: int,
    form: OverrideForm | None,
    *,
    cancelling: ReasonForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form with what counts now beside it; a standing override can be cancelled here, too."""
    full = _full(score, position)
    part = next((each for each in score.criteria if each.position == position), None)
    standing = part.override if part else score.override
    title = _("กำหนดคะแนนแทน เกณฑ์ที่ %(position)s") % {"position": position} if part else _("กำหนดคะแนนแทนทั้งตัวชี้วัด")
    # Invalid keeps what the page saw; a conflict was told of what stands now.
    seen = request.POST.get("seen", "") if status == 422 and not cancelling else standing.pk if standing else ""
    context = frame_of(score.assignment, title) | {
        "form": form or OverrideForm(full=full),
        "rows": summary_rows(part or score),
        "standing": standing,
        "hidden": [("seen", seen), ("key", uuid4())],
        "actions": [
            {"label": _("บันทึกคะแนนที่กำหนดแทน"), "style": "primary"},
            {"label": _("กลับ"), "style": "link", "url": reverse("score", args=[score.assignment.pk])},
        ],
        "cancelling": [_cancel_button(standing, cancelling)] if standing else [],
        "forms": [cancelling] if cancelling else [],
    }
    return render(request, "indicators/score/override.html", context, status=status)


def _cancel_button(standing: ScoreOverride, refused: ReasonForm | None) -> Context:
    return {
        "label": _("ยกเลิกคะแนนที่กำหนดแทน"),
        "url": reverse("score-override-cancel", args=[standing.assignment_id]),
        "post": True,
        "style": "danger",
        "code": "cancel",
        "reason": _("เหตุผลที่ยกเลิก"),
        "hidden": [("override", standing.pk), ("key", uuid4())],
        **told(refused),
    }
