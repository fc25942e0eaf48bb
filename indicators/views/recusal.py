"""The verbs by which a judge says that he takes no part in an assignment, on its page and
on those of the queues."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from indicators.models import Assignment
from indicators.services import recusal as services
from indicators.views import judging_queue, reviewing
from indicators.views.fetching import form_key, person, visible_or_404

# Where it was declared, and so where to go on: from the page on which a thing of a queue is judged to its next.
ONWARD = {"judging": judging_queue.onward, "review": reviewing.onward}


@require_POST
def recuse(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = visible_or_404(request, Assignment.objects.select_related("agency"), pk)
    reason = request.POST.get("reason", "")
    services.recuse(assignment, actor=person(request), reason=reason, key=form_key(request))
    messages.success(request, _("บันทึกว่าท่านไม่ร่วมพิจารณาตัวชี้วัดนี้แล้ว"))
    go_on = ONWARD.get(request.POST.get("queue", ""))
    return go_on(request) if go_on else redirect("assignment", pk=pk)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = visible_or_404(request, Assignment.objects.select_related("agency"), pk)
    services.withdraw_recusal(assignment, actor=person(request), key=form_key(request))
    messages.success(request, _("ถอนการแจ้งไม่ร่วมพิจารณาแล้ว ท่านพิจารณาตัวชี้วัดนี้ได้"))
    return redirect("assignment", pk=pk)
