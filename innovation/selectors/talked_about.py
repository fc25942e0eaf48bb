"""What of a step a reviewer may speak about, as answers: a name that stays, a label, the text as it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from indicators.selectors.answers import Answer
from innovation.models import Collection, Development, Project, Utilisation
from innovation.selectors.content import project_content
from innovation.selectors.project_answers import Content, answers_of
from innovation.selectors.project_sections import SECTIONS
from innovation.selectors.utilisation_answers import survey_figures, utilisation_answers


def of_collection(collection: Collection) -> list[Answer]:
    """The ideas as a whole: a single one has its own page."""
    return [Answer("ideas", _("ความคิดเห็นที่รวบรวมได้"), "")]


def of_project(project: Project) -> list[Answer]:
    """Every text and list of its six sections."""
    return in_project(project_content(project))


def in_project(content: Content) -> list[Answer]:
    """The same of a content that is there already."""
    return [answer for section in SECTIONS for answer in answers_of(section, content)]


def of_development(development: Development) -> list[Answer]:
    """The sessions and the activities as a whole, and the summary."""
    return [
        Answer("sessions", _("ครั้งที่ให้บริการ"), ""),
        Answer("activities", _("กิจกรรมตามแผน"), ""),
        Answer("summary", _("สรุปผลการพัฒนา"), development.summary),
    ]


def of_utilisation(utilisation: Utilisation) -> list[Answer]:
    """The fields of Form 5; the name of the innovation comes from its project."""
    return [answer for answer in utilisation_answers(utilisation, *survey_figures(utilisation)) if answer.field]


# By the model of a step. The choice of an idea is the agency's own: nobody returns it.
TALKED_ABOUT: dict[type[Any], Callable[[Any], list[Answer]]] = {
    Collection: of_collection,
    Project: of_project,
    Development: of_development,
    Utilisation: of_utilisation,
}
