"""Comments on a field of a submission, what is answered to them, and their settling.

The reviewer's side comments and settles; the officer answers. Comments hang on (revision, field) and survive the next
submission. Every verb locks the agency's chain and leaves one event in the dossier.
"""

from __future__ import annotations

import json
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from indicators import clock, permissions
from indicators.models import Comment, Event, Revision
from indicators.models.dossier import Submittable
from indicators.permissions import Refused, Verdict
from indicators.selectors.threads import answers_about, may_answer, may_settle
from indicators.services import audit, receipts
from indicators.services.errors import Invalid, NotAllowed, StaleVersion, insist
from indicators.services.revisions import content_of
from indicators.services.stored import text_as_stored, value_as_stored
from indicators.workflow import row_of, workflow_of
from thai.dates import active_language, format_datetime
from thai.text import normalise

COMMENT, ANSWER, RESOLVE, REOPEN = "comment", "answer_comment", "resolve_comment", "reopen_comment"


@transaction.atomic
def comment(revision: Revision, field: str, text: str, actor: User, *, key: UUID | None = None) -> Comment:
    """What whoever reviews a submission now says of one of its fields, without sending it back.

    Raises NotAllowed, StaleVersion when another submission came since, or Invalid. A repeated `key` says it once.
    """
    row = _locked(revision)
    if first := receipts.first_effect(actor, key, lambda event: _is_same(event, COMMENT, revision, text)):
        return Comment.objects.get(pk=json.loads(first.details)["comment"])
    insist(permissions.can(actor, "return", row, clock.database_now()))
    newest = row.dossier.revisions.order_by("-number")[0]
    if newest.pk != revision.pk:
        raise StaleVersion(newest)
    if field not in {answer.field for answer in answers_about(row, content_of(revision))}:
        raise Invalid({"field": _("ไม่มีช่องนี้ในเรื่องที่ส่ง")})
    said = _said(text, _("กรอกความเห็น"))
    made = Comment.objects.create(
        revision=revision, field=field, text=said, author=actor, created_at=clock.database_now()
    )
    receipts.keep(actor, key, _record(COMMENT, row, made, actor, said))
    return made


@transaction.atomic
def answer(thread: Comment, text: str, actor: User, *, key: UUID | None = None) -> Comment:
    """What the agency's officer or a reviewer says to an open thread. Raises NotAllowed or Invalid."""
    row = _locked(thread.revision)
    if first := receipts.first_effect(actor, key, lambda event: _is_same(event, ANSWER, thread.revision, text)):
        return Comment.objects.get(pk=json.loads(first.details)["comment"])
    fresh = _fresh(thread)
    insist(may_answer(actor, row))
    _insist_year_open(row)
    _insist_open(fresh)
    said = _said(text, _("กรอกคำตอบ"))
    made = Comment.objects.create(
        revision=fresh.revision,
        thread=fresh,
        field=fresh.field,
        text=said,
        author=actor,
        created_at=clock.database_now(),
    )
    receipts.keep(actor, key, _record(ANSWER, row, made, actor, said))
    return made


@transaction.atomic
def resolve(thread: Comment, actor: User) -> Event:
    """Settle a thread: nothing is asked any more. Raises NotAllowed, for one that is settled telling by whom."""
    row = _locked(thread.revision)
    fresh = _fresh(thread)
    insist(may_settle(actor, row, fresh))
    _insist_year_open(row)
    _insist_open(fresh)
    now = clock.database_now()
    Comment.objects.filter(pk=fresh.pk).update(resolved_at=now, resolved_by=actor)
    thread.refresh_from_db()
    return _record(RESOLVE, row, fresh, actor)


@transaction.atomic
def reopen_thread(thread: Comment, actor: User) -> Event:
    """Ask again what was settled. Raises NotAllowed or Invalid."""
    row = _locked(thread.revision)
    fresh = _fresh(thread)
    insist(may_settle(actor, row, fresh))
    _insist_year_open(row)
    if fresh.resolved_at is None:
        raise NotAllowed(Verdict(False, Refused.MOMENT, _("ความเห็นนี้เปิดอยู่แล้ว")))
    Comment.objects.filter(pk=fresh.pk).update(resolved_at=None, resolved_by=None)
    thread.refresh_from_db()
    return _record(REOPEN, row, fresh, actor)


def _locked(revision: Revision) -> Submittable:
    """The thing that was submitted, as it is now, while its agency's chain is locked."""
    audit.lock(audit.chain_of(revision.dossier.agency))
    return row_of(revision.dossier)


def _fresh(thread: Comment) -> Comment:
    if thread.thread_id is not None:
        raise Invalid({"text": _("ตอบและปิดได้ที่ความเห็นแรกของเรื่อง")})
    return Comment.objects.select_related("resolved_by", "author", "revision").get(pk=thread.pk)


def _insist_year_open(row: Submittable) -> None:
    if closed_at := row.assignment.year.closed_at:
        raise NotAllowed(Verdict(False, Refused.MOMENT, _("ปิดปีงบประมาณแล้ว"), closed_at, Role.ADMINISTRATOR))


def _insist_open(thread: Comment) -> None:
    if thread.resolved_at is None:
        return
    sentence = _("%(who)s ปิดความเห็นนี้แล้วเมื่อ %(when)s") % {
        "who": thread.resolved_by,
        "when": format_datetime(thread.resolved_at, active_language()),
    }
    raise NotAllowed(Verdict(False, Refused.MOMENT, sentence, thread.resolved_at))


def _said(text: str, empty: str) -> str:
    if not (said := text_as_stored(text, "text")):
        raise Invalid({"text": empty})
    return str(value_as_stored(Comment, "text", said))


def _is_same(event: Event, action: str, revision: Revision, text: str) -> bool:
    """The same words once more, not other words from a page that was gone back to."""
    said = normalise(text).strip()
    return event.action == action and event.revision_id == revision.pk and event.reason == said


def _record(action: str, row: Submittable, about: Comment, actor: User, said: str = "") -> Event:
    return audit.record(
        action=action,
        subject=workflow_of(row).name,
        actor=actor,
        at=clock.database_now(),
        agency=row.assignment.agency,
        dossier=row.dossier,
        revision=about.revision,
        reason=said,
        details={"comment": about.pk, "field": about.field},
    )
