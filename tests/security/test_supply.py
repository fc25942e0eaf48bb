"""What is installed is what was looked at, and no secret of an installation is in the repository."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[\w,]+\])?==([^\s;\\]+)", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def pins(name):
    """Package to version of a file of requirements."""
    found = PIN.findall((ROOT / name).read_text(encoding="utf-8"))
    return {re.sub(r"[-_.]+", "-", package).lower(): version for package, version in found}


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_package_is_locked_with_hashes(name):
    locked, text = pins(f"{name}.lock"), (ROOT / f"{name}.lock").read_text(encoding="utf-8")
    wanted = pins(f"{name}.txt")
    assert wanted.items() <= locked.items(), "run scripts/lock-packages"
    entries = re.split(r"\n(?=[A-Za-z0-9])", text.strip())
    assert len(entries) == len(locked)
    assert [entry.split()[0] for entry in entries if not HASH.search(entry)] == []
    constrained = pins("constraints.txt")
    assert {package: locked[package] for package in locked.keys() & constrained.keys()} == {
        package: version for package, version in constrained.items() if package in locked
    }


def test_the_test_packages_hold_those_of_the_office():
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def test_no_lock_names_a_registry():
    for name in ("requirements.lock", "requirements-dev.lock", "requirements.txt", "scripts/fill-venv"):
        assert "://" not in (ROOT / name).read_text(encoding="utf-8"), name


def test_what_is_not_in_the_lock_is_refused():
    assert "--require-hashes" in (ROOT / "scripts" / "fill-venv").read_text(encoding="utf-8")


def test_no_secret_is_in_the_repository():
    kept = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if kept.returncode:
        pytest.skip("not a checkout")
    names = [name for name in kept.stdout.split("\0") if name]
    assert [name for name in names if name.endswith((".pem", ".key", ".sqlite3", ".env", "secret_key"))] == []
    marks = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|ghp_\w{36}|xox[bp]-\w{10}")
    guilty = []
    for name in names:
        if (ROOT / name).suffix in {
            ".py",
            ".md",
            ".txt",
            ".html",
            ".js",
            ".toml",
            ".yml",
            ".sh",
            ".conf",
            ".service",
            "",
        }:
            text = (ROOT / name).read_text(encoding="utf-8", errors="replace") if (ROOT / name).is_file() else ""
            guilty += [name] if marks.search(text) else []
    assert guilty == []
