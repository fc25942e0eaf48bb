"""Generated cities, each in a folder of its own under VAR_DIR/bench, made once; children that measure them."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(os.environ.get("VAR_DIR", "var")).absolute() / "bench"


@dataclass(frozen=True)
class City:
    """So many agencies, indicators of each in a year, years, ideas of each innovation case."""

    agencies: int
    indicators: int
    years: int
    ideas: int = 20

    @property
    def reports(self) -> int:
        return self.agencies * self.indicators * self.years * 5

    @property
    def folder(self) -> Path:
        return FOLDER / f"city-{self.agencies}x{self.indicators}x{self.years}x{self.ideas}"


def environment(folder: Path, url: str = "") -> dict[str, str]:
    """For a child that works on the installation in a folder, on SQLite unless an address is given."""
    folder.mkdir(parents=True, exist_ok=True)
    own = {"VAR_DIR": str(folder), "DEBUG": "1", "SECRET_KEY": secrets.token_urlsafe(60)}
    others = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**others, **own, **({"DATABASE_URL": url} if url else {})}


def generate(city: City, url: str = "") -> dict[str, str]:
    """The city, unless an earlier run has left it whole; on PostgreSQL, which is thrown away, every time. Returns the
    environment of its children."""
    environ = environment(city.folder, url)
    done = city.folder / "generated"
    if done.exists() and not url:
        return environ
    if not url:
        for broken_off in city.folder.glob("db.sqlite3*"):
            broken_off.unlink()
    given = {"agencies": city.agencies, "indicators": city.indicators, "years": city.years, "ideas": city.ideas}
    numbers = [part for name, number in given.items() for part in (f"--{name}", str(number))]
    subprocess.run([sys.executable, "manage.py", "generate_data", *numbers], check=True, env=environ)
    if not url:
        done.touch()
    return environ


def child(module: str, environ: Mapping[str, str], *given: object) -> dict[str, float]:
    """What a module of this package prints as its last line."""
    command = [sys.executable, "-m", module, *map(str, given)]
    environ = {**environ, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
    answer = subprocess.run(command, check=True, env=environ, stdout=subprocess.PIPE, text=True)
    measured: dict[str, float] = json.loads(answer.stdout.splitlines()[-1])
    return measured


def in_turns(module: str, environs: Sequence[Mapping[str, str]], *given: object) -> list[dict[str, float]]:
    """What a module prints of each city, the least of three turns: a slow minute of the machine falls on all."""
    found: list[dict[str, float]] = [{} for _city in environs]
    for _turn in range(3):
        for known, environ in zip(found, environs, strict=True):
            for name, number in child(module, environ, *given).items():
                known[name] = min(number, known.get(name, number))
    return found
