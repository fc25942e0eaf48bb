"""Agencies and accounts: `officer-CODE` and `head-CODE` of every agency, and one account for each city role."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password

from accounts.models import Agency, Membership, User
from accounts.roles import AGENCY_ROLES, Role

PASSWORD = "generated-2564"
_LEVELS = (Agency.Level.BUREAU, Agency.Level.DISTRICT, Agency.Level.DISTRICT, Agency.Level.SECRETARIAT)


def agencies(number: int) -> list[Agency]:
    """The first `number` by code: those of the reference data, and then made ones."""
    known = Agency.objects.count()
    Agency.objects.bulk_create(_made(place) for place in range(known + 1, number + 1))
    return list(Agency.objects.order_by("code")[:number])


def _made(place: int) -> Agency:
    name = f"องค์กรปกครองส่วนท้องถิ่นที่ {place}"
    return Agency(
        code=f"{99000000 + place}",
        name=name,
        abbreviation=f"อปท.{place}",
        level=_LEVELS[place % len(_LEVELS)],
        sort_key=Agency.order_of(name),
    )


def accounts(reporting: list[Agency]) -> dict[str, User]:
    """The accounts by user name. All have the one password, hashed once: never for a real installation."""
    password = make_password(PASSWORD)
    places: list[tuple[str, Role, Agency | None]] = [
        (role.value.replace("_", "-"), role, None) for role in Role if role not in AGENCY_ROLES
    ]
    for agency in reporting:
        places += [(f"officer-{agency.code}", Role.OFFICER, agency), (f"head-{agency.code}", Role.HEAD, agency)]
    User.objects.bulk_create(
        User(username=name, full_name=f"{role.label} {agency or ''}".strip(), agency=agency, password=password)
        for name, role, agency in places
    )
    made = {user.username: user for user in User.objects.filter(username__in=[name for name, _r, _a in places])}
    Membership.objects.bulk_create(
        Membership(user=made[name], role=role, agency=agency) for name, role, agency in places
    )
    return made
