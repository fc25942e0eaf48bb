"""The second step of signing in: a code of six digits that a telephone works out (RFC 6238), or a recovery code.

django-otp keeps the devices: it looks at a code once, allows a step of the clock to either side, and makes whoever
guesses wait twice as long each time.
"""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django_otp import match_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import User
from thai.digits import to_arabic

RECOVERY_CODES = 10
# In a session: who has given his password and owes a code; and that somebody has to set the second step up.
_PENDING = "second_step"
MUST_SET_UP = "second_step_missing"
# Seconds to find the telephone.
_PATIENCE = 300


def device_of(user: User, *, confirmed: bool = True) -> TOTPDevice | None:
    """The telephone that was shown to work; with `confirmed=False` the one that is being set up."""
    return TOTPDevice.objects.filter(user=user, confirmed=confirmed).first()


def is_required(user: User) -> bool:
    """Whether one of the person's roles asks for it (setting SECOND_STEP_ROLES)."""
    return bool(user.standing.roles & set(settings.SECOND_STEP_ROLES))


def fits(user: User, code: str) -> bool:
    """Whether `code` is of the telephone now, or a recovery code; either is used up by this."""
    return match_token(user, _tidy(code)) is not None


def begin(user: User) -> TOTPDevice:
    """A new secret for a telephone that has still to show that it works."""
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()
    return TOTPDevice.objects.create(user=user, name="telephone", confirmed=False)


def confirm(device: TOTPDevice, code: str) -> bool:
    """Take the telephone into use when its code is right."""
    if not device.verify_token(_tidy(code)):
        return False
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    return True


def new_recovery_codes(user: User) -> list[str]:
    """Codes for the day on which the telephone is lost, each good once; those of before are void."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery")
    codes = [StaticToken.random_token() for _number in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def codes_left(user: User) -> int:
    return int(StaticToken.objects.filter(device__user=user).count())


def remove(user: User) -> None:
    """Back to the password alone."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def ask_for_code(session: SessionBase, user: User, to: str) -> None:
    """Remember who gave the right password and where he wanted to go; he is not signed in."""
    session.cycle_key()
    session[_PENDING] = {
        "user": user.pk,
        "state": user.get_session_auth_hash(),
        "until": timezone.now().timestamp() + _PATIENCE,
        "to": to,
    }


def pending(session: SessionBase) -> tuple[User, str] | None:
    """Who owes a code and where he wanted to go; None when nobody does, or not any more."""
    kept: dict[str, Any] = session.get(_PENDING) or {}
    if kept.get("until", 0) < timezone.now().timestamp():
        return None
    user = User.objects.filter(pk=kept["user"], is_active=True).first()
    if user is None or not constant_time_compare(kept["state"], user.get_session_auth_hash()):
        return None
    return user, kept["to"]


def settle(session: SessionBase) -> None:
    """Nobody owes a code any more."""
    session.pop(_PENDING, None)


def _tidy(code: str) -> str:
    """What was meant: digits in either script, letters in either case, spaces and dashes as one likes."""
    return re.sub(r"[\s-]", "", to_arabic(code)).lower()
