"""The verbs of step 3: what each leaves behind besides the status."""

from __future__ import annotations

import json
from datetime import date
from uuid import uuid4

import pytest

from accounts.models import Delegation
from accounts.roles import Role
from indicators import clock
from indicators.models import Event
from indicators.services import audit
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from innovation.models import Development, Project, Selection
from innovation.services import cases
from innovation.services import project as services
from tests import make, make_case
from tests.innovation.project.conftest import Cast

pytestmark = pytest.mark.both_databases


@pytest.fixture
def project(cast: Cast) -> Project:
    return make_case.fill_project(cast.project)


def put(project: Project, status: str) -> Project:
    found: Project = make_case.put(project, status)
    return found


def test_a_submission_freezes_project_and_presentation(cast: Cast, project: Project) -> None:
    event = services.submit(project, actor=cast.officer, version=project.version)
    revision = project.dossier.revisions.get()
    content = json.loads(revision.content)
    assert event.revision_id == revision.pk
    assert content["project"]["name"] == "โครงการทดสอบ"
    assert content["project"]["year_targets"] == [{"be_year": 2564, "sessions": 30, "text": "ให้บริการ 30 ครั้ง"}]
    assert content["presentation"]["origin"] == "ข้อความของ origin"
    assert (project.submitted_by, project.first_submitted_at) == (cast.officer, make.at("2021-01-20"))
    assert not project.is_late  # the round asks for it by 31 January


def test_a_first_submission_after_the_rounds_day_is_late(cast: Cast, project: Project) -> None:
    with clock.travel(make.at("2021-02-01", "00:00")):
        services.submit(project, actor=cast.officer, version=project.version)
    assert project.is_late


def test_a_submission_sent_twice_is_one(cast: Cast, project: Project) -> None:
    key = uuid4()
    first = services.submit(project, actor=cast.officer, version=1, key=key)
    assert services.submit(project, actor=cast.officer, version=1, key=key).pk == first.pk
    assert project.dossier.revisions.count() == 1


def test_an_incomplete_project_says_what_is_missing(cast: Cast) -> None:
    make_case.fill_project(cast.project, ends_on=date(2022, 1, 31), rationale="")
    with pytest.raises(NotAllowed) as caught:
        services.submit(cast.project, actor=cast.officer, version=1)
    assert "กรอก “หลักการและเหตุผล”" in caught.value.verdict.reason
    assert "กำหนดเป้าหมายของปีงบประมาณ 2565" in caught.value.verdict.reason


def test_an_endorsement_names_who_stood_in_for_whom(cast: Cast, project: Project) -> None:
    project = put(project, "submitted")
    deputy = make.user(None, cast.agency, full_name="นางรอง หัวหน้า", position="รองผู้อำนวยการ")
    delegation = Delegation.objects.create(
        agency=cast.agency,
        head=cast.head,
        deputy=deputy,
        kind=Delegation.Kind.ACTING,
        order_number="4/2564",
        order_date=date(2021, 1, 4),
        starts_on=date(2021, 1, 5),
        ends_on=date(2021, 1, 31),
    )
    event = services.endorse(project, actor=deputy, version=project.version)
    assert (project.endorsed_by, project.endorsed_under) == (deputy, delegation)
    details = json.loads(event.details)
    assert (details["name"], details["for_name"], details["order_number"]) == (
        "นางรอง หัวหน้า",
        cast.head.full_name,
        "4/2564",
    )
    assert event.revision_id == project.dossier.revisions.get().pk


def test_a_return_needs_a_reason(cast: Cast, project: Project) -> None:
    project = put(project, "submitted")
    for reason in ("", "  \n "):
        with pytest.raises(Invalid, match="กรอกเหตุผล"):
            services.return_(project, actor=cast.head, version=project.version, reason=reason)
    event = services.return_(project, actor=cast.head, version=project.version, reason="เพิ่มเป้าหมาย")
    assert (project.status, event.reason) == ("returned", "เพิ่มเป้าหมาย")


def test_what_is_submitted_anew_is_not_endorsed(cast: Cast, project: Project) -> None:
    project = put(project, "submitted")
    services.endorse(project, actor=cast.head, version=project.version)
    project = put(project, "returned")  # by the committee
    services.submit(project, actor=cast.officer, version=project.version)
    assert (project.endorsed_by, project.endorsed_at, project.endorsed_under) == (None, None, None)


def test_a_revision_that_was_asked_for_is_frozen_beside_the_first(cast: Cast, project: Project) -> None:
    project = put(project, "revising")
    services.save(project, actor=cast.officer, version=project.version, fields={"place": "ห้างใหม่"})
    services.resubmit(project, actor=cast.officer, version=project.version)
    places = [json.loads(each.content)["project"]["place"] for each in project.dossier.revisions.order_by("number")]
    assert places == ["ห้างสรรพสินค้า", "ห้างใหม่"]


def test_a_confirmation_opens_step_4(cast: Cast, project: Project) -> None:
    project = put(project, "revised")
    event = services.confirm(project, actor=cast.secretariat, version=project.version)
    development = Development.objects.get(case=cast.case)
    assert (development.project, development.status) == (project, "open")
    assert (project.status, event.revision_id) == ("done", project.dossier.revisions.get().pk)


def test_the_secretariat_sends_a_revision_back_with_a_reason(cast: Cast, project: Project) -> None:
    project = put(project, "revised")
    services.return_(project, actor=cast.secretariat, version=project.version, reason="ยังไม่ระบุสถานที่")
    assert project.status == "revising"
    assert not Development.objects.exists()


def test_reselecting_opens_step_2_and_keeps_the_rejected_record(cast: Cast, project: Project) -> None:
    project = put(project, "rejected")
    old = project.selected_idea.selection
    opened = services.reselect(project, actor=cast.officer, version=project.version)
    old.refresh_from_db()
    assert (old.status, old.replaced_at) == ("done", make.at("2021-01-20"))
    assert (opened.status, opened.case, opened.replaced_at) == ("open", cast.case, None)
    assert opened.dossier.kind == "selection"
    assert project.status == "rejected"
    assert project.selected_idea.selection == old
    assert project.dossier.revisions.count() == 1


def test_reselecting_sent_twice_opens_one_selection(cast: Cast, project: Project) -> None:
    project = put(project, "rejected")
    key = uuid4()
    first = services.reselect(project, actor=cast.officer, version=project.version, key=key)
    again = services.reselect(project, actor=cast.officer, version=project.version - 1, key=key)
    assert first == again
    assert Selection.objects.count() == 2


def test_the_case_may_then_have_another_project(cast: Cast, project: Project) -> None:
    project = put(project, "rejected")
    opened = services.reselect(project, actor=cast.officer, version=project.version)
    second = cast.case.collection.ideas.order_by("number")[1]
    choice = opened.selected_ideas.create(
        idea=second,
        reasons="รองลงมา",
        chosen_by=make.user(Role.WORKING_GROUP, cast.agency),
        chosen_at=make.at("2021-01-20"),
    )
    following = cases.open_project(choice, cast.case, make.at("2021-01-20"))
    assert {each.status for each in cast.case.projects.all()} == {"rejected", "draft"}
    assert following.presentation.pk


def test_a_stale_page_decides_nothing(cast: Cast, project: Project) -> None:
    project = put(project, "submitted")
    with pytest.raises(StaleVersion):
        services.endorse(project, actor=cast.head, version=project.version - 1)
    assert not Event.objects.filter(action="endorse").exists()


def test_every_verb_is_in_the_agencys_chain(cast: Cast, project: Project) -> None:
    services.submit(project, actor=cast.officer, version=project.version)
    services.return_(project, actor=cast.head, version=project.version, reason="แก้")
    services.submit(project, actor=cast.officer, version=project.version)
    services.endorse(project, actor=cast.head, version=project.version)
    told = Event.objects.filter(dossier=project.dossier).order_by("sequence")
    assert [(event.subject, event.action) for event in told] == [
        ("project", "submit"),
        ("project", "return"),
        ("project", "submit"),
        ("project", "endorse"),
    ]
    assert audit.broken_links() == []
