"""The pages and verbs of step 2, selecting one idea."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from indicators.permissions import Refused, can_edit
from indicators.services.errors import Invalid, NotAllowed, StaleVersion, insist
from indicators.views import autosave, conflicts
from indicators.views.fetching import form_key, person, seen_version
from indicators.views.report_pages import done
from indicators.views.signing import signed_again
from innovation.forms.selection import (
    CopyForm,
    Panel,
    PanelFormSet,
    SelectForm,
    SelectionForm,
    initial_selection,
    members_of,
)
from innovation.models import Selection
from innovation.selectors.ballots import ballots_in, ranking, sees_ballots, submitted, voters, working_group
from innovation.selectors.candidates import candidates, described, left_out
from innovation.selectors.form2 import form2_answers, form2_words
from innovation.services import selection as services
from innovation.services.selection import Member, telling_who_decided
from innovation.views.step_pages import Context, actions_of, fetch, frame_of, history_of, step_page
from innovation.views.too_late import explain_and_keep, labels_of
from thai.digits import format_number


def insist_on_turn(request: HttpRequest, selection: Selection) -> None:
    """404, 403 or 409 unless the person may work on the selection now. The moment of a posted form is judged by its
    verb, which first looks whether the same form has had its effect already."""
    if request.method == "POST" and can_edit(person(request), selection).refused is Refused.MOMENT:
        return
    insist_on_moment(request, selection)


def insist_on_moment(request: HttpRequest, selection: Selection) -> None:
    """As insist_on_turn, for a page that is about to be shown; 409 says who selected and when."""
    with telling_who_decided(selection):
        insist(can_edit(person(request), selection))


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    selection = fetch(request, Selection, pk)
    user = person(request)
    choice = selection.selected_ideas.select_related("idea__innovation_type", "chosen_by").first()
    context = frame_of(selection) | _actions(user, selection) | history_of(selection) | _ideas(user, selection)
    context |= {
        "choice": choice,
        "project": getattr(choice, "project", None) if choice else None,
        "others": selection.case.selections.exclude(pk=selection.pk),
        "answers": [(answer.label, answer.value) for answer in form2_answers(selection)],
        "voters": voters(selection),
    }
    return render(request, "innovation/selection/detail.html", context)


def _ideas(user: User, selection: Selection) -> Context:
    """What is chosen from and what not; the scores only for who may see them: for others they are not even read."""
    ideas, criteria = list(candidates(selection)), list(selection.case.round.criteria.all())
    context: Context = {"ideas": ideas, "criteria": criteria, "left_out": left_out(selection), "ranking": None}
    context["collection_url"] = step_page(selection.case.collection)
    if sees_ballots(user, selection):
        ballots = ballots_in(selection)
        context |= {"ballots": ballots, "ranking": ranking(ideas, criteria, ballots) if ballots else []}
    return context


def _actions(user: User, selection: Selection) -> Context:
    extra: list[Context] = []
    voted = submitted(selection, user) is not None
    if can_edit(user, selection).allowed:
        own = _("ใบให้คะแนนของท่าน") if voted else _("ให้คะแนนความคิดเห็น")
        extra = [
            {"label": own, "url": step_page(selection, "ballot"), "style": "secondary" if voted else "primary"},
            {"label": _("กรอกแบบสรุปผล"), "url": step_page(selection, "edit")},
            {"label": _("หลักฐาน"), "url": step_page(selection, "evidence")},
        ]
    found = actions_of(user, selection, {"select": "select"}, *extra)
    if voted and found["actions"]:
        found["actions"][-1]["style"] = "primary"
        found["actions"].insert(0, found["actions"].pop())
    return found


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    selection = fetch(request, Selection, pk)
    insist_on_turn(request, selection)
    if not conflicts.sends(request):
        return _edit_page(request, selection, SelectionForm(initial=initial_selection(selection)), _panel(selection))
    form, panel = SelectionForm(request.POST), PanelFormSet(request.POST, prefix="panel")
    if "copy" in request.POST:
        return _edit_page(request, selection, *_copied(request, selection))
    if not form.is_valid() or not panel.is_valid():
        return _edit_page(request, selection, form, panel, status=422)
    try:
        services.save(
            selection,
            actor=person(request),
            version=seen_version(request),
            fields=form.given,
            panel=members_of(panel),
            autosaved=autosave.wanted(request),
        )
    except NotAllowed as refusal:
        return explain_and_keep(request, refusal, labels_of(form, panel))
    except StaleVersion as stale:
        return conflicts.conflict(request, stale, *_both(form, panel, stale))
    if "select" in request.POST:
        return redirect("selection-select", pk=selection.pk)
    return done(request, selection, _("บันทึกแบบสรุปผลการคัดเลือกแล้ว"), "edit")


def _copied(request: HttpRequest, selection: Selection) -> tuple[SelectionForm, Panel]:
    """What was typed, with the text of the named idea after the detail; nothing is stored yet."""
    typed = request.POST.copy()
    chosen = CopyForm(request.POST, ideas=(ideas := list(candidates(selection))))
    if chosen.is_valid() and chosen.cleaned_data["copy_from"]:
        idea = next(idea for idea in ideas if idea.pk == chosen.cleaned_data["copy_from"])
        typed["detail"] = "\n\n".join(filter(None, [typed.get("detail", "").strip(), described(idea)]))
    return SelectionForm(initial={name: typed.get(name, "") for name in SelectionForm.base_fields}), _panel(typed)


def _panel(of: Selection | Any) -> Panel:
    """The panel as typed, as stored, or, while there is none, today's working group as a proposal."""
    if not isinstance(of, Selection):
        return PanelFormSet(of, prefix="panel")
    rows = [{"name": member.name, "role": member.role} for member in of.panel.all()]
    rows = rows or [{"name": user.full_name} for user in working_group(of)[:20]]
    return PanelFormSet(initial=rows, prefix="panel")


def _edit_page(
    request: HttpRequest, selection: Selection, form: SelectionForm, panel: Panel, status: int = 200
) -> HttpResponse:
    insist_on_moment(request, selection)
    if autosave.wanted(request):
        return autosave.invalid(form, panel)
    context = frame_of(selection, _("แบบสรุปผลการคัดเลือก")) | {
        "form": form,
        "formset": panel,
        "copy": CopyForm(ideas=list(candidates(selection))),
        "version": conflicts.version_of_page(request, selection),
        "copied": "copy" in request.POST,
        "is_unsaved": "copy" in request.POST,
        "proposed_panel": not panel.is_bound and not selection.panel.exists(),
    }
    return render(request, "innovation/selection/edit.html", context, status=status)


def _both(
    form: SelectionForm, panel: Panel, stale: StaleVersion
) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """What was typed, what is stored now, and what each field is called: in words, for the 409 page."""
    current = stale.current
    assert isinstance(current, Selection)
    stored = [Member(member.name, member.role) for member in current.panel.all()]
    labels = {name: str(SelectionForm.base_fields[name].label) for name in services.EDITABLE}
    return (
        form2_words(form.given, members_of(panel)),
        form2_words(initial_selection(current), stored),
        labels | {"panel": _("คณะผู้พิจารณา")},
    )


@require_http_methods(["GET", "POST"])
def select(request: HttpRequest, pk: int) -> HttpResponse:
    selection = fetch(request, Selection, pk)
    insist_on_turn(request, selection)
    if request.method != "POST":
        return _select_page(request, selection, _select_form(request, selection), _panel(selection))
    form = _select_form(request, selection, request.POST)
    panel = PanelFormSet(request.POST, prefix="panel")
    panel.needed = True
    if not panel.is_valid() or not signed_again(request, form):
        return _select_page(request, selection, form, panel, status=422)
    try:
        services.select(
            selection,
            form.chosen,
            form.cleaned_data["reasons"],
            actor=person(request),
            version=seen_version(request),
            key=form_key(request),
            fields=form.given,
            panel=members_of(panel),
        )
    except NotAllowed as refusal:
        return explain_and_keep(request, refusal, labels_of(form, panel))
    except StaleVersion as stale:
        return _stale_page(request, selection, form, panel, stale)
    except Invalid as invalid:
        for field, sentence in invalid.errors.items():
            form.add_error(field if field in form.fields else None, sentence)
        return _select_page(request, selection, form, panel, status=422)
    return done(request, selection, _("บันทึกผลการคัดเลือกแล้ว เปิดขั้นที่ 3 ให้เจ้าหน้าที่จัดทำโครงการ"))


def _select_form(request: HttpRequest, selection: Selection, posted: Any = None) -> SelectForm:
    context = _ideas(person(request), selection)
    said = {
        row.idea.pk: _(" – เฉลี่ย %(mean)s อันดับ %(rank)s") % {"mean": format_number(row.mean, 2), "rank": row.rank}
        for row in context["ranking"] or []
        if row.mean is not None
    }
    return SelectForm(posted, ideas=context["ideas"], said=said, initial=initial_selection(selection))


def _select_page(
    request: HttpRequest, selection: Selection, form: SelectForm, panel: Panel, *, status: int = 200, **extra: Any
) -> HttpResponse:
    insist_on_moment(request, selection)
    people = voters(selection)
    context = frame_of(selection, _("บันทึกผลการคัดเลือก")) | {
        "form": form,
        "formset": panel,
        "left_out": left_out(selection),
        "voted": len([voter for voter in people if voter.submitted_at]),
        "voters": people,
        "version": request.POST.get("version", selection.version),
        "proposed_panel": not panel.is_bound and not selection.panel.exists(),
        "key": request.POST.get("key") or uuid4(),
        **extra,
    }
    return render(request, "innovation/selection/select.html", context, status=status)


def _stale_page(
    request: HttpRequest, selection: Selection, form: SelectForm, panel: Panel, stale: StaleVersion
) -> HttpResponse:
    """Form 2 was changed while the choice was being made: both texts, and the form as typed, on the new version."""
    typed, theirs, labels = _both(form, panel, stale)
    current = stale.current
    assert isinstance(current, Selection)
    differing = [(labels[name], typed[name], theirs[name]) for name in labels if typed[name] != theirs[name]]
    return _select_page(
        request, selection, form, panel, status=409, version=current.version, conflict=differing, by=current.edited_by
    )
