"""The comments on a dossier's submissions as threads: the first comment, the answers to it, whether it is settled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from accounts.models import Delegation, Membership, User
from accounts.roles import AGENCY_ROLES, Role
from indicators.models import Comment, Dossier
from indicators.models.dossier import Submittable
from indicators.permissions import Refused, Verdict, holds, reviews
from indicators.selectors.answers import Answer, answers_in
from indicators.selectors.content import Content
from indicators.workflow import workflow_of

# What may be spoken about in a submission that is no report, by its model; apps above add theirs at start-up.
TALKED_ABOUT: dict[type[Any], Callable[[Any], list[Answer]]] = {}


def answers_about(row: Submittable, content: Content) -> list[Answer]:
    """What may be spoken about in the submission `content` of `row`."""
    of_row = TALKED_ABOUT.get(type(row))
    return of_row(row) if of_row else answers_in(content)


@dataclass(frozen=True)
class Thread:
    """A comment with what was answered, in the order in which it was said."""

    first: Comment
    answers: list[Comment]
    may_settle: bool = False

    @property
    def is_open(self) -> bool:
        return self.first.resolved_at is None


@dataclass(frozen=True)
class FieldRow:
    """A field of a report as its page shows it: label, text, and the threads about it."""

    label: str
    value: str
    name: str = ""
    open: list[Thread] = field(default_factory=list)
    resolved: list[Thread] = field(default_factory=list)


def threads_of(dossier: Dossier, settles: Collection[int] | None = None) -> list[Thread]:
    """The threads on every submission of `dossier`, open ones first, the oldest first among each. One query.
    `settles`: keys of those who began a thread that the reader may settle; None for all."""
    rows = Comment.objects.filter(revision__dossier=dossier).select_related("author", "resolved_by", "revision")
    answers: dict[int, list[Comment]] = defaultdict(list)
    first: list[Comment] = []
    for row in rows.order_by("created_at", "id"):
        if row.thread_id is None:
            first.append(row)
        else:
            answers[row.thread_id].append(row)
    threads = [Thread(row, answers[row.pk], settles is None or row.author_id in settles) for row in first]
    return sorted(threads, key=lambda thread: not thread.is_open)


def rows_with_threads(answers: Sequence[Answer], threads: Sequence[Thread]) -> list[FieldRow]:
    """The answers of a report with the threads at their fields; at the end, under their own names, the threads about
    fields that the report does not show now."""
    by_field: dict[str, list[Thread]] = defaultdict(list)
    for thread in threads:
        by_field[thread.first.field].append(thread)
    rows = [_row(answer.label, answer.value, answer.field, by_field.pop(answer.field, [])) for answer in answers]
    return rows + [_row(name, "", "", left) for name, left in by_field.items()]


def notes_of(report: Submittable, fields: Collection[str]) -> tuple[dict[str, list[Thread]], list[Thread]]:
    """The open threads of a report by the field of its form that they are about, and those about something else."""
    found: dict[str, list[Thread]] = defaultdict(list)
    elsewhere = []
    for thread in threads_of(report.dossier):
        if not thread.is_open:
            break  # open ones come first
        if thread.first.field in fields:
            found[thread.first.field].append(thread)
        else:
            elsewhere.append(thread)
    return dict(found), elsewhere


def _row(label: str, value: str, name: str, threads: list[Thread]) -> FieldRow:
    return FieldRow(
        label, value, name, [each for each in threads if each.is_open], [each for each in threads if not each.is_open]
    )


def may_answer(user: User, report: Submittable) -> Verdict:
    """Whether the person takes part in the talk about a report: its agency's officer, or who reviews it."""
    officer = holds(user, Role(workflow_of(report).editor), report.assignment.agency_id)
    return officer if officer.allowed or officer.refused is Refused.STRANGER else reviews(user, report)


def may_settle(user: User, report: Submittable, thread: Comment) -> Verdict:
    """Whether the person settles this thread: he reviews, and what the city asked is not settled by the agency."""
    verdict = reviews(user, report)
    starters = settles(user, report) if verdict.allowed else None
    if verdict.allowed and starters is not None and thread.author_id not in starters:
        return Verdict(False, Refused.ROLE, whose_turn=Role.EVALUATOR)
    return verdict


def settles(user: User, report: Submittable) -> frozenset[int] | None:
    """Of somebody who reviews: whose threads he settles, None for everybody's. The agency's own reviewers settle
    what they began themselves."""
    agency = report.assignment.agency_id
    roles = {Role(row.role) for row in workflow_of(report).rows_for("return")}
    if any(holds(user, role, agency).allowed for role in roles - AGENCY_ROLES):
        return None
    heads = Membership.objects.filter(agency=agency, role=Role.HEAD).values_list("user", flat=True)
    deputies = Delegation.objects.filter(agency=agency).values_list("deputy", flat=True)
    return frozenset(heads) | frozenset(deputies)
