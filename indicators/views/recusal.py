"""The verbs by which a judge says that he takes no part in an assignment, on its page."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from indicators.models import Assignment, Recusal
from indicators.services import recusal as services
from indicators.services.errors import NotAllowed
from indicators.views.fetching import form_key, person, visible_or_404
from indicators.views.report_pages import Context


@require_POST
def recuse(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = visible_or_404(request, Assignment.objects.select_related("agency"), pk)
    reason = request.POST.get("reason", "")
    services.recuse(assignment, actor=person(request), reason=reason, key=form_key(request))
    messages.success(request, _("บันทึกว่าท่านไม่ร่วมพิจารณาตัวชี้วัดนี้แล้ว"))
    return redirect("assignment", pk=pk)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = visible_or_404(request, Assignment.objects.select_related("agency"), pk)
    services.withdraw_recusal(assignment, actor=person(request), key=form_key(request))
    messages.success(request, _("ถอนการแจ้งไม่ร่วมพิจารณาแล้ว ท่านพิจารณาตัวชี้วัดนี้ได้"))
    return redirect("assignment", pk=pk)


def recusals_of(assignment: Assignment, user: User) -> Context:
    """Who takes no part in an assignment, and what this person may say of himself: for recusal.html."""
    rows = list(Recusal.objects.filter(assignment=assignment.pk).select_related("user"))
    try:
        services.insist_may_declare(user, assignment)
    except NotAllowed:
        return {"recusals": rows, "may_recuse": False}
    recused = any(row.user_id == user.pk for row in rows)
    return {"recusals": rows, "may_recuse": True, "recused": recused, "recusal_key": uuid4()}
