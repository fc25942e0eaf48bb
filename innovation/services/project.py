"""What happens to a project and its presentation: the verbs, each one function. The committee's are in meetings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from indicators.models import Event
from indicators.services import drafts
from indicators.services.endorsement import endorsement_of
from indicators.services.errors import Invalid, StaleVersion
from indicators.services.review import latest_revision
from indicators.services.transition import Outcome, move
from indicators.workflow.machine import Transition
from innovation.models import Project, Selection
from innovation.services import cases, papers
from innovation.services.project_rows import Rows, replace_rows
from innovation.services.steps import freeze_step, submission, take
from thai.dates import CE_YEARS, fiscal_year

EDITABLE = (
    *("name", "rationale", "objectives", "targets", "characteristics", "starts_on", "ends_on", "place"),
    *("no_budget", "benefits", "monitoring", "proposer_name", "proposer_position"),
)
_NO_ENDORSEMENT = {"endorsed_by": None, "endorsed_at": None, "endorsed_under": None}


def save(
    project: Project,
    *,
    actor: User,
    version: int,
    fields: dict[str, Any],
    lists: Mapping[str, Rows] | None = None,
    autosaved: bool = False,
) -> Event | None:
    """Save what an officer wrote of the draft seen at `version`. `lists` maps `activities`, `budget_lines`,
    `indicators`, `risks` or `year_targets` to rows of columns, which replace those there are; a list that is not
    named stays. None when nothing differs."""
    columns = {name: value for name, value in fields.items() if name in EDITABLE}

    def save_rows(fresh: Project) -> list[str]:
        _check_period(fresh, columns, lists or {})
        _check_budget(fresh, columns, lists or {})
        return [name for name, rows in (lists or {}).items() if replace_rows(fresh, name, rows)]

    return drafts.save(project, actor=actor, version=version, columns=columns, rows=save_rows, autosaved=autosaved)


def submit(project: Project, *, actor: User, version: int, key: UUID | None = None) -> Event:
    """Submit the project with its presentation to the head of the agency; freezes both as one revision. What was
    endorsed before is so no longer."""

    def consequence(fresh: Project, row: Transition, now: datetime) -> Outcome:
        outcome = submission(fresh, freeze_step(fresh, actor=actor, at=now), actor, now)
        return Outcome({**outcome.columns, **_NO_ENDORSEMENT}, outcome.revision, outcome.details)

    return move(project, "submit", actor=actor, version=version, consequence=consequence, key=key)


@transaction.atomic
def endorse(project: Project, *, actor: User, version: int, key: UUID | None = None) -> Event:
    """The head, or who stands in for him, endorses. The page asks for the password again before it calls this.
    Freezes the prints with the endorsement."""

    def consequence(fresh: Project, row: Transition, now: datetime) -> Outcome:
        columns, details = endorsement_of(fresh, actor, now)
        return Outcome(columns, latest_revision(fresh), details)

    return papers.freeze(
        project, move(project, "endorse", actor=actor, version=version, consequence=consequence, key=key)
    )


def return_(project: Project, *, actor: User, version: int, reason: str, key: UUID | None = None) -> Event:
    """Back to the officer with a reason: a submission by the head, what was revised by the secretariat."""
    return take(project, "return", actor=actor, version=version, reason=reason, key=key)


def resubmit(project: Project, *, actor: User, version: int, key: UUID | None = None) -> Event:
    """Send what the committee asked to have revised to the secretariat; freezes the revision that is compared."""

    def consequence(fresh: Project, row: Transition, now: datetime) -> Outcome:
        return submission(fresh, freeze_step(fresh, actor=actor, at=now), actor, now)

    return move(project, "resubmit", actor=actor, version=version, consequence=consequence, key=key)


@transaction.atomic
def confirm(project: Project, *, actor: User, version: int, key: UUID | None = None) -> Event:
    """The secretariat has seen what was revised: the project is approved, step 4 opens, the prints are frozen."""

    def consequence(fresh: Project, row: Transition, now: datetime) -> Outcome:
        cases.open_development(fresh.case, fresh, now)
        return Outcome({}, latest_revision(fresh))

    return papers.freeze(
        project, move(project, "confirm", actor=actor, version=version, consequence=consequence, key=key)
    )


@transaction.atomic
def reselect(project: Project, *, actor: User, version: int, key: UUID | None = None) -> Selection:
    """After a rejection another idea may be selected: step 2 opens anew; the project and its selection are kept.
    Returns the selection that is open now, also when the form is repeated."""

    def consequence(fresh: Project, row: Transition, now: datetime) -> Outcome:
        current = Selection.objects.filter(pk=fresh.selected_idea.selection_id, replaced_at__isnull=True)
        if current.update(replaced_at=now) != 1:
            raise StaleVersion(fresh)
        opened = cases.open_selection(fresh.case, now)
        return Outcome({}, latest_revision(fresh), {"selection": opened.pk})

    move(project, "reselect", actor=actor, version=version, consequence=consequence, key=key)
    return project.case.selections.get(replaced_at__isnull=True)


def _check_period(project: Project, columns: Mapping[str, Any], lists: Mapping[str, Rows]) -> None:
    """Days that a calendar of our time has, in their order, and no target for a year without a day of the project."""
    start, end = (columns.get(name, getattr(project, name)) for name in ("starts_on", "ends_on"))
    for name, day in (("starts_on", start), ("ends_on", end)):
        if day is not None and day.year not in CE_YEARS:
            raise Invalid({name: _("วันที่ต้องอยู่ระหว่าง พ.ศ. 2493 ถึง 2693")})
    if start is None or end is None:
        return
    if end < start:
        raise Invalid({"ends_on": _("วันสิ้นสุดต้องไม่ก่อนวันเริ่มดำเนินการ")})
    if {"starts_on", "ends_on"} & columns.keys() or "year_targets" in lists:
        held = lists.get("year_targets", list(project.year_targets.values("be_year")))
        spanned = range(fiscal_year(start), fiscal_year(end) + 1)
        outside = sorted(str(row["be_year"]) for row in held if row["be_year"] not in spanned)
        if outside:
            raise Invalid({"year_targets": outside_sentence(", ".join(outside), spanned)})


def outside_sentence(year: str, spanned: range) -> str:
    """What to say of a target for a year in which the project does not run."""
    years = str(spanned[0]) if len(spanned) == 1 else f"{spanned[0]}–{spanned[-1]}"
    return _("ปี %(year)s อยู่นอกช่วงดำเนินการ (ปีงบประมาณ พ.ศ. %(years)s) ลบเป้าหมายของปีนี้ หรือแก้วันเริ่มหรือวันสิ้นสุด") % {
        "year": year,
        "years": years,
    }


def _check_budget(project: Project, columns: Mapping[str, Any], lists: Mapping[str, Rows]) -> None:
    """A project without a budget has no budget lines."""
    if columns.get("no_budget", project.no_budget) and lists.get("budget_lines"):
        raise Invalid({"no_budget": budget_sentence()})


def budget_sentence() -> str:
    """What to say of a ticked “ไม่ใช้งบประมาณ” beside budget lines."""
    return _("มีรายการงบประมาณอยู่ ลบรายการเหล่านั้น หรือเอาเครื่องหมายออก")
