"""The forms of a case on paper: drafts as they stand, submissions as frozen, decisions as frozen with them; blanks.

Who proposed an idea is never frozen: it is added when a sheet is printed for somebody who may know.
"""

from __future__ import annotations

import json

from django.utils.translation import override

from accounts.models import Agency
from indicators.models import AgendaItem, Event, Meeting, PrintRecord, Revision
from indicators.services import prints
from indicators.workflow import workflow_of
from innovation.models import CaseStep, Form, Project, Round, Utilisation
from innovation.selectors.content import content_of_step
from innovation.selectors.meeting_content import agenda_content, minutes_content
from innovation.selectors.papers import IDEA_LIST, Decided, Printing, Proposers, form_sheet
from innovation.selectors.papers.blank import blank_content
from innovation.selectors.papers.decisions import Resolved
from innovation.selectors.papers.meeting import agenda_sheet, minutes_sheet
from printing.form_documents import FormSheet

# The papers of each step, by the name of its process.
PAPERS: dict[str, tuple[str, ...]] = {
    "collection": (IDEA_LIST, Form.IDEA),
    "selection": (Form.SELECTION,),
    "project": (Form.PROJECT, Form.PRESENTATION),
    "development": (),
    "utilisation": (Form.SURVEY,),
}
DRAFTS = frozenset({"open", "draft", "returned", "revising"})


def pdf_of(step: CaseStep, form: str, proposers: Proposers | None = None) -> bytes:
    """The PDF of a form of a step. Raises PrintingFailed with a sentence for the user."""
    revision = step.dossier.revisions.order_by("-number").first()
    if revision is not None and step.status not in DRAFTS and proposers is None:
        record = PrintRecord.objects.filter(revision=revision, form=form).order_by("-id").first()
        if record is not None:
            return prints.bytes_of(record)
    return prints.rendered(sheet_of(step, form, proposers))


def sheet_of(step: CaseStep, form: str, proposers: Proposers | None = None) -> FormSheet:
    """The sheet as it stands: a draft of the present text, or the newest submission with the decisions on it."""
    revision = step.dossier.revisions.order_by("-number").first()
    if revision is None or step.status in DRAFTS:
        decided = _decided(step, proposers or {})
        return form_sheet(form, content_of_step(step), decided, Printing(draft=True))
    return sheet_of_revision(step, form, revision, proposers)


def sheet_of_revision(step: CaseStep, form: str, revision: Revision, proposers: Proposers | None = None) -> FormSheet:
    """The sheet of one submission of a step with the decisions on it, whatever has become of the step since."""
    decided, receipt = _decided(step, proposers or {}), prints.receipt_of(revision)
    return form_sheet(form, json.loads(revision.content), decided, Printing(receipt=receipt))


def blank_pdf(form: str, round_: Round, agency: Agency | None = None) -> bytes:
    """The form of a year to be filled by hand."""
    return prints.rendered(blank_sheet(form, round_, agency))


def blank_sheet(form: str, round_: Round, agency: Agency | None = None) -> FormSheet:
    """The form of a year on which nothing is written yet."""
    return form_sheet(form, blank_content(form, round_, agency), Decided(), Printing(blank=True))


def freeze(step: CaseStep, event: Event) -> Event:
    """Keep what the decision `event` prints: every form of the step but those that name proposers. Twice is once;
    returns the event."""
    assert event.revision is not None
    content, receipt = json.loads(event.revision.content), prints.receipt_of(event.revision)
    decided = _decided(step, {})
    for form in PAPERS[workflow_of(step).name]:
        if form != Form.IDEA:
            prints.keep(event, form_sheet(form, content, decided, Printing(receipt=receipt)), form)
    return event


def _decided(step: CaseStep, proposers: Proposers) -> Decided:
    endorsed = isinstance(step, Project | Utilisation) and step.endorsed_at is not None
    signing = {"endorsed": prints.endorsement_on(step.dossier)} if endorsed else {}
    return Decided(**signing, resolutions=_resolutions(step), proposers=proposers)


def _resolutions(step: CaseStep) -> tuple[Resolved, ...]:
    items = AgendaItem.objects.filter(dossier=step.dossier_id).exclude(result__in=AgendaItem.NOT_RESOLVED)
    with override("th"):
        labels = {row.action: str(row.label) for row in workflow_of(step).rows}
        return tuple(
            Resolved(
                meeting=item.meeting.number,
                held_on=item.resolved_on or item.meeting.held_on,
                result=labels.get(item.result, item.result),
                resolution=item.resolution,
                conditions=item.conditions,
            )
            for item in items.select_related("meeting").order_by("meeting__held_on", "pk")
        )


def agenda_pdf(meeting: Meeting) -> bytes:
    """The agenda as it stands."""
    return prints.rendered(agenda_sheet(agenda_content(meeting)))


def minutes_pdf(meeting: Meeting) -> bytes:
    """The minutes as they stand; a draft until they are closed, after which nothing of the meeting changes."""
    return prints.rendered(minutes_sheet(minutes_content(meeting)))
