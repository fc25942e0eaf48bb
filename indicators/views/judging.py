"""The page on which one criterion is judged, or judged again, the submission beside it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from indicators.forms.judging import JudgementForm
from indicators.models import CriterionVersion, Judgement
from indicators.permissions import Refused
from indicators.selectors.criteria import newest_version
from indicators.selectors.judged import (
    Subject,
    may_judge,
    subject_of,
    told_before,
)
from indicators.services import judging as services
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from indicators.views.fetching import form_key, person, visible_or_404
from indicators.views.judging_queue import address, place_of_criterion, ways
from indicators.views.recused import recusals_of
from indicators.views.report_pages import try_to
from thai.dates import active_language, format_datetime
from thai.diff import diff, sides
from thai.digits import format_number

Context = dict[str, Any]


@require_http_methods(["GET", "POST"])
def judging(request: HttpRequest, pk: int) -> HttpResponse:
    """`pk` is that of a version of a criterion."""
    rows = CriterionVersion.objects.select_related("assignment__agency", "assignment__year", "assignment__indicator")
    criterion = visible_or_404(request, rows, pk)
    if request.method != "POST":
        return _page(request, criterion, None)
    return _judge(request, criterion)


def _judge(request: HttpRequest, criterion: CriterionVersion) -> HttpResponse:
    user = person(request)
    form = JudgementForm(request.POST)
    place = place_of_criterion(request, criterion.pk)
    number, revision = seen_in(request)
    try:
        if not form.is_valid() or not try_to(
            lambda: (
                services.judge(
                    criterion,
                    actor=user,
                    percent=form.cleaned_data["percent"],
                    reason=form.cleaned_data["reason"],
                    seen_number=number,
                    seen_revision=revision,
                    key=form_key(request),
                ).event
            ),
            form,
        ):
            return _page(request, criterion, form, status=422)
    except StaleVersion as stale:
        return _page(request, criterion, form, status=409, changed=what_changed(stale, user))
    percent = format_number(form.cleaned_data["percent"], 2)
    messages.success(request, _("บันทึกผลสำเร็จร้อยละ %(percent)s แล้ว") % {"percent": percent})
    return redirect(address(request, criterion=place.next if "next" in request.POST else criterion.pk))


def _page(
    request: HttpRequest,
    criterion: CriterionVersion,
    form: JudgementForm | None,
    status: int = 200,
    changed: str = "",
) -> HttpResponse:
    user, subject = person(request), subject_of(criterion)
    verdict = may_judge(user, criterion, subject)
    if not verdict.allowed and (verdict.refused is not Refused.MOMENT or form is not None):
        raise NotAllowed(verdict)
    judgements = _judgements(criterion)
    last = next((each for each in judgements if each.criterion_id == criterion.pk), None)
    if form is None:
        form = JudgementForm(replaces=last is not None, focused=True)
    newest = newest_version(criterion.assignment_id, criterion.position) or criterion
    place = place_of_criterion(request, criterion.pk)
    context = (
        _frame(criterion, subject)
        | _versions(criterion)
        | {
            "subject": subject,
            "rows": subject.facts() if subject else [],
            "judgements": judgements,
            "tells": not verdict.allowed or any(told_before(user, each) for each in judgements),
            "last": last,
            "form": form if verdict.allowed else None,
            "note": verdict.reason,
            "newer": newest if newest.pk != criterion.pk else None,
            "changed": changed,
            "place": ways(place, address(request, criterion=place.previous), address(request, criterion=place.next)),
            "hidden": [
                ("seen_number", last.number if last else 0),
                ("seen_revision", subject.revision.pk if subject and subject.revision else ""),
                ("key", uuid4()),
            ],
            **recusals_of(criterion.assignment, user),
        }
    )
    return render(request, "indicators/judging/judging.html", context, status=status)


def _frame(criterion: CriterionVersion, subject: Subject | None) -> Context:
    assignment = criterion.assignment
    name = subject.name if subject else _("เกณฑ์ข้อที่ %(position)s") % {"position": criterion.position}
    return {
        "title": name,
        "caption": " – ".join(
            [_("ให้คะแนนขั้นตอน"), str(assignment.agency), f"{_('ปีงบประมาณ พ.ศ.')} {assignment.year}"]
        ),
        "lead": assignment.name_line,
        "breadcrumbs": [
            (_("ให้คะแนนขั้นตอน"), reverse("judging-queue")),
            (str(assignment), reverse("judging-assignment", args=[assignment.pk])),
        ],
        "criterion": criterion,
        "assignment": assignment,
    }


def _versions(criterion: CriterionVersion) -> Context:
    """The version in force beside the one before it, word by word."""
    earlier = CriterionVersion.objects.filter(
        assignment=criterion.assignment_id, position=criterion.position, version__lt=criterion.version
    )
    before = earlier.order_by("-version").first()
    if before is None:
        return {"before": None}
    before_parts, after_parts = sides(diff(before.text, criterion.text))
    return {"before": before, "before_parts": before_parts, "after_parts": after_parts}


def _judgements(criterion: CriterionVersion) -> list[Judgement]:
    """All that were given at this position, under whatever version, the newest first."""
    rows = Judgement.objects.filter(
        criterion__assignment=criterion.assignment_id, criterion__position=criterion.position
    )
    return list(rows.select_related("criterion", "judged_by", "revision").order_by("-criterion__version", "-number"))


def what_changed(stale: StaleVersion, user: User) -> str:
    """What happened since the page was opened; what somebody else gave is not told to who has not given his."""
    if isinstance(stale.current, Judgement):
        facts = {
            "who": stale.current.judged_by,
            "percent": format_number(stale.current.percent, 2),
            "when": format_datetime(stale.current.judged_at, active_language()),
        }
        if not told_before(user, stale.current):
            return _("%(who)s ให้คะแนนเมื่อ %(when)s ระหว่างที่ท่านเปิดหน้านี้ไว้") % facts
        return _("%(who)s ให้คะแนนร้อยละ %(percent)s เมื่อ %(when)s ระหว่างที่ท่านเปิดหน้านี้ไว้") % facts
    return _("มีการส่งงานฉบับใหม่ระหว่างที่ท่านเปิดหน้านี้ไว้ โปรดอ่านฉบับที่แสดงอยู่นี้ก่อนบันทึก")


def seen_in(request: HttpRequest, prefix: str = "") -> tuple[int, int | None]:
    """The number of the newest judgement and the key of the submission that the posted page showed."""
    try:
        revision = request.POST[f"{prefix}seen_revision"]
        return int(request.POST[f"{prefix}seen_number"]), int(revision) if revision else None
    except (KeyError, ValueError):
        raise Invalid({"seen_number": _("แบบฟอร์มไม่ครบ กรุณาเปิดหน้านี้ใหม่แล้วลองอีกครั้ง")}) from None
