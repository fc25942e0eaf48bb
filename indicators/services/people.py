"""Accounts and roles as the administrator keeps them. Nobody gives himself a role; one administrator always stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from accounts.roles import Role
from indicators import clock
from indicators.services import audit, reference
from indicators.services.errors import Invalid, StaleVersion

GRANTED = ("role", "agency", "valid_from", "valid_to")


@transaction.atomic
def create_person(person: User, *, actor: User, password: str, memberships: Sequence[Membership]) -> User:
    """A new account with a first password and its roles. Raises NotAllowed or Invalid."""
    audit.lock(audit.CITY)
    _set_password(person, password)
    reference.create(person, actor=actor)
    _grant(person, memberships, actor)
    return person


@transaction.atomic
def change_person(
    person: User,
    *,
    actor: User,
    seen: str,
    fields: dict[str, Any],
    memberships: Sequence[Membership],
    password: str = "",
) -> None:
    """Change an account and replace its roles by `memberships`; a new `password` and other roles end the person's
    sessions.

    Raises NotAllowed, StaleVersion, or Invalid: also when the last administrator would be gone.
    """
    reference.check_administrator(actor)
    audit.lock(audit.CITY)
    if reference.fingerprint(User.objects.get(pk=person.pk)) != seen:
        raise StaleVersion(User.objects.get(pk=person.pk))
    reference.change(person, actor=actor, seen="", fields=fields)
    if password:
        _set_password(person, password)
        person.save(update_fields=["password"])
        reference.record("set_password", person, actor)
    kept = {membership.pk for membership in memberships if membership.pk}
    removed = list(person.memberships.select_related("agency").exclude(pk__in=kept).order_by("agency__code"))
    for membership in removed:
        reference.remove(membership, actor=actor, seen="")
    if _grant(person, memberships, actor) or removed:
        person.end_sessions()
    _insist_on_an_administrator()


@transaction.atomic
def create_administrator(username: str, *, full_name: str, password: str) -> User:
    """The first account, made by whoever runs the server: there is no actor. Raises Invalid."""
    audit.lock(audit.CITY)
    person = User(username=User.normalize_username(username), full_name=full_name)
    _set_password(person, password)
    try:
        person.full_clean()
    except ValidationError as error:
        raise Invalid(reference.sentences(person, error)) from error
    person.save(force_insert=True)
    Membership.objects.create(user=person, role=Role.ADMINISTRATOR)
    details = {**reference.contents(person), "role": Role.ADMINISTRATOR.value}
    reference.record("create_administrator", person, None, after=details)
    return person


def _set_password(person: User, password: str) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Invalid({"password": " ".join(error.messages)}) from error
    person.set_password(password)


def _grant(person: User, memberships: Sequence[Membership], actor: User) -> bool:
    """Store new roles and changed dates, agency by agency in the order of their codes; whether there were any."""
    changed = False
    for membership in sorted(memberships, key=lambda each: each.agency.code if each.agency else ""):
        membership.user = person
        if membership.pk:
            fields = {name: getattr(membership, name) for name in GRANTED}
            stored = Membership.objects.select_related("agency").get(pk=membership.pk)
            written = reference.change(stored, actor=actor, seen="", fields=fields) is not None
        else:
            reference.create(membership, actor=actor)
            written = True
        changed = changed or written
        if written and person.pk == actor.pk:
            raise Invalid({"": _("ผู้ดูแลระบบให้บทบาทแก่ตนเองไม่ได้ ให้ผู้ดูแลระบบคนอื่นเป็นผู้ให้")})
    return changed


def _insist_on_an_administrator() -> None:
    if not _administrators(clock.today()).exists():
        raise Invalid({"": _("ต้องมีผู้ดูแลระบบที่ใช้งานได้อย่างน้อยหนึ่งคน")})


def _administrators(on: date) -> Any:
    return Membership.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=on),
        Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        role=Role.ADMINISTRATOR,
        user__is_active=True,
    )
