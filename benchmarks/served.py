"""A generated city behind a real web server, gunicorn with the product's own configuration, and people who ask it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.cities import City

# An agency's quarters of one year: enough that everybody of a storm has some to submit.
OFFICES = City(agencies=100, indicators=5, years=1, ideas=0)


@contextmanager
def database(vendor: str, folder: Path) -> Iterator[str]:
    """The address of a database that keeps what it says it has kept; "" for SQLite."""
    if vendor == "sqlite":
        yield ""
        return
    from drills.servers import Server

    folder.chmod(0o755)
    server = Server(folder, "primary")
    server.make()
    server.start()
    try:
        yield server.url()
    finally:
        server.stop()


@contextmanager
def offices(vendor: str, city: City = OFFICES, workers: int | None = None) -> Iterator[Any]:
    """The web server of a new city in which every quarter can be reported on today; this process is set up for its
    database as well."""
    from drills import installation
    from drills.web import Web

    with tempfile.TemporaryDirectory(prefix="kpi-bench-") as place, database(vendor, Path(place)) as url:
        folder = Path(place)
        os.environ["SECRET_KEY"] = "bench" * 20
        os.environ.pop("DATABASE_URL", None)
        installation.use(folder, url)
        _fill(city)
        web = Web(folder, url, workers=workers or (os.cpu_count() or 1) + 1)
        try:
            yield web
        finally:
            web.stop()


def _fill(city: City) -> None:
    from django.core.management import call_command

    from indicators.models import ReportingPeriod
    from kpi_tracker.generated.load import generate
    from kpi_tracker.generated.size import Size

    call_command("migrate", interactive=False, verbosity=0)
    generate(Size(city.agencies, city.indicators, city.years, city.ideas))
    from django.utils import timezone

    today = timezone.localdate()
    days = {"opens_on": today - timedelta(30), "due_on": today + timedelta(30), "closes_on": today + timedelta(60)}
    ReportingPeriod.objects.all().update(**days)


def officers(web: Any, number: int) -> list[tuple[Any, Any]]:
    """That many officers, each with a session: browser and user."""
    from django.db import connection

    from drills.web import Browser
    from drills.web import officers as all_officers

    found = [(Browser(web.port, user), user) for user in all_officers()[:number]]
    connection.close()
    return found


def share_below(seconds: list[float], share: float) -> float:
    """The time that this share of all stayed below; 0 of none."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0
