"""Step 3: the ten standard sections, a target for every year, the presentation."""

from __future__ import annotations

from django.utils.translation import gettext as _

from innovation.completeness.labels import label_of
from innovation.models import Presentation, Project
from thai.dates import fiscal_year

# What must be written; labels are the fields' own.
SECTIONS = (
    *("name", "rationale", "objectives", "targets", "characteristics"),
    *("starts_on", "ends_on", "place", "benefits", "monitoring"),
)
PRESENTATION = ("origin", "before", "after", "stages", "beneficiaries", "measurement", "scaling")


def fiscal_years_of(project: Project) -> range:
    """The พ.ศ. fiscal years from the project's first day to its last; empty while a day is missing."""
    if project.starts_on is None or project.ends_on is None:
        return range(0)
    return range(fiscal_year(project.starts_on), fiscal_year(project.ends_on) + 1)


def years_without_target(project: Project) -> list[int]:
    """The fiscal years the project spans that have no target."""
    given = set(project.year_targets.values_list("be_year", flat=True))
    return [year for year in fiscal_years_of(project) if year not in given]


def missing_in_project(project: Project) -> dict[str, str]:
    """By field of the project or of the presentation, `year_targets`, or the name of a list."""
    missing = _unwritten(project, SECTIONS)
    if years := years_without_target(project):
        named = ", ".join(str(year) for year in years)
        missing["year_targets"] = _("กำหนดเป้าหมายของปีงบประมาณ %(years)s") % {"years": named}
    if not project.activities.exists():
        missing["activities"] = _("กรอกแผนปฏิบัติการอย่างน้อยหนึ่งกิจกรรม")
    if not project.no_budget and not project.budget_lines.exists():
        missing["budget_lines"] = _("กรอกงบประมาณ หรือทำเครื่องหมาย “ไม่ใช้งบประมาณ”")
    if not project.risks.exists():
        missing["risks"] = _("กรอกความเสี่ยงอย่างน้อยหนึ่งข้อ")
    if not project.indicators.exists():
        missing["indicators"] = _("กรอกตัวชี้วัดโครงการอย่างน้อยหนึ่งข้อ")
    return missing | _unwritten(project.presentation, PRESENTATION)


def _unwritten(row: Project | Presentation, names: tuple[str, ...]) -> dict[str, str]:
    return {name: _("กรอก “%(label)s”") % {"label": label_of(row, name)} for name in names if not getattr(row, name)}
