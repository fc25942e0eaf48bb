"""The secretariat judges a step 0 to 100 percent, under the version of its criterion in force."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest

from accounts.models import Membership, User
from accounts.roles import Role
from indicators import clock
from indicators.models import CriterionVersion, Event, FiscalYear, Judgement, ReportingPeriod
from indicators.permissions import Refused
from indicators.selectors.judged import subject_of
from indicators.selectors.scores import score_of
from indicators.services import audit, integrity, recusal
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from innovation.services.steps import freeze_step
from tests import make, make_appeal, make_case
from tests.indicators.judging.conftest import Case, case_with_criteria, new_version

# By hand from the roles of the process: who judges, and which refusal the others meet.
TABLE = {
    "officer": "role",
    "working_group": "role",
    "head": "role",
    "deputy": "role",
    "secretariat": "judged",
    "own_secretariat": "role",
    "committee": "role",
    "evaluator": "role",
    "own_evaluator": "role",
    "auditor": "role",
    "administrator": "role",
    "stranger": "stranger",
}


def outcome(case: Case, name: str) -> str:
    before = Judgement.objects.count(), Event.objects.count()
    try:
        case.judge(by=case.people[name])
    except NotAllowed as refusal:
        happened = str(refusal.verdict.refused)
        assert (Judgement.objects.count(), Event.objects.count()) == before, f"{name} left something"
        return happened
    assert (Judgement.objects.count(), Event.objects.count()) == (before[0] + 1, before[1] + 1)
    return "judged"


def test_who_judges_a_step(case: Case) -> None:
    assert {name: outcome(case, name) for name in TABLE} == TABLE


def test_the_table_notices_a_judge_too_many(case: Case) -> None:
    """Control: who comes into the role is no longer refused."""
    Membership.objects.create(user=case.people["auditor"], role=Role.SECRETARIAT)
    assert outcome(case, "auditor") == "judged"


def test_a_judgement_names_submission_person_and_moment(case: Case) -> None:
    unexplained = integrity.unexplained()
    made = case.judge("87.50", reason="ครบถ้วน")
    newest = case.case.collection.dossier.revisions.get()
    assert (made.number, made.percent, made.reason, made.revision) == (1, Decimal("87.50"), "ครบถ้วน", newest)
    assert (made.judged_by, made.is_late) == (case.people["secretariat"], False)
    event = made.event
    assert (event.action, event.chain, event.dossier, event.revision) == (
        "judge",
        case.people.agency.code,
        case.case.collection.dossier,
        newest,
    )
    assert audit.broken_links() == []
    assert integrity.unexplained() == unexplained, "a judgement moves no status"


def test_it_makes_the_score(case: Case) -> None:
    assert score_of(case.assignment).calculated is None
    case.judge("50")
    assert score_of(case.assignment).calculated == Decimal(1), "half of 20 % of 10 points"


@pytest.mark.parametrize("percent", ["0", "0.00"])
def test_zero_is_a_judgement(case: Case, percent: str) -> None:
    assert case.judge(percent).percent == 0
    assert score_of(case.assignment).calculated == Decimal(0)


@pytest.mark.parametrize("percent", [None, "-1", "-0.01", "100.01", "50.555", "NaN", "Infinity"])
def test_a_bad_percentage_is_refused(case: Case, percent: str | None) -> None:
    with pytest.raises(Invalid) as refusal:
        case.judge(percent)
    assert list(refusal.value.errors) == ["percent"]
    assert not Judgement.objects.exists()


def test_a_judgement_that_replaces_one_needs_a_reason_and_keeps_it(case: Case) -> None:
    case.judge("40")
    with pytest.raises(Invalid) as refusal:
        case.judge("60", reason="  ")
    assert list(refusal.value.errors) == ["reason"]
    case.judge("60", reason="เอกสารมาครบแล้ว")
    found = Judgement.objects.order_by("number").values_list("number", "percent", "reason")
    assert list(found) == [(1, Decimal(40), ""), (2, Decimal(60), "เอกสารมาครบแล้ว")]
    assert score_of(case.assignment).criteria[0].current.achievement == 60


def test_a_repeated_form_judges_once(case: Case) -> None:
    key = uuid4()
    assert case.judge("40", key=key) == case.judge("40", key=key, seen_number=0)
    assert (Judgement.objects.count(), Event.objects.filter(action="judge").count()) == (1, 1)


def test_the_key_of_another_form_is_refused(case: Case) -> None:
    key = uuid4()
    case.judge("40", key=key)
    for given in ({"position": 2}, {"percent": "90", "seen_number": 0}):
        with pytest.raises(Invalid, match="ส่งไปแล้ว"):
            case.judge(**{"percent": "40", **given}, key=key)
    assert Judgement.objects.count() == 1


def test_a_newer_judgement_than_the_page_showed_is_told(case: Case) -> None:
    first = case.judge("40")
    with pytest.raises(StaleVersion) as stale:
        case.judge("90", seen_number=0, reason="ใหม่")
    assert stale.value.current == first
    assert Judgement.objects.get() == first


def test_a_newer_submission_than_the_page_showed_is_told(case: Case) -> None:
    collection = case.case.collection
    shown = collection.dossier.revisions.get()
    newer = freeze_step(collection, actor=case.people["officer"], at=make.at("2021-10-04"))
    with pytest.raises(StaleVersion) as stale:
        case.judge("90", seen_revision=shown.pk)
    assert stale.value.current == newer
    assert case.judge("90", seen_revision=newer.pk).revision == newer


def test_a_page_that_showed_nothing_handed_in_is_told_of_what_came(case: Case) -> None:
    with pytest.raises(StaleVersion):
        case.judge("0", seen_revision=None)


def test_only_the_version_in_force_is_judged(case: Case) -> None:
    old = case.criterion(4)
    new = new_version(old)
    with pytest.raises(NotAllowed, match="ฉบับที่ 2") as refusal:
        case.judge("80", criterion=old)
    assert refusal.value.verdict.refused is Refused.MOMENT
    assert case.judge("80", criterion=new).criterion == new


def test_a_new_version_is_judged_anew(case: Case) -> None:
    before = case.judge("0", position=4)
    new = new_version(case.criterion(4))
    made = case.judge("100", criterion=new)
    assert (made.number, before.number) == (1, 1)
    score = score_of(case.assignment).criteria[3]
    assert (score.current.achievement, score.earlier[0].achievement) == (100, 0)


def test_nobody_judges_what_he_handed_in_himself(case: Case) -> None:
    submitter = case.case.collection.dossier.revisions.get().created_by
    Membership.objects.create(user=submitter, role=Role.SECRETARIAT)
    User.objects.filter(pk=submitter.pk).update(agency=None)
    with pytest.raises(NotAllowed, match="ที่ตนส่ง") as refusal:
        case.judge(by=User.objects.get(pk=submitter.pk))
    assert refusal.value.verdict.refused is Refused.ROLE


def test_who_takes_no_part_does_not_judge(case: Case) -> None:
    recusal.recuse(case.assignment, actor=case.people["secretariat"], reason="คู่สมรสทำงานในหน่วยงานนี้")
    assert outcome(case, "secretariat") == "role"
    recusal.withdraw_recusal(case.assignment, actor=case.people["secretariat"])
    assert outcome(case, "secretariat") == "judged"


def test_nothing_is_judged_in_a_closed_year(case: Case) -> None:
    FiscalYear.objects.update(closed_at=make.at("2021-10-01"))
    assert outcome(case, "secretariat") == "moment"


def test_what_the_year_end_report_decides_is_not_judged(case: Case) -> None:
    new_version(case.criterion(), measure="ratio")
    with pytest.raises(NotAllowed, match="รายงานสิ้นปี") as refusal:
        case.judge()
    assert refusal.value.verdict.refused is Refused.MOMENT


@pytest.mark.parametrize(
    ("moment", "late"),
    [(make.at("2021-10-31", "23:59"), False), (make.at("2021-11-01", "00:00"), True)],
)
def test_a_judgement_behind_the_last_day_is_late(case: Case, moment: object, late: bool) -> None:
    with clock.travel(moment):  # type: ignore[arg-type]
        assert case.judge().is_late is late


def test_without_a_last_day_no_judgement_is_late(case: Case) -> None:
    ReportingPeriod.objects.update(marks_due_on=None)
    with clock.travel(make.at("2022-03-01")):
        assert case.judge().is_late is False


def test_the_criterion_at_a_position_is_judged_by_the_step_of_that_number(case: Case) -> None:
    kinds = [
        subject.revision.dossier.kind if subject and subject.revision else None
        for subject in (subject_of(case.criterion(position)) for position in range(1, 6))
    ]
    assert kinds[:4] == ["collection", "selection", "project", "development"]
    subject = subject_of(case.criterion(5))
    assert subject is not None
    assert (subject.name, subject.revision) == ("ขั้นที่ 5 สำรวจการใช้ประโยชน์", None)


def test_what_was_not_handed_in_may_be_judged_0(case: Case) -> None:
    made = case.judge("0", position=5)
    assert (made.percent, made.revision, made.event.dossier) == (0, None, None)


def test_another_assignment_is_judged_by_its_year_end_report(case: Case) -> None:
    assignment = make_appeal.assignment(case.people.agency)
    case.assignment = assignment
    report = make.set_status(make.fill_year_end(assignment.year_end_report), "submitted")
    made = case.judge("70", position=2)
    assert made.revision == report.dossier.revisions.get()
    subject = subject_of(case.criterion(2))
    assert subject is not None
    assert ("สรุปผลการดำเนินงาน (ปลายปีงบประมาณ)", "สรุปทั้งปี") in subject.facts()


@pytest.mark.parametrize(
    ("position", "fact"),
    [
        (1, ("ความคิดเห็นที่นับได้", "10 ชุด จากที่กำหนดไม่น้อยกว่า 10 ชุด")),
        (2, ("ความคิดเห็นที่ได้รับการคัดเลือก", "ชุดที่ 1 แนวคิดที่ 1")),
        (3, ("งบประมาณ", "ไม่ใช้งบประมาณ")),
    ],
)
def test_the_facts_are_those_of_the_submission(case: Case, position: int, fact: tuple[str, str]) -> None:
    subject = subject_of(case.criterion(position))
    assert subject is not None
    assert fact in subject.facts()


def test_steps_4_and_5_tell_sessions_and_satisfaction(case: Case) -> None:
    def facts(position: int) -> dict[str, str]:
        subject = subject_of(case.criterion(position))
        return dict(subject.facts()) if subject else {}

    assert facts(5) == {}
    make_case.put(make_case.fill_utilisation(case.case.utilisation), "submitted")
    assert facts(4)["ที่ดำเนินการแล้ว"] == "1 ครั้ง ผู้รับบริการ 16 คน"
    assert facts(5)["ความพึงพอใจ (ร้อยละ)"] == "90.40"


def test_a_step_taken_in_the_year_before_is_judged_by_what_was_handed_in_then(case: Case) -> None:
    """A project that runs on: its second year has no selection of its own."""
    later = case_with_criteria(make.agency())
    type(later).objects.filter(pk=later.pk).update(continues=case.case)
    subject = subject_of(CriterionVersion.objects.get(assignment=later.assignment, position=2))
    assert subject is not None
    assert (subject.word, subject.revision) == ("ยกมาจากปีก่อน", case.case.selections.get().dossier.revisions.get())
    first = subject_of(CriterionVersion.objects.get(assignment=later.assignment, position=1))
    assert first is not None
    assert first.revision is None, "this year's collection is open and its own"
