"""What a new project knows already: from the idea, Form 2, the agency, the indicator and the year.

Objectives, targets, period and monitoring are the officer's own work; nothing is put in their place. Who proposed the
idea is personal data and is not copied.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from indicators.models import Assignment
from innovation.models import Idea, Presentation, Project, SelectedIdea, Selection
from thai.fields import TEXT_MAX_LENGTH


class Known(NamedTuple):
    """What stands when an idea has been selected."""

    idea: Idea
    selection: Selection
    choice: SelectedIdea
    assignment: Assignment

    @property
    def owner(self) -> User:
        """Who answers for the indicator in the agency; whoever selected, when nobody is named."""
        return self.assignment.owner or self.choice.chosen_by


class Row(NamedTuple):
    """A field, where its first text comes from, and the text."""

    field: str
    source: str
    text: Callable[[Known], str]


PROJECT = (
    Row("name", "idea: title", lambda known: _project_name(known.idea.title)),
    Row("rationale", "idea: problem; indicator, year", lambda known: _joined(known.idea.problem, _supports(known))),
    Row("characteristics", "idea: type, proposal; Form 2: detail", lambda known: _characteristics(known)),
    Row("place", "agency", lambda known: known.assignment.agency.name),
    Row("benefits", "idea: benefit", lambda known: known.idea.benefit),
    Row("proposer_name", "Form 2: certifier; owner", lambda known: _proposer(known)[0]),
    Row("proposer_position", "Form 2: certifier; owner", lambda known: _proposer(known)[1]),
)
PRESENTATION = (
    Row("origin", "idea: problem", lambda known: known.idea.problem),
    Row("before", "idea: problem", lambda known: known.idea.problem),
    Row("after", "idea: benefit", lambda known: known.idea.benefit),
    Row("stages", "idea: proposal", lambda known: known.idea.proposal),
    Row("contact_name", "owner", lambda known: known.owner.full_name),
    Row("contact_phone", "owner", lambda known: known.owner.phone),
)


def fill(project: Project) -> None:
    """Write the first texts into a project just opened and its presentation. Officers edit them later."""
    choice = project.selected_idea
    known = Known(choice.idea, choice.selection, choice, project.assignment)
    with override("th"):  # the paper is Thai, whatever language the page is shown in
        first = {row.field: row.text(known) for row in PROJECT}
        presented = {row.field: row.text(known) for row in PRESENTATION}
    Project.objects.filter(pk=project.pk).update(**first)
    Presentation.objects.filter(project=project).update(**presented)


def _project_name(title: str) -> str:
    word = _("โครงการ")
    return title if title.startswith(word) else f"{word}{title}"


def _supports(known: Known) -> str:
    return _("โครงการนี้สนับสนุนตัวชี้วัด %(indicator)s ของ%(agency)s ปีงบประมาณ พ.ศ. %(year)s") % {
        "indicator": known.assignment.name_line,
        "agency": known.assignment.agency.name,
        "year": known.assignment.year.be_year,
    }


def _characteristics(known: Known) -> str:
    kind = _("ประเภทนวัตกรรม: %(kind)s") % {"kind": known.idea.innovation_type.label}
    detail = known.selection.detail
    if known.idea.proposal in detail:
        return _joined(detail, before=kind)
    return _joined(detail, known.idea.proposal, before=kind)


def _proposer(known: Known) -> tuple[str, str]:
    if known.selection.certifier_name:
        return known.selection.certifier_name, known.selection.certifier_position
    return known.owner.full_name, known.owner.position


def _joined(first: str, second: str = "", before: str = "") -> str:
    """Paragraphs as one text that a field can hold: `before` and `second` are left out when it would be too long."""
    paragraphs = [first]
    for place, text in ((len(paragraphs), second), (0, before)):
        longer = [*paragraphs[:place], text, *paragraphs[place:]]
        if text and len("\n\n".join(longer)) <= TEXT_MAX_LENGTH:
            paragraphs = longer
    return "\n\n".join(paragraphs)
