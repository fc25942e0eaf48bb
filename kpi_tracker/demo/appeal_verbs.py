"""The verbs of an appeal and of judging in the story. Every one is a service: it writes what a click writes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from accounts.models import User
from appeals.models import Appeal
from appeals.services import appeals, conditions, deciding, scheduling
from indicators.models import AgendaItem, Assignment, CriterionVersion, YearCode
from indicators.selectors.judged import subject_of
from indicators.services import documents, judging
from kpi_tracker.demo.play import Stage, Step
from kpi_tracker.demo.story import Told, decimal


def appeal_step(stage: Stage, assignment: Assignment, told: Told) -> Step:
    """An act of the story: `at`, `by`, `do`, and what the verb is given."""
    given = {name: value for name, value in told.items() if name not in {"at", "by", "do"}}

    def act() -> None:
        VERBS[told["do"]](stage, assignment, stage.people[told["by"]], given)

    return Step(told["at"], act)


def _judge(stage: Stage, assignment: Assignment, actor: User, given: Told) -> None:
    criterion = CriterionVersion.objects.filter(assignment=assignment, position=given["criterion"]).latest("version")
    subject = subject_of(criterion)
    judging.judge(
        criterion,
        actor=actor,
        percent=Decimal(given["percent"]),
        reason=given.get("reason", ""),
        seen_number=criterion.judgements.count(),
        seen_revision=subject.revision.pk if subject and subject.revision else None,
    )


def _prepare(stage: Stage, assignment: Assignment, actor: User, given: Told) -> None:
    appeals.prepare(assignment, given["criterion"], actor=actor)


def _write(stage: Stage, assignment: Assignment, actor: User, given: Told) -> None:
    appeal = _appeal(assignment)
    fields = {
        **given,
        "cause": _code(assignment, "appeal_cause", given["cause"]),
        "requested_outcome": _code(assignment, "appeal_outcome", given["requested_outcome"]),
        "letter": stage.documents[given["letter"]],
    }
    appeals.save(appeal, actor=actor, version=appeal.version, fields=fields)


def _cite(stage: Stage, assignment: Assignment, actor: User, given: Told) -> None:
    appeal = _appeal(assignment)
    chosen = [stage.documents[key] for key in given["documents"]]
    documents.cite(appeal, chosen, actor=actor, version=appeal.version)


def _schedule(stage: Stage, assignment: Assignment, actor: User, given: Told) -> None:
    appeal = _appeal(assignment)
    meeting, invitation = stage.meetings[given["meeting"]], stage.documents[given["invitation"]]
    scheduling.schedule(appeal, meeting, invitation, actor=actor, version=appeal.version)


def _decide(stage: Stage, assignment: Assignment, actor: User, given: Told) -> None:
    item = AgendaItem.objects.select_related("meeting", "dossier__agency").get(
        dossier=_appeal(assignment).dossier_id, result=""
    )
    asked = [
        deciding.Term(
            text=told["text"],
            quantity=decimal(told.get("quantity")),
            unit=told.get("unit", ""),
            due_on=told["due_on"],
        )
        for told in given["conditions"]
    ]
    deciding.decide(
        item,
        given["result"],
        given["resolution"],
        item.meeting.held_on,
        decided_outcome=_code(assignment, "appeal_outcome", given["decided_outcome"]),
        criterion_text=given["criterion_text"],
        conditions=asked,
        actor=actor,
        version=item.version,
    )


def _report_condition(stage: Stage, assignment: Assignment, actor: User, given: Told) -> None:
    conditions.report(
        _appeal(assignment).conditions.get(position=given["condition"]),
        actor=actor,
        quantity=decimal(given.get("quantity")),
        done_on=given["done_on"],
        text=given["text"],
        documents=[stage.documents[key] for key in given["documents"]],
    )


def _verify_condition(stage: Stage, assignment: Assignment, actor: User, given: Told) -> None:
    condition = _appeal(assignment).conditions.get(position=given["condition"])
    conditions.verify(condition.reports.latest("number"), actor=actor)


def _taking(verb: Callable[..., object]) -> Callable[[Stage, Assignment, User, Told], None]:
    """A verb that needs nothing but the appeal as it stands."""

    def act(stage: Stage, assignment: Assignment, actor: User, given: Told) -> None:
        appeal = _appeal(assignment)
        verb(appeal, actor=actor, version=appeal.version, **given)

    return act


def _appeal(assignment: Assignment) -> Appeal:
    appeals_of = Appeal.objects.filter(assignment=assignment)
    return appeals_of.select_related("dossier", "assignment__agency", "assignment__year").get()


def _code(assignment: Assignment, table: str, code: str) -> YearCode:
    return YearCode.objects.get(year=assignment.year_id, table=table, code=code)


VERBS: dict[str, Callable[[Stage, Assignment, User, Told], None]] = {
    "cite": _cite,
    "decide": _decide,
    "file": _taking(appeals.file),
    "judge": _judge,
    "prepare": _prepare,
    "register": _taking(appeals.register),
    "report_condition": _report_condition,
    "schedule": _schedule,
    "verify_condition": _verify_condition,
    "write": _write,
}
