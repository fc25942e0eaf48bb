"""What a person keeps of his own account."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from indicators.models import Event
from indicators.services import audit, reference
from indicators.services.stored import value_as_stored

# What mails and colleagues need to reach him, and how his keys work. His name and position print on papers: the
# administrator keeps those.
OWN = ("email", "phone", "single_keys_off")


@transaction.atomic
def change_password(person: User, *, password: str) -> Event:
    """A new password of one's own, which the form found good; every session opened with the old one ends."""
    audit.lock(audit.CITY)
    person.set_password(password)
    person.save(update_fields=["password"])
    return reference.record("change_own_password", person, person)


@transaction.atomic
def change(person: User, *, fields: dict[str, Any]) -> Event | None:
    """Store the columns of OWN that `fields` names. None when nothing changed; Invalid for what cannot be stored."""
    audit.lock(audit.CITY)
    fresh = User.objects.get(pk=person.pk)
    wanted = {name: value_as_stored(User, name, fields[name]) for name in OWN if name in fields}
    before = {name: getattr(fresh, name) for name in wanted}
    after = {name: value for name, value in wanted.items() if value != before[name]}
    if not after:
        return None
    for name, value in after.items():
        setattr(fresh, name, value)
    fresh.save(update_fields=list(after))
    return reference.record("change_own", fresh, person, before={name: before[name] for name in after}, after=after)
