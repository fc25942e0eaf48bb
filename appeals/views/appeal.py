"""The list of appeals, the page of one, and the verbs on it that need no page of their own."""

from __future__ import annotations

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from appeals.completeness import missing_in_appeal
from appeals.forms.appeal import WithdrawalForm
from appeals.models import Appeal
from appeals.selectors.conditions import condition_rows
from appeals.selectors.lists import agencies_with_appeals, appeals_seen_by, filtered, overview_of, years_with_appeals
from appeals.selectors.places import appeal_page
from appeals.services import appeals as services
from appeals.services.lateness import may_permit
from appeals.services.lateness import permit_late as permit
from appeals.services.orders import may_issue
from appeals.views import appeal_pages
from appeals.views.appeal_pages import Context, fetch, frame_of
from appeals.views.appeal_sheet import appeal_sheet
from indicators import clock
from indicators.forms.reason import ReasonForm
from indicators.models import PrintRecord
from indicators.permissions import Refused, can
from indicators.selectors.evidence import evidence_rows
from indicators.selectors.timeline import timeline
from indicators.services.errors import NotAllowed, insist
from indicators.views import filters
from indicators.views.export import exported
from indicators.views.fetching import form_key, person
from indicators.views.paging import paged
from indicators.views.reasons import done_with_reason, with_refused_reason
from indicators.views.report_pages import done, posted_by
from indicators.workflow import workflow_of
from innovation.views.agenda_item_pages import resolutions_of


@require_safe
def list_(request: HttpRequest) -> HttpResponse:
    user = person(request)
    chosen = {name: request.GET.get(name, "").strip() for name in ("status", "agency")}
    chosen["year"] = filters.digits_asked(request, "year")
    rows = filtered(appeals_seen_by(user), be_year=chosen["year"], status=chosen["status"], agency=chosen["agency"])
    if file := exported(request, appeal_sheet(rows)):
        return file
    page = paged(request, rows)
    orders = {"label": _("คำสั่งที่มีผลทั้งเมือง"), "url": reverse("city-order-list")}
    context = {
        "title": _("อุทธรณ์"),
        "filters": _filters(user, chosen),
        "page": page,
        "rows": [overview_of(appeal) for appeal in page],
        "actions": [orders] if may_issue(user).allowed else [],
    }
    return render(request, "appeals/appeal/list.html", context)


def _filters(user: User, chosen: dict[str, str]) -> filters.Filters:
    statuses = filters.choice("status", _("สถานะ"), chosen["status"], Appeal.Status.choices, every=_("ทุกสถานะ"))
    fields = [filters.years(years_with_appeals(user), chosen["year"], every=_("ทุกปี")), statuses]
    agencies = [(agency.code, agency) for agency in agencies_with_appeals(user)]
    if len(agencies) > 1:
        every = _("ทุกหน่วยงาน")
        fields.append(filters.choice("agency", _("หน่วยงาน"), chosen["agency"], agencies, every=every))
    return filters.Filters(fields)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, fetch(request, pk))


def _page(request: HttpRequest, appeal: Appeal, refused: ReasonForm | None = None) -> HttpResponse:
    context = frame_of(appeal) | appeal_pages.actions_of(person(request), appeal) | _content(appeal)
    context |= {
        "return_reason": appeal_pages.return_reason(appeal),
        "resolutions": resolutions_of(appeal.dossier),
        "conditions": condition_rows(appeal),
        "prints": PrintRecord.objects.filter(revision__dossier=appeal.dossier).select_related("revision"),
        "events": timeline(appeal.dossier),
    }
    context = with_refused_reason(context, refused)
    return render(request, "appeals/appeal/detail.html", context, status=422 if refused else 200)


def _content(appeal: Appeal) -> Context:
    return {
        "facts": appeal_pages.facts_of(appeal),
        "outcome": appeal_pages.outcome_of(appeal),
        "letter": appeal_pages.letter_rows(appeal.letter),
        "invitation": appeal_pages.letter_rows(appeal.invitation),
        "comparison": appeal_pages.comparison_of(appeal),
        "late_note": appeal_pages.late_note(appeal),
        "evidence": evidence_rows(appeal.dossier),
    }


@require_safe
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything once more before it is filed, and what is missing."""
    appeal = fetch(request, pk)
    verdict = can(person(request), "file", appeal, clock.now())
    row = workflow_of(appeal).row("file", appeal.status)
    if row is None or not (verdict.allowed or verdict.refused is Refused.MOMENT):
        raise NotAllowed(verdict)
    edit = appeal_page(appeal, "edit")
    lacking = missing_in_appeal(appeal)
    told = verdict.allowed or verdict.reason == " ".join(lacking.values())
    context = frame_of(appeal, _("ตรวจทานและยื่น")) | _content(appeal)
    context |= {
        "missing": [(sentence, f"{edit}#id_{name}") for name, sentence in lacking.items()],
        "ready": verdict.allowed,
        "note": "" if told else verdict.reason,
        "label": row.label,
        "key": uuid4(),
    }
    return render(request, "appeals/appeal/check.html", context)


@require_POST
def file(request: HttpRequest, pk: int) -> HttpResponse:
    appeal = fetch(request, pk)
    services.file(appeal, **posted_by(request))
    return done(request, appeal, _("ยื่นอุทธรณ์แล้ว สำนักงาน ก.ก. จะรับเรื่องต่อไป"))


@require_POST
def register(request: HttpRequest, pk: int) -> HttpResponse:
    appeal = fetch(request, pk)
    services.register(appeal, **posted_by(request))
    return done(request, appeal, _("รับเรื่องแล้ว รอบรรจุวาระการประชุม"))


@require_POST
def return_(request: HttpRequest, pk: int) -> HttpResponse:
    appeal = fetch(request, pk)
    form = ReasonForm(request.POST, action="return")
    posted = posted_by(request)
    if not done_with_reason(form, lambda reason: services.return_(appeal, **posted, reason=reason)):
        return _page(request, appeal, refused=form)
    return done(request, appeal, _("ส่งคืนให้แก้ไขแล้ว"))


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    appeal = fetch(request, pk)
    form = WithdrawalForm(request.POST)
    if not form.is_valid():
        insist(can(person(request), "withdraw", appeal, clock.now()))
        return _page(request, appeal, refused=form)
    services.withdraw(appeal, **posted_by(request), reason=form.cleaned_data["reason"])
    return done(request, appeal, _("ถอนอุทธรณ์แล้ว"))


@require_POST
def permit_late(request: HttpRequest, pk: int) -> HttpResponse:
    appeal = fetch(request, pk)
    form = ReasonForm(request.POST, action="permit-late")
    if not form.is_valid():
        insist(may_permit(person(request), appeal, clock.now()))
        return _page(request, appeal, refused=form)
    permit(appeal, actor=person(request), reason=form.cleaned_data["reason"], key=form_key(request))
    return done(request, appeal, _("อนุญาตให้ยื่นล่าช้าแล้ว"))
