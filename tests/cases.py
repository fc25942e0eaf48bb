"""Which cases of a rule are asked at the gate."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import pytest


def gated(names: str, cases: Iterable[Any], at_the_gate: Collection[Any], **options: Any) -> pytest.MarkDecorator:
    """As `parametrize`; `make test` asks only of the cases `at_the_gate`, `make test-full` of each."""
    every = list(cases)
    unknown = [case for case in at_the_gate if case not in every]
    assert not unknown, f"no such case: {unknown}"
    several = "," in names
    params = [
        pytest.param(*(case if several else (case,)), marks=() if case in at_the_gate else pytest.mark.full)
        for case in every
    ]
    return pytest.mark.parametrize(names, params, **options)
