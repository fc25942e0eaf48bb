"""What stands around a project: why it came back, what the committee resolved, what came before, what looks odd."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from indicators.models import AgendaItem
from indicators.selectors.agenda import result_word
from indicators.selectors.warnings import Warning
from innovation.completeness.project import fiscal_years_of
from innovation.models import Project
from innovation.selectors.project_answers import month_names
from thai.dates import fiscal_year

# A period of more years than this is more often a slip of the pen than a plan.
MANY_YEARS = 5


@dataclass(frozen=True)
class Resolution:
    """An item of the agenda; `result` is the determination, or the postponement, in words, "" while there is none."""

    item: AgendaItem
    result: str


def resolutions_of(project: Project) -> list[Resolution]:
    """The meetings that the project was or is on, newest first."""
    items = project.dossier.agenda_items.select_related("dossier", "meeting", "revision", "postponed_to")
    return [Resolution(item, result_word(item)) for item in items.order_by("-meeting__held_on", "-pk")]


def return_reason(project: Project) -> str:
    """Why a project that is to be worked on again came back; "" when nobody returned it with a reason."""
    if project.status not in {Project.Status.RETURNED, Project.Status.REVISING}:
        return ""
    last = project.dossier.events.exclude(status_after="").order_by("-sequence").first()
    return last.reason if last is not None and last.action == "return" else ""


def others_of(project: Project) -> QuerySet[Project]:
    """The other projects of the case: rejected ones, and the one that followed."""
    return project.case.projects.exclude(pk=project.pk).order_by("pk")


def warnings_of(project: Project) -> list[Warning]:
    """What looks odd in a draft and blocks nothing."""
    noticed = {"starts_on": _period_warnings(project), "activities": _plan_warnings(project)}
    return [Warning(field, field, sentence) for field, sentences in noticed.items() for sentence in sentences]


def _period_warnings(project: Project) -> list[str]:
    years = fiscal_years_of(project)
    own = project.assignment.year.be_year
    found = []
    if years and own not in years:
        found.append(_("ช่วงดำเนินการไม่อยู่ในปีงบประมาณ พ.ศ. %(year)s ของเรื่องนี้") % {"year": own})
    if len(years) > MANY_YEARS:
        found.append(_("ช่วงดำเนินการยาว %(count)s ปีงบประมาณ โปรดตรวจปีของวันสิ้นสุดอีกครั้ง") % {"count": len(years)})
    return found


def _plan_warnings(project: Project) -> list[str]:
    activities = list(project.activities.all())
    years = fiscal_years_of(project)
    found = []
    if activities:
        planned = {activity.be_year for activity in activities}
        idle = [str(year) for year in years if year not in planned]
        if idle and len(idle) <= MANY_YEARS:
            found.append(_("แผนปฏิบัติการยังไม่มีกิจกรรมในปีงบประมาณ พ.ศ. %(years)s") % {"years": ", ".join(idle)})
    for activity in activities:
        name = {"activity": activity.name}
        if not activity.months:
            found.append(_("กิจกรรม “%(activity)s” ยังไม่ได้เลือกเดือน") % name)
        elif outside := _months_outside(project, activity.be_year, activity.months):
            sentence = _("กิจกรรม “%(activity)s” มีเดือนที่อยู่นอกช่วงดำเนินการของโครงการ: %(months)s")
            found.append(sentence % {**name, "months": ", ".join(outside)})
    return found


def _months_outside(project: Project, be_year: int, months: int) -> list[str]:
    """Names of the ticked months that end before the project begins, or begin after it ends."""
    if project.starts_on is None or project.ends_on is None:
        return []
    first, last = _month_number(project.starts_on), _month_number(project.ends_on)
    return [
        f"{name} {be_year - (place < 3)}"  # October to December lie in the calendar year before
        for place, name in enumerate(month_names())
        if months >> place & 1 and not first <= be_year * 12 + place <= last
    ]


def _month_number(day: date) -> int:
    """Months counted through the fiscal years, October being the first of each."""
    return fiscal_year(day) * 12 + (day.month - 10) % 12
