"""`seed_demo`: agencies of all levels at any stage of the round, through the services, the same for the same seed."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from django.core.management import CommandError
from django.db import transaction
from pytest_django import Settings

from accounts.models import Agency, User
from indicators.models import Event, FiscalYear
from indicators.services.reference_data import load_reference_data
from innovation.models import Idea, InnovationCase, Project, Proposer
from kpi_tracker.demo import seed
from tests import make
from tests.demo.seeding import REACHED, reached, run

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.sqlite_alone]


@pytest.fixture(autouse=True)
def _debug(settings: Settings) -> None:
    settings.DEBUG = True


def test_the_same_seed_tells_the_same_and_another_does_not() -> None:
    def told(*arguments: str) -> list[Any]:
        with transaction.atomic():
            run("selected", "--agencies", "1", *arguments)
            ideas = list(Idea.objects.order_by("pk").values_list("number", "title", "submitted_on", "status"))
            names = list(Proposer.objects.order_by("idea").values_list("name", flat=True))
            chosen = list(Project.objects.order_by("pk").values_list("name", flat=True))
            agencies = list(InnovationCase.objects.order_by("pk").values_list("assignment__agency__code", flat=True))
            transaction.set_rollback(True)
        return [ideas, names, chosen, agencies]

    first = told()
    assert told("--seed", "2564") == first
    assert told("--seed", "1") != first


@pytest.mark.full
def test_the_offices_that_judge_are_judged_by_others(monkeypatch: pytest.MonkeyPatch) -> None:
    judging = ["03000000", "04010000", "21000000"]
    monkeypatch.setattr("kpi_tracker.demo.seed._agencies", lambda luck: list(Agency.objects.filter(code__in=judging)))
    run("year-end")
    assert reached() == REACHED["year-end"]
    for action, acts in (("receive", 6), ("approve", 3), ("accept", 15)):
        events = Event.objects.filter(action=action).select_related("actor__agency", "dossier__agency")
        assert events.count() == acts, action
        assert all(event.actor.agency != event.dossier.agency for event in events)


def test_there_are_77_to_choose_from_the_levels_in_turn() -> None:
    load_reference_data()
    found = seed._agencies(Random(1))
    assert len({agency.code for agency in found}) == 77
    assert [agency.level for agency in found[:6]] == ["BUREAU", "DISTRICT", "SECRETARIAT"] * 2


def test_it_says_when_every_agency_has_its_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kpi_tracker.demo.seed._agencies", lambda luck: [])
    with pytest.raises(CommandError, match="ทุกหน่วยงานมีเรื่องนวัตกรรมของปี 2564 แล้ว"):
        run("ideas")
    assert not User.objects.exists()


def test_it_is_refused_where_others_work(settings: Any) -> None:
    load_reference_data()
    make.assignment(Agency.objects.get(code="04060000"), FiscalYear.objects.get())
    events = Event.objects.count()
    with pytest.raises(CommandError, match="ฐานข้อมูลว่างหรือฐานข้อมูลสาธิต"):
        run("ideas")
    assert not User.objects.exists()
    assert Event.objects.count() == events


def test_it_is_refused_without_debug(settings: Any) -> None:
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG"):
        run("ideas")
    assert not User.objects.exists()


@pytest.mark.parametrize("count", ["0", "78", "-1"])
def test_a_number_of_agencies_that_cannot_be_is_refused(count: str) -> None:
    with pytest.raises(CommandError, match="1 ถึง 77"):
        run("ideas", "--agencies", count)
