"""A line as small as a word: how a few values in a row went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.charts.scale import coordinate, share

WIDTH, HEIGHT, INSET = 96, 28, 4


@dataclass(frozen=True)
class Sparkline:
    """`lines` are the points of the stretches without a gap, `dots` the places of the values, the last one last."""

    lines: tuple[str, ...]
    dots: tuple[tuple[str, str], ...]
    width: int = WIDTH
    height: int = HEIGHT


def sparkline(values: Sequence[Decimal | None], top: Decimal = Decimal(100)) -> Sparkline:
    """`values` from left to right on a scale from 0 to `top`; None leaves a gap; what is beyond the scale is at
    its edge."""
    places = [_place(number, len(values), value, top) for number, value in enumerate(values)]
    stretches: list[list[tuple[str, str]]] = [[]]
    for place in places:
        if place is None:
            stretches.append([])
        else:
            stretches[-1].append(place)
    return Sparkline(
        lines=tuple(" ".join(f"{x},{y}" for x, y in stretch) for stretch in stretches if len(stretch) > 1),
        dots=tuple(place for place in places if place is not None),
    )


def _place(number: int, total: int, value: Decimal | None, top: Decimal) -> tuple[str, str] | None:
    if value is None:
        return None
    across = Decimal(number) / (total - 1) if total > 1 else Decimal("0.5")
    x = INSET + across * (WIDTH - 2 * INSET)
    y = HEIGHT - INSET - share(value, top) * (HEIGHT - 2 * INSET)
    return coordinate(x), coordinate(y)
