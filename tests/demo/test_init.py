"""`manage.py init`: tables and reference data, as often as one likes; the demo only where it does no harm."""

from __future__ import annotations

import pytest
from django.core.management import CommandError

from accounts.models import Agency, User
from indicators.models import Event, FiscalYear
from indicators.services.people import create_administrator
from kpi_tracker.management.commands.init import columns_of
from tests import make
from tests.demo.running import run

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db, pytest.mark.long]


def test_it_loads_the_reference_data() -> None:
    said = run()
    assert Agency.objects.filter(code="04060000", abbreviation="สปท.").exists()
    assert list(FiscalYear.objects.values_list("be_year", flat=True)) == [2564]
    assert "agencies 78" in said


def test_a_second_run_changes_nothing() -> None:
    run()
    events = Event.objects.count()
    assert "เป็นปัจจุบันแล้ว" in run()
    assert Event.objects.count() == events
    assert Agency.objects.count() == 78


def test_it_tells_how_to_make_an_administrator_while_there_is_none() -> None:
    assert "manage.py create_administrator" in run()
    create_administrator("root", full_name="ผู้ดูแล คนแรก", password="long enough to keep")
    assert "create_administrator" not in run()


def test_the_demo_is_refused_without_debug_and_nothing_is_written(settings) -> None:
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG"):
        run("--demo")
    assert not User.objects.exists()
    assert not Agency.objects.exists()


def test_the_demo_is_refused_where_somebody_works_already(settings, monkeypatch) -> None:
    settings.DEBUG = True
    monkeypatch.setattr("kpi_tracker.demo.papers.print_all", lambda *_: {})
    run()
    make.assignment(Agency.objects.get(code="04060000"), FiscalYear.objects.get())
    events = Event.objects.count()
    with pytest.raises(CommandError, match="ฐานข้อมูลว่าง"):
        run("--demo")
    assert not User.objects.exists()
    assert Event.objects.count() == events


def test_a_column_is_as_wide_as_a_terminal_draws_it() -> None:
    assert columns_of("ที่นี่") == 2
    assert columns_of("ชื่อผู้ใช้") == 5
    assert columns_of("น้ำ") == 2
    assert columns_of("officer") == 7
