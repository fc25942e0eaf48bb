"""What a revision changed: against the submission that was decided on, word by word, the rest folded away."""

from __future__ import annotations

import re
from datetime import date

import pytest

from indicators.models import AgendaItem, Revision
from innovation.models import Project
from innovation.selectors.project_changes import comparison_of
from innovation.services import project as services
from innovation.services.steps import freeze_step
from tests import make, make_case
from tests.innovation.project.conftest import Cast, signed_in
from tests.innovation.project.test_pages import agenda_item, posted, put, url

pytestmark = pytest.mark.both_databases

BEFORE = "ให้บริการใน 4 ด้าน ที่ห้างสรรพสินค้า"
AFTER = "ให้บริการใน 4 ด่าน ที่ทางสรรพสินค้า"


@pytest.fixture
def project(cast: Cast) -> Project:
    """Submitted, and decided to be revised."""
    project = put(cast, "submitted", rationale=BEFORE)
    return make_case.put(project, "revising")  # type: ignore[no-any-return]


def freeze(project: Project, cast: Cast, **fields: object) -> Revision:
    Project.objects.filter(pk=project.pk).update(**fields)
    project.refresh_from_db()
    return freeze_step(project, actor=cast.officer, at=make.at("2021-01-20"))


def numbers(project: Project) -> tuple[int, int] | None:
    found = comparison_of(project)
    return (found.before.number, found.after.number) if found else None


def test_one_submission_has_nothing_to_be_compared_with(cast: Cast, project: Project) -> None:
    assert comparison_of(project) is None
    assert "ส่งเพียงฉบับเดียว" in signed_in(cast.officer).get(url(cast, "changes")).content.decode()


def test_without_a_determination_the_one_before_is_compared(cast: Cast, project: Project) -> None:
    freeze(project, cast)
    freeze(project, cast)
    assert numbers(project) == (2, 3)


def test_the_submission_decided_on_is_compared_however_many_followed(cast: Cast, project: Project) -> None:
    agenda_item(project, "approve_with_changes")
    freeze(project, cast)
    freeze(project, cast)
    assert numbers(project) == (1, 3)


def test_the_last_determination_counts_and_an_open_item_does_not(cast: Cast, project: Project) -> None:
    agenda_item(project, "return", number="1/2564", held_on=date(2021, 1, 8))
    second = freeze(project, cast)
    agenda_item(project, "approve_with_changes", revision=second)
    freeze(project, cast)
    assert numbers(project) == (2, 3)
    freeze(project, cast)
    agenda_item(project, number="3/2564", held_on=date(2021, 3, 8))
    assert numbers(project) == (2, 4)


def test_while_the_newest_is_the_one_decided_on_it_is_compared_with_the_one_before(
    cast: Cast, project: Project
) -> None:
    second = freeze(project, cast)
    agenda_item(project, "approve_with_changes", revision=second)
    assert numbers(project) == (1, 2)


def test_fields_are_compared_one_by_one(cast: Cast, project: Project) -> None:
    freeze(project, cast, rationale=AFTER, ends_on=date(2021, 8, 31))
    found = comparison_of(project)
    assert found is not None
    assert [(change.label, change.before, change.after) for change in found.changed] == [
        ("หลักการและเหตุผล", BEFORE, AFTER),
        ("สิ้นสุด", "วันพฤหัสบดีที่ 30 กันยายน พ.ศ. 2564", "วันอังคารที่ 31 สิงหาคม พ.ศ. 2564"),
    ]
    assert len(found.unchanged) == 26


def test_lists_are_compared_as_they_are_read(cast: Cast, project: Project) -> None:
    make_case.budget_line(project, "1000")
    project.activities.update(months=0b11000000, owner="ฝ่ายทะเบียน")
    freeze(project, cast, no_budget=False)
    found = comparison_of(project)
    assert found is not None
    after = {change.label: change.after for change in found.changed}
    assert after == {
        "กิจกรรมตามแผน": (
            "ปีงบประมาณ พ.ศ. 2564\n1. ออกหน่วยบริการ\n   ผู้รับผิดชอบ: ฝ่ายทะเบียน\n   เดือนที่ดำเนินการ: เม.ย. พ.ค."
        ),
        "ไม่ใช้งบประมาณ": "ไม่ใช่",
        "งบประมาณ": "1. ค่าวัสดุ: 1,000.00 บาท\n   แหล่งงบประมาณ: งบประมาณประจำปี\nรวม 1,000.00 บาท",
    }


def test_the_page_marks_whole_words_and_no_mark_stands_alone(cast: Cast, project: Project) -> None:
    freeze(project, cast, rationale=AFTER)
    page = signed_in(cast.secretariat).get(url(cast, "changes")).content.decode()
    assert re.findall(r"<del>.*?</span>(.*?)</del>", page) == ["ด้าน", "ห้าง"]
    inserted = re.findall(r"<ins>.*?</span>(.*?)</ins>", page)
    assert inserted == ["ด่าน", "ทาง"]
    assert "ไม่เปลี่ยน 27 ช่อง" in page
    assert page.count("<details>") == 27


def test_the_secretariat_confirms_beside_the_comparison(cast: Cast, project: Project) -> None:
    agenda_item(project, "approve_with_changes", conditions="ระบุจำนวนครั้ง")
    services.save(project, actor=cast.officer, version=project.version, fields={"rationale": AFTER})
    services.resubmit(project, actor=cast.officer, version=project.version)
    page = signed_in(cast.secretariat).get(url(cast, "changes")).content.decode()
    assert f'action="{url(cast, "confirm")}"' in page
    assert f'action="{url(cast, "return")}"' in page
    assert "ระบุจำนวนครั้ง" in page
    assert "เทียบฉบับที่คณะกรรมการพิจารณา" in page
    assert (
        f'action="{url(cast, "confirm")}"' not in signed_in(cast.officer).get(url(cast, "changes")).content.decode()
    )
    answer = signed_in(cast.secretariat).post(url(cast, "confirm"), posted(project))
    project.refresh_from_db()
    assert (answer.status_code, project.status) == (302, "done")


def test_a_stranger_sees_no_comparison(cast: Cast, project: Project) -> None:
    assert signed_in(cast.stranger).get(url(cast, "changes")).status_code == 404


def test_a_frozen_comparison_does_not_follow_later_edits(cast: Cast, project: Project) -> None:
    freeze(project, cast, rationale=AFTER)
    Project.objects.update(rationale="เขียนใหม่ทั้งหมด")
    found = comparison_of(project)
    assert found is not None
    assert found.changed[0].after == AFTER
    assert not AgendaItem.objects.exists()
