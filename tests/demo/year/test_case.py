"""After `init --demo`: the innovation case of 2564 as the record tells it, and what waits in other agencies."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.models import User
from indicators import clock
from indicators.models import AgendaItem, Event
from indicators.selectors.waiting import desk_of
from innovation.models import InnovationCase, Proposer, Round
from innovation.selectors.figures import figures_of
from thai.dates import BANGKOK

pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.long]


@pytest.fixture
def case() -> InnovationCase:
    return InnovationCase.objects.get(assignment__agency__code="04060000", assignment__year__be_year=2564)


def day_of(case: InnovationCase, kind: str, action: str) -> date:
    event = Event.objects.get(dossier__kind=kind, dossier__agency=case.assignment.agency, action=action)
    return event.at.astimezone(BANGKOK).date()


def test_ten_ideas_of_all_three_types_with_their_proposers(case: InnovationCase) -> None:
    ideas = case.collection.ideas.all()
    assert (ideas.count(), case.collection.status) == (10, "done")
    assert set(ideas.values_list("innovation_type__code", flat=True)) == {"1", "2", "3"}
    assert Proposer.objects.filter(idea__in=ideas).exclude(name="").count() == 10
    assert day_of(case, "collection", "close") <= Round.objects.get(year__be_year=2564).steps.all()[0].due_on


def test_the_mobile_service_was_chosen_by_the_working_group(case: InnovationCase) -> None:
    selection = case.selections.get()
    chosen = selection.selected_ideas.get()
    assert "Bangkok Mobile Service" in chosen.idea.title
    assert chosen.chosen_by.username == "working_group"
    assert selection.ballots.filter(submitted_at__isnull=False).count() == 2
    assert day_of(case, "selection", "select") == date(2021, 1, 29)


def test_the_committee_approved_the_project_on_8_february(case: InnovationCase) -> None:
    project = case.projects.get()
    assert (project.status, project.name) == ("done", "โครงการบริการงานทะเบียนตรงใจด้วย “On – Demand Service”")
    item = AgendaItem.objects.get(dossier=project.dossier)
    assert (item.result, item.meeting.held_on, item.resolved_on) == ("approve", date(2021, 2, 8), date(2021, 2, 8))
    assert item.meeting.closed_at is not None
    assert day_of(case, "project", "approve") == date(2021, 2, 8)
    assert project.endorsed_by is not None
    assert project.endorsed_by.username == "head"
    target = project.year_targets.get()
    assert (target.be_year, target.sessions) == (2564, 30)


def test_eight_sessions_from_1_to_9_april_without_the_6th_served_132_people(case: InnovationCase) -> None:
    sessions = case.development.sessions.order_by("date")
    assert [session.date.day for session in sessions] == [1, 2, 3, 4, 5, 7, 8, 9]
    assert {(session.date.year, session.date.month) for session in sessions} == {(2021, 4)}
    figures = figures_of(case.development)
    assert (figures.sessions, figures.people, figures.target_sessions) == (8, 132, 30)


def test_the_order_of_18_march_is_cited_as_evidence(case: InnovationCase) -> None:
    cited = [citation.document for citation in case.development.dossier.citations.order_by("position")]
    assert (cited[0].kind.code, cited[0].number, cited[0].date) == ("order", "4/2564", date(2021, 3, 18))
    assert "กท 0406/191" in {document.number for document in cited}


def test_form_5_went_to_the_head_by_memo_on_30_august_and_was_endorsed(case: InnovationCase) -> None:
    survey = case.utilisation
    assert survey.status == "done"
    assert survey.endorsed_by is not None
    assert survey.endorsed_by.username == "head"
    assert day_of(case, "utilisation", "submit") == date(2021, 8, 30)
    memo = survey.dossier.citations.get().document
    assert (memo.kind.code, memo.number, memo.date) == ("memo", "ผบ. 634/2564", date(2021, 8, 30))
    assert (survey.used_from, survey.used_to) == (date(2021, 4, 1), date(2021, 4, 9))


@pytest.mark.parametrize(
    ("username", "waiting"),
    [
        ("working_group", {("สำนักงานการเจ้าหน้าที่", "open")}),
        ("secretariat", {("สำนักงานเขตบางขุนเทียน", "sent"), ("สำนักสิ่งแวดล้อม", "submitted")}),
        ("committee", {("สำนักการแพทย์", "scheduled")}),
        ("district_head", {("สำนักงานเขตบางพลัด", "submitted")}),
    ],
)
def test_steps_of_2564_wait_in_other_agencies(username: str, waiting: set[tuple[str, str]]) -> None:
    desk = desk_of(User.objects.get(username=username), clock.today())
    steps = [row for row in desk.first if row.name.startswith("ขั้นที่") and row.due_on < date(2021, 10, 1)]
    assert {(str(row.agency), row.status) for row in steps} == waiting


def test_the_district_chose_booking_and_served_640() -> None:
    case = InnovationCase.objects.get(assignment__agency__code="50350000", assignment__year__be_year=2564)
    assert case.collection.ideas.count() == 17
    assert "จองคิว" in case.projects.get().name
    assert figures_of(case.development).people == 640


def test_the_year_in_hand_has_the_round_and_some_ideas() -> None:
    newest = Round.objects.select_related("year").order_by("-year__be_year")[0]
    assert newest.year.starts_on <= clock.today() <= newest.year.ends_on
    cases = InnovationCase.objects.filter(round=newest)
    assert cases.count() == 6
    assert set(cases.values_list("collection__status", flat=True)) == {"open"}
