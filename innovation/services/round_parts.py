"""The parts of a round that are edited as a whole: its five steps, its five forms, its minimums."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Agency, User
from indicators.models import Event
from indicators.services import audit, reference
from indicators.services.errors import Invalid, StaleVersion
from innovation.models import Form, Round, RoundForm, RoundMinimum, RoundStep, Step
from thai.digits import format_number

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Part:
    """`key` names a row's place: one row for each of `places`. `check` raises Invalid for the rows as a whole, with
    errors by "place.column" or "" for all of them."""

    name: str
    model: type[Model]
    key: str
    places: tuple[str, ...]
    check: Callable[[Sequence[Any]], None]

    def stored(self, round_: Round) -> QuerySet[Any]:
        """The rows of the round, in no order."""
        return self.model._base_manager.filter(round=round_)

    def rows(self, round_: Round) -> list[Any]:
        """A row for each place, in their order; unsaved and empty where the round has none."""
        known = {getattr(row, self.key): row for row in self.stored(round_)}
        return [known.get(place) or self.model(**{"round": round_, self.key: place}) for place in self.places]


@transaction.atomic
def set_part(round_: Round, part: Part, *, actor: User, seen: str, rows: Sequence[Any]) -> Event | None:
    """Replace a part by `rows`, one for each place; `seen` is its fingerprint as the page showed it.

    Raises NotAllowed, StaleVersion or Invalid. None when nothing is different. What was submitted stays as it was:
    its revision holds titles, numbers and weights of its own.
    """
    reference.check_administrator(actor)
    audit.lock(audit.CITY)
    fresh = Round.objects.select_for_update().get(pk=round_.pk)
    if seen != fingerprint(fresh, part):
        raise StaleVersion(fresh)
    reference.insist_unlocked(fresh)
    assert tuple(getattr(row, part.key) for row in rows) == part.places
    part.check(rows)
    before = contents(fresh, part)
    # Written anew as a whole, so that two forms can change their numbers.
    part.stored(fresh).delete()
    for row in rows:
        row.pk, row.round, row._state.adding = None, fresh, True
        _validate(row, part, actor)
        row.save(force_insert=True)
    after = contents(fresh, part)
    if after == before:
        return None
    return reference.record(f"change_{part.name}", fresh, actor, before=before, after=after)


def contents(round_: Round, part: Part) -> list[dict[str, Any]]:
    """The rows of a part as plain values, in the order of their places."""
    rows = [reference.contents(row) for row in part.stored(round_)]
    for row in rows:
        del row["round"]
    return sorted(rows, key=lambda row: part.places.index(row[part.key]))


def contents_of_parts(round_: Round) -> dict[str, list[dict[str, Any]]]:
    """All parts of a round by their names, and its criteria."""
    criteria = [reference.contents(row) for row in round_.criteria.all()]
    return {part.name: contents(round_, part) for part in PARTS.values()} | {"criteria": criteria}


def fingerprint(round_: Round, part: Part) -> str:
    """A short word for what the part says now: an edit carries the one it was made on."""
    return hashlib.sha256(audit.canonical_json(contents(round_, part)).encode()).hexdigest()[:32]


def last_change(round_: Round, part: Part) -> Event | None:
    """Who touched the part last, by the audit."""
    events = Event.objects.filter(chain=audit.CITY, subject="round", action=f"change_{part.name}")
    mine = events.filter(details__contains=f'"id":{round_.pk},')
    return mine.select_related("actor").order_by("-sequence").first()


def _validate(row: Any, part: Part, actor: User) -> None:
    try:
        reference.validate(row, actor)
    except Invalid as refusal:
        place = getattr(row, part.key)
        raise Invalid(
            {f"{place}.{name}" if name else "": sentence for name, sentence in refusal.errors.items()}
        ) from refusal


def _weights_sum_to_100(rows: Sequence[RoundStep]) -> None:
    total = sum((row.weight for row in rows), Decimal(0))
    if total != HUNDRED:
        raise Invalid(
            {
                "": _("น้ำหนักของทั้งห้าขั้นตอนรวมได้ %(total)s ต้องรวมได้ 100 พอดี กรุณาปรับน้ำหนักแล้วบันทึกอีกครั้ง")
                % {"total": format_number(total, 2)}
            }
        )


def _numbers_differ(rows: Sequence[RoundForm]) -> None:
    taken: set[int] = set()
    errors = {}
    for row in rows:
        if row.number in taken:
            errors[f"{row.form}.number"] = _("แบบฟอร์มเลขที่ %(number)s ใช้แล้วในรอบนี้ กรุณาใช้เลขอื่น") % {
                "number": row.number
            }
        taken.add(row.number)
    if errors:
        raise Invalid(errors)


def _any(rows: Sequence[RoundMinimum]) -> None:
    """What the columns say is enough."""


PARTS = {
    part.name: part
    for part in (
        Part("steps", RoundStep, "step", tuple(Step.values), _weights_sum_to_100),
        Part("forms", RoundForm, "form", tuple(Form.values), _numbers_differ),
        Part("minimums", RoundMinimum, "level", tuple(Agency.Level.values), _any),
    )
}
