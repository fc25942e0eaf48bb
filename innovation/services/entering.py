"""Entering sets of Form 1 into a collection, by whichever road they came. Runs inside the verb's transaction, which
holds the agency's chain: numbers have no gap and nobody gets one twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from indicators.models import YearCode
from indicators.services.errors import Invalid
from indicators.services.stored import value_as_stored
from innovation.models import Collection, Idea, Proposer
from innovation.services import proposers
from thai.dates import BANGKOK


class SaidOtherwise(Invalid):
    """A set came again under the key of an idea that says something else."""


# What a set of Form 1 says; `resources` and `submitted_on` may be left out.
WRITTEN = ("innovation_type", "title", "problem", "proposal", "benefit", "resources", "submitted_on")
NEEDED = ("innovation_type", "title", "problem", "proposal", "benefit")
# Beyond this a list is nothing people read; the largest minimum a round can ask for is 500.
MAX_IDEAS = 600


@dataclass(frozen=True)
class IdeaForm1:
    """One set as typed. The same `key` is the same idea, however often it is sent."""

    key: UUID
    fields: dict[str, Any]
    proposer: dict[str, str] = field(default_factory=dict)


def enter(
    collection: Collection,
    sets: Sequence[IdeaForm1],
    *,
    source: str,
    added_by: User | None,
    now: datetime,
    consented: bool = False,
) -> tuple[list[Idea], list[Idea]]:
    """The ideas of `sets` in their order, and those of them that are new.

    All or nothing: Invalid names each fault as "<place>-<field>", counted from 0, and then nothing is kept. A set
    whose key is known and that says the same is that idea; one that says something else is refused, not dropped.
    """
    typed = _checked(collection, sets)
    keys = [form.key for form in sets]
    known = {idea.key: idea for idea in collection.ideas.select_related("proposer").filter(key__in=keys)}
    number = collection.ideas.aggregate(last=Max("number"))["last"] or 0
    new: dict[UUID, proposers.Person] = {}
    errors: dict[str, str] = {}
    refusal = Invalid
    for place, (form, (columns, person)) in enumerate(zip(sets, typed, strict=True)):
        if form.key in known:
            kept_person = new.get(form.key)
            if not _says(known[form.key], columns, person, kept_person):
                errors[f"{place}-title"] = _twice(known[form.key])
                refusal = SaidOtherwise
            continue
        number += 1
        columns = {"submitted_on": now.astimezone(BANGKOK).date(), **columns}
        known[form.key] = Idea(
            collection=collection,
            number=number,
            key=form.key,
            source=source,
            added_by=added_by,
            added_at=now,
            **columns,
        )
        new[form.key] = person
    if new and number > MAX_IDEAS:
        errors[""] = _("การรวบรวมหนึ่งครั้งรับได้ไม่เกิน %(most)s ชุด ยังไม่ได้บันทึกชุดใดที่ส่งมา") % {"most": MAX_IDEAS}
    if errors:
        raise refusal(errors)
    ideas = Idea.objects.bulk_create([known[key] for key in new])
    rows = [proposers.new(idea, new[idea.key]) for idea in ideas]
    for row in rows:
        row.consented_at = now if consented else None
    Proposer.objects.bulk_create(rows)
    return [known[key] for key in keys], ideas


def as_stored(collection: Collection, fields: dict[str, Any]) -> dict[str, Any]:
    """The columns of `fields` as they will be stored; Invalid names every one that cannot be."""
    stored: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name in (name for name in WRITTEN if name in fields):
        try:
            stored[name] = _value(collection, name, fields[name])
        except Invalid as invalid:
            errors |= invalid.errors
    if errors:
        raise Invalid(errors)
    return stored


def _value(collection: Collection, name: str, value: Any) -> Any:
    if name != "innovation_type":
        return value_as_stored(Idea, name, value)
    year_id = collection.assignment.year_id
    if isinstance(value, YearCode) and (value.year_id, value.table) == (year_id, YearCode.Table.INNOVATION_TYPE):
        return value
    raise Invalid({name: _("โปรดเลือกประเภทนวัตกรรมของปีนี้")})


def _checked(collection: Collection, sets: Sequence[IdeaForm1]) -> list[tuple[dict[str, Any], proposers.Person]]:
    typed: list[tuple[dict[str, Any], proposers.Person]] = []
    errors: dict[str, str] = {}
    for place, form in enumerate(sets):
        faults: dict[str, str] = {}
        columns, person = {}, {}
        try:
            columns = as_stored(collection, {**dict.fromkeys(NEEDED, ""), **form.fields})
        except Invalid as invalid:
            faults |= invalid.errors
        try:
            person = proposers.as_stored(form.proposer)
        except Invalid as invalid:
            faults |= invalid.errors
        errors |= {f"{place}-{name}": sentence for name, sentence in faults.items()}
        typed.append((columns, person))
    if errors:
        raise Invalid(errors)
    return typed


def _says(idea: Idea, columns: dict[str, Any], person: proposers.Person, new: proposers.Person | None) -> bool:
    """Whether an idea says what was typed; `new` is its proposer when it came in the same form."""
    if any(getattr(idea, name) != value for name, value in columns.items()):
        return False
    return new == person if new is not None else proposers.is_of(idea.proposer, person)


def _twice(idea: Idea) -> str:
    return _("แถวนี้บันทึกไว้แล้วเป็นชุดที่ %(number)s ด้วยข้อความอื่น ถ้าจะแก้ไขให้เปิดชุดนั้น แล้วล้างแถวนี้") % {"number": idea.number}
