"""What is measured together, one after another: each scenario gives the ratios of some goals, and its own numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.cities import City, child, environment, generate, in_turns
from tests.postgres import temporary_cluster

Numbers = dict[str, float]
# What a scenario found: the ratios by goal, and the numbers they are of.
Found = tuple[Numbers, Numbers]


@dataclass(frozen=True)
class Measure:
    """How much is measured. `short` has few years behind it, `long` many; `narrow`, `wide`: PostgreSQL's.

    at_scale: the wide city has tables that no page should read from end to end.
    """

    rounds: int
    short: City
    long: City
    narrow: City
    wide: City
    pages: int
    sign_ins: int
    soak_minutes: float
    at_scale: bool = False


QUICK = Measure(
    rounds=5,
    short=City(20, 5, 2),
    long=City(20, 5, 10),
    narrow=City(10, 10, 5),  # an agency's page shows its last five years
    wide=City(50, 10, 10),
    pages=60,
    sign_ins=200,
    soak_minutes=0.5,
)
# PostgreSQL's: 1,000 reports and 314,000, a million ideas.
FULL = Measure(
    rounds=15,
    short=City(100, 10, 2),
    long=City(100, 10, 10),
    narrow=City(10, 10, 2),
    wide=City(785, 10, 8, 160),
    pages=1000,
    sign_ins=500,
    soak_minutes=10,
    at_scale=True,
)


def pages(measure: Measure) -> Found:
    """Processor seconds on SQLite. Growth compares each size's page to its own bare view, taken in the same turns."""
    cities = [generate(city) for city in (measure.short, measure.long)]
    small, large = in_turns("benchmarks.pages", cities, measure.rounds)

    def growth(page: str) -> float:
        return (large[page] / large["bare"]) / (small[page] / small["bare"])

    ratios = {
        "W1": small["all assignments"] / small["bare"],
        "W2": small["all assignments"] / small["admin"],
        "W3": small["unchanged"] / small["signed in"],
        "W4": small["dashboard"] / small["bare"],
        "W6": small["save"] / small["bare"],
    }
    ratios |= {f"S1 {page}": growth(page) for page in ("queue", "assignments", "home", "report")}
    return ratios, _named(short=small, long=large)


def papers(measure: Measure) -> Found:
    found = child("benchmarks.papers", generate(measure.long), measure.rounds, measure.pages)
    short, long = (found[name] / found[f"pages of {name}"] for name in ("short", "long"))
    more = found["pages of long"] - found["pages of short"]
    ratios = {
        "P1": found["report"] / found["floor"],
        "P2": found["report"] / found["cold"],
        "P4 reprint": found["reprint"] / found["report"],
        "P4 book": found["book"] / (100 * found["report"]),
        "P5 time": long / short,
        "P5 memory": (found["peak of long"] - found["peak of short"]) / more,
        "P6": found["report"] / found["blocks"],
        "P7": found["unread"],
    }
    return ratios, found


def chromium(measure: Measure) -> Found:
    found = child("benchmarks.chromium", generate(measure.long), measure.rounds)
    return {"P3": found["report"] / found["chromium"]}, found


def growth(measure: Measure) -> Found:
    """The queries of pages on PostgreSQL, with few years behind them and with many; and the search."""
    with temporary_cluster() as few, temporary_cluster() as many:
        cities = [generate(measure.narrow, few), generate(measure.wide, many)]
        narrow, wide = in_turns("benchmarks.growth", cities, measure.rounds)
        search = child("benchmarks.searching", cities[1], 2)
    asked = [name for name in narrow if name.startswith("queries ") and name in wide]

    def sum_of(found: Numbers, beginning: str) -> float:
        return sum(found[name] for name in narrow if name.startswith(beginning) and name in wide)

    def for_each(found: Numbers, city: City) -> float:
        return sum_of(found, "ms evaluator: ") / city.agencies

    ratios = {
        "W5": max(wide[name] for name in asked),
        "W5 growth": max(wide[name] / narrow[name] for name in asked),
        "S1 SQL": sum_of(wide, "ms officer: ") / sum_of(narrow, "ms officer: "),
        "S1 SQL city": for_each(wide, measure.wide) / for_each(narrow, measure.narrow),
        "S3 equal": search["different"],
    }
    if measure.at_scale:
        ratios["S1 whole reads"] = wide["whole reads"]
        ratios["S3"] = search["index 8 letters, absent"] / search["read 8 letters, absent"]
    return ratios, _named(narrow=narrow, wide=wide, search=search)


def storm(measure: Measure) -> Found:
    ratios: Numbers = {}
    numbers: Numbers = {}
    for vendor, name in (("sqlite", "SQLite"), ("postgresql", "PostgreSQL")):
        found = child("benchmarks.storm", _served(), vendor)
        refused = sum(count for key, count in found.items() if key.startswith("refused "))
        ratios[f"D1 {name}"] = found["rate of 100 to 8"]
        ratios[f"D1 {name} lost"] = refused + found["events amiss"]
        ratios[f"D2 {name}"] = found["p99 to p50 of 100"]
        numbers |= _named(**{name: found})
    return ratios, numbers


def herd(measure: Measure) -> Found:
    found = child("benchmarks.herd", _served(), "postgresql", measure.sign_ins)
    ratios = {
        "herd errors": found["failed"],
        "herd seconds": 500 * found["seconds"] / found["number"],
        "herd others": found["p95 during"] / found["p95 before"],
    }
    return ratios, found


def soak(measure: Measure) -> Found:
    """In less than five minutes memory still settles: then only errors and files are told."""
    found = child("benchmarks.soak", _served(), "--minutes", measure.soak_minutes)
    ratios = {"soak errors": found["wrong"], "soak files": found["files"]}
    if measure.soak_minutes >= 5:
        ratios["soak memory"] = found["growth"]
    return ratios, found


SCENARIOS: dict[str, Callable[[Measure], Found]] = {
    each.__name__: each for each in (pages, papers, chromium, growth, storm, herd, soak)
}


def _named(**parts: Numbers) -> Numbers:
    return {f"{part}: {name}": value for part, numbers in parts.items() for name, value in numbers.items()}


def _served() -> dict[str, str]:
    """For children that start a web server: the product's own settings, in a folder that they make themselves."""
    environ = environment(City(0, 0, 0).folder)
    return {name: value for name, value in environ.items() if name not in {"DEBUG", "VAR_DIR"}}
