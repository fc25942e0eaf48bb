"""A person's standing on a day: his roles, where he holds them, and for whom he stands in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from accounts.models import Delegation, Membership, User
from accounts.roles import Role


@dataclass(frozen=True)
class Standing:
    """`city`: roles held city-wide; `by_agency`: agency id to the roles held there (head's deputies included);
    `deputies`: agency id to the delegation in force; `own_agencies`: where he belongs, which he may not judge."""

    user_id: int
    city: frozenset[Role]
    by_agency: dict[int, frozenset[Role]]
    deputies: dict[int, Delegation]
    own_agencies: frozenset[int]

    @property
    def sees_city(self) -> bool:
        """City roles see every agency; the process keeps them from changing what is not theirs."""
        return bool(self.city)

    @property
    def roles(self) -> frozenset[Role]:
        """Every role held anywhere."""
        return self.city.union(*self.by_agency.values())

    def roles_at(self, agency_id: int) -> frozenset[Role]:
        """Roles in the affairs of one agency: those held there and those held city-wide."""
        return self.city | self.by_agency.get(agency_id, frozenset())

    def sees(self, agency_id: int) -> bool:
        return self.sees_city or agency_id in self.by_agency

    def agencies_as(self, role: Role) -> frozenset[int]:
        """Agencies in which he holds an agency role."""
        return frozenset(agency for agency, roles in self.by_agency.items() if role in roles)


def standing_of(user: User, on: date | None = None) -> Standing:
    """The standing of `user` on a Bangkok date, today when none is given. Two queries."""
    day = on or timezone.localdate()
    city: set[Role] = set()
    by_agency: dict[int, set[Role]] = {}
    if user.is_active:
        for membership in Membership.objects.filter(_in_force(day), user=user):
            if membership.agency_id is None:
                city.add(Role(membership.role))
            else:
                by_agency.setdefault(membership.agency_id, set()).add(Role(membership.role))
    own = set(by_agency) | ({user.agency_id} if user.agency_id else set())
    deputies = {}
    if user.is_active:
        current = Delegation.objects.filter(deputy=user, starts_on__lte=day, ends_on__gte=day)
        deputies = {delegation.agency_id: delegation for delegation in current}
    for agency_id in deputies:
        by_agency.setdefault(agency_id, set()).add(Role.HEAD)
    return Standing(
        user_id=user.pk,
        city=frozenset(city),
        by_agency={agency: frozenset(roles) for agency, roles in by_agency.items()},
        deputies=deputies,
        own_agencies=frozenset(own | set(deputies)),
    )


def people_in(role: Role, agencies: Iterable[int], day: date) -> dict[int, list[User]]:
    """Who holds an agency role on a Bangkok date in each of `agencies`, given by key. One query; people whose account
    is out of use are none."""
    held = Membership.objects.filter(_in_force(day), role=role, agency__in=list(agencies), user__is_active=True)
    found: dict[int, list[User]] = defaultdict(list)
    for membership in held.select_related("user").order_by("user__full_name", "user_id"):
        found[membership.agency_id or 0].append(membership.user)
    return found


def _in_force(day: date) -> Q:
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=day)) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
