"""A member's ballot page, and whose scores stand in whose HTML."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from accounts.roles import Role
from innovation.models import Ballot, Form, Idea
from innovation.services import ballots, papers
from innovation.services.selection import select
from tests import make, make_case
from tests.innovation.selection.conftest import Scene, signed_in

pytestmark = pytest.mark.sqlite_alone

# Points that stand nowhere else on a page, sums and means included: 6.13 + 7.29 + 8.41 = 21.83, and so on.
TELLING = (("6.13", "7.29", "8.41"), ("3.37", "4.59", "1.71"), ("9.97", "5.83", "2.69"))
TRACES = ["6.13", "7.29", "8.41", "21.83", "3.37", "4.59", "1.71", "9.67", "9.97", "5.83", "2.69", "18.49"]
OWN = ((1, 1, 1), (2, 2, 2), (3, 3, 3))


def grid(scene: Scene, *rows: Any, **fields: Any) -> dict[str, Any]:
    return {"version": 0, "key": uuid4(), **scene.cells(*rows), **fields}


def traces_in(page: str) -> list[str]:
    return [trace for trace in TRACES if trace in page]


def test_a_draft_is_kept_with_thai_digits_and_its_totals_are_shown(scene: Scene) -> None:
    client = signed_in(scene.member)
    answer = client.post(
        scene.page("ballot"), grid(scene, ("๗", "๘.๕๐", ""), (10, 0, ""), ("", "", ""), save="1"), follow=True
    )
    assert "บันทึกร่างใบให้คะแนนแล้ว ยังไม่ได้ส่ง" in answer.text
    assert '<td class="number">15.50</td>' in answer.text
    assert "บันทึกไว้แล้ว 4 จาก 9 ช่อง" in answer.text
    kept = {
        (score.idea.number, score.criterion.position): score.points for score in Ballot.objects.get().scores.all()
    }
    assert kept == {(1, 1): Decimal(7), (1, 2): Decimal("8.5"), (2, 1): Decimal(10), (2, 2): Decimal(0)}


def test_a_full_ballot_is_submitted_and_then_shown_without_controls(scene: Scene) -> None:
    client = signed_in(scene.member)
    sent = client.post(scene.page("ballot"), grid(scene, *TELLING, submit="1"))
    assert sent.headers["Location"] == scene.page()
    page = client.get(scene.page("ballot"))
    assert page.status_code == 200
    assert "ท่านส่งใบให้คะแนนแล้วเมื่อ 5 ม.ค. 2564 เวลา 10:00 น." in page.text
    assert traces_in(page.text) == TRACES
    assert 'name="points-' not in page.text


def test_gaps_are_named_at_their_cell_and_nothing_typed_is_lost(scene: Scene) -> None:
    answer = signed_in(scene.member).post(
        scene.page("ballot"), grid(scene, (7, 8, 9), ("", 10, ""), ("๖", 1, 1), submit="1")
    )
    assert answer.status_code == 422
    assert "ชุดที่ 2 ยังไม่ได้ให้คะแนน: ตรงกับปัญหา, ประโยชน์ต่อประชาชน" in answer.text
    cell = ballots.cell(scene.ideas[1].pk, scene.criteria[0].pk)
    assert f'href="#id_{cell}"' in answer.text
    assert 'value="๖"' in answer.text
    assert not Ballot.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ("10.01", "ชุดที่ 1: กรอก 0 ถึง 10"),
        ("-1", "ชุดที่ 1: กรอก 0 ถึง 10"),
        ("7.125", "ทศนิยมต้องไม่เกิน 2 ตำแหน่ง"),
        ("เจ็ด", "เจ็ด"),
        ("1e1", "1e1"),
    ],
)
@pytest.mark.parametrize("button", ["save", "submit"])
def test_points_that_do_not_do_answer_422_with_what_was_typed(
    scene: Scene, wrong: str, sentence: str, button: str
) -> None:
    answer = signed_in(scene.member).post(
        scene.page("ballot"), grid(scene, ("8.88", wrong, 9), *OWN[1:], **{button: "1"})
    )
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{wrong}"' in answer.text
    assert 'value="8.88"' in answer.text
    assert not Ballot.objects.exists()


def test_a_ballot_saved_in_another_window_answers_409_with_both(scene: Scene) -> None:
    client = signed_in(scene.member)
    client.post(scene.page("ballot"), grid(scene, (5, 5, 5), *OWN[1:], save="1"))
    answer = client.post(scene.page("ballot"), grid(scene, (5, "6.75", 5), *OWN[1:], submit="1"))
    assert answer.status_code == 409
    assert '<td class="number">6.75</td>' in answer.text
    assert '<td class="number">5.00</td>' in answer.text
    assert 'value="6.75"' in answer.text
    assert 'name="version" value="1"' in answer.text
    assert Ballot.objects.get().submitted_at is None
    again = client.post(scene.page("ballot"), grid(scene, (5, "6.75", 5), *OWN[1:], submit="1", version=1))
    assert again.status_code == 302


def test_a_double_click_submits_once_and_both_are_answered_alike(scene: Scene) -> None:
    client, form = signed_in(scene.member), grid(scene, *OWN, submit="1")
    answers = [client.post(scene.page("ballot"), form) for _each in range(2)]
    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(302, scene.page())] * 2


def test_a_submitted_ballot_is_not_changed_and_what_was_typed_stays_readable(scene: Scene) -> None:
    scene.vote(scene.member, *OWN)
    answer = signed_in(scene.member).post(scene.page("ballot"), grid(scene, *TELLING, save="1", version=1))
    assert answer.status_code == 409
    assert "จึงแก้ไขหรือถอนไม่ได้" in answer.text
    assert "6.13" in answer.text
    assert {score.points for score in Ballot.objects.get().scores.filter(idea__number=1)} == {Decimal(1)}


def test_a_form_without_a_version_is_asked_to_be_opened_anew(scene: Scene) -> None:
    answer = signed_in(scene.member).post(scene.page("ballot"), grid(scene, *OWN, save="1", version=""))
    assert (answer.status_code, "เปิดหน้านี้ใหม่" in answer.text) == (422, True)
    assert not Ballot.objects.exists()


def test_ideas_set_aside_are_not_in_the_grid(scene: Scene) -> None:
    Idea.objects.filter(number=2).update(status="withdrawn")
    page = signed_in(scene.member).get(scene.page("ballot")).text
    assert page.count('name="points-') == 6


@pytest.mark.parametrize("page", ["", "ballot", "edit", "select", "evidence"])
def test_others_scores_are_absent_from_the_html_until_ones_own_ballot_is_in(scene: Scene, page: str) -> None:
    scene.vote(scene.colleague, *TELLING)
    client = signed_in(scene.member)
    assert traces_in(client.get(scene.page(page)).text) == []
    ballots.save(scene.selection, scene.points(*OWN), actor=scene.member, version=0)  # a draft opens nothing
    assert traces_in(client.get(scene.page(page)).text) == []
    assert "นายสมชาย รักงาน\n" in client.get(scene.page()).text  # that he has voted is shown
    assert "ส่งแล้ว 5 ม.ค. 2564" in client.get(scene.page()).text


def test_the_draft_of_form_2_prints_no_scores_and_the_frozen_one_does(scene: Scene) -> None:
    scene.vote(scene.colleague, *TELLING)
    assert traces_in(str(papers.sheet_of(scene.selection, Form.SELECTION))) == []
    select(make_case.fill_selection(scene.selection), scene.ideas[0], "ดี", actor=scene.member, version=1)
    assert traces_in(str(papers.sheet_of(scene.selection, Form.SELECTION))) == ["21.83", "9.67", "18.49"]


def test_they_are_there_once_it_is(scene: Scene) -> None:
    """Control: the traces that the test above looks for do stand where they may."""
    scene.vote(scene.colleague, *TELLING)
    scene.vote(scene.member, (0, 0, 0), (0, 0, 0), (0, 0, 0))
    client = signed_in(scene.member)
    assert {"21.83", "9.67", "18.49"} <= set(traces_in(client.get(scene.page()).text))
    assert "เฉลี่ย 10.92 อันดับ 1" in client.get(scene.page("select")).text  # 21.83 / 2 = 10.915


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.WORKING_GROUP}))
def test_others_see_the_scores_only_when_the_idea_is_selected(scene: Scene, role: Role) -> None:
    scene.vote(scene.colleague, *TELLING)
    client = signed_in(scene.person(role))
    page = client.get(scene.page()).text
    assert traces_in(page) == []
    assert "ผู้อื่นเห็นเมื่อบันทึกผลการคัดเลือกแล้ว" in page
    make_case.put(scene.selection, "done")
    assert traces_in(client.get(scene.page()).text) == TRACES


def test_a_member_of_another_working_group_learns_nothing(scene: Scene) -> None:
    scene.vote(scene.colleague, *TELLING)
    stranger = signed_in(make.user(Role.WORKING_GROUP, make.agency()))
    assert [stranger.get(scene.page(page)).status_code for page in ("", "ballot")] == [404, 404]
