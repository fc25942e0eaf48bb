"""The shared link: staff without an account hand in their own Form 1 at an address that expires and can be closed.

Whoever has the address may hand in, and sees nothing of what others did. Limits are on what is stored, so that
somebody who corrects a mistake does not use them up.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.models import User
from indicators import clock, permissions
from indicators.models import Event
from indicators.services import audit
from indicators.services.errors import Invalid, NotAllowed
from indicators.services.transition import fetch
from innovation.models import Collection, Idea, LinkUse, SharedLink
from innovation.services import entering
from innovation.services.entering import IdeaForm1
from thai.dates import active_language, format_datetime

HOUR = timedelta(hours=1)
# An office, or a meeting room, stands behind one address of the network: 60 an hour let a whole section hand in.
MOST_PER_ADDRESS = 60
# No agency has to collect more than 20 sets in all: 200 an hour is a flood, whatever addresses it comes from.
MOST_PER_LINK = 200
# What the link may bring in all, so that a flood leaves room for what officers enter.
MOST_FROM_LINKS = 300
KEPT = timedelta(days=1)


class LinkGone(Exception):
    """The link takes nothing (more); the sentence is for whoever followed it."""


class TooManyIdeas(Exception):
    """Handed in too often; the sentence is for the person, `wait` says for how many seconds."""

    def __init__(self, sentence: str, wait: int) -> None:
        super().__init__(sentence)
        self.wait = wait


@transaction.atomic
def open_link(collection: Collection, *, actor: User) -> SharedLink:
    """A fresh link that expires after the round's days. While one is open it is that one: repeating does nothing."""
    fresh, now = _open(collection, actor), clock.database_now()
    earlier = current(fresh)
    if earlier and earlier.expires_at > now:
        return earlier
    close_all(fresh, now)
    link = SharedLink.objects.create(
        collection=fresh,
        token=secrets.token_urlsafe(32),
        created_by=actor,
        created_at=now,
        expires_at=now + timedelta(days=fresh.case.round.link_days),
    )
    _record("open_link", link, actor, now)
    return link


@transaction.atomic
def close_link(link: SharedLink, *, actor: User) -> Event | None:
    """Take nothing more at this address. None when it was closed before."""
    _open(link.collection, actor)
    now = clock.database_now()
    if not SharedLink.objects.filter(pk=link.pk, closed_at__isnull=True).update(closed_at=now):
        return None
    link.uses.all().delete()
    event = _record("close_link", link, actor, now)
    link.refresh_from_db()
    return event


def close_all(collection: Collection, now: datetime) -> int:
    """Close what is open of a collection's links, inside the verb that ends it; how many."""
    LinkUse.objects.filter(link__collection=collection).delete()
    return collection.links.filter(closed_at__isnull=True).update(closed_at=now)


def current(collection: Collection) -> SharedLink | None:
    """The collection's link that is not closed, expired or not."""
    return collection.links.filter(closed_at__isnull=True).first()


def insist_it_takes(link: SharedLink, now: datetime) -> None:
    """LinkGone with why, unless the link takes ideas at `now`. Reads the collection and its year."""
    if link.closed_at is not None:
        raise LinkGone(_("ลิงก์นี้ปิดรับความคิดเห็นแล้ว"))
    if link.expires_at <= now:
        raise LinkGone(_("ลิงก์นี้หมดอายุเมื่อ %(when)s") % {"when": format_datetime(link.expires_at, active_language())})
    if link.collection.status != Collection.Status.OPEN or link.collection.assignment.year.closed_at is not None:
        raise LinkGone(_("หน่วยงานปิดรับความคิดเห็นของปีนี้แล้ว"))


@transaction.atomic
def hand_in(link: SharedLink, form: IdeaForm1, *, address: str, consented: bool) -> Idea:
    """One set of Form 1 from somebody who has the link. Sending it again gives the same idea.

    Raises LinkGone, TooManyIdeas, SaidOtherwise when it says something else than it did, or Invalid with faults named
    by field (all of Form 1, "consent", "" for the whole).
    """
    audit.lock(audit.chain_of(link.collection.assignment.agency))
    fresh = SharedLink.objects.get(pk=link.pk)
    fresh.collection = fetch(link.collection)
    now = clock.database_now()
    insist_it_takes(fresh, now)
    if not consented:
        raise Invalid({"consent": _("โปรดทำเครื่องหมายยินยอมก่อนส่ง")})
    try:
        (idea,), new = entering.enter(
            fresh.collection, [form], source=Idea.Source.LINK, added_by=None, now=now, consented=True
        )
    except Invalid as invalid:
        raise type(invalid)({name.removeprefix("0-"): text for name, text in invalid.errors.items()}) from invalid
    if new:
        _count(fresh, address, now)
        _record("hand_in_idea", fresh, None, now, idea=idea.pk, number=idea.number)
    return idea


def _count(link: SharedLink, address: str, now: datetime) -> None:
    """Note one more use, or refuse it. The address itself is not kept: a hash of it, keyed by the installation's
    secret and the link, for a day."""
    purge(now)
    address_hash = hash_of(link, address)
    recent = link.uses.filter(at__gt=now - HOUR).order_by("at")
    for uses, most in ((recent.filter(address_hash=address_hash), MOST_PER_ADDRESS), (recent, MOST_PER_LINK)):
        times = list(uses.values_list("at", flat=True))
        if len(times) >= most:
            wait = int((times[len(times) - most] + HOUR - now).total_seconds()) + 1
            minutes = -(-wait // 60)
            raise TooManyIdeas(
                _("มีการส่งเข้ามามากเกินไปในหนึ่งชั่วโมง ข้อความของท่านยังอยู่ครบ รออีก %(minutes)s นาทีแล้วกดส่งอีกครั้ง")
                % {"minutes": minutes},
                wait,
            )
    if link.collection.ideas.filter(source=Idea.Source.LINK).count() > MOST_FROM_LINKS:
        raise Invalid({"": _("ลิงก์นี้รับความคิดเห็นครบจำนวนแล้ว โปรดติดต่อผู้รับผิดชอบของหน่วยงาน")})
    LinkUse.objects.create(link=link, address_hash=address_hash, at=now)


def hash_of(link: SharedLink, address: str) -> str:
    """What stands for an address at one link."""
    return salted_hmac(f"innovation.shared-link.{link.pk}", address, algorithm="sha256").hexdigest()


def purge(now: datetime) -> int:
    """Forget uses older than a day; how many."""
    gone, _by_model = LinkUse.objects.filter(at__lt=now - KEPT).delete()
    return gone


def _open(collection: Collection, actor: User) -> Collection:
    audit.lock(audit.chain_of(collection.assignment.agency))
    fresh = fetch(collection)
    verdict = permissions.can_edit(actor, fresh)
    if not verdict.allowed:
        raise NotAllowed(verdict)
    return fresh


def _record(action: str, link: SharedLink, actor: User | None, now: datetime, **details: object) -> Event:
    return audit.record(
        action=action,
        subject="shared_link",
        actor=actor,
        at=now,
        agency=link.collection.assignment.agency,
        dossier=link.collection.dossier,
        details={"link": link.pk, **details},
    )
