"""The audit chain: the one place that writes events.

A verb first locks the chain of the agency it concerns (or the city's), which puts the verbs of one agency in a row,
and appends its event in the same transaction. `hash` = SHA-256 of the canonical JSON of all other columns, the
previous hash among them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from accounts.models import Agency, User
from indicators.models import ChainHead, Dossier, Event, Revision

CITY = "city"


def chain_of(agency: Agency | None) -> str:
    """The chain's name: the agency's code, or the city's."""
    return agency.code if agency else CITY


def lock(chain: str) -> ChainHead:
    """The tip of the chain, locked until the transaction ends. Must be called inside one."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("lock() needs a transaction")
    head, _created = ChainHead.objects.select_for_update().get_or_create(chain=chain)
    return head


def record(
    *,
    action: str,
    subject: str,
    actor: User | None,
    at: datetime,
    agency: Agency | None = None,
    dossier: Dossier | None = None,
    status_before: str = "",
    status_after: str = "",
    revision: Revision | None = None,
    reason: str = "",
    details: dict[str, Any] | None = None,
) -> Event:
    """Append one event to the chain of `agency` (the city's when None). `details` must be plain JSON values."""
    head = lock(chain_of(agency))
    event = Event(
        chain=head.chain,
        sequence=head.sequence + 1,
        at=at,
        actor=actor,
        action=action,
        dossier=dossier,
        subject=subject,
        status_before=status_before,
        status_after=status_after,
        revision=revision,
        reason=reason,
        details=canonical_json(details or {}),
        previous_hash=head.hash,
    )
    event.hash = hash_of(event)
    event.save(force_insert=True)
    ChainHead.objects.filter(pk=head.pk).update(sequence=event.sequence, hash=event.hash)
    return event


def canonical_json(value: Any) -> str:
    """One text for one value: sorted keys, no spaces, UTF-8 as it is."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(event: Event) -> str:
    """What `event.hash` must be."""
    columns = {
        "chain": event.chain,
        "sequence": event.sequence,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": event.actor_id,
        "action": event.action,
        "dossier": str(event.dossier_id) if event.dossier_id else None,
        "subject": event.subject,
        "status_before": event.status_before,
        "status_after": event.status_after,
        "revision": event.revision_id,
        "reason": event.reason,
        "details": event.details,
        "previous_hash": event.previous_hash,
    }
    return hashlib.sha256(canonical_json(columns).encode()).hexdigest()


def tips() -> dict[str, tuple[int, str]]:
    """Chain to the sequence and hash of its newest event: what is kept on another host, to be compared later."""
    return {head.chain: (head.sequence, head.hash) for head in ChainHead.objects.exclude(sequence=0)}


def broken_links(kept_elsewhere: Mapping[str, tuple[int, str]] | None = None) -> list[str]:
    """Every place where a chain does not hold, as `chain/sequence: what is wrong`; empty when all hold.

    `kept_elsewhere` are `tips()` of an earlier day. Whoever may write the tables can rewrite a chain from some event
    on, or cut its end and set the head back; only a tip that he could not reach tells.
    """
    found: list[str] = []
    for chain, (sequence, known) in sorted((kept_elsewhere or {}).items()):
        if not Event.objects.filter(chain=chain, sequence=sequence, hash=known).exists():
            found.append(f"{chain}/{sequence}: is not the event that was kept elsewhere")
    heads = {head.chain: head for head in ChainHead.objects.all()}
    last: dict[str, Event] = {}
    for event in Event.objects.order_by("chain", "sequence").iterator(chunk_size=2000):
        previous = last.get(event.chain)
        expected = (previous.sequence + 1, previous.hash) if previous else (1, "")
        if event.sequence != expected[0]:
            found.append(f"{event.chain}/{event.sequence}: expected sequence {expected[0]}")
        if event.previous_hash != expected[1]:
            found.append(f"{event.chain}/{event.sequence}: does not follow its predecessor")
        if event.hash != hash_of(event):
            found.append(f"{event.chain}/{event.sequence}: its content does not give its hash")
        last[event.chain] = event
    for chain in sorted(heads.keys() | last.keys()):
        head, tail = heads.get(chain), last.get(chain)
        kept = (head.sequence, head.hash) if head else (0, "")
        seen = (tail.sequence, tail.hash) if tail else (0, "")
        if kept != seen:
            found.append(f"{chain}: the head says {kept[0]}, the last event is {seen[0]}")
    return found
