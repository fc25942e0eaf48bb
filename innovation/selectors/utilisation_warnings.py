"""What the software notices in a survey of use. None of it blocks: it asks for a reason, which the head reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.selectors.warnings import Warning
from innovation.models import Utilisation
from innovation.selectors.figures import Figures
from innovation.selectors.utilisation_answers import people_of
from thai.digits import format_number

# The percent of a mean out of 5 may be rounded, but not by more than this.
_ROUNDING = Decimal("0.5")


def utilisation_warnings(utilisation: Utilisation, figures: Figures) -> list[Warning]:
    """In the order of the fields."""
    return [*_more_answers_than_people(utilisation, figures), *_mean_and_percent_differ(utilisation)]


def reasons_given(utilisation: Utilisation) -> dict[str, str]:
    """By warning code, what the officer said of it when he last submitted."""
    event = utilisation.dossier.events.filter(action="submit").order_by("-sequence").first()
    reasons: dict[str, str] = json.loads(event.details).get("warning_reasons", {}) if event else {}
    return reasons


def _more_answers_than_people(utilisation: Utilisation, figures: Figures) -> Iterator[Warning]:
    people, answered = people_of(utilisation, figures), utilisation.satisfaction_count
    if answered is not None and answered > people:
        words = {"answered": format_number(answered, 0), "people": format_number(people, 0)}
        yield Warning(
            "more_answers_than_people",
            "satisfaction_count",
            _("ผู้ตอบแบบสำรวจ %(answered)s คน มากกว่าผู้ใช้บริการ %(people)s คน") % words,
        )


def _mean_and_percent_differ(utilisation: Utilisation) -> Iterator[Warning]:
    mean, percent = utilisation.satisfaction_mean, utilisation.satisfaction_percent
    if mean is None or percent is None:
        return
    of_mean = mean / 5 * 100
    if abs(of_mean - percent) > _ROUNDING:
        words = {
            "mean": format_number(mean, 2),
            "of_mean": format_number(of_mean, 2),
            "percent": format_number(percent, 2),
        }
        yield Warning(
            "mean_and_percent_differ",
            "satisfaction_percent",
            _("ค่าเฉลี่ย %(mean)s จาก 5 คิดเป็นร้อยละ %(of_mean)s แต่กรอกร้อยละ %(percent)s") % words,
        )
