"""One item of an agenda: what lies before the committee, and the verbs on it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import Role
from indicators.models import AgendaItem
from indicators.selectors.agenda import next_undecided
from indicators.services import agenda as services
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from indicators.views.fetching import form_key, person, require_role
from indicators.views.report_pages import posted_by
from innovation.forms.agenda_item import AbstainForm, PostponeForm
from innovation.views.agenda_item_pages import item_or_404, item_page
from innovation.views.decisions import DECISIONS
from innovation.views.meeting_pages import tell
from innovation.views.too_late import explain_and_keep, labels_of


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return item_page(request, item_or_404(request, pk))


@require_POST
def determine(request: HttpRequest, pk: int) -> HttpResponse:
    item = item_or_404(request, pk)
    require_role(request, Role.COMMITTEE, item.dossier.agency_id)
    kind = DECISIONS[item.dossier.kind]
    deciding = kind.ask(item, request.POST)
    if not deciding.is_valid():
        return item_page(request, item, deciding=deciding, status=422)
    try:
        kind.act(item, deciding, **posted_by(request))
    except Invalid as invalid:
        tell(deciding.form, invalid)
        return item_page(request, item, deciding=deciding, status=422)
    except StaleVersion:
        sentence = _("มีผู้เปลี่ยนแปลงวาระนี้ระหว่างที่ท่านกรอก ยังไม่ได้บันทึกมติ ตรวจแล้วกดบันทึกอีกครั้ง")
        deciding.form.add_error(None, sentence)
        return item_page(request, item_or_404(request, pk), deciding=deciding, status=409)
    except NotAllowed as refusal:
        return explain_and_keep(request, refusal, labels_of(deciding.form, deciding.rows or (), deciding.abstentions))
    messages.success(request, _("บันทึกมติของ “%(title)s” แล้ว") % {"title": item.title})
    return _onward(item)


def _onward(item: AgendaItem) -> HttpResponse:
    """To the next item without a resolution; to the agenda after the last."""
    following = next_undecided(item)
    return redirect("agenda-item", pk=following.pk) if following else redirect("meeting", pk=item.meeting_id)


@require_POST
def postpone(request: HttpRequest, pk: int) -> HttpResponse:
    item = item_or_404(request, pk)
    require_role(request, Role.SECRETARIAT, item.dossier.agency_id)
    services.insist_undecided(item)
    form = PostponeForm(request.POST, item=item, prefix="postpone")
    if not form.is_valid():
        return item_page(request, item, postponing=form, status=422)
    to, reason = form.cleaned_data["meeting"], form.cleaned_data["reason"]
    try:
        services.postpone(item, to, reason=reason, **posted_by(request))
    except Invalid as invalid:
        tell(form, invalid)
        return item_page(request, item, postponing=form, status=422)
    messages.success(request, _("เลื่อนวาระไปการประชุมครั้งที่ %(number)s แล้ว") % {"number": to.number})
    return redirect("meeting", pk=item.meeting_id)


@require_POST
def abstain(request: HttpRequest, pk: int) -> HttpResponse:
    item = item_or_404(request, pk)
    require_role(request, Role.COMMITTEE)
    services.insist_undecided(item)
    form = AbstainForm(request.POST, prefix="abstain")
    if not form.is_valid():
        return item_page(request, item, abstaining=form, status=422)
    try:
        services.abstain(item, actor=person(request), reason=form.cleaned_data["reason"], key=form_key(request))
    except Invalid as invalid:
        tell(form, invalid)
        return item_page(request, item, abstaining=form, status=422)
    messages.success(request, _("บันทึกการงดออกเสียงแล้ว กรรมการท่านอื่นเป็นผู้บันทึกมติของวาระนี้"))
    return _onward(item)


@require_POST
def rejoin(request: HttpRequest, pk: int) -> HttpResponse:
    item = item_or_404(request, pk)
    require_role(request, Role.COMMITTEE)
    services.rejoin(item, actor=person(request), key=form_key(request))
    messages.success(request, _("ถอนการงดออกเสียงแล้ว"))
    return redirect("agenda-item", pk=pk)
