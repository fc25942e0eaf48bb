"""After `init --demo`: the appeal of 2564 as the record tells it, and what its open condition does to the score."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.models import User
from appeals.models import Appeal, Condition
from appeals.selectors.conditions import conditions_of, progress_of
from indicators import clock
from indicators.models import AgendaItem, Assignment, Event, PrintRecord
from indicators.scoring import rounded
from indicators.selectors.scores import State, score_of
from indicators.selectors.waiting import desk_of
from indicators.services import audit, integrity
from thai.dates import BANGKOK
from thai.diff import diff

pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.long]


@pytest.fixture
def appeal() -> Appeal:
    return Appeal.objects.get(assignment__agency__code="04060000", assignment__year__be_year=2564)


@pytest.fixture
def assignment(appeal: Appeal) -> Assignment:
    return appeal.assignment


def day_of(dossier: object, action: str) -> date:
    return Event.objects.get(dossier=dossier, action=action).at.astimezone(BANGKOK).date()


def test_cause_1_and_outcome_2_were_asked_for_and_decided(appeal: Appeal) -> None:
    assert appeal.cause is not None
    assert (appeal.cause.code, appeal.cause.label) == ("1", "ปัจจัยภายนอกของหน่วยงาน")
    label = "คงตัวชี้วัดเดิมโดยปรับเกณฑ์การให้คะแนนหรือผลการให้คะแนน"
    for outcome in (appeal.requested_outcome, appeal.decided_outcome):
        assert outcome is not None
        assert (outcome.code, outcome.label) == ("2", label)
    assert (appeal.position, appeal.status, appeal.result) == (4, "conditions", "accepted")


def test_the_letter_of_7_july_and_the_invitation_of_15_july(appeal: Appeal) -> None:
    letter, invitation = appeal.letter, appeal.invitation
    assert letter is not None
    assert invitation is not None
    assert (letter.number, letter.speed, letter.date) == ("กท 0406/3937", "most_urgent", date(2021, 7, 7))
    assert (invitation.number, invitation.date) == ("กท 0303/2208", date(2021, 7, 15))
    assert (day_of(appeal.dossier, "file"), appeal.is_late) == (date(2021, 7, 7), False)
    cited = [citation.document.number for citation in appeal.dossier.citations.order_by("position")]
    assert "กท 0406/191" in cited


def test_the_committee_accepted_it_on_20_july(appeal: Appeal) -> None:
    item = AgendaItem.objects.select_related("meeting").get(dossier=appeal.dossier)
    assert (item.result, item.meeting.held_on, item.resolved_on) == ("accept", date(2021, 7, 20), date(2021, 7, 20))
    assert item.meeting.closed_at is not None
    assert (appeal.decided_on, day_of(appeal.dossier, "accept")) == (date(2021, 7, 20), date(2021, 7, 20))
    kept = PrintRecord.objects.filter(event__dossier=appeal.dossier).values_list("event__action", "form")
    assert list(kept) == [("accept", "appeal")]


def test_of_two_conditions_the_second_is_open_with_0_of_22(appeal: Appeal) -> None:
    first, second = conditions_of(appeal)
    assert (first.status, first.quantity) == ("verified", None)
    assert "8 ครั้ง" in first.text
    progress = progress_of(second, date(2021, 9, 30))
    assert (second.status, progress.required, progress.verified, progress.pending) == ("open", 22, 0, 0)
    assert progress.sentence == "กำหนด 22 ครั้ง · รับรองแล้ว 0 ครั้ง · ยังขาด 22 ครั้ง"
    assert progress_of(second, clock.today()).is_overdue


def test_criterion_4_has_a_version_2_without_the_clause_on_30_days(assignment: Assignment) -> None:
    old, new = assignment.criterion_versions.filter(position=4).order_by("version")
    parts = [text for kind, text in diff(old.text, new.text) if kind == "deleted"]
    assert "".join(parts) == "เวลาไม่น้อยกว่า 30 วัน (1 เมษายน – 30 สิงหาคม 2564)"
    assert not [text for kind, text in diff(old.text, new.text) if kind == "inserted"]
    assert (new.in_force_from, new.ground) == (date(2021, 7, 20), "appeal")
    others = Assignment.objects.filter(indicator=assignment.indicator_id).exclude(pk=assignment.pk)
    versions = {version.version for other in others for version in other.criterion_versions.filter(position=4)}
    assert versions == {1}, "no other agency's criterion has changed"


def test_the_score_is_8_53_under_version_1_and_10_under_version_2_with_a_condition(assignment: Assignment) -> None:
    """2 + 2 + 2 + 2.00 x 26.67 % + 2 = 8.5334 before, 10 since."""
    score = score_of(assignment)
    assert score.calculated_before is not None
    assert score.effective is not None
    assert (str(rounded(score.calculated_before)), str(rounded(score.effective))) == ("8.53", "10.00")
    assert score.state is State.CONDITIONAL
    fourth = score.criteria[3]
    assert fourth.current.achievement == 100
    assert str(fourth.earlier[0].achievement) == "26.67"


def test_the_open_condition_lies_on_the_desks_of_those_who_can_act(appeal: Appeal) -> None:
    second = Condition.objects.get(appeal=appeal, position=2)
    url = f"/conditions/{second.pk}/"

    def desk(username: str) -> set[str]:
        return {row.url for row in desk_of(User.objects.get(username=username), clock.today()).first}

    assert url in desk("officer")
    assert url in desk("committee"), "it is past its day: the committee rules on it"
    assert url not in desk("evaluator")


def test_nothing_is_found_wrong_with_what_the_appeal_wrote() -> None:
    assert audit.broken_links() == []
    assert integrity.findings() == []
