"""Setting up the second step of signing in, and taking it off: each is told by the history."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import second_step
from accounts.models import User
from indicators.models import Event
from indicators.services import audit, reference
from indicators.services.errors import Invalid


@transaction.atomic
def begin(person: User) -> None:
    """A new secret to be read by the telephone. What is in use stays until the new one has shown that it works."""
    audit.lock(audit.CITY)
    _insist_there_is_none(person)
    second_step.begin(person)


def confirm(person: User, code: str) -> list[str] | None:
    """Take the telephone into use and give its recovery codes; None when the code does not fit."""
    with transaction.atomic():
        audit.lock(audit.CITY)
        _insist_there_is_none(person)
        device = second_step.device_of(person, confirmed=False)
        if device is None:
            raise Invalid({"code": _("เริ่มตั้งค่าใหม่อีกครั้ง")})
        # A wrong code is written down too: whoever guesses waits.
        if not second_step.confirm(device, code):
            return None
        codes = second_step.new_recovery_codes(person)
        reference.record("begin_second_step", person, person)
        return codes


@transaction.atomic
def renew_codes(person: User) -> list[str]:
    """Other recovery codes in place of those he has."""
    audit.lock(audit.CITY)
    codes = second_step.new_recovery_codes(person)
    reference.record("renew_recovery_codes", person, person)
    return codes


@transaction.atomic
def end(person: User) -> Event:
    """Back to the password alone, by the person; Invalid when his roles ask for the second step."""
    audit.lock(audit.CITY)
    if second_step.is_required(person):
        raise Invalid({"": _("บทบาทของท่านต้องยืนยันสองขั้น จึงเลิกใช้ไม่ได้")})
    second_step.remove(person)
    return reference.record("end_second_step", person, person)


@transaction.atomic
def reset(person: User, *, actor: User) -> Event:
    """Back to the password alone because the telephone is lost, by an administrator; never by the person himself."""
    reference.check_administrator(actor)
    if person.pk == actor.pk:
        raise Invalid({"": _("ให้ผู้ดูแลระบบคนอื่นล้างการยืนยันสองขั้นของท่าน")})
    audit.lock(audit.CITY)
    second_step.remove(person)
    person.end_sessions()
    return reference.record("reset_second_step", person, actor)


def _insist_there_is_none(person: User) -> None:
    if second_step.device_of(person):
        raise Invalid({"": _("ตั้งค่าการยืนยันสองขั้นไว้แล้ว")})
