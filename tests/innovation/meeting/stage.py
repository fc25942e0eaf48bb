"""The committee's stage: a secretariat, members, meetings, and projects that wait for them.

It is 8 February 2021, the day of meeting 2/2564, unless a test says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.test import Client

from accounts.models import Agency, User
from accounts.roles import Role
from indicators.models import AgendaItem, Event, Meeting, Revision
from indicators.services import agenda, meetings
from innovation.models import Project, SelectedIdea
from innovation.services import cases, determination
from tests import make, make_case

HELD_ON = date(2021, 2, 8)
TODAY = make.at("2021-02-08")
DETERMINED = {"resolution": "เห็นควรอนุมัติให้ดำเนินการ", "resolved_on": HELD_ON}


def meeting(number: str = "2/2564", by: User | None = None, **fields: Any) -> Meeting:
    """A planned meeting, in fiscal year 2564 unless another day is given."""
    if not make_case.Round.objects.exists():
        make_case.round_()
    given = {"number": number, "held_on": HELD_ON, "attendees": "นายหนึ่ง\nนางสอง", **fields}
    return meetings.plan(actor=by or make.user(Role.SECRETARIAT), fields=given)


def endorsed(agency: Agency | None = None) -> Project:
    """A project that waits for a meeting."""
    return make_case.proposed(make_case.case(agency), "endorsed", endorsed_at=make.at("2021-01-25"))


def scheduled(on: Meeting, agency: Agency | None = None) -> AgendaItem:
    """A project on the agenda."""
    project = endorsed(agency)
    secretary = make.user(Role.SECRETARIAT)
    determination.schedule(project, on, actor=secretary, version=project.version)
    return AgendaItem.objects.get(dossier=project.dossier, result="")


def project_of(item: AgendaItem) -> Project:
    """The project as it is now."""
    return Project.objects.get(dossier=item.dossier_id)


def last(action: str) -> Event:
    return Event.objects.filter(action=action).order_by("-pk")[0]


@dataclass(frozen=True)
class People:
    agency: Agency
    named: dict[str, User]

    def __getitem__(self, name: str) -> User:
        return self.named[name]


# One person for each role, and two who hold a judging role but belong to the agency.
COLUMNS = (
    *("officer", "working_group", "head", "deputy", "secretariat", "own_secretariat", "committee", "own_committee"),
    *("evaluator", "auditor", "administrator", "stranger"),
)


def people() -> People:
    from tests.indicators.workflow.cast import delegate

    agency = make.agency("สำนักงานปกครองและทะเบียน")
    named = {role.value: make.user(role, agency) for role in Role}
    named["deputy"] = make.user(agency=agency)
    delegate(named["head"], named["deputy"], agency)
    for name, role in (("own_secretariat", Role.SECRETARIAT), ("own_committee", Role.COMMITTEE)):
        named[name] = make.user(role)
        User.objects.filter(pk=named[name].pk).update(agency=agency)
        named[name].refresh_from_db()
    named["stranger"] = make.user(Role.OFFICER, make.agency())
    return People(agency, named)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def later(hours: float) -> datetime:
    return make.later(TODAY, hours=hours)


def many(how_many: int, like: Project, status: str, on: Meeting | None = None) -> None:
    """So many projects of as many agencies in `status`, as bare as lists can read them; on an agenda when one is
    given."""
    content = like.dossier.revisions.get()
    for number in range(how_many):
        case = make_case.case(make.agency(f"หน่วยงานที่ {number:03}"))
        idea = make_case.idea(case.collection)
        selection = cases.open_selection(case, TODAY)
        chosen = SelectedIdea.objects.create(
            selection=selection, idea=idea, reasons="-", chosen_by=content.created_by, chosen_at=TODAY
        )
        project = cases.open_project(chosen, case, TODAY)
        Project.objects.filter(pk=project.pk).update(status=status, name=f"โครงการที่ {number:03}")
        revision = Revision.objects.create(
            dossier=project.dossier,
            number=1,
            content=content.content,
            sha256=content.sha256,
            created_at=TODAY,
            created_by=content.created_by,
        )
        if on:
            with transaction.atomic():
                agenda.put(on, project.dossier, revision)
