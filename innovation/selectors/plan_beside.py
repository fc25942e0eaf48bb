"""The year's activities of a project, for the officer who writes a quarter."""

from __future__ import annotations

from django.utils.translation import gettext as _

from indicators.models import Assignment
from indicators.selectors.beside import Planned
from innovation.models import Development
from innovation.selectors.project_answers import month_names
from innovation.selectors.sessions import activity_rows
from thai.dates import active_language, format_date


def planned_activities(assignment: Assignment) -> list[Planned]:
    """The activities that the approved project plans for the assignment's year; none before it is approved."""
    development = (
        Development.objects.filter(case__assignment=assignment)
        .select_related("project", "case__assignment__year")
        .prefetch_related("progress")
        .first()
    )
    if development is None:
        return []
    names = month_names()
    return [
        Planned(
            name=row["activity"].name,
            when=" ".join(name for name, ticked in zip(names, row["months"], strict=True) if ticked),
            progress=_progress(row["progress"]),
        )
        for row in activity_rows(development)
    ]


def _progress(progress: object) -> str:
    began, ended = getattr(progress, "began_on", None), getattr(progress, "ended_on", None)
    if ended:
        return _("เสร็จ %(day)s") % {"day": format_date(ended, "short", active_language())}
    if began:
        return _("เริ่ม %(day)s") % {"day": format_date(began, "short", active_language())}
    return _("ยังไม่เริ่ม")
