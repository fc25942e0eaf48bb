"""What is known of past rounds, as TOML."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def round_2564() -> dict[str, Any]:
    """The round of 2564 and its indicator. Not to be changed by the caller: it is read once."""
    path = Path(__file__).parent / "round_2564.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
