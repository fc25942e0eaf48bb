"""Columns side by side: the same figure in several years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.charts.scale import coordinate, share
from thai.digits import format_number

PITCH, WIDTH_OF_ONE, HEIGHT = 56, 40, 150
ABOVE, BELOW = 24, 26  # room for the figure over a column and for its name under it


@dataclass(frozen=True)
class Column:
    """`y`, `height` and `figure` are "" where the value is not known; `label_y` is where its figure is written."""

    name: str
    figure: str
    middle: str
    x: str
    y: str
    height: str
    label_y: str


@dataclass(frozen=True)
class Columns:
    width: int
    columns: tuple[Column, ...]
    ground: int = HEIGHT - BELOW
    names_y: int = HEIGHT - 6
    width_of_one: int = WIDTH_OF_ONE
    height: int = HEIGHT


def columns(values: Sequence[tuple[str, Decimal | None]], top: Decimal = Decimal(100)) -> Columns:
    """(name, value) from left to right on a scale from 0 to `top`."""
    drawn = tuple(_column(number, name, value, top) for number, (name, value) in enumerate(values))
    return Columns(width=PITCH * len(values), columns=drawn)


def _column(number: int, name: str, value: Decimal | None, top: Decimal) -> Column:
    middle = Decimal(PITCH) * (number + Decimal("0.5"))
    ground = Decimal(HEIGHT - BELOW)
    tall = share(value, top) * (ground - ABOVE) if value is not None else Decimal(0)
    return Column(
        name=name,
        figure="" if value is None else format_number(value),
        middle=coordinate(middle),
        x=coordinate(middle - Decimal(WIDTH_OF_ONE) / 2),
        y="" if value is None else coordinate(ground - tall),
        height="" if value is None else coordinate(tall),
        label_y=coordinate(ground - tall - 6),
    )
