"""The demo's accounts. They all have the one password that `init --demo` prints: never for a real installation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _

from accounts.models import Agency, Membership, User
from accounts.roles import AGENCY_ROLES, Role
from indicators.services import people, reference
from kpi_tracker.demo import story

PASSWORD = "krungthep-2564"
ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Person:
    """One of the cast; `role` is empty for the head's deputy, who holds no role of his own. `also_in` is a second
    agency, by its code, in which he holds the same role."""

    username: str
    role: str
    full_name: str
    position: str
    agency: str
    background: bool = False
    also_in: str = ""


@dataclass(frozen=True)
class SignIn:
    """A line of the table that is printed after loading."""

    role: str
    username: str
    password: str
    full_name: str
    agency: str


@cache
def cast() -> tuple[Person, ...]:
    return tuple(Person(**told) for told in story.read("people")["people"])


def head_of(agency_code: str) -> str:
    """The user name of the head of an agency of the demo."""
    return next(person.username for person in cast() if (person.role, person.agency) == (Role.HEAD, agency_code))


def create_all() -> dict[str, User]:
    """Make the accounts; returns them by user name."""
    agencies = {agency.code: agency for agency in Agency.objects.all()}
    administrator = _create_administrator(agencies)
    for person in cast():
        if person.username != ADMINISTRATOR:
            create(person, agencies[person.agency], administrator)
    return by_name([person.username for person in cast()])


def by_name(names: list[str]) -> dict[str, User]:
    """Accounts by their user names, none with a standing read too early."""
    return {user.username: user for user in User.objects.filter(username__in=names).select_related("agency")}


def sign_ins() -> list[SignIn]:
    """One line per role, then a district office's officer and head."""
    names = dict(Agency.objects.values_list("code", "name"))
    return [
        SignIn(
            role=str(Role(person.role).label) if person.role else _("ผู้ทำการแทนผู้บริหารหน่วยงาน"),
            username=person.username,
            password=PASSWORD,
            full_name=person.full_name,
            agency=names[person.agency],
        )
        for person in cast()
        if not person.background
    ]


def _create_administrator(agencies: dict[str, Agency]) -> User:
    person = next(person for person in cast() if person.username == ADMINISTRATOR)
    user = people.create_administrator(person.username, full_name=person.full_name, password=PASSWORD)
    fields = {"position": person.position, "agency": agencies[person.agency]}
    reference.change(user, actor=user, seen="", fields=fields)
    return user


def create(person: Person, agency: Agency, administrator: User) -> None:
    """Make one account, with its role in `agency` or in the city."""
    memberships = []
    if person.role:
        memberships.append(Membership(role=person.role, agency=agency if person.role in AGENCY_ROLES else None))
    if person.also_in:
        memberships.append(Membership(role=person.role, agency=Agency.objects.get(code=person.also_in)))
    people.create_person(
        User(username=person.username, full_name=person.full_name, position=person.position, agency=agency),
        actor=administrator,
        password=PASSWORD,
        memberships=memberships,
    )
