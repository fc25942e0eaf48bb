"""The verbs of step 4: text and progress, sending, accepting, returning; a project that runs on."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.utils import timezone

from indicators import clock
from indicators.models import Event, FiscalYear
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from innovation.models import Activity, Development, Utilisation, YearTarget
from innovation.selectors.figures import earlier_years, figures_of
from innovation.selectors.sessions import activity_rows, allowed_days
from innovation.services import cases
from innovation.services import development as services
from innovation.services.development import Progress
from tests import make, make_case
from tests.innovation.development.conftest import Scene

pytestmark = pytest.mark.both_databases


@pytest.fixture
def activity(scene: Scene) -> Activity:
    found: Activity = scene.development.project.activities.get()
    return found


def save(scene: Scene, summary: str = "", **progress: Progress) -> Event | None:
    step = scene.development
    given = {int(name.removeprefix("a")): each for name, each in progress.items()}
    return services.save(step, actor=scene.officer, version=step.version, summary=summary, progress=given)


def ready(scene: Scene) -> Development:
    make_case.session(scene.development, "2021-04-09")
    save(scene, "ให้บริการแล้วหนึ่งครั้ง")
    return scene.development


def test_text_and_progress_are_saved_under_one_version_and_one_event(scene: Scene, activity: Activity) -> None:
    event = save(scene, "สรุป", **{f"a{activity.pk}": Progress(date(2021, 4, 1), date(2021, 4, 9), "ออกหน่วยแปดวัน")})
    assert event is not None
    assert json.loads(event.details) == {"fields": ["summary", "progress"], "version": 2}
    (row,) = activity_rows(scene.development)
    assert (row["progress"].began_on, row["progress"].ended_on, row["progress"].note) == (
        date(2021, 4, 1),
        date(2021, 4, 9),
        "ออกหน่วยแปดวัน",
    )
    assert row["months"] == [month == 6 for month in range(12)]  # April is the seventh month of the fiscal year
    assert (
        save(scene, "สรุป", **{f"a{activity.pk}": Progress(date(2021, 4, 1), date(2021, 4, 9), "ออกหน่วยแปดวัน")})
        is None
    )


@pytest.mark.parametrize(
    ("progress", "field", "sentence"),
    [
        (Progress(date(2021, 4, 9), date(2021, 4, 1)), "ended_on", "ไม่ก่อนวันที่เริ่ม 9 เมษายน 2564"),
        (Progress(date(2021, 4, 11)), "began_on", "ยังมาไม่ถึง"),
        (Progress(None, None, "ก" * 5001), "note", "ยาวเกินไป"),
    ],
)
def test_progress_that_cannot_be_is_told_at_its_field_and_saves_nothing(
    scene: Scene, activity: Activity, progress: Progress, field: str, sentence: str
) -> None:
    with pytest.raises(Invalid) as refused:
        save(scene, "สรุป", **{f"a{activity.pk}": progress})
    assert sentence in refused.value.errors[f"{field}-{activity.pk}"]
    scene.development.refresh_from_db()
    assert scene.development.summary == ""
    assert not scene.development.progress.exists()


def test_an_activity_of_another_year_has_no_progress_here(scene: Scene) -> None:
    other = Activity.objects.create(project=scene.development.project, position=2, be_year=2565, name="ปีหน้า")
    with pytest.raises(Invalid):
        save(scene, "สรุป", **{f"a{other.pk}": Progress(date(2021, 4, 1))})


def test_evidence_is_sent_only_when_summary_and_numbers_are_there(scene: Scene) -> None:
    step = scene.development
    make_case.session(step, "2021-04-09", people=None)
    with pytest.raises(NotAllowed) as refused:
        services.send(step, actor=scene.officer, version=step.version)
    assert "กรอกสรุปผลการพัฒนา" in refused.value.verdict.reason
    assert "ยังไม่ได้กรอกจำนวนผู้รับบริการ 1 ครั้ง" in refused.value.verdict.reason


def test_what_was_recorded_after_the_check_page_is_not_sent_unseen(scene: Scene) -> None:
    step = ready(scene)
    make_case.session(step, "2021-04-08", people=5)
    with pytest.raises(StaleVersion):
        services.send(step, actor=scene.officer, version=step.version, shown=(1, 16))
    assert not step.dossier.revisions.exists()
    services.send(step, actor=scene.officer, version=step.version, shown=(2, 21))
    assert step.status == "submitted"


def test_a_late_first_sending_stays_late(scene: Scene) -> None:
    step = ready(scene)
    with clock.travel(make.at("2021-08-16")):  # due on 15 August
        services.send(step, actor=scene.officer, version=step.version)
        assert step.is_late
        services.return_(step, actor=scene.secretariat, version=step.version, reason="ขาดภาพ")
        services.send(step, actor=scene.officer, version=step.version)
    assert step.is_late
    assert [revision.number for revision in step.dossier.revisions.order_by("number")] == [1, 2]


def test_accepting_opens_step_5_whether_or_not_the_target_was_reached(scene: Scene) -> None:
    step = ready(scene)
    services.send(step, actor=scene.officer, version=step.version)
    event = services.accept(step, actor=scene.secretariat, version=step.version)
    assert step.status == "done"
    survey = Utilisation.objects.get(case=step.case)
    assert (survey.status, survey.used_from, survey.against_target) == ("draft", None, "")
    assert json.loads(event.details) == {"sessions": 1, "people": 16, "target": 30}
    assert event.revision == step.dossier.revisions.get()


def test_returning_needs_a_reason_and_opens_nothing(scene: Scene) -> None:
    step = ready(scene)
    services.send(step, actor=scene.officer, version=step.version)
    with pytest.raises(Invalid) as refused:
        services.return_(step, actor=scene.secretariat, version=step.version, reason=" ")
    assert refused.value.errors == {"reason": "กรอกเหตุผล"}
    event = services.return_(step, actor=scene.secretariat, version=step.version, reason="ขาดภาพถ่าย")
    assert (step.status, event.reason) == ("returned", "ขาดภาพถ่าย")
    assert not Utilisation.objects.exists()


def test_nothing_moves_in_a_closed_year(scene: Scene) -> None:
    step = ready(scene)
    FiscalYear.objects.update(closed_at=timezone.now())
    with pytest.raises(NotAllowed, match="ปิดปีงบประมาณแล้ว"):
        services.send(Development.objects.get(pk=step.pk), actor=scene.officer, version=step.version)
    with pytest.raises(NotAllowed, match="ปิดปีงบประมาณแล้ว"):
        save(scene, "ใหม่")


def test_a_project_that_runs_on_has_the_years_before_and_a_target_of_its_own(scene: Scene) -> None:
    first = scene.development
    for day in ("2021-04-01", "2021-04-02"):
        make_case.session(first, day)
    project = first.project
    project.ends_on = date(2022, 12, 31)
    project.save()
    YearTarget.objects.create(project=project, be_year=2565, sessions=12, text="ให้บริการเดือนละครั้ง")
    carried = make_case.case(scene.agency, make.year(2565))
    second = cases.open_development(carried, project, make_case.NOON)
    make_case.session(second, "2021-11-05", people=9)

    assert figures_of(second).in_words == "1 จาก 12 ครั้ง, ผู้รับบริการ 9 คน"
    assert allowed_days(second) == (date(2021, 10, 1), date(2022, 9, 30))
    (year,) = earlier_years(second)
    assert (year.development, year.be_year, year.figures.in_words) == (
        first,
        2564,
        "2 จาก 30 ครั้ง, ผู้รับบริการ 32 คน",
    )
    assert earlier_years(first) == []


def test_a_target_in_words_alone_is_neither_reached_nor_missed(scene: Scene) -> None:
    YearTarget.objects.update(sessions=None, text="เปิดใช้ระบบ")
    figures = figures_of(scene.development)
    assert (figures.reached, figures.percent, figures.in_words) == (None, None, "0 ครั้ง, ผู้รับบริการ 0 คน")
