"""The administrator's verbs on reference data: create, change, remove a row of any table he keeps.

Each is one transaction that ends in an event, on the chain of the agency the row belongs to or else the city's,
with every changed column before and after. What a table demands beyond its constraints is in reference_rules.
"""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import ForeignObjectRel, Model
from django.utils.text import camel_case_to_spaces
from django.utils.translation import gettext as _

from accounts.models import Agency, Delegation, Membership, User
from accounts.roles import Role
from indicators import clock, permissions
from indicators.models import Assignment, Event, Extension, FiscalYear, Indicator, IndicatorCriterion
from indicators.permissions import Refused, Verdict
from indicators.services import audit, reference_rules
from indicators.services.errors import Invalid, NotAllowed, StaleVersion

M = TypeVar("M", bound=Model)

# The way from a row to the agency on whose chain its changes stand; the others stand on the city's.
AGENCY_OF: dict[type[Model], str] = {
    Assignment: "agency",
    Delegation: "agency",
    Extension: "agency",
    Membership: "agency",
}
# Rows that are edited on the page of another row, and all kinds of rows that are removed with it.
OWNED: dict[type[Model], str] = {User: "memberships", Indicator: "criteria"}
REMOVED_WITH: dict[type[Model], frozenset[type[Model]]] = {
    User: frozenset({Membership}),
    Indicator: frozenset({IndicatorCriterion}),
}
# Columns that are no content: secrets, and what follows from other columns.
_UNTOLD = frozenset({"id", "password", "last_login", "sessions_ended", "sort_key", "created_at", "granted_at"})


@transaction.atomic
def create(row: M, *, actor: User) -> M:
    """Store a new row. Raises NotAllowed, or Invalid with a sentence for each field."""
    check_administrator(actor)
    audit.lock(audit.chain_of(_agency_of(row)))
    reference_rules.prepare(row, actor)
    insist_unlocked(row)
    validate(row, actor)
    row.save(force_insert=True)
    row.refresh_from_db()
    record("create", row, actor, after=contents(row))
    return row


@transaction.atomic
def change(row: Model, *, actor: User, seen: str, fields: dict[str, Any]) -> Event | None:
    """Give `row` the values of `fields`; `seen` is its fingerprint as the page showed it ("" asks for no check).

    Raises NotAllowed, StaleVersion or Invalid. None when nothing is different.
    """
    check_administrator(actor)
    audit.lock(audit.chain_of(_agency_of(row)))
    fresh = type(row)._base_manager.get(pk=row.pk)
    if seen and fingerprint(fresh) != seen:
        raise StaleVersion(fresh)
    insist_unlocked(fresh)
    before = contents(fresh)
    for name, value in fields.items():
        if name in reference_rules.FIXED.get(type(row), ()) and getattr(fresh, name) != value:
            raise Invalid({name: _("แก้ไขไม่ได้หลังจากเพิ่มแล้ว")})
        setattr(fresh, name, value)
    reference_rules.prepare(fresh, None)
    validate(fresh, actor)
    fresh.save()
    row.refresh_from_db()
    after = contents(row)
    changed = [name for name in before if before[name] != after[name]]
    if not changed:
        return None
    return record(
        "change",
        row,
        actor,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )


@transaction.atomic
def remove(row: Model, *, actor: User, seen: str) -> Event:
    """Strike a row on which nothing hangs. Raises NotAllowed, StaleVersion or Invalid."""
    check_administrator(actor)
    audit.lock(audit.chain_of(_agency_of(row)))
    fresh = type(row)._base_manager.get(pk=row.pk)
    if seen and fingerprint(fresh) != seen:
        raise StaleVersion(fresh)
    insist_unlocked(fresh)
    if reason := why_kept(fresh):
        raise Invalid({"": reason})
    event = record("remove", fresh, actor, before=contents(fresh))
    fresh.delete()
    return event


def check_administrator(actor: User) -> None:
    """Raises NotAllowed unless `actor` is an administrator."""
    verdict = permissions.holds(actor, Role.ADMINISTRATOR)
    if not verdict.allowed:
        raise NotAllowed(verdict)


def locked(row: Model) -> Verdict | None:
    """Why the row cannot be touched now, if so: its year is closed, or what hangs on it was submitted."""
    year: FiscalYear | None = None
    if path := reference_rules.YEAR_OF.get(type(row)):
        year = reduce(getattr, path.split("."), row)  # type: ignore[assignment]
    if isinstance(row, FiscalYear):
        year = row
    if year and year.closed_at:
        return Verdict(False, Refused.MOMENT, _("ปิดปีงบประมาณ %(year)s แล้ว") % {"year": year}, year.closed_at)
    if isinstance(row, Assignment) and row.pk and reference_rules.was_submitted(row):
        return Verdict(False, Refused.MOMENT, _("มีรายงานของตัวชี้วัดนี้ที่ส่งแล้ว จึงแก้ไขการมอบหมายไม่ได้"))
    return None


def insist_unlocked(row: Model) -> None:
    """Raises NotAllowed when the row is locked."""
    if verdict := locked(row):
        raise NotAllowed(verdict)


def why_kept(row: Model) -> str:
    """Why the row cannot be removed: the kinds of rows that refer to it, its own parts apart. Empty when it can."""
    owned = REMOVED_WITH.get(type(row), frozenset())
    found: dict[str, None] = {}
    for relation in row._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.related_model in owned:
            continue
        model: type[Model] = relation.related_model
        if model._base_manager.filter(**{relation.field.name: row.pk}).exists():
            found[str(model._meta.verbose_name)] = None
    return _("ลบไม่ได้ เพราะยังมี %(names)s ที่ใช้รายการนี้อยู่") % {"names": ", ".join(found)} if found else ""


def validate(row: Model, actor: User) -> None:
    """Raises Invalid with what the fields, the constraints and the table's own rule say."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise Invalid(sentences(row, error)) from error
    reference_rules.check(row, actor)


def sentences(row: Model, error: ValidationError) -> dict[str, str]:
    """A model's refusals by field ("" for the whole row), each a Thai sentence."""
    told: dict[str, str] = {}
    for name, errors in error.error_dict.items():
        field = "" if name == NON_FIELD_ERRORS else name
        told[field] = " ".join(_sentence(row, name, each) for each in errors)
    return told


def _sentence(row: Model, name: str, error: ValidationError) -> str:
    if name == NON_FIELD_ERRORS:
        return " ".join(error.messages)
    facts = {"label": row._meta.get_field(name).verbose_name}  # type: ignore[union-attr]
    by_code = {
        "unique": _("มี%(label)sนี้แล้ว กรุณาใช้ค่าอื่น"),
        "blank": _("กรอก%(label)s"),
        "null": _("กรอก%(label)s"),
        "invalid_choice": _("%(label)sนี้ใช้ไม่ได้"),
    }
    return by_code[error.code] % facts if error.code in by_code else " ".join(error.messages)


def fingerprint(row: Model) -> str:
    """A short word for what the row and its own parts say now: an edit carries the one it was made on."""
    parts: list[dict[str, Any]] = []
    if accessor := OWNED.get(type(row)):
        parts = [contents(part) for part in getattr(row, accessor).order_by("pk")]
    return hashlib.sha256(audit.canonical_json([contents(row), parts]).encode()).hexdigest()[:32]


def contents(row: Model) -> dict[str, Any]:
    """The columns of a row as plain JSON values."""
    columns = [field for field in row._meta.concrete_fields if field.name not in _UNTOLD]
    return {field.name: _plain(field, getattr(row, field.attname)) for field in columns}


def _plain(column: Any, value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    # As stored: a number typed as 10 and one read back as 10.00 are the same.
    return f"{value:.{column.decimal_places}f}" if isinstance(value, Decimal) else value


def subject_of(row: Model) -> str:
    """What the audit calls the row's table, such as reporting-period."""
    return camel_case_to_spaces(type(row).__name__).replace(" ", "-")


def record(action: str, row: Model, actor: User | None, **details: Any) -> Event:
    """The event of a verb on reference data; `details` are `before`, `after` and whatever else was done."""
    return audit.record(
        action=action,
        subject=subject_of(row),
        actor=actor,
        at=clock.database_now(),
        agency=_agency_of(row),
        details={"id": row.pk, "label": str(row), **details},
    )


def last_change(row: Model) -> Event | None:
    """Who touched the row last, by the audit."""
    events = Event.objects.filter(chain=audit.chain_of(_agency_of(row)), subject=subject_of(row))
    return events.filter(details__contains=f'"id":{row.pk},').select_related("actor").order_by("-sequence").first()


def _agency_of(row: Model) -> Agency | None:
    if isinstance(row, Agency):
        return row
    return getattr(row, AGENCY_OF[type(row)], None) if type(row) in AGENCY_OF else None
