"""The verbs of step 5: the draft and what contradicts itself, submitting, endorsing, returning, receiving."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from indicators.models import Event
from indicators.services import audit
from indicators.services.errors import Invalid, NotAllowed
from innovation.models import Utilisation
from innovation.selectors.figures import Figures
from innovation.selectors.utilisation_answers import against_target, proposals, survey_figures, utilisation_answers
from innovation.selectors.utilisation_warnings import reasons_given, utilisation_warnings
from innovation.services import utilisation as services
from tests import make, make_case
from tests.indicators.workflow.cast import delegate
from tests.innovation.utilisation.conftest import Scene

# The eight sessions of the first days of April 2564.
APRIL = Figures(8, 132, date(2021, 4, 1), date(2021, 4, 9), 30, "ให้บริการ 30 วัน")


def save(scene: Scene, **fields: Any) -> Event | None:
    return services.save(scene.survey, actor=scene.officer, version=scene.survey.version, fields=fields)


def submitted(scene: Scene, **fields: Any) -> Utilisation:
    make_case.fill_utilisation(scene.survey, **fields)
    services.submit(scene.survey, actor=scene.officer, version=scene.survey.version)
    return scene.survey


def test_a_draft_is_saved_with_one_event(scene: Scene) -> None:
    event = save(scene, before="เดินทางไกล", satisfaction_mean=Decimal("4.52"))
    assert event is not None
    assert json.loads(event.details)["fields"] == ["before", "satisfaction_mean"]
    assert (scene.survey.before, scene.survey.version) == ("เดินทางไกล", 2)
    assert save(scene, before="เดินทางไกล") is None


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"used_from": date(2021, 4, 9), "used_to": date(2021, 4, 1)}, "used_to", "ไม่ก่อนวันที่เริ่มใช้ 9 เมษายน 2564"),
        ({"sessions_corrected": 9, "sessions_reason": ""}, "sessions_reason", "กรอกเหตุผล"),
        ({"people_corrected": 0, "people_reason": ""}, "people_reason", "กรอกเหตุผล"),
        ({"people_corrected": None, "people_reason": "นับผิด"}, "people_corrected", "กรอกตัวเลขที่ถูกต้อง"),
        ({"satisfaction_mean": Decimal("5.01")}, "satisfaction_mean", "5"),
        ({"satisfaction_percent": Decimal("100.01")}, "satisfaction_percent", "100"),
        ({"before": "ก" * 20_001}, "before", "ยาวเกินไป 1 ตัวอักษร"),
    ],
)
def test_what_contradicts_itself_is_told_at_its_field_and_not_saved(
    scene: Scene, fields: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(Invalid) as refused:
        save(scene, **fields)
    assert sentence in refused.value.errors[field]
    scene.survey.refresh_from_db()
    assert scene.survey.version == 1


def test_nothing_is_written_when_the_step_opens_but_it_is_proposed(scene: Scene) -> None:
    _name, figures = survey_figures(scene.survey)
    assert (scene.survey.used_from, scene.survey.against_target) == (None, "")
    assert proposals(scene.survey, figures, scene.officer) == {
        "used_from": date(2021, 4, 1),
        "used_to": date(2021, 4, 1),
        "against_target": "ให้บริการ 1 ครั้ง จากเป้าหมาย 30 ครั้ง คิดเป็นร้อยละ 3.33 มีผู้รับบริการ 16 คน",
        "reporter_name": "สมหญิง รายงาน",
        "reporter_position": "นักจัดการงานทั่วไป",
    }
    save(scene, used_from=date(2021, 3, 30), reporter_name="คนอื่น")
    assert proposals(scene.survey, figures, scene.officer).keys() == {
        "used_to",
        "against_target",
        "reporter_position",
    }


def test_the_proposed_sentence_speaks_of_the_corrected_figures(scene: Scene) -> None:
    save(scene, people_corrected=20, people_reason="นับใหม่")
    _name, figures = survey_figures(scene.survey)
    assert "มีผู้รับบริการ 20 คน" in proposals(scene.survey, figures, scene.officer)["against_target"]


def test_the_sentence_against_the_target() -> None:
    words = "ให้บริการ 8 ครั้ง จากเป้าหมาย 30 ครั้ง คิดเป็นร้อยละ 26.67 มีผู้รับบริการ 132 คน"
    assert against_target(APRIL) == words
    in_words = Figures(8, 132, None, None, None, "เปิดใช้ระบบ")
    assert against_target(in_words) == "ให้บริการ 8 ครั้ง มีผู้รับบริการ 132 คน จากเป้าหมายของปี: เปิดใช้ระบบ"


def test_a_corrected_figure_stands_with_the_counted_one_and_the_reason(scene: Scene) -> None:
    save(scene, sessions_corrected=9, sessions_reason="มีหนึ่งครั้งที่ไม่ได้บันทึก")
    answers = {answer.field: answer.value for answer in utilisation_answers(scene.survey, "บริการเคลื่อนที่", APRIL)}
    assert answers["sessions_corrected"] == "9 ครั้ง (ระบบนับจากขั้นที่ 4 ได้ 8 แก้เพราะ มีหนึ่งครั้งที่ไม่ได้บันทึก)"
    assert answers["people_corrected"] == "132 คน (นับจากขั้นที่ 4)"


@pytest.mark.parametrize(
    ("mean", "percent", "noticed"),
    [
        ("4.52", "90.40", False),
        ("4.52", "90.90", False),  # exactly 0.5 apart
        ("4.52", "90.91", True),
        ("4.52", "89.89", True),
        ("0", "0", False),
        ("5", "100", False),
        ("5", "80", True),
        (None, "80", False),
    ],
)
def test_a_mean_and_a_percent_that_do_not_fit_are_noticed(
    scene: Scene, mean: str | None, percent: str, noticed: bool
) -> None:
    survey = scene.survey
    survey.satisfaction_mean = Decimal(mean) if mean is not None else None
    survey.satisfaction_percent = Decimal(percent)
    codes = [warning.code for warning in utilisation_warnings(survey, APRIL)]
    assert codes == (["mean_and_percent_differ"] if noticed else [])


@pytest.mark.parametrize(
    ("answered", "corrected", "noticed"), [(132, None, False), (133, None, True), (133, 140, False)]
)
def test_more_answers_than_people_are_noticed(
    scene: Scene, answered: int, corrected: int | None, noticed: bool
) -> None:
    survey = scene.survey
    survey.satisfaction_count, survey.people_corrected = answered, corrected
    codes = [warning.code for warning in utilisation_warnings(survey, APRIL)]
    assert codes == (["more_answers_than_people"] if noticed else [])


def test_an_incomplete_survey_is_not_submitted_and_says_why(scene: Scene) -> None:
    make_case.fill_utilisation(scene.survey, satisfaction_mean=None, obstacles="")
    with pytest.raises(NotAllowed) as refused:
        services.submit(scene.survey, actor=scene.officer, version=scene.survey.version)
    assert "ค่าเฉลี่ยความพึงพอใจ" in refused.value.verdict.reason
    assert "ปัญหาอุปสรรค" in refused.value.verdict.reason


def test_submitting_freezes_the_figures_and_keeps_the_reasons_for_warnings(scene: Scene) -> None:
    make_case.fill_utilisation(
        scene.survey, satisfaction_percent=Decimal(80), people_corrected=20, people_reason="นับใหม่"
    )
    event = services.submit(
        scene.survey,
        actor=scene.officer,
        version=scene.survey.version,
        warning_reasons={"mean_and_percent_differ": "คนละแบบสอบถาม"},
    )
    assert event.revision is not None
    content = json.loads(event.revision.content)
    assert (content["sessions_computed"], content["people_computed"], content["people_corrected"]) == (1, 16, 20)
    assert content["satisfaction_percent"] == "80.00"
    assert reasons_given(scene.survey) == {"mean_and_percent_differ": "คนละแบบสอบถาม"}
    assert not scene.survey.is_late  # due on 31 August


def test_the_head_endorses_with_name_and_position_of_the_day(scene: Scene) -> None:
    survey = submitted(scene)
    event = services.endorse(survey, actor=scene.head, version=survey.version)
    assert (survey.status, survey.endorsed_by, survey.endorsed_under) == ("endorsed", scene.head, None)
    assert json.loads(event.details) == {"name": "สมศักดิ์ นำพา", "position": "ผู้อำนวยการ"}
    assert event.revision == survey.dossier.revisions.get()


def test_a_deputys_standing_is_recorded(scene: Scene) -> None:
    survey, deputy = submitted(scene), make.user(agency=scene.agency, full_name="สมใจ แทนที่")
    delegation = delegate(scene.head, deputy, scene.agency)
    event = services.endorse(survey, actor=deputy, version=survey.version)
    details = json.loads(event.details)
    assert (details["kind"], details["for_name"], details["order_number"]) == (
        "รักษาราชการแทน",
        "สมศักดิ์ นำพา",
        "12/2564",
    )
    assert survey.endorsed_under == delegation


def test_what_comes_back_is_endorsed_no_longer(scene: Scene) -> None:
    survey = submitted(scene)
    services.endorse(survey, actor=scene.head, version=survey.version)
    with pytest.raises(Invalid):
        services.return_(survey, actor=scene.secretariat, version=survey.version, reason="")
    services.return_(survey, actor=scene.secretariat, version=survey.version, reason="ขาดผลก่อนและหลัง")
    assert (survey.status, survey.endorsed_by, survey.endorsed_at) == ("returned", None, None)
    services.submit(survey, actor=scene.officer, version=survey.version)
    assert survey.dossier.revisions.count() == 2
    assert audit.broken_links() == []


def test_the_secretariat_receives_what_is_endorsed(scene: Scene) -> None:
    survey = submitted(scene)
    services.endorse(survey, actor=scene.head, version=survey.version)
    event = services.receive(survey, actor=scene.secretariat, version=survey.version)
    assert survey.status == "done"
    assert (event.status_before, event.status_after) == ("endorsed", "done")
    assert survey.endorsed_by == scene.head
