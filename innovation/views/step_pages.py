"""What the pages of the five steps have in common: fetching, frame, the buttons of the table, the history."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeVar
from uuid import uuid4

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from indicators import clock
from indicators.models import Comment, PrintRecord
from indicators.permissions import Refused, can
from indicators.selectors.answers import Answer
from indicators.selectors.evidence import evidence_rows
from indicators.selectors.threads import notes_of
from indicators.selectors.timeline import timeline
from indicators.views.fetching import visible_or_404
from indicators.views.report_pages import waiting_note
from indicators.views.threads import talk_about
from indicators.workflow import process_of, workflow_of
from indicators.workflow.processes import PROCESSES
from innovation.models import CaseStep, RoundForm
from innovation.selectors.papers import IDEA_LIST
from innovation.selectors.places import step_page
from innovation.selectors.talked_about import TALKED_ABOUT
from innovation.services.papers import PAPERS

S = TypeVar("S", bound=CaseStep)
Context = dict[str, Any]
Forms = dict[str, RoundForm]
__all__ = ["actions_of", "fetch", "frame_of", "history_of", "mark_threads", "step_page", "talk_of"]


def fetch(request: HttpRequest, model: type[S], pk: int) -> S:
    """A step the person may see, with all that its process and its pages read."""
    table: Any = model._default_manager
    step: S = visible_or_404(request, table.select_related(*PROCESSES[model].related), pk)
    return step


def frame_of(step: CaseStep, title: str = "") -> Context:
    """What every page of a step shows around its content; `title` names a page below the step's own."""
    case, assignment = step.case, step.assignment
    name = str(workflow_of(step).title)
    above = [
        (str(assignment), reverse("assignment", args=[assignment.pk])),
        (_("เรื่องนวัตกรรม"), reverse("case", args=[case.pk])),
    ]
    return {
        "step": step,
        "case": case,
        "report": step,
        "title": title or name,
        "caption": " – ".join(
            [*([name] if title else []), str(assignment.agency), f"{_('ปีงบประมาณ พ.ศ.')} {assignment.year}"]
        ),
        "lead": assignment.name_line,
        "breadcrumbs": [*above, (name, step_page(step))] if title else above,
    }


def actions_of(user: User, step: CaseStep, pages: Mapping[str, str], *extra: Context) -> Context:
    """`actions` and `note` for components/action_bar.html, drawn from the table.

    `pages` names, for an action that needs more than a click or a reason, the page on which it is taken: "check" for
    "submit" leads to `project-check`. An action mapped to "" has its button elsewhere. `extra` buttons come first.
    """
    now = clock.now()
    bar: list[Context] = list(extra)
    note = ""
    for row in workflow_of(step).leaving(step.status):
        verdict = can(user, row.action, step, now)
        page = pages.get(row.action)
        if verdict.allowed or (page and verdict.refused is Refused.MOMENT):
            if page != "":
                bar.append(_button(step, row.action, str(row.label), row.needs_reason, page))
        elif verdict.refused is Refused.MOMENT:
            note = note or verdict.reason
    if bar:
        bar[0].setdefault("style", "primary")
    turn = workflow_of(step).turn[step.status]
    if not bar and turn:
        note = note or waiting_note(step, turn)
    return {"actions": bar, "note": note}


def _button(step: CaseStep, action: str, label: str, needs_reason: bool, page: str | None) -> Context:
    if page is not None:
        return {"label": label, "url": step_page(step, page)}
    button: Context = {
        "label": label,
        "url": step_page(step, action.replace("_", "-")),
        "post": True,
        "hidden": [("version", step.version), ("key", uuid4())],
    }
    if needs_reason:
        button |= {"reason": _("เหตุผล"), "code": action}
    return button


def history_of(step: CaseStep) -> Context:
    """Evidence, papers to print, kept prints and timeline of a step."""
    forms = {row.form: row for row in step.case.round.forms.all()}
    return {
        "evidence": evidence_rows(step.dossier),
        "prints": _kept_prints(step, forms),
        "papers": _papers(step, forms),
        "events": timeline(step.dossier),
        "has_evidence": process_of(step).workflow.name in {"selection", "project", "development", "utilisation"},
    }


def talk_of(step: CaseStep, user: User, answers: Sequence[Answer] | None = None) -> Context:
    """What was said of the submissions of a step, field by field, and whether this person may say more now. `answers`
    where the page has read them already."""
    if step.first_submitted_at is None:
        return {}
    may_comment = can(user, "return", step, clock.now()).allowed
    newest = step.dossier.revisions.order_by("-number").first() if may_comment else None
    if newest is None and not Comment.objects.filter(revision__dossier=step.dossier).exists():
        return {}
    answers = TALKED_ABOUT[type(step)](step) if answers is None else answers
    return talk_about(step, answers, user) | {"commented_revision": newest}


def mark_threads(step: CaseStep, form: Any, about: Collection[str] | None = None) -> Context:
    """The open threads of a step: above the fields of `form` that they are about, the others for the page's top; of
    these only those `about` something named, where the step has several pages."""
    at_fields, elsewhere = notes_of(step, form.fields if form else ())
    if form:
        form.threads, form.answers_at = at_fields, step_page(step)
    shown = [thread for thread in elsewhere if about is None or thread.first.field in about]
    return {"notes": shown, "page_url": step_page(step)}


def _kept_prints(step: CaseStep, forms: Forms) -> list[PrintRecord]:
    """The papers that decisions froze, each with the name of its form as `paper`."""
    titles = {form: str(row) for form, row in forms.items()} | {IDEA_LIST: _("รายการความคิดเห็น")}
    records = list(PrintRecord.objects.filter(revision__dossier=step.dossier).select_related("revision"))
    for record in records:
        record.paper = titles.get(record.form, "")  # type: ignore[attr-defined]  # for the template alone
    return records


def _papers(step: CaseStep, forms: Forms) -> list[tuple[str, str, str]]:
    """Name, address, and address of the blank, of each form that the step fills in."""
    name = workflow_of(step).name
    found = []
    for form in PAPERS[name]:
        url = reverse(f"{name}-print", args=[step.pk, form])
        if form == IDEA_LIST:
            found.append((_("รายการความคิดเห็น"), url, ""))
        elif form in forms:
            blank = reverse("blank-form", args=[step.case.round_id, form])
            label = _("แบบฟอร์ม %(number)s %(title)s") % {"number": forms[form].number, "title": forms[form].title}
            found.append((label, url, blank))
    return found
