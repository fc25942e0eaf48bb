"""Closing a year by a resolution, and opening it again by two people."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import Role
from indicators.forms.reason import ReasonForm
from indicators.forms.scores import ClosingForm
from indicators.models import Event, FiscalYear, YearClosing
from indicators.permissions import Refused, Verdict
from indicators.selectors.closing import closings_of, fingerprint, open_scores, standing_closing
from indicators.selectors.score_content import assignments_of
from indicators.selectors.scores import scores_of
from indicators.services import closing as services
from indicators.services.errors import Invalid, StaleVersion, insist
from indicators.services.reopening import may_ask, may_reopen
from indicators.views.fetching import form_key, person, require_role
from indicators.views.reasons import told
from indicators.views.report_pages import try_to
from indicators.views.scores_access import insist_city

Context = dict[str, Any]
# A form of more reasons than this is no resolution: the scores are to be given first.
MOST_NAMED = 200


@require_safe
def detail(request: HttpRequest, year: int) -> HttpResponse:
    insist_city(request)
    return _page(request, _year(year))


@require_POST
def close(request: HttpRequest, year: int) -> HttpResponse:
    require_role(request, Role.EVALUATOR)
    of = _year(year)
    scores = scores_of(assignments_of(of))
    unsettled = open_scores(scores)
    _insist_but_for_the_moment(services.may_close(person(request), of, unsettled))
    form = ClosingForm(request.POST, unsettled=unsettled)
    if not form.is_valid():
        return _page(request, of, closing_form=form, status=422)
    told = {name: form.cleaned_data[name] for name in ("resolution_reference", "resolved_on", "note")}
    seen = request.POST.get("seen", "")
    try:
        services.close_year(of, **told, named=form.named, seen=seen, actor=person(request), key=form_key(request))
    except Invalid as invalid:
        for field, sentence in invalid.errors.items():
            form.add_error(field if field in form.fields else None, sentence)
        return _page(request, of, closing_form=form, status=422)
    except StaleVersion:
        form.add_error(None, _("มีคะแนนที่เปลี่ยนไประหว่างที่ท่านกรอก ยังไม่ได้ปิดปี ตรวจรายการด้านล่างแล้วกดปิดปีอีกครั้ง"))
        return _page(request, of, closing_form=form, status=409)
    messages.success(request, _("ปิดปีงบประมาณ %(year)s แล้ว คะแนนของทุกหน่วยงานถูกเก็บเป็นฉบับที่แก้ไขไม่ได้") % {"year": of})
    return redirect("year-closing", year=year)


@require_POST
def ask(request: HttpRequest, year: int) -> HttpResponse:
    return _reopening(
        request, year, "ask", may_ask, services.ask_reopening, _("ขอเปิดปีแล้ว รอความเห็นชอบของผู้มีอีกบทบาทหนึ่ง")
    )


@require_POST
def reopen(request: HttpRequest, year: int) -> HttpResponse:
    return _reopening(request, year, "reopen", may_reopen, services.reopen, _("เปิดปีงบประมาณแล้ว คะแนนที่เก็บไว้ยังอยู่"))


def _reopening(
    request: HttpRequest,
    year: int,
    verb_name: str,
    may: Callable[..., Verdict],
    verb: Callable[..., Event],
    sentence: str,
) -> HttpResponse:
    of = _year(year)
    closing = standing_closing(of) or of.closings.order_by("-number").first()
    if closing is None:
        insist(may_ask(person(request), YearClosing(year=of)))
        insist(Verdict(False, Refused.MOMENT, _("ปีงบประมาณนี้ยังเปิดอยู่")))
    assert closing
    _insist_but_for_the_moment(may(person(request), closing))
    form = ReasonForm(request.POST, action=verb_name)
    key = form_key(request)
    if not form.is_valid() or not try_to(
        lambda: verb(closing, form.cleaned_data["reason"], actor=person(request), key=key), form
    ):
        return _page(request, of, reopening_form=form, status=422)
    messages.success(request, sentence)
    return redirect("year-closing", year=year)


def _insist_but_for_the_moment(verdict: Verdict) -> None:
    """Whether the moment is right the verb says: it knows a form that came before."""
    if verdict.refused is not Refused.MOMENT:
        insist(verdict)


def _year(be_year: int) -> FiscalYear:
    return get_object_or_404(FiscalYear, be_year=be_year)


def _page(
    request: HttpRequest,
    year: FiscalYear,
    *,
    closing_form: ClosingForm | None = None,
    reopening_form: ReasonForm | None = None,
    status: int = 200,
) -> HttpResponse:
    year.refresh_from_db()
    standing = standing_closing(year)
    context: Context = {
        "title": _("ปิดปีงบประมาณ %(year)s") % {"year": year},
        "breadcrumbs": [(_("คะแนน"), reverse("score-list", args=[year.be_year]))],
        "year": year,
        "closings": [(each, json.loads(each.named)) for each in closings_of(year)],
        "standing": standing,
        "forms": [form for form in (closing_form, reopening_form) if form],
    }
    if standing:
        context |= _reopening_context(request, standing, reopening_form)
    else:
        context |= _closing_context(request, year, closing_form, status)
    return render(request, "indicators/score/closing.html", context, status=status)


def _closing_context(request: HttpRequest, year: FiscalYear, form: ClosingForm | None, status: int) -> Context:
    """What is not final, and for who may close the form with a reason for each."""
    scores = scores_of(assignments_of(year))
    unsettled = open_scores(scores)
    verdict = services.may_close(person(request), year, unsettled)
    offered = verdict.allowed and len(unsettled) <= MOST_NAMED
    if form and [each.score.assignment for each in form.unsettled] != [each.score.assignment for each in unsettled]:
        form = _with_new_rows(form, ClosingForm(request.POST, unsettled=unsettled))
    seen = request.POST.get("seen", "") if status == 422 else fingerprint(scores)
    return {
        "unsettled": unsettled,
        "count": len(scores),
        "form": (form or ClosingForm(unsettled=unsettled)) if offered else None,
        "hidden": [("seen", seen), ("key", uuid4())],
        "actions": [{"label": _("ปิดปีงบประมาณ"), "style": "primary"}],
        "note": _closing_note(verdict, len(unsettled)),
    }


def _with_new_rows(told: ClosingForm, form: ClosingForm) -> ClosingForm:
    """The same answers over the scores as they stand now, with what was said of the whole."""
    form.is_valid()
    for sentence in told.non_field_errors():
        form.add_error(None, str(sentence))
    return form


def _closing_note(verdict: Verdict, unsettled: int) -> str:
    if not verdict.allowed:
        return verdict.reason
    if unsettled > MOST_NAMED:
        facts = {"count": unsettled, "most": MOST_NAMED}
        return _("ยังมีคะแนนที่ไม่เป็นที่สุด %(count)s รายการ ให้คะแนนก่อนจนเหลือไม่เกิน %(most)s รายการ") % facts
    return ""


def _reopening_context(request: HttpRequest, closing: YearClosing, refused: ReasonForm | None) -> Context:
    """The next of the two steps, for who may take it; otherwise whose turn it is."""
    user = person(request)
    step = ("reopen", may_reopen, _("เห็นชอบให้เปิดปี")) if closing.reopening_asked_at else ("ask", may_ask, _("ขอเปิดปี"))
    name, may, label = step
    verdict = may(user, closing)
    button = {
        "label": label,
        "url": reverse(f"year-closing-{name}", args=[closing.year.be_year]),
        "post": True,
        "code": name,
        "style": "danger",
        "reason": _("เหตุผลที่เปิดปี"),
        "hidden": [("key", uuid4())],
        **told(refused),
    }
    return {"actions": [button] if verdict.allowed else [], "note": "" if verdict.allowed else verdict.reason}
