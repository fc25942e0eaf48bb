"""Opening a new year by copying the last one, and closing it for good."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Agency, User
from indicators import clock
from indicators.deadlines import years_later
from indicators.models import Assignment, FiscalYear, Indicator, IndicatorCriterion, ReportingPeriod, YearCode
from indicators.services import audit
from indicators.services.assignments import assign
from indicators.services.errors import Invalid

# What apps above keep for each year, copied with it: old year, new year, new indicators by the old ones' keys.
CopyPart = Callable[[FiscalYear, FiscalYear, Mapping[int, Indicator]], None]
COPIED_WITH_A_YEAR: list[CopyPart] = []


@transaction.atomic
def open_year(be_year: int, *, actor: User | None, copy_of: FiscalYear, with_assignments: bool = True) -> FiscalYear:
    """A new fiscal year like `copy_of`: periods moved by whole years, code tables, indicators with their criteria,
    and the assignments of agencies that still exist. Holidays are not copied: the Cabinet declares them anew.

    Raises Invalid when the year exists. The old year is not touched.
    """
    audit.lock(audit.CITY)
    if FiscalYear.objects.filter(be_year=be_year).exists():
        raise Invalid({"be_year": _("มีปีงบประมาณ %(year)s แล้ว") % {"year": be_year}})
    year = FiscalYear.objects.get(pk=copy_of.pk)
    shift = be_year - copy_of.be_year
    year.pk, year.be_year, year.closed_at = None, be_year, None
    year.appeals_close_on = _later(copy_of.appeals_close_on, shift)
    year._state.adding = True
    year.save(force_insert=True)
    ReportingPeriod.objects.bulk_create(
        ReportingPeriod(
            year=year,
            kind=period.kind,
            opens_on=years_later(period.opens_on, shift),
            due_on=years_later(period.due_on, shift),
            closes_on=years_later(period.closes_on, shift),
            marks_due_on=_later(period.marks_due_on, shift),
        )
        for period in copy_of.periods.all()
    )
    YearCode.objects.bulk_create(
        YearCode(year=year, table=code.table, code=code.code, label=code.label) for code in copy_of.codes.all()
    )
    copied = {indicator.pk: _copy_indicator(indicator, year) for indicator in copy_of.indicators.all()}
    for copy_part in COPIED_WITH_A_YEAR:
        copy_part(copy_of, year, copied)
    if with_assignments:
        _copy_assignments(copy_of, year, copied, actor)
    audit.record(
        action="open_year",
        subject="fiscal-year",
        actor=actor,
        at=clock.database_now(),
        details={"year": be_year, "copy_of": copy_of.be_year},
    )
    return year


def _later(day: date | None, years: int) -> date | None:
    return None if day is None else years_later(day, years)


def _copy_indicator(indicator: Indicator, year: FiscalYear) -> Indicator:
    criteria = list(indicator.criteria.all())
    copy = Indicator.objects.get(pk=indicator.pk)
    copy.pk, copy.year = None, year
    copy._state.adding = True
    copy.save(force_insert=True)
    IndicatorCriterion.objects.bulk_create(
        IndicatorCriterion(indicator=copy, position=row.position, text=row.text, weight=row.weight)
        for row in criteria
    )
    return copy


def _copy_assignments(old: FiscalYear, year: FiscalYear, copied: dict[int, Indicator], actor: User | None) -> None:
    existing = set(Agency.objects.valid_between(year.starts_on, year.ends_on).values_list("pk", flat=True))
    for assignment in Assignment.objects.filter(year=old).select_related("agency", "owner"):
        if assignment.agency_id in existing:
            assign(
                copied[assignment.indicator_id],
                assignment.agency,
                actor=actor,
                number=assignment.number,
                weight=assignment.weight,
                target=assignment.target,
                owner=assignment.owner,
            )
