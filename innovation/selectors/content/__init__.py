"""What each step's submission contains, as plain JSON values: the frozen copy that becomes a Revision.

As indicators.selectors.content: ISO dates (CE), decimals as strings, absent values None, names copied in. Personal
data of proposers stands outside, by reference and salted hash.
"""

from __future__ import annotations

from typing import Any

from innovation.models import CaseStep, Collection, Development, Project, Selection, Utilisation
from innovation.selectors.content.collection import collection_content
from innovation.selectors.content.development import development_content
from innovation.selectors.content.project import project_content
from innovation.selectors.content.selection import selection_content
from innovation.selectors.content.utilisation import utilisation_content

__all__ = [
    "collection_content",
    "content_of_step",
    "development_content",
    "project_content",
    "selection_content",
    "utilisation_content",
]


def content_of_step(step: CaseStep) -> dict[str, Any]:
    """The content of any step as it stands now."""
    match step:
        case Collection():
            return collection_content(step)
        case Selection():
            return selection_content(step)
        case Project():
            return project_content(step)
        case Development():
            return development_content(step)
        case Utilisation():
            return utilisation_content(step)
    raise TypeError(f"not a step: {step!r}")
