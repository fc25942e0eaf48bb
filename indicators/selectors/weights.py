"""Whether the weights of an agency's indicators, or of an indicator's criteria, make up a hundred."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import DecimalField, F, OuterRef, QuerySet, Subquery, Sum
from django.utils.translation import gettext as _

from indicators.models import Assignment
from thai.digits import format_number

WHOLE = Decimal(100)


def with_agency_weight(rows: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Each row with `agency_weight`: the sum of weights of its agency in its year."""
    same = Assignment.objects.filter(agency=OuterRef("agency"), year=OuterRef("year")).order_by()
    total = same.values("agency").annotate(total=Sum(F("weight"))).values("total")
    return rows.annotate(agency_weight=Subquery(total, output_field=DecimalField(max_digits=8, decimal_places=2)))


def weight_sentence(total: Decimal) -> str:
    """ "90.00 (ขาด 10.00)": the sum and by how much it differs from 100."""
    said = format_number(total, 2)
    if total == WHOLE:
        return said
    gap = format_number(abs(WHOLE - total), 2)
    if total < WHOLE:
        return _("%(total)s (ขาด %(gap)s)") % {"total": said, "gap": gap}
    return _("%(total)s (เกิน %(gap)s)") % {"total": said, "gap": gap}


def agency_weight(assignment: Assignment) -> Decimal:
    """The sum of weights of the assignment's agency in its year."""
    same = Assignment.objects.filter(agency=assignment.agency_id, year=assignment.year_id)
    return same.aggregate(total=Sum("weight"))["total"] or Decimal(0)


def criteria_weight_warning(weights: Iterable[Decimal]) -> str:
    """By how much the weights of criteria differ from 100; empty when they do not, or when there is no criterion."""
    given = list(weights)
    total = sum(given, Decimal(0))
    if not given or total == WHOLE:
        return ""
    return _("น้ำหนักของเกณฑ์รวมกันได้ %(weight)s ควรรวมกันได้ 100") % {"weight": weight_sentence(total)}
