"""The five steps of a case as they stand: status, whose turn, since when, and why a locked one is locked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.roles import Role
from indicators.charts.steps import steps
from indicators.models import Assignment, Dossier
from indicators.selectors.assignments import Section
from indicators.workflow import workflow_of
from innovation.models import (
    FORMS_OF_STEP,
    CaseStep,
    Development,
    InnovationCase,
    Project,
    RoundStep,
    Selection,
    Step,
)
from innovation.selectors.figures import figures_of
from innovation.selectors.places import step_page
from thai.dates import active_language, due_sentence, format_datetime

FINISHED = frozenset({"done", "carried"})


@dataclass(frozen=True)
class Standing:
    """One step of a case: its row, None while it is locked or was taken in the year before."""

    step: Step
    row: CaseStep | None
    carried: bool = False

    @property
    def is_done(self) -> bool:
        return self.carried or (self.row is not None and self.row.status in FINISHED)


def with_steps(cases: QuerySet[InnovationCase]) -> QuerySet[InnovationCase]:
    """Cases with all that `standings_of` reads: six queries for any number."""
    projects = Project.objects.select_related("selected_idea__selection").order_by("pk")
    return cases.select_related(
        *("assignment__agency", "assignment__year", "assignment__indicator"),
        *("collection", "development__project", "utilisation", "continues__assignment__year"),
    ).prefetch_related(
        Prefetch("selections", Selection.objects.order_by("pk")),
        Prefetch("projects", projects),
        "round__steps",
        "round__forms",
    )


def standings_of(case: InnovationCase) -> list[Standing]:
    """The five steps in order. Asks nothing more of a case of `with_steps`."""
    carried = case.continues_id is not None
    return [
        Standing(Step.COLLECT, getattr(case, "collection", None)),
        Standing(Step.SELECT, _current_selection(case), carried),
        Standing(Step.PROPOSE, _current_project(case), carried),
        Standing(Step.DEVELOP, getattr(case, "development", None)),
        Standing(Step.UTILISE, getattr(case, "utilisation", None)),
    ]


def step_of_form(case: InnovationCase, form: str) -> CaseStep | None:
    """The row of the step that fills in `form`, None while it is locked."""
    return next((each.row for each in standings_of(case) if form in FORMS_OF_STEP[each.step]), None)


def current_of(standings: list[Standing]) -> Standing | None:
    """The first step that is not done, None when the case is complete."""
    return next((each for each in standings if not each.is_done), None)


def dossiers_of(case: InnovationCase) -> list[Dossier]:
    """The dossiers of every step of the case, replaced selections and rejected projects among them."""
    ids = [row.dossier_id for row in _rows(case)]
    return list(Dossier.objects.filter(pk__in=ids))


def tasks_of_case(case: InnovationCase, today: date) -> list[dict[str, Any]]:
    """The five steps for components/task_list.html."""
    standings = standings_of(case)
    current = current_of(standings)
    planned = {row.step: row for row in case.round.steps.all()}
    return [_task(case, standing, planned.get(standing.step), current, today) for standing in standings]


def chart_of(standings: list[Standing]) -> dict[str, Any]:
    """The steps as a drawing for charts/steps.html, and the same in words."""
    done = [each.is_done for each in standings]
    current = current_of(standings)
    words = _("เสร็จแล้ว %(done)s จาก %(total)s ขั้น") % {"done": sum(done), "total": len(done)}
    if current is not None:
        now = {"number": current.step.number, "step": current.step.label}
        words += " " + _("ขณะนี้อยู่ขั้นที่ %(number)s %(step)s") % now
    return {"chart": steps(done), "words": words}


def _task(
    case: InnovationCase, standing: Standing, planned: RoundStep | None, current: Standing | None, today: date
) -> dict[str, Any]:
    task: dict[str, Any] = {
        "name": planned.title if planned else str(standing.step.label),
        "hint": _forms(case, standing),
    }
    row = standing.row
    if standing.carried and row is None and case.continues is not None:
        year = case.continues.assignment.year
        return task | {"status": "carried", "hint": _("ดำเนินการแล้วในปีงบประมาณ พ.ศ. %(year)s") % {"year": year}}
    if row is None:
        return task | {"status": "locked", "locked_reason": _why_locked(current)}
    task |= {"status": row.status, "word": row.get_status_display(), "url": step_page(row)}
    hints = [task["hint"], _progress(row), _turn(row, planned, today)]
    task["hint"] = " · ".join(hint for hint in hints if hint)
    if row.status_since:
        task["last"] = _("ตั้งแต่ %(when)s") % {"when": format_datetime(row.status_since, active_language())}
    return task


def _why_locked(current: Standing | None) -> str:
    """A locked step waits for the first step that is not done, and so for whoever acts there."""
    if current is None or current.row is None:
        return _("ยังไม่เปิดขั้นตอนก่อนหน้า")
    turn = workflow_of(current.row).turn[current.row.status]
    return _("ต้องทำขั้นที่ %(number)s ให้เสร็จก่อน (รอ%(role)s)") % {
        "number": current.step.number,
        "role": Role(turn).label if turn else "-",
    }


def _turn(row: CaseStep, planned: RoundStep | None, today: date) -> str:
    turn = workflow_of(row).turn[row.status]
    if not turn:
        return ""
    if turn == workflow_of(row).editor and planned is not None:
        return due_sentence(row.returned_due_on or planned.due_on, today)
    return _("รอการดำเนินการของ%(role)s") % {"role": Role(turn).label}


def _forms(case: InnovationCase, standing: Standing) -> str:
    numbers = {row.form: row.number for row in case.round.forms.all()}
    named = sorted(numbers[form] for form in FORMS_OF_STEP[standing.step] if form in numbers)
    return _("แบบฟอร์ม %(numbers)s") % {"numbers": ", ".join(map(str, named))} if named else ""


def _progress(row: CaseStep) -> str:
    """Step 4: how many sessions of how many, and how many people."""
    if not isinstance(row, Development):
        return ""
    figures = figures_of(row)
    if figures.target_sessions is None:
        return _("%(sessions)s ครั้ง ผู้รับบริการ %(people)s คน") % {
            "sessions": figures.sessions,
            "people": f"{figures.people:,}",
        }
    return _("%(sessions)s จาก %(target)s ครั้ง ผู้รับบริการ %(people)s คน") % {
        "sessions": figures.sessions,
        "target": figures.target_sessions,
        "people": f"{figures.people:,}",
    }


def _current_selection(case: InnovationCase) -> Selection | None:
    return next((row for row in case.selections.all() if row.replaced_at is None), None)


def _current_project(case: InnovationCase) -> Project | None:
    return next((row for row in case.projects.all() if row.selected_idea.selection.replaced_at is None), None)


def _rows(case: InnovationCase) -> Iterator[CaseStep]:
    for name in ("collection", "development", "utilisation"):
        if (row := getattr(case, name, None)) is not None:
            yield row
    yield from case.selections.all()
    yield from case.projects.all()


def overview_of(case: InnovationCase) -> dict[str, Any]:
    """A case as a row of the list: which step it is at, in which status, whose turn it is and since when."""
    standings = standings_of(case)
    current = current_of(standings)
    row = current.row if current else None
    turn = workflow_of(row).turn[row.status] if row else ""
    return {
        "case": case,
        "number": current.step.number if current else len(standings),
        "step": current.step.label if current else _("ครบทุกขั้นตอน"),
        "status": row.status if row else "done",
        "word": row.get_status_display() if row else _("ครบทุกขั้นตอน"),
        "turn": Role(turn).label if turn else "-",
        "since": row.status_since if row else None,
    }


def case_section(assignment: Assignment, today: date) -> Section | None:
    """The five steps of an assignment's case; None for one without a case."""
    case = with_steps(InnovationCase.objects.filter(assignment=assignment)).first()
    if case is None:
        return None
    found = overview_of(case)
    return Section(
        title=_("เรื่องนวัตกรรม"),
        tasks=tasks_of_case(case, today),
        lead=_("ขั้นที่ %(number)s จาก 5 %(step)s") % {"number": found["number"], "step": found["step"]},
        is_ordered=True,
        url=reverse("case", args=[case.pk]),
    )
