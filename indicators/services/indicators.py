"""Defining an indicator of a year with its criteria. Assignments keep the criteria they were given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from indicators.models import Indicator, IndicatorCriterion
from indicators.services import audit, reference
from indicators.services.errors import Invalid, StaleVersion


@transaction.atomic
def define(indicator: Indicator, *, actor: User, criteria: Sequence[IndicatorCriterion]) -> Indicator:
    """A new indicator. Raises NotAllowed or Invalid."""
    audit.lock(audit.CITY)
    reference.create(indicator, actor=actor)
    _replace_criteria(indicator, criteria, actor)
    return indicator


@transaction.atomic
def redefine(
    indicator: Indicator, *, actor: User, seen: str, fields: dict[str, Any], criteria: Sequence[IndicatorCriterion]
) -> None:
    """Change an indicator and replace its criteria. Raises NotAllowed, StaleVersion or Invalid."""
    reference.check_administrator(actor)
    audit.lock(audit.CITY)
    fresh = Indicator.objects.get(pk=indicator.pk)
    if reference.fingerprint(fresh) != seen:
        raise StaleVersion(fresh)
    reference.change(indicator, actor=actor, seen="", fields=fields)
    _replace_criteria(indicator, criteria, actor)


def _replace_criteria(indicator: Indicator, criteria: Sequence[IndicatorCriterion], actor: User) -> None:
    """Written anew as a whole, so that two criteria can change places."""
    positions = [criterion.position for criterion in criteria]
    if len(set(positions)) < len(positions):
        raise Invalid({"": _("ลำดับของเกณฑ์ซ้ำกัน")})
    before = _told(list(indicator.criteria.all()))
    given = sorted(criteria, key=lambda criterion: criterion.position)
    if _told(given) == before:
        return
    indicator.criteria.all().delete()
    for criterion in given:
        criterion.pk, criterion.indicator = None, indicator
        criterion._state.adding = True
        reference.validate(criterion, actor)
        criterion.save(force_insert=True)
    reference.record("change_criteria", indicator, actor, before=before, after=_told(given))


def _told(criteria: Sequence[IndicatorCriterion]) -> list[dict[str, Any]]:
    return [{"position": row.position, "text": row.text, "weight": f"{row.weight:.2f}"} for row in criteria]
