"""The administrator gives an indicator to an agency, and takes back what nobody has worked on yet."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from indicators.models import Assignment, Dossier, Event, QuarterlyReport, YearEndReport
from indicators.services import audit, reference, reference_rules
from indicators.services.assignments import assign
from indicators.services.errors import Invalid, StaleVersion


@transaction.atomic
def give(given: Assignment, *, actor: User) -> Assignment:
    """Assign as `given`, an unsaved row, says. Raises NotAllowed or Invalid."""
    reference.check_administrator(actor)
    audit.lock(audit.chain_of(given.agency))
    reference_rules.prepare(given, actor)
    reference.insist_unlocked(given)
    reference.validate(given, actor)
    return assign(
        given.indicator,
        given.agency,
        actor=actor,
        number=given.number,
        weight=given.weight,
        target=given.target,
        owner=given.owner,
    )


@transaction.atomic
def take_back(assignment: Assignment, *, actor: User, seen: str) -> Event:
    """Strike an assignment whose reports are as empty as on the first day.

    Raises NotAllowed, StaleVersion or Invalid.
    """
    reference.check_administrator(actor)
    audit.lock(audit.chain_of(assignment.agency))
    fresh = Assignment.objects.get(pk=assignment.pk)
    if reference.fingerprint(fresh) != seen:
        raise StaleVersion(fresh)
    reference.insist_unlocked(fresh)
    if reason := why_kept(fresh):
        raise Invalid({"": reason})
    event = reference.record("remove", fresh, actor, before=reference.contents(fresh))
    dossiers = _dossiers(fresh)
    for model in (QuarterlyReport, YearEndReport):
        model._base_manager.filter(assignment=fresh).delete()
    fresh.criterion_versions.all().delete()
    fresh.delete()
    Dossier.objects.filter(pk__in=dossiers).delete()
    return event


def why_kept(assignment: Assignment) -> str:
    """Why the assignment cannot be taken back; empty when it can."""
    touched = any(
        model._base_manager.filter(assignment=assignment, version__gt=1).exists()
        for model in (QuarterlyReport, YearEndReport)
    )
    if touched or Dossier.objects.filter(pk__in=_dossiers(assignment), events__isnull=False).exists():
        return _("หน่วยงานเริ่มบันทึกรายงานของตัวชี้วัดนี้แล้ว จึงลบไม่ได้")
    return ""


def _dossiers(assignment: Assignment) -> list[UUID]:
    return [
        pk
        for model in (QuarterlyReport, YearEndReport)
        for pk in model._base_manager.filter(assignment=assignment).values_list("dossier_id", flat=True)
    ]
