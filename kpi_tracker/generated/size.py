"""How much is generated."""

from __future__ import annotations

from dataclasses import dataclass

# Agencies written at a time: bounds the memory of a large run.
AGENCIES_AT_A_TIME = 50


@dataclass(frozen=True)
class Size:
    """`indicators` are those of one agency in one year; the first is the innovation indicator, with `ideas` each."""

    agencies: int = 100
    indicators: int = 10
    years: int = 10
    ideas: int = 20
    seed: int = 2564

    @property
    def assignments(self) -> int:
        return self.agencies * self.indicators * self.years
