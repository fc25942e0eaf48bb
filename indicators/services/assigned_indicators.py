"""The administrator gives an indicator to an agency, and takes back what nobody has worked on yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from indicators.models import Assignment, Dossier, Event
from indicators.services import audit, reference, reference_rules
from indicators.services.assignments import assign
from indicators.services.errors import Invalid, StaleVersion
from indicators.workflow import PROCESSES

# What apps above opened for an assignment besides rows of a process, struck with it.
STRUCK_WITH_AN_ASSIGNMENT: list[Callable[[Assignment], object]] = []


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
    """Strike an assignment whose reports are as empty, and whose criteria read, as on the first day.

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
    for rows in _rows_of(fresh):
        rows.delete()
    for strike in STRUCK_WITH_AN_ASSIGNMENT:
        strike(fresh)
    fresh.criterion_versions.all().delete()
    fresh.delete()
    Dossier.objects.filter(pk__in=dossiers).delete()
    return event


def why_kept(assignment: Assignment) -> str:
    """Why the assignment cannot be taken back; empty when it can."""
    touched = any(rows.filter(version__gt=1).exists() for rows in _rows_of(assignment))
    if touched or Dossier.objects.filter(pk__in=_dossiers(assignment), events__isnull=False).exists():
        return _("หน่วยงานเริ่มบันทึกรายงานของตัวชี้วัดนี้แล้ว จึงลบไม่ได้")
    if assignment.criterion_versions.filter(version__gt=1).exists():
        return _("เกณฑ์ของตัวชี้วัดนี้แก้ไขตามมติหรือหนังสือเวียนแล้ว จึงลบไม่ได้")
    return ""


def _dossiers(assignment: Assignment) -> list[UUID]:
    return [pk for rows in _rows_of(assignment) for pk in rows.values_list("dossier_id", flat=True)]


def _rows_of(assignment: Assignment) -> Iterator[QuerySet[Any]]:
    """The assignment's rows of every process: its reports, and what apps above opened."""
    for model, process in PROCESSES.items():
        yield model._base_manager.filter(**{process.assignment: assignment})
