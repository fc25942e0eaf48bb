"""`seed_demo`: agencies of all levels at any stage of the round, through the services, the same for the same seed."""

from __future__ import annotations

import io
from datetime import date
from random import Random
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from accounts.models import Agency, User
from appeals.models import Appeal
from indicators import clock
from indicators.models import AgendaItem, Citation, Document, Event, FiscalYear, QuarterlyReport
from indicators.selectors.waiting import desk_of
from indicators.services.integrity import findings
from indicators.services.reference_data import load_reference_data
from innovation.models import Collection, Idea, InnovationCase, Project, Proposer, ServiceSession
from kpi_tracker.demo import seed
from kpi_tracker.demo.people import PASSWORD
from kpi_tracker.demo.seed_case import STAGES
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.long]

# Of three cases, the statuses of collection, selection, project, development and survey.
REACHED: dict[str, list[tuple[str, str, str, str, str]]] = {
    "ideas": [("open", "", "", "", "")] * 3,
    "selected": [("done", "done", "draft", "", "")] * 3,
    "proposed": [
        ("done", "done", "scheduled", "", ""),
        ("done", "done", "endorsed", "", ""),
        ("done", "done", "submitted", "", ""),
    ],
    "decided": [
        ("done", "done", "done", "open", ""),
        ("done", "done", "revising", "", ""),
        ("done", "done", "returned", "", ""),
    ],
    "developing": [("done", "done", "done", "open", "")] * 3,
    "appeal": [("done", "done", "done", "open", "")] * 3,
    "year-end": [("done", "done", "done", "done", "done")] * 3,
}


@pytest.fixture(autouse=True)
def _debug(settings: Any) -> None:
    settings.DEBUG = True


def run(stage: str, *arguments: str) -> str:
    out = io.StringIO()
    call_command("seed_demo", "--stage", stage, *arguments, stdout=out)
    return out.getvalue()


def status(of: Any, name: str) -> str:
    found = getattr(of, name, None)
    return found.status if found else ""


def reached() -> list[tuple[str, str, str, str, str]]:
    """Of every case in the order in which they were made."""
    found = []
    for case in InnovationCase.objects.order_by("pk"):
        selection, project = case.selections.first(), case.projects.first()
        found.append(
            (
                case.collection.status,
                selection.status if selection else "",
                project.status if project else "",
                status(case, "development"),
                status(case, "utilisation"),
            )
        )
    return found


@pytest.mark.parametrize("stage", STAGES)
def test_three_agencies_of_three_levels_come_to_the_stage(stage: str) -> None:
    said = run(stage)
    levels = InnovationCase.objects.values_list("assignment__agency__level", flat=True)
    assert sorted(levels) == ["BUREAU", "DISTRICT", "SECRETARIAT"]
    assert reached() == REACHED[stage]
    assert findings() == []
    assert said.startswith(f"{stage}: 3 หน่วยงาน")
    assert PASSWORD in said
    for collection in Collection.objects.select_related("case__assignment__agency"):
        agency = collection.case.assignment.agency
        least = {"BUREAU": 20, "DISTRICT": 15, "SECRETARIAT": 10}[agency.level]
        assert stage == "ideas" or collection.ideas.filter(status=Idea.Status.ELIGIBLE).count() >= least
        assert agency.name in said
        assert f"officer_{agency.code[:4]}" in said


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

    assert told() == told("--seed", "2564")
    assert told("--seed", "1") != told()


def test_sessions_of_a_suspended_service_end_before_the_letter_that_is_cited() -> None:
    run("appeal")
    letters = Document.objects.filter(kind__code="letter", date=date(2021, 4, 15))
    assert letters.count() == 3
    assert Citation.objects.filter(document__in=letters, dossier__kind="development").count() == 3
    days = set(ServiceSession.objects.values_list("date", flat=True))
    assert max(days) < letters[0].date
    assert all("งดตั้งแต่วันที่ 15 เมษายน" in case.development.summary for case in InnovationCase.objects.all())


def test_a_suspended_service_is_appealed_about_by_letter() -> None:
    run("appeal")
    found = Appeal.objects.select_related("cause", "requested_outcome", "letter", "assignment__agency")
    assert found.count() == 3
    for appeal in found:
        assert (appeal.status, appeal.position, appeal.is_late) == ("filed", 4, False)
        assert (appeal.cause.code, appeal.requested_outcome.code) == ("1", "2")
        assert appeal.letter.number.startswith(f"กท {appeal.assignment.agency.code[:4]}/")
        assert (appeal.letter.speed, appeal.letter.date) == ("most_urgent", date(2021, 7, 6))
        assert "30 วัน" in appeal.criterion_before
        assert "30 วัน" not in appeal.criterion_asked
        cited = appeal.dossier.citations.get().document
        assert cited.date == date(2021, 4, 15)
    desk = desk_of(User.objects.get(username="secretariat"), clock.today())
    appealing = {str(appeal.assignment.agency) for appeal in found}
    assert {str(row.agency) for row in desk.first if row.status == "filed"} == appealing


def test_a_finished_year_has_its_four_quarters_marked() -> None:
    run("year-end")
    quarters = QuarterlyReport.objects.filter(assignment__innovation__isnull=False)
    assert quarters.count() == 12
    assert set(quarters.values_list("status", flat=True)) == {"accepted"}


def test_desks_are_filled_before_the_committee() -> None:
    run("proposed")
    today = clock.today()

    def waiting(username: str) -> set[str]:
        return {row.status for row in desk_of(User.objects.get(username=username), today).first}

    assert waiting("committee") == {"scheduled"}
    assert waiting("secretariat") == {"endorsed"}
    heads = User.objects.filter(username__startswith="head_")
    assert sum("submitted" in waiting(head.username) for head in heads) == 1


def test_it_is_run_again_for_other_agencies_with_a_meeting_of_their_own() -> None:
    run("decided")
    first = set(InnovationCase.objects.values_list("assignment__agency", flat=True))
    run("developing", "--agencies", "2")
    both = set(InnovationCase.objects.values_list("assignment__agency", flat=True))
    assert len(both) == 5
    assert first < both
    meetings = AgendaItem.objects.values_list("meeting__number", flat=True)
    assert sorted(set(meetings)) == ["2/2564", "3/2564"]
    assert Event.objects.filter(subject="demo-seed").count() == 2


def test_no_chain_goes_back_in_time_where_nothing_was_before() -> None:
    run("year-end")
    for chain in set(Event.objects.values_list("chain", flat=True)):
        instants = list(Event.objects.filter(chain=chain).order_by("sequence").values_list("at", flat=True))
        assert instants == sorted(instants), chain


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
