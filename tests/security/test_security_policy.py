"""SECURITY.md speaks of tests that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
POLICY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", POLICY)


def missing(named):
    return [
        f"{path}::{name}"
        for path, name in named
        if not (ROOT / path).exists() or f"def {name}(" not in (ROOT / path).read_text(encoding="utf-8")
    ]


def test_every_threat_has_a_test_that_exists():
    rows = re.findall(r"^\| (\d+) \|.*$", POLICY, flags=re.MULTILINE)
    assert [int(number) for number in rows] == list(range(1, 29))
    assert all("::test_" in line for line in POLICY.splitlines() if re.match(r"\| \d+ \|", line))
    assert missing(NAMED) == []


def test_a_test_that_is_gone_would_be_noticed():
    assert missing([("tests/security/test_security_policy.py", "test_nothing")]) != []
