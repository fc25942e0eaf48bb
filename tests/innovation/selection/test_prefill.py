"""What the project knows already when its idea has been selected."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from accounts.roles import Role
from indicators.models import Assignment
from innovation.models import Idea, Project, Selection
from innovation.selectors.content import project_content
from innovation.services import prefill
from innovation.services.selection import select
from tests import make_case
from tests.innovation.selection.conftest import Scene


def project_of(scene: Scene, **form2: str) -> Project:
    make_case.fill_selection(scene.selection)
    Selection.objects.filter(pk=scene.selection.pk).update(**form2)
    select(scene.selection, scene.ideas[0], "ดี", actor=scene.member, version=1)
    return Project.objects.select_related("presentation").get()


def test_the_project_begins_with_what_idea_form_2_agency_indicator_and_year_say(scene: Scene) -> None:
    Idea.objects.filter(number=1).update(title="บริการนอกสถานที่", problem="ประชาชนเดินทางไกล", proposal="ไปหาประชาชน")
    agency, indicator = scene.case.assignment.agency, scene.case.assignment.name_line
    project = project_of(scene, certifier_name="นายหัวหน้า ฝ่าย", certifier_position="หัวหน้าฝ่ายปกครอง")
    assert project.name == "โครงการบริการนอกสถานที่"
    assert project.rationale == (
        f"ประชาชนเดินทางไกล\n\nโครงการนี้สนับสนุนตัวชี้วัด {indicator} ของ{agency.name} ปีงบประมาณ พ.ศ. 2564"
    )
    assert project.characteristics == "ประเภทนวัตกรรม: นวัตกรรมการบริการ\n\nรายละเอียดของแนวคิด\n\nไปหาประชาชน"
    assert project.place == agency.name
    assert project.benefits == "ประชาชนได้รับบริการเร็วขึ้น"
    assert (project.proposer_name, project.proposer_position) == ("นายหัวหน้า ฝ่าย", "หัวหน้าฝ่ายปกครอง")
    shown = project.presentation
    assert (shown.origin, shown.before) == ("ประชาชนเดินทางไกล", "ประชาชนเดินทางไกล")
    assert (shown.after, shown.stages) == ("ประชาชนได้รับบริการเร็วขึ้น", "ไปหาประชาชน")


def test_at_least_eight_fields_are_filled_with_the_least_that_is_known(scene: Scene) -> None:
    content = project_content(project_of(scene))
    filled = [value for part in ("project", "presentation") for value in content[part].values() if value]
    assert len([value for value in filled if isinstance(value, str)]) >= 8


def test_the_owners_own_work_is_left_to_him(scene: Scene) -> None:
    project = project_of(scene)
    assert (project.objectives, project.targets, project.monitoring) == ("", "", "")
    assert (project.starts_on, project.ends_on, project.version) == (None, None, 1)


def test_the_contact_is_the_owner_of_the_indicator_and_who_selected_when_there_is_none(scene: Scene) -> None:
    project = project_of(scene)
    assert (project.presentation.contact_name, project.proposer_name) == (scene.member.full_name,) * 2
    owner = scene.person(Role.OFFICER)
    owner.full_name, owner.position, owner.phone = "นางเจ้าของ งาน", "นักวิชาการ", "0 2224 2222"
    owner.save()
    Assignment.objects.filter(pk=scene.case.assignment_id).update(owner=owner)
    prefill.fill(Project.objects.get())
    project = Project.objects.select_related("presentation").get()
    assert (project.presentation.contact_name, project.presentation.contact_phone) == ("นางเจ้าของ งาน", "0 2224 2222")
    assert (project.proposer_name, project.proposer_position) == ("นางเจ้าของ งาน", "นักวิชาการ")


def test_the_proposer_of_the_idea_is_not_copied(scene: Scene) -> None:
    assert "ผู้เสนอ 1" not in str(project_content(project_of(scene)))


def test_a_title_that_is_a_project_already_is_not_called_so_twice(scene: Scene) -> None:
    Idea.objects.filter(number=1).update(title="โครงการตู้บริการ")
    assert project_of(scene).name == "โครงการตู้บริการ"


def test_a_detail_copied_from_the_idea_is_not_said_twice(scene: Scene) -> None:
    project = project_of(scene, detail="วิธีพัฒนาของแนวคิดที่ 1\n\nขยายผล")
    assert project.characteristics.count("วิธีพัฒนาของแนวคิดที่ 1") == 1


@pytest.mark.parametrize("length", [20_000, 19_990])
def test_long_texts_fit_the_fields_they_are_put_into(scene: Scene, length: int) -> None:
    Idea.objects.filter(number=1).update(problem="ก" * length, proposal="ข" * length)
    project = project_of(scene, detail="ค" * length)
    project.clean_fields(exclude=["dossier", "case", "selected_idea"])
    assert project.rationale == "ก" * length
    assert project.characteristics == "ค" * length


def test_the_paper_is_thai_whatever_the_page_is_shown_in(scene: Scene) -> None:
    with override("en"):
        project = project_of(scene)
    assert project.name.startswith("โครงการ")
