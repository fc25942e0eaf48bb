"""The survey of use as a list of answers, with its figures as counted in step 4 and as corrected."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from indicators.selectors.answers import Answer
from innovation.completeness.labels import label_of
from innovation.models import Development, Utilisation
from innovation.selectors.figures import Figures, figures_of
from thai.dates import active_language, format_date
from thai.digits import format_number

TEXTS = ("against_target", "before", "after", "benefits", "obstacles", "suggestions", "extension_plan")


def development_of(utilisation: Utilisation) -> Development:
    """Step 4 of the same case, whose sessions the survey counts."""
    return Development.objects.select_related("project", "case__assignment__year").get(case_id=utilisation.case_id)


def people_of(utilisation: Utilisation, figures: Figures) -> int:
    """The people as they stand: corrected, else counted."""
    return figures.people if utilisation.people_corrected is None else utilisation.people_corrected


def sessions_of(utilisation: Utilisation, figures: Figures) -> int:
    """The sessions as they stand: corrected, else counted."""
    return figures.sessions if utilisation.sessions_corrected is None else utilisation.sessions_corrected


def utilisation_answers(utilisation: Utilisation, project_name: str, figures: Figures) -> list[Answer]:
    """In the order of Form 5. `field` is the input to change it by."""
    sessions = _figure(_("ครั้ง"), figures.sessions, utilisation.sessions_corrected, utilisation.sessions_reason)
    people = _figure(_("คน"), figures.people, utilisation.people_corrected, utilisation.people_reason)
    mean, percent = utilisation.satisfaction_mean, utilisation.satisfaction_percent
    count = utilisation.satisfaction_count
    written = [
        Answer("satisfaction_count", "", "" if count is None else format_number(count, 0)),
        Answer("satisfaction_mean", "", "" if mean is None else format_number(mean, 2)),
        Answer("satisfaction_percent", "", "" if percent is None else format_number(percent, 2)),
        *(Answer(name, "", getattr(utilisation, name)) for name in TEXTS),
        *(Answer(name, "", getattr(utilisation, name)) for name in ("reporter_name", "reporter_position")),
    ]
    return [
        Answer("", _("ชื่อนวัตกรรม"), project_name),
        Answer("used_from", label_of(utilisation, "used_from"), _day(utilisation.used_from)),
        Answer("used_to", label_of(utilisation, "used_to"), _day(utilisation.used_to)),
        Answer("sessions_corrected", _("จำนวนครั้ง/วันที่ให้บริการ"), sessions),
        Answer("people_corrected", _("จำนวนผู้ใช้บริการ"), people),
        *(answer._replace(label=label_of(utilisation, answer.field)) for answer in written),
    ]


def proposals(utilisation: Utilisation, figures: Figures, user: User) -> dict[str, Any]:
    """What the software would write where nothing is written yet; the officer decides by saving it."""
    standing = replace(figures, sessions=sessions_of(utilisation, figures), people=people_of(utilisation, figures))
    proposed: dict[str, Any] = {
        "used_from": figures.first,
        "used_to": figures.last,
        "against_target": against_target(standing),
        "reporter_name": user.full_name,
        "reporter_position": user.position,
    }
    return {name: value for name, value in proposed.items() if value and not getattr(utilisation, name)}


@override("th")  # proposed for the form, whose paper is Thai
def against_target(figures: Figures) -> str:
    """A sentence that sets what was done against the year's target."""
    words = {
        "sessions": format_number(figures.sessions, 0),
        "people": format_number(figures.people, 0),
        "target": figures.target_text,
    }
    if figures.percent is None:
        return _("ให้บริการ %(sessions)s ครั้ง มีผู้รับบริการ %(people)s คน จากเป้าหมายของปี: %(target)s") % words
    words |= {"planned": format_number(figures.target_sessions or 0, 0), "percent": format_number(figures.percent, 2)}
    return (
        _("ให้บริการ %(sessions)s ครั้ง จากเป้าหมาย %(planned)s ครั้ง คิดเป็นร้อยละ %(percent)s มีผู้รับบริการ %(people)s คน")
        % words
    )


def survey_figures(utilisation: Utilisation) -> tuple[str, Figures]:
    """The project's name and the figures of its year. Three queries."""
    development = development_of(utilisation)
    return development.project.name, figures_of(development)


def _figure(unit: str, counted: int, corrected: int | None, reason: str) -> str:
    if corrected is None:
        return _("%(number)s %(unit)s (นับจากขั้นที่ 4)") % {"number": format_number(counted, 0), "unit": unit}
    return _("%(number)s %(unit)s (ระบบนับจากขั้นที่ 4 ได้ %(counted)s แก้เพราะ %(reason)s)") % {
        "number": format_number(corrected, 0),
        "counted": format_number(counted, 0),
        "unit": unit,
        "reason": reason,
    }


def _day(day: Any) -> str:
    return format_date(day, "full", active_language()) if day else ""
