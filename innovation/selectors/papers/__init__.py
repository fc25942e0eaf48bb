"""The printed forms, each built from the content of its step: filled in, or blank to be filled by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import override

from innovation.models import Form
from innovation.selectors.content.frame import Content
from innovation.selectors.papers.decisions import Decided, Proposers
from innovation.selectors.papers.frame import Parts, frame
from innovation.selectors.papers.idea import idea_list_parts, idea_parts
from innovation.selectors.papers.presentation import presentation_parts
from innovation.selectors.papers.project import project_parts
from innovation.selectors.papers.selection import selection_parts
from innovation.selectors.papers.survey import survey_parts
from printing.form_documents import FormSheet

IDEA_LIST = "idea_list"
_PARTS: Mapping[str, Callable[[Content, Decided], Parts]] = {
    Form.IDEA: idea_parts,
    IDEA_LIST: idea_list_parts,
    Form.SELECTION: selection_parts,
    Form.PROJECT: project_parts,
    Form.PRESENTATION: presentation_parts,
    Form.SURVEY: survey_parts,
}
__all__ = ["IDEA_LIST", "Decided", "Printing", "Proposers", "form_sheet"]


@dataclass(frozen=True, kw_only=True)
class Printing:
    """How a sheet is printed: as a draft, blank, with the receipt of what was frozen."""

    draft: bool = False
    blank: bool = False
    receipt: str = ""


def form_sheet(form: str, content: Content, decided: Decided, printing: Printing) -> FormSheet:
    """The sheet of `form` from the content of its step. Papers are Thai whatever the screen's language is."""
    with override("th"):
        parts = _PARTS[form](content, decided)
        return FormSheet(**frame(form, content, printing.draft, printing.receipt), blank=printing.blank, parts=parts)
