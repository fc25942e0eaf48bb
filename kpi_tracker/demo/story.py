"""Reads the story: TOML beside this file, numbers as Decimal, texts without the line end that closes them."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "story"

Told = dict[str, Any]


@cache
def read(name: str) -> Told:
    """The contents of story/<name>.toml. Not to be changed by the caller: it is read once."""
    told: Told = _clean(tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"), parse_float=Decimal))
    return told


def decimal(value: Any) -> Decimal | None:
    """A figure of the story, None where it names none."""
    return None if value is None else Decimal(value)


def _clean(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _clean(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_clean(each) for each in value]
    return value.strip("\n") if isinstance(value, str) else value
