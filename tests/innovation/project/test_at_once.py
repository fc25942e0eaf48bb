"""Two officers at once, as real processes on a real database: one effect, nothing lost unseen, nothing doubled."""

from __future__ import annotations

import pytest

from accounts.models import User
from accounts.roles import Role
from indicators import clock
from indicators.models import Event
from indicators.services import audit
from innovation.models import Project, Risk, Selection
from tests import make, make_case
from tests.databases import LiveDatabase
from tests.innovation.project.races import reselect, write
from tests.racing import race

pytestmark = [pytest.mark.many_writers, pytest.mark.processes, pytest.mark.long]
ROUNDS = 40


def many(status: str) -> tuple[list[Project], list[User]]:
    """A project of each of so many agencies, and two officers who write for all of them."""
    from accounts.models import Membership

    officers = [make.user() for _officer in range(2)]
    projects = []
    with clock.travel(make.at("2021-01-20")):
        for _round in range(ROUNDS):
            case = make_case.case(make.agency())
            project = make_case.fill_project(make_case.selected(case))
            projects.append(project if status == "draft" else make_case.put(project, status))
            for officer in officers:
                Membership.objects.create(user=officer, role=Role.OFFICER, agency=case.assignment.agency)
    return projects, officers


def test_two_officers_ask_for_another_selection_and_one_is_opened(live_database: LiveDatabase) -> None:
    projects, officers = many("rejected")
    given = {"projects": [project.pk for project in projects]}
    told = race(reselect, *({**given, "actor": officer.pk} for officer in officers))
    for project, answers in zip(projects, zip(*told, strict=True), strict=True):
        assert sorted(answer.split()[0] for answer in answers) in (["event", "moment"], ["event", "stale"])
        assert Selection.objects.filter(case=project.case, replaced_at__isnull=True).count() == 1
        assert Selection.objects.filter(case=project.case).count() == 2
        assert Event.objects.filter(dossier=project.dossier, action="reselect").count() == 1
    assert audit.broken_links() == []


def test_two_officers_save_one_version_and_one_is_told(live_database: LiveDatabase) -> None:
    projects, officers = many("draft")
    given = {"projects": [project.pk for project in projects], "guarded": True}
    told = race(write, *({**given, "actor": officer.pk} for officer in officers))
    for project, answers in zip(projects, zip(*told, strict=True), strict=True):
        assert sorted(answers) == ["saved", "stale"]
        winner = officers[answers.index("saved")].username
        project.refresh_from_db()
        assert (project.version, project.benefits) == (2, winner)
        assert [risk.risk for risk in project.risks.all()] == [winner]


def test_without_versions_both_would_be_told_that_it_is_saved(live_database: LiveDatabase) -> None:
    """The control: the same race by a form that knows no versions."""
    projects, officers = many("draft")
    given = {"projects": [project.pk for project in projects], "guarded": False}
    told = race(write, *({**given, "actor": officer.pk} for officer in officers))
    assert set(zip(*told, strict=True)) == {("saved", "saved")}
    assert Risk.objects.count() >= ROUNDS
