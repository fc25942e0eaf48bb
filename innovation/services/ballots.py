"""What a member of the working group does with his ballot: fill it in, and submit it once.

A ballot that is in stays as it is, and cannot be withdrawn: from that moment its member sees the others' scores, and
one taken back would be filled in again knowing them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from indicators import clock, permissions
from indicators.models import Event, Receipt
from indicators.permissions import Refused, Verdict
from indicators.services import audit
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from indicators.services.transition import fetch
from innovation.models import Ballot, Idea, IdeaScore, RoundCriterion, Selection
from innovation.selectors.candidates import candidates
from innovation.services.selection import telling_who_decided
from thai.dates import active_language, format_datetime

# (idea, criterion) by their keys to points; None, like an absent pair, is "not scored", which is not 0.
Points = Mapping[tuple[int, int], Decimal | None]


def save(selection: Selection, points: Points, *, actor: User, version: int) -> Event | None:
    """Keep `points` as the actor's draft as he saw it at `version` (0 when he had none). None when nothing differs.

    Raises NotAllowed, StaleVersion with the ballot as it is, or Invalid by `cell` of the points that do not do.
    """
    with telling_who_decided(selection), transaction.atomic():
        fresh, ballot = _opened(selection, actor)
        if not _keep(fresh, ballot, points, actor=actor, version=version):
            return None
        scored = len([given for given in points.values() if given is not None])
        return _record("edit", fresh, actor, {"scores": scored, "version": version + 1})


def submit(selection: Selection, points: Points, *, actor: User, version: int, key: UUID | None = None) -> Event:
    """Submit the actor's ballot with `points`: every candidate scored by every criterion, else Invalid names, at the
    first cell that is lacking, what each idea lacks, and nothing is kept. A repeated `key` has no second effect."""
    with telling_who_decided(selection), transaction.atomic():
        audit.lock(audit.chain_of(selection.assignment.agency))
        if key and (receipt := Receipt.objects.filter(actor=actor, key=key).select_related("event").first()):
            return receipt.event
        fresh, ballot = _opened(selection, actor)
        _keep(fresh, ballot, points, actor=actor, version=version)
        if lacking := _lacking(fresh, points):
            raise Invalid(lacking)
        event = _record("submit_ballot", fresh, actor, {"scores": len(points)})
        fresh.ballots.filter(member=actor).update(submitted_at=event.at)
        if key:
            Receipt.objects.create(actor=actor, key=key, event=event)
        return event


def cell(idea_id: int, criterion_id: int) -> str:
    """The name of an idea's points by a criterion, in forms and in Invalid."""
    return f"points-{idea_id}-{criterion_id}"


def _opened(selection: Selection, actor: User) -> tuple[Selection, Ballot | None]:
    """The selection as it is now, with the agency's chain locked, and the actor's ballot, which is not in yet."""
    audit.lock(audit.chain_of(selection.assignment.agency))
    fresh = fetch(selection)
    verdict = permissions.can_edit(actor, fresh)
    if not verdict.allowed:
        raise NotAllowed(verdict)
    ballot = fresh.ballots.filter(member=actor).first()
    if ballot is not None and ballot.submitted_at is not None:
        raise NotAllowed(Verdict(False, Refused.MOMENT, submitted_sentence(ballot.submitted_at)))
    return fresh, ballot


def submitted_sentence(when: datetime) -> str:
    """That the ballot is in and stays as it is."""
    said = format_datetime(when, active_language())
    return _("ท่านส่งใบให้คะแนนแล้วเมื่อ %(when)s จึงแก้ไขหรือถอนไม่ได้") % {"when": said}


def _keep(selection: Selection, ballot: Ballot | None, points: Points, *, actor: User, version: int) -> bool:
    """Write the draft; False when it says the same already."""
    if (ballot.version if ballot else 0) != version:
        raise StaleVersion(ballot or selection)
    ideas = {idea.pk: idea for idea in candidates(selection)}
    criteria = {each.pk: each for each in selection.case.round.criteria.all()}
    _check(points, ideas, criteria)
    after = {pair: given for pair, given in points.items() if given is not None}
    before = {(score.idea_id, score.criterion_id): score.points for score in ballot.scores.all()} if ballot else {}
    if before == after:
        return False
    if ballot is None:
        ballot = Ballot.objects.create(selection=selection, member=actor)
    else:
        Ballot.objects.filter(pk=ballot.pk).update(version=version + 1)
    ballot.scores.all().delete()
    IdeaScore.objects.bulk_create(
        IdeaScore(ballot=ballot, idea_id=idea, criterion_id=criterion, points=given)
        for (idea, criterion), given in after.items()
    )
    return True


def _check(points: Points, ideas: Mapping[int, Idea], criteria: Mapping[int, RoundCriterion]) -> None:
    errors: dict[str, str] = {}
    for (idea, criterion), given in points.items():
        name = cell(idea, criterion)
        if idea not in ideas or criterion not in criteria:
            errors[name] = _("ความคิดเห็นหรือเกณฑ์นี้ไม่อยู่ในการคัดเลือกครั้งนี้แล้ว กรุณาเปิดหน้านี้ใหม่")
        elif given is not None and not _fits(given, criteria[criterion].full_score):
            full = criteria[criterion].full_score.normalize()
            errors[name] = _("คะแนนต้องอยู่ระหว่าง 0 ถึง %(full)s ทศนิยมไม่เกิน 2 ตำแหน่ง") % {"full": f"{full:f}"}
    if errors:
        raise Invalid(errors)


def _fits(points: Decimal, full_score: Decimal) -> bool:
    return points.is_finite() and 0 <= points <= full_score and points == points.quantize(Decimal("0.01"))


def _lacking(selection: Selection, points: Points) -> dict[str, str]:
    """By the first cell without points, one sentence an idea."""
    criteria, ideas = list(selection.case.round.criteria.all()), list(candidates(selection))
    if not criteria or not ideas:
        return {"ballot": _("ไม่มีความคิดเห็นหรือเกณฑ์ที่จะให้คะแนน")}
    found: dict[str, str] = {}
    for idea in ideas:
        empty = [each for each in criteria if points.get((idea.pk, each.pk)) is None]
        if empty:
            found[cell(idea.pk, empty[0].pk)] = _("ชุดที่ %(number)s ยังไม่ได้ให้คะแนน: %(criteria)s") % {
                "number": idea.number,
                "criteria": ", ".join(each.text for each in empty),
            }
    return found


def _record(action: str, selection: Selection, actor: User, details: dict[str, int]) -> Event:
    """What was scored stays out of the event: others read the timeline before their own ballot is in."""
    return audit.record(
        action=action,
        subject="ballot",
        actor=actor,
        at=clock.database_now(),
        agency=selection.assignment.agency,
        dossier=selection.dossier,
        details=details,
    )
