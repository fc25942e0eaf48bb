"""What became of the round of a year so far."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from indicators.deadlines import years_later
from indicators.models import FiscalYear
from innovation.models import CaseStep, Collection, Development, Project, Round, Selection, Utilisation
from thai.dates import format_date

STEPS: tuple[type[CaseStep], ...] = (Collection, Selection, Project, Development, Utilisation)


def submitted_steps(round_: Round) -> int:
    """How many steps of the round's cases were ever handed in. Five queries."""
    handed_in: dict[str, Any] = {"case__round": round_, "first_submitted_at__isnull": False}
    return sum(step._base_manager.filter(**handed_in).count() for step in STEPS)


def told_of_copy(source: FiscalYear, be_year: int) -> str:
    """What opening `be_year` as a copy will do with the round of `source`; "" when it has none."""
    round_ = Round.objects.filter(year=source).prefetch_related("steps").first()
    if round_ is None:
        return ""
    days = [years_later(step.due_on, be_year - source.be_year) for step in round_.steps.all()]
    return _("จะคัดลอกรอบนวัตกรรม พร้อมขั้นตอน แบบฟอร์ม จำนวนขั้นต่ำ และเกณฑ์ กำหนดส่งของขั้นตอน: %(days)s") % {
        "days": ", ".join(format_date(day, "short") for day in days)
    }
