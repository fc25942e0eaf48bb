"""Tells people in time: one mail a day at most, to whoever has news.

The row of the day is written first, and who writes it sends; so of two runs at once one sends. What was told is
noted once the mail is out. A mail that failed is kept with its reason and tried again by the next run.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused
from typing import Any

from django.core import mail
from django.db import transaction
from django.db.models import F

from accounts.models import User
from indicators import clock
from indicators.models import Digest, Told
from indicators.notifications import digest_mail
from indicators.selectors.notices import Contents, contents_of

logger = logging.getLogger(__name__)
# After so many times in a row without a server the run ends: each attempt may last as long as EMAIL_TIMEOUT.
PATIENCE = 3
# What a server says of one mail; anything else of the network is the server itself.
_ABOUT_ONE_MAIL = (SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused)


@dataclass
class Run:
    """What a run did: mails sent, people without news, those who had their mail today or are getting it from another
    run, those without an address, failures by user name, and whom a lost server kept from being tried."""

    sent: list[str] = field(default_factory=list)
    without_news: int = 0
    already: int = 0
    without_email: int = 0
    failures: dict[str, str] = field(default_factory=dict)
    untried: int = 0


def send_reminders(today: date) -> Run:
    """Tell everybody who has news on `today`; may be run as often as one likes."""
    run = Run()
    people = list(_people(run))
    connection = mail.get_connection()
    lost = 0
    for position, user in enumerate(people):
        if lost == PATIENCE:
            run.untried = len(people) - position
            break
        try:
            if (reached := _tell(user, today, connection, run)) is not None:
                lost = 0 if reached else lost + 1
        except Exception as error:  # a fault in one person's things must not keep the others uninformed
            logger.exception("no reminder for %s", user.username)
            run.failures[user.username] = _reason(error)
    with suppress(OSError):
        connection.close()
    return run


def preview(today: date) -> list[tuple[User, mail.EmailMultiAlternatives]]:
    """The mails that a run would send now. Writes nothing."""
    found = []
    for user in _people(Run()):
        contents = contents_of(user, today)
        done = Digest.objects.filter(user=user, day=today).exclude(state=Digest.State.FAILED)
        if contents.news and not done.exists():
            found.append((user, digest_mail(user, contents)))
    return found


def _people(run: Run) -> list[User]:
    active = User.objects.filter(is_active=True).order_by("pk")
    run.without_email = active.filter(email="").count()
    return list(active.exclude(email=""))


def _tell(user: User, today: date, connection: Any, run: Run) -> bool | None:
    """Send the person's mail if he has news and it is not sent. Whether there was a server; None when nothing was
    to be sent."""
    contents = contents_of(user, today)
    if not contents.news:
        run.without_news += 1
        return None
    digest = _claim(user, today)
    if digest is None:
        run.already += 1
        return None
    try:
        message = digest_mail(user, contents)
        message.connection = connection
        connection.open()
        message.send()
    except Exception as error:  # also an address that cannot be put into a header
        _keep_failure(digest, error)
        run.failures[user.username] = _reason(error)
        with suppress(Exception):
            connection.close()
        return not isinstance(error, OSError) or isinstance(error, _ABOUT_ONE_MAIL)
    _keep_sent(digest, contents)
    run.sent.append(user.username)
    return True


def _claim(user: User, today: date) -> Digest | None:
    """The day's row, ours alone; None when it is somebody's. A failed one is taken over."""
    now = clock.database_now()
    with transaction.atomic():
        digest, made = Digest.objects.get_or_create(user=user, day=today, defaults={"claimed_at": now})
    if made:
        return digest
    again = Digest.objects.filter(pk=digest.pk, state=Digest.State.FAILED).update(
        state=Digest.State.CLAIMED, claimed_at=now, attempts=F("attempts") + 1, failure=""
    )
    return digest if again else None


@transaction.atomic
def _keep_sent(digest: Digest, contents: Contents) -> None:
    Digest.objects.filter(pk=digest.pk).update(state=Digest.State.SENT, sent_at=clock.database_now())
    told = [Told(user_id=digest.user_id, digest=digest, news=news) for news in contents.news]
    Told.objects.bulk_create(told, ignore_conflicts=True)


def _keep_failure(digest: Digest, error: Exception) -> None:
    Digest.objects.filter(pk=digest.pk).update(state=Digest.State.FAILED, failure=_reason(error))


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:1000]
