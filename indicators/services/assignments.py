"""Giving an indicator to an agency: the assignment, its criteria, its four quarters and its year-end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts.models import Agency, User
from indicators import clock
from indicators.models import (
    Assignment,
    CriterionVersion,
    Dossier,
    Indicator,
    QuarterlyReport,
    ReportingPeriod,
    YearEndReport,
)
from indicators.scoring import HUNDRED
from indicators.services import audit

# What apps above open for an assignment, in its transaction.
OPENED_WITH_AN_ASSIGNMENT: list[Callable[[Assignment, datetime], object]] = []


@transaction.atomic
def assign(
    indicator: Indicator,
    agency: Agency,
    *,
    actor: User | None,
    number: int,
    weight: Decimal,
    target: Decimal | None = None,
    owner: User | None = None,
    **written: Any,
) -> Assignment:
    """Assign `indicator` to `agency` as its `number`-th. The year must have its five periods. `written` may hold an
    imported paper's own words (`name_as_written`, `target_as_written`)."""
    audit.lock(audit.chain_of(agency))
    now = clock.database_now()
    assignment = Assignment.objects.create(
        indicator=indicator,
        year=indicator.year,
        agency=agency,
        number=number,
        weight=weight,
        target=target,
        owner=owner,
        **written,
    )
    CriterionVersion.objects.bulk_create(first_versions(assignment))
    _open_reports(assignment, now)
    for open_part in OPENED_WITH_AN_ASSIGNMENT:
        open_part(assignment, now)
    audit.record(
        action="assign",
        subject="assignment",
        actor=actor,
        at=now,
        agency=agency,
        details={"assignment": assignment.pk, "indicator": indicator.name, "number": number, "weight": str(weight)},
    )
    return assignment


def first_versions(assignment: Assignment) -> list[CriterionVersion]:
    """The first version of each criterion, unsaved; an indicator without any is scored by its method of
    calculation."""
    indicator = assignment.indicator
    criteria = [(row.position, row.text, row.weight) for row in indicator.criteria.all()]
    return [
        CriterionVersion(
            assignment=assignment,
            position=position,
            version=1,
            text=text,
            weight=weight,
            measure=indicator.measure,
            thresholds=indicator.thresholds,
            in_force_from=indicator.year.starts_on,
            ground=CriterionVersion.Ground.ASSIGNED,
        )
        for position, text, weight in criteria or [(1, indicator.method, HUNDRED)]
    ]


def _open_reports(assignment: Assignment, now: datetime) -> None:
    """Four empty quarterly drafts and an empty year-end draft, each with its dossier."""
    kinds = Dossier.Kind
    of = {"agency": assignment.agency, "year": assignment.year}
    for period in ReportingPeriod.objects.filter(year=assignment.year).order_by("kind"):
        if period.quarter is None:
            continue
        QuarterlyReport.objects.create(
            dossier=Dossier.objects.create(kind=kinds.QUARTERLY_REPORT, **of),
            assignment=assignment,
            period=period,
            status_since=now,
        )
    YearEndReport.objects.create(
        dossier=Dossier.objects.create(kind=kinds.YEAR_END_REPORT, **of),
        assignment=assignment,
        level=assignment.indicator.level,
        status_since=now,
    )
