"""The verbs of an innovation case in the story. Every one is a service: what it writes is what a click writes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from random import Random
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from accounts.models import User
from indicators.models import AgendaItem, Assignment, Dossier, YearCode
from indicators.services import documents, meetings
from innovation.models import Idea, InnovationCase, Project, RoundCriterion, Selection
from innovation.selectors.candidates import candidates
from innovation.services import (
    ballots,
    collection,
    determination,
    development,
    ideas,
    presentation,
    project,
    selection,
    sessions,
    utilisation,
)
from innovation.services.entering import IdeaForm1
from kpi_tracker.demo.play import Stage, Step
from kpi_tracker.demo.story import Told, decimal

FORM_1 = ("title", "problem", "proposal", "benefit", "resources", "submitted_on")
FORM_2 = ("detail", "meeting_date", "meeting_place", "minutes", "certifier_name", "certifier_position")
LISTS = ("activities", "budget_lines", "indicators", "risks", "year_targets")
FIGURES = ("satisfaction_mean", "satisfaction_percent")


def case_step(stage: Stage, assignment: Assignment, told: Told) -> Step:
    """An act of the story: `at`, `by`, `do`, and what the verb is given."""
    given = {name: value for name, value in told.items() if name not in {"at", "by", "do"}}

    def act() -> None:
        case = InnovationCase.objects.select_related("round", "assignment__agency", "assignment__year").get(
            assignment=assignment
        )
        VERBS[told["do"]](stage, case, stage.people[told["by"]], given)

    return Step(told["at"], act)


def meeting_steps(stage: Stage, told: Told) -> list[Step]:
    """A meeting of the city's committee, planned and, where the story says so, closed. `key` names it in acts."""

    def plan() -> None:
        fields = {name: told[name] for name in ("number", "held_on", "time", "place", "chair", "attendees")}
        stage.meetings[told["key"]] = meetings.plan(actor=stage.people[told["by"]], fields=fields)

    def close() -> None:
        meeting = stage.meetings[told["key"]]
        meeting.refresh_from_db()
        meetings.close(meeting, actor=stage.people[told["by"]], version=meeting.version)

    closing: list[tuple[datetime, Callable[[], None]]] = [(told["closed"], close)] if "closed" in told else []
    return [Step(at, act) for at, act in [(told["planned"], plan), *closing]]


def _add_ideas(stage: Stage, case: InnovationCase, actor: User, given: Told) -> None:
    types = {code.code: code for code in YearCode.objects.filter(year=case.round.year_id, table="innovation_type")}
    sets = [
        IdeaForm1(
            key=_key(case, f"idea/{told['title']}"),
            fields={"innovation_type": types[told["type"]]} | {name: told[name] for name in FORM_1 if name in told},
            proposer=told["proposer"],
        )
        for told in given["ideas"]
    ]
    ideas.add(case.collection, sets, actor=actor)


def _idea(case: InnovationCase, number: int) -> Idea:
    found: Idea = case.collection.ideas.get(number=number)
    return found


def _withdraw_idea(stage: Stage, case: InnovationCase, actor: User, given: Told) -> None:
    idea = _idea(case, given["idea"])
    ideas.withdraw(idea, actor=actor, version=idea.version, reason=given["reason"])


def _merge_idea(stage: Stage, case: InnovationCase, actor: User, given: Told) -> None:
    idea, into = _idea(case, given["idea"]), _idea(case, given["into"])
    ideas.merge(idea, into, actor=actor, version=idea.version, reason=given["reason"])


def _score(stage: Stage, case: InnovationCase, actor: User, given: Told) -> None:
    """Points of the member's own: the favourite gets most, in halves, the same whenever the story is played."""
    current = _selection(case)
    luck = Random(f"{case.assignment.agency.code}/{actor.username}")
    points = {
        (idea.pk, criterion.pk): _points(luck, criterion, idea.number == given["favourite"])
        for idea in candidates(current)
        for criterion in case.round.criteria.order_by("position")
    }
    ballots.submit(current, points, actor=actor, version=0)


def _points(luck: Random, criterion: RoundCriterion, is_favourite: bool) -> Decimal:
    least, most = (0.85, 1.0) if is_favourite else (0.4, 0.8)
    halves = round(float(criterion.full_score) * 2 * luck.uniform(least, most))
    return Decimal(halves) / 2


def _select(stage: Stage, case: InnovationCase, actor: User, given: Told) -> None:
    current = _selection(case)
    selection.select(
        current,
        _idea(case, given["idea"]),
        given["reasons"],
        actor=actor,
        version=current.version,
        fields={name: given[name] for name in FORM_2 if name in given},
        panel=[selection.Member(**member) for member in given["panel"]],
    )


def _write_project(stage: Stage, case: InnovationCase, actor: User, given: Told) -> None:
    """Forms 3 and 4: what is not told stays as it was filled in from Form 2."""
    draft = _project(case)
    fields = {name: value for name, value in given.items() if name not in {*LISTS, "presentation"}}
    lists = {name: [_row(name, row) for row in given[name]] for name in LISTS if name in given}
    project.save(draft, actor=actor, version=draft.version, fields=fields, lists=lists)
    if shown := given.get("presentation"):
        draft = _project(case)
        presentation.save(draft, actor=actor, version=draft.version, fields=shown)


def _row(name: str, told: Told) -> Told:
    """Months are told as calendar months, kept as twelve bits from October on."""
    if name == "activities":
        return {"owner": "", **told, "months": sum(1 << ((month - 10) % 12) for month in told["months"])}
    defaults: Told = {
        "budget_lines": {"source": ""},
        "indicators": {"method": ""},
        "year_targets": {"sessions": None},
    }
    return {**defaults.get(name, {}), **told}


def _schedule(stage: Stage, case: InnovationCase, actor: User, given: Told) -> None:
    endorsed = _project(case)
    determination.schedule(endorsed, stage.meetings[given["meeting"]], actor=actor, version=endorsed.version)


def _determine(stage: Stage, case: InnovationCase, actor: User, given: Told) -> None:
    item = AgendaItem.objects.select_related("meeting", "dossier__agency").get(
        dossier=_project(case).dossier_id, result=""
    )
    determination.determine(
        item,
        given["result"],
        given["resolution"],
        given.get("conditions", ""),
        item.meeting.held_on,
        actor=actor,
        version=item.version,
    )


def _add_session(stage: Stage, case: InnovationCase, actor: User, given: Told) -> None:
    key = _key(case, f"session/{given['date']}")
    sessions.add(case.development, actor=actor, key=key, fields=given)


def _write_development(stage: Stage, case: InnovationCase, actor: User, given: Told) -> None:
    step = case.development
    names = given.get("progress", {})
    activities = step.project.activities.filter(be_year=case.assignment.year.be_year)
    progress = {each.pk: development.Progress(**names[each.name]) for each in activities if each.name in names}
    development.save(step, actor=actor, version=step.version, summary=given["summary"], progress=progress)


def _write_survey(stage: Stage, case: InnovationCase, actor: User, given: Told) -> None:
    step = case.utilisation
    fields = {name: decimal(value) if name in FIGURES else value for name, value in given.items()}
    utilisation.save(step, actor=actor, version=step.version, fields=fields)


def _cite(stage: Stage, case: InnovationCase, actor: User, given: Told) -> None:
    step = _step(case, given["step"])
    chosen = [stage.documents[key] for key in given["documents"]]
    documents.cite(step, chosen, actor=actor, version=step.version)


def _taking(name: str, verb: Callable[..., object]) -> Callable[[Stage, InnovationCase, User, Told], None]:
    """A verb that needs nothing but the step as it stands, and a reason where one is told."""

    def act(stage: Stage, case: InnovationCase, actor: User, given: Told) -> None:
        step = _step(case, name)
        verb(step, actor=actor, version=step.version, **given)

    return act


def _step(case: InnovationCase, name: str) -> Any:
    found = {"project": _project, "selection": _selection}.get(name)
    return found(case) if found else getattr(case, name)


def _selection(case: InnovationCase) -> Selection:
    return Selection.objects.select_related("dossier", "case__assignment__agency", "case__round").get(
        case=case, replaced_at__isnull=True
    )


def _project(case: InnovationCase) -> Project:
    return Project.objects.select_related("dossier", "presentation", "case__assignment__year").get(
        case=case, selected_idea__selection__replaced_at__isnull=True
    )


def _key(case: InnovationCase, name: str) -> UUID:
    """The same form has the same key whenever the story is played."""
    return uuid5(NAMESPACE_URL, f"{case.assignment.agency.code}/{case.assignment.year.be_year}/{name}")


VERBS: dict[str, Callable[[Stage, InnovationCase, User, Told], None]] = {
    "accept_evidence": _taking(Dossier.Kind.DEVELOPMENT, development.accept),
    "add_ideas": _add_ideas,
    "add_session": _add_session,
    "cite": _cite,
    "close_collection": _taking(Dossier.Kind.COLLECTION, collection.close),
    "confirm_project": _taking(Dossier.Kind.PROJECT, project.confirm),
    "determine": _determine,
    "endorse_project": _taking(Dossier.Kind.PROJECT, project.endorse),
    "endorse_survey": _taking(Dossier.Kind.UTILISATION, utilisation.endorse),
    "merge_idea": _merge_idea,
    "receive_ideas": _taking(Dossier.Kind.COLLECTION, collection.receive),
    "receive_survey": _taking(Dossier.Kind.UTILISATION, utilisation.receive),
    "resubmit_project": _taking(Dossier.Kind.PROJECT, project.resubmit),
    "schedule": _schedule,
    "score": _score,
    "select": _select,
    "send_evidence": _taking(Dossier.Kind.DEVELOPMENT, development.send),
    "submit_project": _taking(Dossier.Kind.PROJECT, project.submit),
    "submit_survey": _taking(Dossier.Kind.UTILISATION, utilisation.submit),
    "withdraw_idea": _withdraw_idea,
    "write_development": _write_development,
    "write_project": _write_project,
    "write_survey": _write_survey,
}
