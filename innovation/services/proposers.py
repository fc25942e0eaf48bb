"""Who proposed an idea: kept apart from it, known to revisions by a salted hash only, emptied when its time is up.

`salted_hash` is the SHA-256, in hexadecimal, of the canonical JSON of {"salt", "name", "position", "section"}; the
salt is 16 random bytes in hexadecimal, drawn anew whenever the values change. With the values and the salt anybody
can show that a revision meant this person; without the salt nobody can, not even by trying a list of the staff.
Redaction therefore takes the salt along. Values never enter an event.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping

from django.db import transaction

from accounts.models import User
from accounts.roles import Role
from indicators import clock, permissions
from indicators.models import Event
from indicators.services import audit
from indicators.services.audit import canonical_json
from indicators.services.errors import NotAllowed
from indicators.services.stored import value_as_stored
from innovation.models import Idea, Proposer

PERSONAL = ("name", "position", "section")
Person = dict[str, str]


def salted_hash(salt: str, person: Mapping[str, str]) -> str:
    """What `Proposer.salted_hash` must be for these values."""
    values = {name: person[name] for name in PERSONAL}
    return hashlib.sha256(canonical_json({"salt": salt, **values}).encode()).hexdigest()


def as_stored(person: Mapping[str, str]) -> Person:
    """The values as they will be stored, absent ones empty; Invalid names the field that cannot be."""
    return {name: value_as_stored(Proposer, name, person.get(name, "")) for name in PERSONAL}


def new(idea: Idea, person: Person) -> Proposer:
    """A proposer's row, not yet saved."""
    salt = secrets.token_hex(16)
    return Proposer(idea=idea, salt=salt, salted_hash=salted_hash(salt, person), **person)


def is_of(proposer: Proposer, person: Person) -> bool:
    """Whether these are the values kept; of redacted ones nobody can tell."""
    return proposer.redacted_at is not None or {name: getattr(proposer, name) for name in PERSONAL} == person


def write(proposer: Proposer, person: Person) -> list[str]:
    """Keep other values; the names of those that changed. Nothing is written into what was redacted."""
    changed = [name for name in PERSONAL if getattr(proposer, name) != person[name]]
    if proposer.redacted_at is not None or not changed:
        return []
    salt = secrets.token_hex(16)
    Proposer.objects.filter(pk=proposer.pk).update(salt=salt, salted_hash=salted_hash(salt, person), **person)
    proposer.refresh_from_db()
    return changed


@transaction.atomic
def redact(idea: Idea, *, actor: User) -> Event | None:
    """Empty what is known of an idea's proposer, for good: retention, or on the person's own request. The hash stays,
    so that every revision and event stays as it was. None when nothing is left to empty. Administrators only."""
    agency = idea.collection.assignment.agency
    audit.lock(audit.chain_of(agency))
    verdict = permissions.holds(actor, Role.ADMINISTRATOR, agency.pk)
    if not verdict.allowed:
        raise NotAllowed(verdict)
    now = clock.database_now()
    emptied = Proposer.objects.filter(idea=idea, redacted_at__isnull=True).update(
        **dict.fromkeys(PERSONAL, ""), salt="", redacted_at=now
    )
    if not emptied:
        return None
    return audit.record(
        action="redact_proposer",
        subject="idea",
        actor=actor,
        at=now,
        agency=agency,
        dossier=idea.collection.dossier,
        details={"idea": idea.pk, "number": idea.number},
    )


def altered() -> list[str]:
    """Proposers whose values no longer give their hash; redacted ones are beyond checking."""
    rows = Proposer.objects.filter(redacted_at__isnull=True).order_by("pk")
    return [
        f"proposer {row.pk}: its values do not give its hash"
        for row in rows.iterator(chunk_size=500)
        if salted_hash(row.salt, {name: getattr(row, name) for name in PERSONAL}) != row.salted_hash
    ]
