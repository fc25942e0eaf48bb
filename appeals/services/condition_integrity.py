"""Whether the status of a condition is still what its reports and rulings say."""

from __future__ import annotations

from appeals.models import Appeal, Condition, ConditionRuling
from appeals.selectors.conditions import progress_of, with_reports
from indicators import clock


def findings() -> list[str]:
    """What does not fit, one sentence each."""
    found = []
    rows = with_reports(Condition.objects.order_by("pk")).prefetch_related("rulings")
    for condition in rows:
        is_met = progress_of(condition, clock.today()).is_met
        rulings = {ruling.ruling for ruling in condition.rulings.all()}
        said = {
            Condition.Status.OPEN: not is_met,
            Condition.Status.VERIFIED: is_met,
            Condition.Status.WAIVED: ConditionRuling.Ruling.WAIVE in rulings,
            Condition.Status.FAILED: ConditionRuling.Ruling.FAIL in rulings,
        }
        if not said[Condition.Status(condition.status)]:
            found.append(f"condition {condition.pk}: is {condition.status}, its reports and rulings say otherwise")
    held = Appeal.objects.filter(conditions__status=Condition.Status.OPEN).exclude(status=Appeal.Status.CONDITIONS)
    for pk, status in held.order_by("pk").values_list("pk", "status").distinct():
        found.append(f"appeal {pk}: is {status}, but a condition of it is open")
    return found
