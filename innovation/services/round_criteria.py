"""Striking a criterion by which ideas are selected, while nobody has scored by the round's criteria."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from indicators.models import Event
from indicators.services import audit, reference
from indicators.services.errors import Invalid
from innovation.models import IdeaScore, RoundCriterion


def why_kept(criterion: RoundCriterion) -> str:
    """Why the criterion cannot be removed; empty when it can."""
    if IdeaScore.objects.filter(criterion__round=criterion.round_id).exists():
        return _("คณะทำงานเริ่มให้คะแนนตามเกณฑ์ของรอบนี้แล้ว จึงลบเกณฑ์ไม่ได้")
    return ""


@transaction.atomic
def remove(criterion: RoundCriterion, *, actor: User, seen: str) -> Event:
    """Strike it. Raises NotAllowed, StaleVersion or Invalid."""
    reference.check_administrator(actor)
    audit.lock(audit.CITY)
    if reason := why_kept(criterion):
        raise Invalid({"": reason})
    return reference.remove(criterion, actor=actor, seen=seen)
