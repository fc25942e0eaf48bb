"""The criteria by which ideas are selected: listed, added, edited, deleted, until somebody scores by them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from indicators.services import reference
from indicators.services.errors import Invalid
from innovation.models import Ballot, IdeaScore, Round, RoundCriterion
from innovation.services import round_criteria
from tests import make, make_case
from tests.innovation.round.typing_parts import version_in


@pytest.fixture
def scored(round_: Round) -> RoundCriterion:
    """The first criterion of the round; one idea was scored by it."""
    selection = make_case.received(make_case.case())
    first: RoundCriterion = round_.criteria.all()[0]
    ballot = Ballot.objects.create(selection=selection, member=make.user())
    idea = selection.case.collection.ideas.all()[0]
    IdeaScore.objects.create(ballot=ballot, idea=idea, criterion=first, points=Decimal(7))
    return first


def test_a_criterion_is_added_edited_and_deleted(admin_client: Client, round_: Round) -> None:
    fields = {"round": round_.pk, "position": "4", "text": "ประหยัด", "full_score": "๑๐"}
    assert admin_client.post(reverse("round-criterion-add"), fields).status_code == 302
    made = round_.criteria.get(position=4)
    address = reverse("round-criterion-edit", args=[made.pk])
    changed = fields | {"text": "ประหยัดงบประมาณ", "version": version_in(admin_client.get(address))}
    assert admin_client.post(address, changed).status_code == 302
    made.refresh_from_db()
    assert (made.text, made.full_score) == ("ประหยัดงบประมาณ", 10)
    gone = reverse("round-criterion-delete", args=[made.pk])
    assert admin_client.post(gone, {"version": version_in(admin_client.get(gone))}).status_code == 302
    assert round_.criteria.count() == 3


def test_a_place_taken_is_refused(admin_client: Client, round_: Round) -> None:
    fields = {"round": round_.pk, "position": "1", "text": "ประหยัด", "full_score": "10"}
    response = admin_client.post(reverse("round-criterion-add"), fields)
    assert "รอบนี้มีเกณฑ์ลำดับนี้แล้ว" in response.content.decode()
    assert round_.criteria.count() == 3


def test_a_full_score_of_nothing_is_refused(round_: Round, administrator: User) -> None:
    with pytest.raises(Invalid):
        reference.change(round_.criteria.all()[0], actor=administrator, seen="", fields={"full_score": Decimal(0)})


def test_the_form_begins_with_the_round_of_the_year_in_the_address(admin_client: Client, round_: Round) -> None:
    make_case.round_(make.year(2566))
    page = admin_client.get(f"{reverse('round-criterion-add')}?year={round_.year_id}").content.decode()
    assert f'<option value="{round_.pk}" selected>' in page


def test_once_scored_none_of_the_round_is_deleted(scored: RoundCriterion, administrator: User) -> None:
    for criterion in RoundCriterion.objects.filter(round=scored.round):
        assert "เริ่มให้คะแนน" in round_criteria.why_kept(criterion)
        with pytest.raises(Invalid, match="จึงลบเกณฑ์ไม่ได้"):
            round_criteria.remove(criterion, actor=administrator, seen="")
    assert RoundCriterion.objects.count() == 3


def test_once_scored_no_criterion_is_added(scored: RoundCriterion, administrator: User) -> None:
    new = RoundCriterion(round=scored.round, position=4, text="ใหม่", full_score=Decimal(10))
    with pytest.raises(Invalid, match="จึงเพิ่มเกณฑ์ไม่ได้"):
        reference.create(new, actor=administrator)


def test_once_scored_the_full_score_stands_and_words_may_be_put_right(
    scored: RoundCriterion, administrator: User
) -> None:
    with pytest.raises(Invalid) as refusal:
        reference.change(scored, actor=administrator, seen="", fields={"full_score": Decimal(20)})
    assert list(refusal.value.errors) == ["full_score"]
    reference.change(scored, actor=administrator, seen="", fields={"text": "ตรงกับปัญหาจริง"})
    scored.refresh_from_db()
    assert (scored.text, scored.full_score) == ("ตรงกับปัญหาจริง", 10)


def test_the_page_of_a_scored_criterion_says_why_it_stays(admin_client: Client, scored: RoundCriterion) -> None:
    address = reverse("round-criterion-delete", args=[scored.pk])
    assert "เริ่มให้คะแนน" in admin_client.get(address).content.decode()
    assert admin_client.post(address, {"version": "-"}).status_code == 409


def test_the_list_asks_as_often_for_100_rows_as_for_10(admin_client: Client, round_: Round) -> None:
    address = f"{reverse('round-criterion-list')}?year={round_.year_id}"

    def grow(numbers: range) -> None:
        RoundCriterion.objects.bulk_create(
            RoundCriterion(round=round_, position=number, text=f"{number}", full_score=1) for number in numbers
        )

    grow(range(4, 11))
    with CaptureQueriesContext(connection) as few:
        assert admin_client.get(address).status_code == 200
    grow(range(11, 101))
    with CaptureQueriesContext(connection) as many:
        assert admin_client.get(address).status_code == 200
    assert len(many) == len(few)
