"""How much one document may cost. Imports nothing, so that both sides of the press can."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What the kernel grants the child that renders one document.

    memory: bytes of address space; cpu: seconds of processor time; wall: seconds on the clock.
    A report of ten pages takes about one second and 300 MB of address space.
    """

    memory: int = 1_500_000_000
    cpu: int = 60
    wall: float = 60


DEFAULT_LIMITS = Limits()
