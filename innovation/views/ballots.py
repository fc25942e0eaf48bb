"""A member's own ballot: filled in, kept as a draft, submitted once."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from indicators.views.fetching import form_key, person, seen_version
from indicators.views.report_pages import done
from innovation.forms.ballot import BallotForm
from innovation.models import Ballot, Selection
from innovation.selectors.ballots import ballot_of
from innovation.selectors.candidates import candidates
from innovation.services import ballots as services
from innovation.views.selection import insist_on_moment, insist_on_turn
from innovation.views.step_pages import fetch, frame_of
from innovation.views.too_late import explain_and_keep, labels_of
from thai.digits import format_number


@require_http_methods(["GET", "POST"])
def ballot(request: HttpRequest, pk: int) -> HttpResponse:
    selection = fetch(request, Selection, pk)
    insist_on_turn(request, selection)
    if request.method != "POST":
        return _page(request, selection, _form(request, selection))
    form = _form(request, selection, request.POST)
    if not form.is_valid():
        return _page(request, selection, form, status=422)
    try:
        return _act(request, selection, form)
    except NotAllowed as refusal:
        return explain_and_keep(request, refusal, labels_of(form))
    except StaleVersion as stale:
        return _stale_page(request, selection, form, stale)
    except Invalid as invalid:
        for field, sentence in invalid.errors.items():
            form.add_error(field if field in form.fields else None, sentence)
        return _page(request, selection, form, status=422)


def _act(request: HttpRequest, selection: Selection, form: BallotForm) -> HttpResponse:
    actor, version = person(request), seen_version(request)
    if "submit" in request.POST:
        services.submit(selection, form.points, actor=actor, version=version, key=form_key(request))
        return done(request, selection, _("ส่งใบให้คะแนนแล้ว ท่านเห็นคะแนนของใบที่ส่งแล้วทั้งหมดในหน้านี้"))
    services.save(selection, form.points, actor=actor, version=version)
    return done(request, selection, _("บันทึกร่างใบให้คะแนนแล้ว ยังไม่ได้ส่ง"), "ballot")


def _form(request: HttpRequest, selection: Selection, posted: Any = None) -> BallotForm:
    return BallotForm(
        posted,
        ideas=list(candidates(selection)),
        criteria=list(selection.case.round.criteria.all()),
        ballot=ballot_of(selection, person(request)),
    )


def _page(
    request: HttpRequest,
    selection: Selection,
    form: BallotForm,
    *,
    status: int = 200,
    version: int | None = None,
    theirs: list[tuple[str, str, str]] | None = None,
) -> HttpResponse:
    insist_on_moment(request, selection)
    mine = form.ballot
    stored = mine.version if mine else 0
    context = frame_of(selection, _("ใบให้คะแนนความคิดเห็น")) | {
        "form": form,
        "submitted_at": mine.submitted_at if mine else None,
        "version": version if version is not None else request.POST.get("version", stored),
        "key": request.POST.get("key") or uuid4(),
        "theirs": theirs,
    }
    return render(request, "innovation/selection/ballot.html", context, status=status)


def _stale_page(request: HttpRequest, selection: Selection, form: BallotForm, stale: StaleVersion) -> HttpResponse:
    """The same ballot was saved in another window: what is typed stays, what is stored stands beside it."""
    current = stale.current
    version = current.version if isinstance(current, Ballot) else 0
    theirs = [
        (str(bound.label), request.POST.get(bound.html_name, ""), _shown(bound.initial))
        for bound in form
        if form.cleaned_data.get(bound.name) != bound.initial
    ]
    return _page(request, selection, form, status=409, version=version, theirs=theirs)


def _shown(points: Any) -> str:
    return "" if points is None else format_number(points, 2)
