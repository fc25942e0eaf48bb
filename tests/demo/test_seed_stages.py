"""`seed_demo` at each stage of the round: played once for tests of one stage that follow each other, then taken back.
The last stage is the dearest, so its tests stand behind those of all stages.

A test that needs a database without the demo stands in test_seed.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker, Settings

from accounts.models import User
from appeals.models import Appeal
from indicators import clock
from indicators.models import AgendaItem, Citation, Document, Event, QuarterlyReport
from indicators.selectors.waiting import desk_of
from indicators.services.integrity import findings
from innovation.models import Collection, Idea, InnovationCase, ServiceSession
from kpi_tracker.demo.people import PASSWORD
from kpi_tracker.demo.seed_case import STAGES
from tests.demo import running
from tests.demo.running import Played
from tests.demo.seeding import REACHED, reached, run

pytestmark = [pytest.mark.long, pytest.mark.sqlite_alone]
AtStage = Callable[[str], Played]


@pytest.fixture(scope="module")
def seeded(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AtStage]:
    """Brings three agencies to a stage, unless it is there since the last call: then they stay."""
    with django_db_blocker.unblock(), ExitStack() as stack:
        here: dict[str, Played] = {}

        def at(stage: str) -> Played:
            if stage not in here:
                stack.close()
                here.clear()
                folder = tmp_path_factory.mktemp("seed") / "files"
                here[stage] = stack.enter_context(running.played(folder, "--stage", stage, command="seed_demo"))
            return here[stage]

        yield at


@pytest.fixture
def three(stage: str, seeded: AtStage) -> Played:
    return seeded(stage)


@pytest.fixture
def said(three: Played, db: None, evidence_dir: Path, settings: Settings) -> str:
    settings.DEBUG = True
    settings.EVIDENCE_DIR = three.evidence_dir
    return three.said


@pytest.mark.parametrize(
    "stage", [*(pytest.param(stage, marks=pytest.mark.full) for stage in STAGES[:-1]), STAGES[-1]]
)
def test_three_agencies_of_three_levels_come_to_the_stage(said: str, stage: str) -> None:
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


@pytest.mark.parametrize("stage", ["year-end"])
def test_a_finished_year_has_its_four_quarters_marked(said: str) -> None:
    quarters = QuarterlyReport.objects.filter(assignment__innovation__isnull=False)
    assert quarters.count() == 12
    assert set(quarters.values_list("status", flat=True)) == {"accepted"}


@pytest.mark.parametrize("stage", ["year-end"])
def test_no_chain_goes_back_in_time_where_nothing_was_before(said: str) -> None:
    for chain in set(Event.objects.values_list("chain", flat=True)):
        instants = list(Event.objects.filter(chain=chain).order_by("sequence").values_list("at", flat=True))
        assert instants == sorted(instants), chain


@pytest.mark.parametrize("stage", ["appeal"])
def test_sessions_of_a_suspended_service_end_before_the_letter_that_is_cited(said: str) -> None:
    letters = Document.objects.filter(kind__code="letter", date=date(2021, 4, 15))
    assert letters.count() == 3
    assert Citation.objects.filter(document__in=letters, dossier__kind="development").count() == 3
    days = set(ServiceSession.objects.values_list("date", flat=True))
    assert max(days) < letters[0].date
    assert all("งดตั้งแต่วันที่ 15 เมษายน" in case.development.summary for case in InnovationCase.objects.all())


@pytest.mark.parametrize("stage", ["appeal"])
def test_a_suspended_service_is_appealed_about_by_letter(said: str) -> None:
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


@pytest.mark.parametrize("stage", ["proposed"])
def test_desks_are_filled_before_the_committee(said: str) -> None:
    today = clock.today()

    def waiting(username: str) -> set[str]:
        return {row.status for row in desk_of(User.objects.get(username=username), today).first}

    assert waiting("committee") == {"scheduled"}
    assert waiting("secretariat") == {"endorsed"}
    heads = User.objects.filter(username__startswith="head_")
    assert sum("submitted" in waiting(head.username) for head in heads) == 1


@pytest.mark.full
@pytest.mark.parametrize("stage", ["decided"])
def test_it_is_run_again_for_other_agencies_with_a_meeting_of_their_own(said: str) -> None:
    first = set(InnovationCase.objects.values_list("assignment__agency", flat=True))
    run("developing", "--agencies", "2")
    both = set(InnovationCase.objects.values_list("assignment__agency", flat=True))
    assert len(both) == 5
    assert first < both
    meetings = AgendaItem.objects.values_list("meeting__number", flat=True)
    assert sorted(set(meetings)) == ["2/2564", "3/2564"]
    assert Event.objects.filter(subject="demo-seed").count() == 2
