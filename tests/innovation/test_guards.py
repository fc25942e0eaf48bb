"""What each guard of an innovation case says: nothing, or why not, since when and whose turn it is instead."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from accounts.roles import Role
from indicators.workflow.machine import Refusal
from innovation.models import Development, Project, Selection, Utilisation
from innovation.workflow import guards
from tests import make, make_case
from tests.scenes import Once, as_stored

pytestmark = pytest.mark.django_db
NOW = make.at("2021-06-01")
SINCE = make.at("2021-05-01")


@dataclass
class Made:
    """Each step of one case, complete."""

    selection: Selection
    project: Project
    development: Development
    utilisation: Utilisation


@pytest.fixture(scope="module")
def case(once: Once) -> Made:
    def scene() -> Made:
        case = make_case.case()
        utilisation = make_case.fill_utilisation(make_case.developed(case))
        development = Development.objects.get()
        return Made(Selection.objects.get(), development.project, development, utilisation)

    return once(scene)


@pytest.fixture
def made(case: Made, db: None) -> Made:
    return as_stored(case)


def test_an_agency_has_as_many_ideas_as_its_level_asks(db: None) -> None:
    collection = make_case.case().collection
    make_case.ideas(collection, 8)
    assert guards.enough_eligible_ideas(collection, NOW) == Refusal(
        "มีความคิดเห็นที่นับได้ 8 ชุด จากขั้นต่ำ 10 ชุด ยังขาด 2 ชุด", whose_turn=Role.OFFICER
    )
    make_case.ideas(collection, 2)
    assert guards.enough_eligible_ideas(collection, NOW) is None
    make_case.idea(collection)
    assert guards.enough_eligible_ideas(collection, NOW) is None


def test_a_project_that_runs_on_is_carried_over_before_there_are_ideas(made: Made) -> None:
    agency = made.project.case.assignment.agency
    collection = made.project.case.collection
    assert guards.project_runs_on(collection, NOW) == Refusal(
        "ไม่มีโครงการของปีก่อนที่ได้รับอนุมัติและดำเนินการต่อเนื่องถึงปีนี้", whose_turn=Role.OFFICER
    )
    assert guards.no_ideas_yet(collection, NOW) == Refusal(
        "ปีนี้มีความคิดเห็นเข้ามาแล้ว จึงยกโครงการของปีก่อนมาไม่ได้", whose_turn=Role.OFFICER
    )
    following = make_case.case(agency, make_case.round_(make.year(2565)).year).collection
    Project.objects.update(ends_on=following.case.assignment.year.starts_on)
    assert guards.project_runs_on(following, NOW) is None
    assert guards.no_ideas_yet(following, NOW) is None


def test_a_step_that_is_complete_lacks_nothing(made: Made) -> None:
    assert guards.selection_is_complete(made.selection, NOW) is None
    assert guards.project_is_complete(made.project, NOW) is None
    assert guards.development_is_complete(made.development, NOW) is None
    assert guards.utilisation_is_complete(made.utilisation, NOW) is None


def test_a_step_that_lacks_something_says_all_of_it_to_who_writes_it(made: Made) -> None:
    made.selection.meeting_date, made.selection.detail = None, ""
    assert guards.selection_is_complete(made.selection, NOW) == Refusal(
        "กรอกวันที่ประชุม กรอกรายละเอียดของแนวคิดที่ได้รับการคัดเลือก", whose_turn=Role.WORKING_GROUP
    )
    made.project.name = ""
    lacking = guards.project_is_complete(made.project, NOW)
    assert (lacking.whose_turn, "ชื่อ" in lacking.reason) == (Role.OFFICER, True)
    make_case.session(made.development, "2021-04-02", people=None)
    made.development.summary = ""
    assert guards.development_is_complete(made.development, NOW) == Refusal(
        "กรอกสรุปผลการพัฒนา ยังไม่ได้กรอกจำนวนผู้รับบริการ 1 ครั้ง", whose_turn=Role.OFFICER
    )
    made.utilisation.before = ""
    lacking = guards.utilisation_is_complete(made.utilisation, NOW)
    assert (lacking.whose_turn, lacking.reason.startswith("กรอก “")) == (Role.OFFICER, True)


def test_a_rejected_project_brings_another_selection_once(made: Made) -> None:
    assert guards.not_reselected_yet(made.project, NOW) is None
    Selection.objects.update(replaced_at=SINCE)
    assert guards.not_reselected_yet(Project.objects.get(), NOW) == Refusal(
        "เปิดให้คัดเลือกใหม่แล้ว", SINCE, Role.WORKING_GROUP
    )
