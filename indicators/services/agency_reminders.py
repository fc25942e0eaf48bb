"""The city reminds agencies of what they have not sent: one mail an agency, which waits a moment in which it can be
taken back, and is sent by whoever finds it first: the page that asked for it, or the next run of the timer."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.core import mail
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Agency, User
from accounts.roles import Role
from indicators import clock
from indicators.models import Event, Reminder, ReportingPeriod
from indicators.models.reminder import GRACE
from indicators.notifications import reminder_mail
from indicators.permissions import Refused, Verdict
from indicators.selectors.unsent import unsent_of
from indicators.services import audit
from indicators.services.errors import Invalid, insist
from indicators.services.reminders import PATIENCE

logger = logging.getLogger(__name__)
REMIND, CANCEL = "remind", "cancel_reminder"
# Who follows up what is late.
REMINDING_ROLES = frozenset({Role.EVALUATOR, Role.SECRETARIAT})
State = Reminder.State


def may_remind(user: User) -> Verdict:
    """Whether the person follows up what agencies have not sent."""
    if user.standing_on(clock.today()).city & REMINDING_ROLES:
        return Verdict(True)
    return Verdict(False, Refused.ROLE, whose_turn=Role.EVALUATOR)


def remind(
    agencies: Sequence[Agency], period: ReportingPeriod, *, actor: User, key: UUID | None = None
) -> tuple[UUID, list[Reminder]]:
    """Ask for a reminder to each of `agencies` that has something unsent and somebody to read it; each has a
    transaction and an event of its own. Returns the batch and its reminders. Raises NotAllowed, or Invalid when there
    is nobody to remind. A repeated `key` returns what it made the first time."""
    insist(may_remind(actor))
    batch = key or uuid4()
    if made := list(Reminder.objects.filter(batch=batch)):
        return batch, made
    due = [each for each in unsent_of(period, agencies, clock.today()) if not each.why_not]
    if not due:
        raise Invalid({"agencies": _("ไม่มีหน่วยงานใดที่ต้องเตือน")})
    return batch, [_ask(each.agency, period, actor, batch) for each in due]


@transaction.atomic
def _ask(agency: Agency, period: ReportingPeriod, actor: User, batch: UUID) -> Reminder:
    audit.lock(audit.chain_of(agency))
    if made := Reminder.objects.filter(batch=batch, agency=agency).first():
        return made
    now = clock.database_now()
    return Reminder.objects.create(
        batch=batch,
        period=period,
        agency=agency,
        asked_at=now,
        send_at=now + GRACE,
        event=_record(REMIND, agency, period, actor, now),
    )


def cancel(batch: UUID, *, actor: User) -> list[Reminder]:
    """Take back what of a batch is not on its way yet, each with an event of its own. Returns those taken back."""
    insist(may_remind(actor))
    waiting = Reminder.objects.filter(batch=batch, state=State.WAITING).select_related("agency", "period__year")
    return [each for each in waiting if _cancel(each, actor)]


@transaction.atomic
def _cancel(reminder: Reminder, actor: User) -> bool:
    audit.lock(audit.chain_of(reminder.agency))
    if not _claim(reminder, State.CANCELLED):
        return False
    _record(CANCEL, reminder.agency, reminder.period, actor, clock.database_now())
    return True


def send_due() -> list[Reminder]:
    """Send every reminder whose moment to be taken back is over. Whoever claims one sends it; one that failed keeps
    its reason and is not sent by itself again. After a few in a row without a server the rest waits for the next
    run. Returns those that were tried."""
    due = Reminder.objects.filter(state=State.WAITING, send_at__lte=clock.database_now())
    tried: list[Reminder] = []
    lost = 0
    for reminder in due.select_related("agency", "period__year"):
        if lost == PATIENCE:
            break
        if not _claim(reminder, State.SENDING):
            continue
        tried.append(reminder)
        try:
            _send(reminder)
            lost = 0
        except Exception as error:  # one mail that cannot be sent must not keep the others
            logger.exception("no reminder for %s", reminder.agency.code)
            _finish(reminder, State.FAILED, failure=f"{type(error).__name__}: {error}"[:1000])
            lost = lost + 1 if isinstance(error, OSError) else 0
    return tried


def _send(reminder: Reminder) -> None:
    unsent = unsent_of(reminder.period, [reminder.agency], clock.today())[0]
    if unsent.why_not:
        _finish(reminder, State.NEEDLESS if not unsent.reports else State.FAILED, failure=unsent.why_not)
        return
    message = reminder_mail(unsent, f"reminder.{reminder.pk}")
    message.connection = mail.get_connection()
    message.send()
    _finish(reminder, State.SENT, sent_at=clock.database_now(), sent_to=", ".join(message.to))


def _claim(reminder: Reminder, state: str) -> bool:
    """From waiting to `state`: only one of those who try at once gets it."""
    return Reminder.objects.filter(pk=reminder.pk, state=State.WAITING).update(state=state) == 1


def _finish(reminder: Reminder, state: str, **columns: object) -> None:
    Reminder.objects.filter(pk=reminder.pk, state=State.SENDING).update(state=state, **columns)


def _record(action: str, agency: Agency, period: ReportingPeriod, actor: User, now: datetime) -> Event:
    return audit.record(
        action=action,
        subject="reminder",
        actor=actor,
        at=now,
        agency=agency,
        details={"year": period.year.be_year, "period": period.kind},
    )
