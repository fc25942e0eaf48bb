"""The six sections in which a project is written: what belongs to each, and what each still lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from innovation.completeness.project import PRESENTATION, missing_in_project
from innovation.models import Form, Presentation, Project
from innovation.selectors.content.project import PRESENTED


@dataclass(frozen=True)
class Section:
    """`name` is the end of its address (`project-plan`). `texts` are columns of the project, of the presentation in
    the section of that form. `lists` hang on the project. `needs` is what a submission wants of both."""

    name: str
    title: Any
    form: Form
    texts: tuple[str, ...]
    lists: tuple[str, ...]
    needs: tuple[str, ...]

    @property
    def model(self) -> type[Project] | type[Presentation]:
        return Presentation if self.form is Form.PRESENTATION else Project


SECTIONS = (
    Section(
        name="basis",
        title=_("ชื่อโครงการ หลักการและเหตุผล วัตถุประสงค์"),
        form=Form.PROJECT,
        texts=("name", "rationale", "objectives"),
        lists=(),
        needs=("name", "rationale", "objectives"),
    ),
    Section(
        name="targets",
        title=_("เป้าหมาย ลักษณะโครงการ ระยะเวลาและสถานที่"),
        form=Form.PROJECT,
        texts=("targets", "characteristics", "starts_on", "ends_on", "place"),
        lists=("year_targets",),
        needs=("targets", "characteristics", "starts_on", "ends_on", "place", "year_targets"),
    ),
    Section(
        name="plan",
        title=_("แผนปฏิบัติการ"),
        form=Form.PROJECT,
        texts=(),
        lists=("activities",),
        needs=("activities",),
    ),
    Section(
        name="budget",
        title=_("งบประมาณและตัวชี้วัดโครงการ"),
        form=Form.PROJECT,
        texts=("no_budget",),
        lists=("budget_lines", "indicators"),
        needs=("budget_lines", "indicators"),
    ),
    Section(
        name="risks",
        title=_("ความเสี่ยง ผลประโยชน์ การติดตามประเมินผล และผู้เสนอโครงการ"),
        form=Form.PROJECT,
        texts=("benefits", "monitoring", "proposer_name", "proposer_position"),
        lists=("risks",),
        needs=("risks", "benefits", "monitoring"),
    ),
    Section(
        name="presentation",
        title=_("การนำเสนอโครงการและภาพประกอบ"),
        form=Form.PRESENTATION,
        texts=PRESENTED,
        lists=("pictures",),
        needs=PRESENTATION,
    ),
)
BY_NAME = {section.name: section for section in SECTIONS}


def after(section: Section) -> Section | None:
    """The section that follows, None after the last."""
    place = SECTIONS.index(section) + 1
    return SECTIONS[place] if place < len(SECTIONS) else None


def section_of(key: str) -> Section:
    """Where something named by `missing_in_project` is filled in."""
    return next(section for section in SECTIONS if key in section.needs)


@dataclass(frozen=True)
class Progress:
    """A section, the form it belongs to as the round calls it, and how far it is."""

    section: Section
    number: int
    form: str
    missing: list[str]
    is_begun: bool

    @property
    def status(self) -> str:
        """For status_tag.html."""
        if not self.missing:
            return "done"
        return "draft" if self.is_begun else "not_started"


def progress_of(project: Project) -> list[Progress]:
    """The six sections in order, each with sentences for what a submission still wants of it."""
    missing = missing_in_project(project)
    forms = {row.form: str(row) for row in project.case.round.forms.all()}
    return [
        Progress(
            section,
            number,
            forms.get(section.form, str(section.form.label)),
            [missing[key] for key in section.needs if key in missing],
            _is_begun(section, project, missing),
        )
        for number, section in enumerate(SECTIONS, start=1)
    ]


def _is_begun(section: Section, project: Project, missing: Mapping[str, str]) -> bool:
    """Whether anything is written in a section. A year's target is asked for only once the period is known."""
    holder = project if section.model is Project else project.presentation
    lists = [name for name in section.lists if name in section.needs and name != "year_targets"]
    return any(getattr(holder, name) for name in section.texts) or any(name not in missing for name in lists)
