"""The secretariat's queue of steps to judge, and the page on which one is judged, the submission beside it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.roles import Role
from indicators.forms.judging import JudgementForm
from indicators.models import CriterionVersion, FiscalYear, Judgement, Recusal
from indicators.permissions import Refused
from indicators.selectors.judged import (
    Subject,
    may_judge,
    newest_version,
    subject_of,
    subjects_of,
    waiting_to_be_judged,
)
from indicators.selectors.queue import Around, around
from indicators.services import judging as services
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from indicators.views.fetching import form_key, person, require_role, visible_or_404
from indicators.views.report_pages import try_to
from thai.dates import active_language, format_datetime
from thai.diff import diff, sides
from thai.digits import format_number

PAGE_SIZE = 50
STEPS = range(1, 6)
Context = dict[str, Any]


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    require_role(request, Role.SECRETARIAT)
    rows = waiting_to_be_judged(person(request), **_filters(request))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    subjects = subjects_of(page.object_list)
    context = {
        "title": _("ให้คะแนนขั้นตอน"),
        "lead": _("เกณฑ์ที่วัดเป็นขั้นตอนและยังไม่ให้คะแนนตามฉบับที่ใช้อยู่ เรียงตามหน่วยงานและกำหนดส่ง"),
        "page": page,
        "rows": [(row, subjects.get((row.assignment_id, row.position))) for row in page.object_list],
        "years": FiscalYear.objects.all(),
        "steps": STEPS,
        "chosen": _filters(request),
        "query": _query(request),
    }
    return render(request, "indicators/judging/queue.html", context)


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
    place = around(_waiting(request), criterion.pk)
    number, revision = _seen(request)
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
        return _page(request, criterion, form, status=409, changed=_what_changed(stale))
    percent = format_number(form.cleaned_data["percent"], 2)
    messages.success(request, _("บันทึกผลสำเร็จร้อยละ %(percent)s แล้ว") % {"percent": percent})
    if "next" in request.POST and place.next:
        return redirect(_address(place.next, request))
    if "next" in request.POST:
        return redirect(f"{reverse('judging-queue')}{_query(request)}")
    return redirect(_address(criterion.pk, request))


def _page(
    request: HttpRequest,
    criterion: CriterionVersion,
    form: JudgementForm | None,
    status: int = 200,
    changed: str = "",
) -> HttpResponse:
    subject = subject_of(criterion)
    verdict = may_judge(person(request), criterion, subject)
    if not verdict.allowed and (verdict.refused is not Refused.MOMENT or form is not None):
        raise NotAllowed(verdict)
    judgements = _judgements(criterion)
    last = next((each for each in judgements if each.criterion_id == criterion.pk), None)
    if form is None:
        form = JudgementForm(replaces=last is not None)
    newest = newest_version(criterion)
    context = (
        _frame(criterion, subject)
        | _versions(criterion)
        | {
            "subject": subject,
            "rows": subject.facts() if subject else [],
            "judgements": judgements,
            "last": last,
            "form": form if verdict.allowed else None,
            "note": verdict.reason,
            "newer": newest if newest.pk != criterion.pk else None,
            "changed": changed,
            "place": _with_addresses(request, around(_waiting(request), criterion.pk)),
            "hidden": [
                ("seen_number", last.number if last else 0),
                ("seen_revision", subject.revision.pk if subject and subject.revision else ""),
                ("key", uuid4()),
            ],
            "recusals": Recusal.objects.filter(assignment=criterion.assignment_id).select_related("user"),
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
            (str(assignment), reverse("assignment", args=[assignment.pk])),
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


def _what_changed(stale: StaleVersion) -> str:
    if isinstance(stale.current, Judgement):
        return _("%(who)s ให้คะแนนร้อยละ %(percent)s เมื่อ %(when)s ระหว่างที่ท่านเปิดหน้านี้ไว้") % {
            "who": stale.current.judged_by,
            "percent": format_number(stale.current.percent, 2),
            "when": format_datetime(stale.current.judged_at, active_language()),
        }
    return _("มีการส่งงานฉบับใหม่ระหว่างที่ท่านเปิดหน้านี้ไว้ โปรดอ่านฉบับที่แสดงอยู่นี้ก่อนบันทึก")


def _seen(request: HttpRequest) -> tuple[int, int | None]:
    """The number of the newest judgement and the key of the submission that the posted page showed."""
    try:
        revision = request.POST["seen_revision"]
        return int(request.POST["seen_number"]), int(revision) if revision else None
    except (KeyError, ValueError):
        raise Invalid({"seen_number": _("แบบฟอร์มไม่ครบ กรุณาเปิดหน้านี้ใหม่แล้วลองอีกครั้ง")}) from None


def _filters(request: HttpRequest) -> dict[str, int | None]:
    """Year (พ.ศ.) and step of the address; what is no number is left out."""
    found: dict[str, int | None] = {}
    for name, given in (("be_year", request.GET.get("year", "")), ("step", request.GET.get("step", ""))):
        found[name] = int(given) if given.isdecimal() and len(given) <= 4 else None
    return found


def _query(request: HttpRequest) -> str:
    """The filters as they go on to the next page."""
    chosen = {name: request.GET[name] for name in ("year", "step") if request.GET.get(name, "").isdecimal()}
    return "?" + "&".join(f"{name}={value}" for name, value in chosen.items()) if chosen else ""


def _waiting(request: HttpRequest) -> list[int]:
    return list(waiting_to_be_judged(person(request), **_filters(request)).values_list("pk", flat=True))


def _address(pk: int, request: HttpRequest) -> str:
    return f"{reverse('judging', args=[pk])}{_query(request)}"


def _with_addresses(request: HttpRequest, place: Around[int]) -> Context:
    return {
        "number": place.number,
        "total": place.total,
        "next": _address(place.next, request) if place.next else "",
        "previous": _address(place.previous, request) if place.previous else "",
    }
