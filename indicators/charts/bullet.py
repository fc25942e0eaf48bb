"""A bullet bar: what was reached against what can be reached."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from indicators.charts.scale import coordinate, share

WIDTH, HEIGHT = 120, 14


@dataclass(frozen=True)
class Bullet:
    """`value` is where the bar ends ("" when it is not known), `known` how far the ground under it is filled."""

    value: str
    known: str
    width: int = WIDTH
    height: int = HEIGHT


def bullet(value: Decimal | None, known: Decimal, full: Decimal) -> Bullet:
    """`value` against `full`, of which `known` is decided. A value of 0 is drawn as a line at the start, one that is
    None not at all."""
    return Bullet(
        value="" if value is None else coordinate(share(value, full) * WIDTH),
        known=coordinate(share(known, full) * WIDTH),
    )
