"""The cast of step 1: a collection on 20 November 2020 and everybody who may come near it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import Agency, User
from accounts.roles import Role
from indicators import clock
from indicators.models import YearCode
from innovation.models import Collection, Idea, InnovationCase
from innovation.services import ideas
from innovation.services.entering import IdeaForm1
from tests import make, make_case


@dataclass
class Cast:
    agency: Agency
    officer: User
    secretariat: User
    stranger: User
    case: InnovationCase
    clients: dict[int, Client] = field(default_factory=dict)

    @property
    def collection(self) -> Collection:
        """Fresh on every look."""
        found: Collection = Collection.objects.select_related("case__round").get(case=self.case)
        return found

    @property
    def type(self) -> YearCode:
        return YearCode.objects.get(year=self.case.assignment.year, table="innovation_type", code="2")

    def client(self, user: User) -> Client:
        if user.pk not in self.clients:
            self.clients[user.pk] = Client()
            self.clients[user.pk].force_login(user)
        return self.clients[user.pk]

    def form1(self, title: str = "หน่วยบริการเคลื่อนที่", **given: Any) -> IdeaForm1:
        """A complete set of Form 1."""
        proposer = given.pop("proposer", {"name": "นางสาวสมศรี ใจงาม", "position": "นักวิชาการ", "section": "ฝ่ายปกครอง"})
        fields = {
            "innovation_type": self.type,
            "title": title,
            "problem": "ประชาชนเดินทางไกล",
            "proposal": "นำรถไปให้บริการ",
            "benefit": "ประหยัดเวลา",
        }
        return IdeaForm1(key=given.pop("key", None) or uuid4(), fields={**fields, **given}, proposer=proposer)

    def add(self, *titles: str) -> list[Idea]:
        """Ideas entered by the officer through the verb."""
        return ideas.add(self.collection, [self.form1(title) for title in titles], actor=self.officer)


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    """The agency's level asks for 10 ideas."""
    with clock.travel(make.at("2020-11-20")):
        yield build()


def build() -> Cast:
    agency = make.agency("สำนักงานปกครองและทะเบียน")
    return Cast(
        agency=agency,
        officer=make.user(Role.OFFICER, agency, full_name="นายเจ้าหน้าที่ คนแรก"),
        secretariat=make.user(Role.SECRETARIAT),
        stranger=make.user(Role.OFFICER, make.agency("สำนักอนามัย")),
        case=make_case.case(agency),
    )
