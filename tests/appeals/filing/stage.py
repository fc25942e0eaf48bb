"""An agency that appeals, the city that listens, and appeals at every stage, led there by the verbs.

It is 7 July 2021, noon, unless a test says otherwise; filing closes with 31 August, the meeting is on 20 July.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Agency, Membership, User
from accounts.roles import Role
from appeals.models import Appeal
from appeals.services import appeals, scheduling
from appeals.services.letters import Letter
from indicators import clock
from indicators.models import Assignment, Dossier, FiscalYear, Meeting
from indicators.services import meetings
from tests import make, make_appeal
from tests.indicators.workflow.cast import delegate

NOON = make_appeal.NOON
CLOSES_ON = date(2021, 8, 31)
HELD_ON = date(2021, 7, 20)
INVITATION = Letter("กท 0303/2208", date(2021, 7, 15), "ขอเชิญประชุมเพื่อพิจารณาอุทธรณ์")
# `own_secretariat` belongs to the secretariat, but his home is the agency; `filer` filed the appeal as its officer
# and has moved to the secretariat since.
COLUMNS = (
    *("officer", "working_group", "head", "deputy", "secretariat", "own_secretariat", "filer"),
    *("committee", "evaluator", "auditor", "administrator", "stranger"),
)


@dataclass(frozen=True)
class People:
    agency: Agency
    named: dict[str, User]

    def __getitem__(self, name: str) -> User:
        return self.named[name]


def people() -> People:
    agency = make.agency("สำนักงานปกครองและทะเบียน")
    named = {role.value: make.user(role, agency) for role in Role}
    named["deputy"] = make.user(agency=agency)
    delegate(named["head"], named["deputy"], agency)
    named["own_secretariat"] = make.user(Role.SECRETARIAT)
    User.objects.filter(pk=named["own_secretariat"].pk).update(agency=agency)
    named["filer"] = make.user(Role.OFFICER, agency)
    named["stranger"] = make.user(Role.OFFICER, make.agency("สำนักอนามัย"))
    return People(agency, {name: User.objects.get(pk=user.pk) for name, user in named.items()})


def year() -> FiscalYear:
    return FiscalYear.objects.filter(be_year=2564).first() or make.year(appeals_close_on=CLOSES_ON)


def assignment(agency: Agency | None = None) -> Assignment:
    return make_appeal.assignment(agency or make.agency(), year())


def officer_of(appeal: Appeal) -> User:
    return make.user(Role.OFFICER, appeal.assignment.agency)


def moved_to_secretariat(user: User) -> User:
    """The officer has changed houses; nothing but what he did ties him to the agency."""
    Membership.objects.filter(user=user).delete()
    Membership.objects.create(user=user, role=Role.SECRETARIAT)
    User.objects.filter(pk=user.pk).update(agency=None)
    return User.objects.get(pk=user.pk)


def meeting(number: str = "2/2564", **fields: Any) -> Meeting:
    year()
    return meetings.plan(actor=make.user(Role.SECRETARIAT), fields={"number": number, "held_on": HELD_ON, **fields})


def filed(appeal: Appeal | None = None, by: User | None = None) -> Appeal:
    appeal = appeal or make_appeal.appeal(assignment())
    appeals.file(appeal, actor=by or officer_of(appeal), version=appeal.version)
    return appeal


def registered(appeal: Appeal | None = None, by: User | None = None) -> Appeal:
    appeal = filed(appeal, by)
    appeals.register(appeal, actor=make.user(Role.SECRETARIAT), version=appeal.version)
    return appeal


def scheduled(appeal: Appeal | None = None, by: User | None = None, on: Meeting | None = None) -> Appeal:
    appeal = registered(appeal, by)
    on = on or Meeting.objects.first() or meeting()
    scheduling.schedule(appeal, on, INVITATION, actor=make.user(Role.SECRETARIAT), version=appeal.version)
    return appeal


def at_status(status: str, appeal: Appeal, by: User) -> Appeal:
    """An appeal led to `status`, filed by `by`. What the committee does is put, not decided."""
    if status == "draft":
        return appeal
    if status in {"conditions", "closed"}:
        scheduled(appeal, by)
        return make_appeal.put(appeal, status, by, submitted_by=by)
    if status == "withdrawn":
        filed(appeal, by)
        appeals.withdraw(appeal, actor=by, version=appeal.version)
        return appeal
    return {"filed": filed, "registered": registered, "scheduled": scheduled}[status](appeal, by)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def asked(client: Client, url: str) -> int:
    """How many queries a page takes."""
    client.get(url)  # what is read once per process is read
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    assert answer.status_code == 200
    return len(queries)


def many(count: int, status: str) -> None:
    """So many appeals of as many agencies, as bare as lists can read them."""
    kind = Dossier.Kind.APPEAL
    for _each in range(count):
        of = assignment(make.agency(f"หน่วยงานที่ {Appeal.objects.count():03}"))
        dossier = Dossier.objects.create(kind=kind, agency=of.agency, year=of.year)
        made = Appeal.objects.create(assignment=of, dossier=dossier, position=4, status_since=NOON)
        make_appeal.put(made, status)


def travelling(moment: Any = NOON) -> Any:
    return clock.travel(moment)
