"""A count against its target: a bar and a line where the target stands."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from indicators.charts.scale import coordinate, share

WIDTH, HEIGHT = 400, 28


@dataclass(frozen=True)
class TargetBar:
    """`done` is where the bar ends, `target` where the line stands."""

    done: str
    target: str
    width: int = WIDTH
    height: int = HEIGHT


def target_bar(done: int, target: int) -> TargetBar:
    """`done` of `target`. The scale ends with the greater of the two, so that more than the target shows as more."""
    full = Decimal(max(done, target))
    return TargetBar(
        done=coordinate(share(Decimal(done), full) * WIDTH), target=coordinate(share(Decimal(target), full) * WIDTH)
    )
