"""Events in bulk: each chain goes on from its tip, hash upon hash, as `audit.record` would have written it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from accounts.models import User
from indicators.models import ChainHead, Event
from indicators.services.audit import canonical_json, hash_of


def told(at: datetime, action: str, subject: str, actor: User | None, **columns: Any) -> Event:
    """An event without its place in a chain; `details` are JSON values."""
    details = canonical_json(columns.pop("details", {}))
    return Event(at=at, action=action, subject=subject, actor=actor, details=details, **columns)


class Chains:
    """The tips of all chains, read once and written with the events that move them."""

    def __init__(self) -> None:
        self.heads = {head.chain: head for head in ChainHead.objects.all()}

    def append(self, events: Iterable[tuple[str, Event]]) -> int:
        """Pairs of chain and event, each chain's in the order of its time. Returns how many were written."""
        written: list[Event] = []
        moved: dict[str, ChainHead] = {}
        for chain, event in events:
            head = self.heads.setdefault(chain, ChainHead(chain=chain))
            event.chain, event.sequence, event.previous_hash = chain, head.sequence + 1, head.hash
            event.hash = hash_of(event)
            head.sequence, head.hash = event.sequence, event.hash
            moved[chain] = head
            written.append(event)
        Event.objects.bulk_create(written, batch_size=2000)
        ChainHead.objects.bulk_create(
            moved.values(), update_conflicts=True, unique_fields=["chain"], update_fields=["sequence", "hash"]
        )
        return len(written)
