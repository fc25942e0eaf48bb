"""From values to places in a drawing."""

from __future__ import annotations

from decimal import Decimal


def coordinate(value: Decimal | float) -> str:
    """A place in a drawing, rounded to a tenth of its unit: 12.34 becomes "12.3"."""
    return f"{value:.1f}"


def share(value: Decimal, full: Decimal) -> Decimal:
    """`value` as a part of `full`, held between 0 and 1; 0 when there is nothing to be a part of."""
    return min(max(value / full, Decimal(0)), Decimal(1)) if full > 0 else Decimal(0)
