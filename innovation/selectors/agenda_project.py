"""What a project is on the committee's agenda: read from the revision that lies before it, never from the draft."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.selectors.agenda import AgendaKind, Result, Rows
from indicators.selectors.content import Content
from innovation.completeness.labels import label_of
from innovation.models import Presentation, Project
from innovation.selectors.places import step_page
from thai.calendar_names import MONTHS
from thai.dates import active_language, format_date
from thai.digits import format_number

FIRST_MONTH = 9  # of MONTHS: a fiscal year begins in October
PRESENTED = ("origin", "before", "after", "stages", "beneficiaries", "measurement", "scaling")


def _title(content: Content) -> str:
    return str(content["project"]["name"])


def _summary(content: Content) -> Rows:
    """What a member wants to know first."""
    project, idea = content["project"], content["idea"]
    return [
        (_("หน่วยงาน"), content["assignment"]["agency"]),
        (_("ประเภทนวัตกรรม"), idea["type"]),
        (_("ความคิดเห็นที่ได้รับการคัดเลือก"), _("ชุดที่ %(number)s %(title)s") % idea),
        (label_of(Project, "objectives"), project["objectives"]),
        (_("ระยะเวลาดำเนินการ"), _period(project)),
        (label_of(Project, "place"), project["place"]),
        (_("งบประมาณ"), _budget(project)),
        (_("เป้าหมายรายปี"), _year_targets(project)),
        (_("ตัวชี้วัดโครงการ"), _indicators(project)),
        (label_of(Project, "benefits"), project["benefits"]),
    ]


def _sections(content: Content) -> list[tuple[str, Rows]]:
    """The ten standard sections in their order, and the presentation."""
    project, shown = content["project"], content["presentation"]
    ten = [
        *((label_of(Project, name), project[name]) for name in ("rationale", "objectives")),
        (label_of(Project, "targets"), _lines(project["targets"], _year_targets(project), _indicators(project))),
        (label_of(Project, "characteristics"), project["characteristics"]),
        (_("ระยะเวลาและสถานที่ดำเนินการ"), _lines(_period(project), project["place"])),
        (_("แผนปฏิบัติการ"), _lines(*(_activity(row) for row in project["activities"]))),
        (_("งบประมาณ"), _budget(project)),
        (_("ความเสี่ยงของโครงการและแนวทางการบริหารความเสี่ยง"), _risks(project)),
        *((label_of(Project, name), project[name]) for name in ("benefits", "monitoring")),
    ]
    people = _lines(project["proposer_name"], project["proposer_position"])
    contact = " ".join(filter(None, [shown["contact_name"], shown["contact_phone"]]))
    presentation = [
        *((label_of(Presentation, name), shown[name]) for name in PRESENTED),
        (_("ภาพประกอบ"), _lines(*(picture["caption"] or picture["name"] for picture in shown["pictures"]))),
        (label_of(Presentation, "contact_name"), contact),
    ]
    return [
        (_("โครงการ"), [*ten, (label_of(Project, "proposer_name"), people)]),
        (_("การนำเสนอ"), presentation),
    ]


def _period(project: Content) -> str:
    days = [date.fromisoformat(day) for day in (project["starts_on"], project["ends_on"]) if day]
    return " – ".join(format_date(day, "long", active_language()) for day in days)


def _budget(project: Content) -> str:
    if project["no_budget"]:
        return _("ไม่ใช้งบประมาณ")
    lines = [
        _("%(item)s %(amount)s บาท") % {"item": row["item"], "amount": format_number(Decimal(row["amount"]), 2)}
        + (f" ({row['source']})" if row["source"] else "")
        for row in project["budget_lines"]
    ]
    total = sum((Decimal(row["amount"]) for row in project["budget_lines"]), Decimal(0))
    return _lines(*lines, _("รวม %(amount)s บาท") % {"amount": format_number(total, 2)} if len(lines) > 1 else "")


def _year_targets(project: Content) -> str:
    return _lines(
        *(_("ปีงบประมาณ %(be_year)s: %(text)s") % row for row in project["year_targets"]),
    )


def _indicators(project: Content) -> str:
    return _lines(
        *(
            _("%(name)s เป้าหมาย %(target)s") % row + (f" ({row['method']})" if row["method"] else "")
            for row in project["indicators"]
        )
    )


def _activity(row: Content) -> str:
    months = [MONTHS[(FIRST_MONTH + place) % 12] for place, planned in enumerate(row["months"]) if planned]
    short = [month.english_short if active_language() == "en" else month.thai_short for month in months]
    return " · ".join(
        filter(
            None,
            [_("ปีงบประมาณ %(year)s") % {"year": row["be_year"]}, row["name"], " ".join(short), row["owner"]],
        )
    )


def _risks(project: Content) -> str:
    return _lines(*(_("%(risk)s – %(response)s") % row for row in project["risks"]))


def _lines(*parts: Any) -> str:
    return "\n".join(part for part in parts if part)


PROJECT_ON_AGENDA = AgendaKind(
    model=Project,
    title=_title,
    summary=_summary,
    sections=_sections,
    page=step_page,
    results=(
        Result("approve", gettext_lazy("อนุมัติ"), "accepted", in_one_go=True),
        Result("approve_with_changes", gettext_lazy("อนุมัติโดยให้ปรับปรุง"), "revising", needs_conditions=True),
        Result("return", gettext_lazy("ส่งคืน"), "returned", needs_conditions=True),
        Result("reject", gettext_lazy("ไม่อนุมัติ"), "rejected"),
    ),
)
