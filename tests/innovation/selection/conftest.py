"""A case whose ideas were received, its working group, and others who look on. It is 5 January 2021."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from indicators import clock
from innovation.models import Idea, InnovationCase, Project, RoundCriterion, Selection
from innovation.services import ballots, cases
from tests import make, make_case

DAY = "2021-01-05"


@dataclass
class Scene:
    case: InnovationCase
    selection: Selection
    member: User
    colleague: User

    @property
    def ideas(self) -> list[Idea]:
        return list(Idea.objects.filter(collection__case=self.case).order_by("number"))

    @property
    def criteria(self) -> list[RoundCriterion]:
        return list(self.case.round.criteria.all())

    def person(self, role: Role) -> User:
        return make.user(role, self.case.assignment.agency)

    def page(self, name: str = "") -> str:
        return reverse(f"selection-{name}" if name else "selection", args=[self.selection.pk])

    def points(self, *rows: Any) -> ballots.Points:
        """Points by idea and criterion; each row is what one idea got, in the order of both."""
        return {
            (idea.pk, criterion.pk): None if given is None else Decimal(given)
            for idea, row in zip(self.ideas, rows, strict=True)
            for criterion, given in zip(self.criteria, row, strict=True)
        }

    def cells(self, *rows: Any) -> dict[str, str]:
        """The same as what is typed into the grid."""
        return {
            ballots.cell(idea.pk, criterion.pk): "" if given is None else str(given)
            for idea, row in zip(self.ideas, rows, strict=True)
            for criterion, given in zip(self.criteria, row, strict=True)
        }

    def vote(self, member: User, *rows: Any) -> None:
        ballots.submit(self.selection, self.points(*rows), actor=member, version=0)


@pytest.fixture
def scene(db: None) -> Iterator[Scene]:
    """Three eligible ideas, three criteria of 10 points, two members of the working group."""
    with clock.travel(make.at(DAY)):
        case = make_case.case()
        selection = make_case.received(case, 3)
        agency = case.assignment.agency
        member = make.user(Role.WORKING_GROUP, agency, full_name="นางสาวมาลี ใจดี")
        yield Scene(case, selection, member, make.user(Role.WORKING_GROUP, agency, full_name="นายสมชาย รักงาน"))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def reject(scene: Scene, project: Project) -> Selection:
    """The committee rejected the project and its officer had step 2 opened again: the selection that is open now."""
    make_case.put(project, "rejected")
    Selection.objects.filter(pk=scene.selection.pk).update(replaced_at=make.at("2021-01-20"))
    scene.selection.refresh_from_db()
    return cases.open_selection(scene.case, make.at("2021-01-20"))
