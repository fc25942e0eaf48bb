"""Where the dossier of a step belongs, in words, and its page."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _

from indicators.models import Dossier
from indicators.selectors.evidence import Place
from indicators.workflow import workflow_of
from innovation.models import CaseStep


def step_page(step: CaseStep, page: str = "") -> str:
    """The address of a step or of one of its pages: `collection`, `project-edit`, …"""
    name = workflow_of(step).name
    return reverse(f"{name}-{page}" if page else name, args=[step.pk])


def _place(kind: Dossier.Kind) -> Place:
    return Place((f"{kind.value}__case__assignment",), _sayer(kind.value))


def _sayer(attribute: str) -> Callable[[Dossier], tuple[str, str]]:
    def say(dossier: Dossier) -> tuple[str, str]:
        step: CaseStep = getattr(dossier, attribute)
        label = _("%(step)s ปี %(year)s ตัวชี้วัดที่ %(number)s") % {
            "step": workflow_of(step).title,
            "year": dossier.year.be_year,
            "number": step.assignment.number,
        }
        return label, step_page(step)

    return say


_KINDS = Dossier.Kind
PLACES: dict[str, Place] = {
    kind: _place(kind)
    for kind in (_KINDS.COLLECTION, _KINDS.SELECTION, _KINDS.PROJECT, _KINDS.DEVELOPMENT, _KINDS.UTILISATION)
}
