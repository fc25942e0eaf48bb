"""`make bench`, `make bench-full`: generates its cities once, measures, prints the table of goals, keeps the numbers.

The numbers are kept as JSON in VAR_DIR/bench/results.json with the machine and the commit.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.goals import table

# Agencies, indicators of each, years: the second has ten times the years of the first, so ten times the rows.
QUICK = {"small": (20, 5, 1), "large": (20, 5, 10)}
FULL = {"small": (100, 10, 1), "large": (100, 10, 10)}
FOLDER = Path(os.environ.get("VAR_DIR", "var")).absolute() / "bench"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--full", action="store_true", help="cities of the size of Bangkok, more rounds")
    full = parser.parse_args().full
    cities, rounds = (FULL, 15) if full else (QUICK, 7)
    found: dict[str, Any] = {"machine": machine(), "cities": cities}
    for name, size in cities.items():
        generate(name, size)
        found[name] = child("benchmarks.pages", name, size, rounds)
    found["papers"] = child("benchmarks.papers", "large", cities["large"], rounds)
    found["ratios"] = ratios(found["small"], found["large"], found["papers"])
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "results.json").write_text(json.dumps(found, indent=2))
    print(table(found["ratios"]))


def ratios(small: dict[str, float], large: dict[str, float], papers: dict[str, float]) -> dict[str, float]:
    """What goals.py names. Growth compares each size's page to its own bare view, taken in the same turns."""

    def growth(page: str) -> float:
        return (large[page] / large["bare"]) / (small[page] / small["bare"])

    return {
        "W1": small["all assignments"] / small["bare"],
        "W2": small["all assignments"] / small["admin"],
        "W4": small["dashboard"] / small["bare"],
        "W6": small["save"] / small["bare"],
        "S1 queue": growth("queue"),
        "S1 assignments": growth("assignments"),
        "S1 home": growth("home"),
        "S1 report": growth("report"),
        "P2": papers["report"] / papers["cold"],
        "P5 time": (papers["long"] / papers["pages of long"]) / (papers["short"] / papers["pages of short"]),
        "P6": papers["report"] / papers["blocks"],
    }


def environment(name: str, size: tuple[int, int, int]) -> dict[str, str]:
    folder = FOLDER / f"{name}-{'x'.join(map(str, size))}"
    folder.mkdir(parents=True, exist_ok=True)
    own = {"VAR_DIR": str(folder), "DEBUG": "1", "SECRET_KEY": secrets.token_urlsafe(60)}
    return {**os.environ, **own}


def generate(name: str, size: tuple[int, int, int]) -> None:
    """The city, unless an earlier run has left it whole."""
    environ = environment(name, size)
    done = Path(environ["VAR_DIR"]) / "generated"
    if done.exists():
        return
    for broken_off in Path(environ["VAR_DIR"]).glob("db.sqlite3*"):
        broken_off.unlink()
    agencies, indicators, years = map(str, size)
    numbers = ["--agencies", agencies, "--indicators", indicators, "--years", years]
    subprocess.run([sys.executable, "manage.py", "generate_data", *numbers], check=True, env=environ)
    done.touch()


def child(module: str, name: str, size: tuple[int, int, int], rounds: int) -> dict[str, float]:
    environ = environment(name, size) | {"DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
    command = [sys.executable, "-m", module, str(rounds)]
    answer = subprocess.run(command, check=True, env=environ, stdout=subprocess.PIPE, text=True)
    measured: dict[str, float] = json.loads(answer.stdout.splitlines()[-1])
    return measured


def machine() -> dict[str, str]:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return {
        "commit": commit.stdout.strip(),
        "cores": str(os.cpu_count()),
        "python": platform.python_version(),
        "system": platform.platform(),
    }


if __name__ == "__main__":
    main()
