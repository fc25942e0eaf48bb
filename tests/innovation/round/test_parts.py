"""The parts of a round: replaced as a whole, refused with a sentence, told to the audit."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from accounts.roles import Role
from indicators.models import Event
from indicators.services import audit
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from innovation.models import Round
from innovation.services.round_parts import PARTS, fingerprint, set_part
from tests import make

STEPS, FORMS, MINIMUMS = PARTS["steps"], PARTS["forms"], PARTS["minimums"]


def rows(round_: Round, part: str, column: str, *values: Any) -> list[Any]:
    """The stored rows of a part with new values in a column."""
    found = PARTS[part].rows(round_)
    for row, value in zip(found, values, strict=True):
        setattr(row, column, value)
    return found


def store(round_: Round, part: str, given: list[Any], actor: User) -> Event | None:
    return set_part(round_, PARTS[part], actor=actor, seen=fingerprint(round_, PARTS[part]), rows=given)


def test_all_weights_change_at_once(round_: Round, administrator: User) -> None:
    weights = [Decimal(10), Decimal(10), Decimal(30), Decimal(40), Decimal(10)]
    event = store(round_, "steps", rows(round_, "steps", "weight", *weights), administrator)
    assert list(round_.steps.values_list("step", "weight")) == [
        ("collection", 10),
        ("selection", 10),
        ("project", 30),
        ("development", 40),
        ("utilisation", 10),
    ]
    assert event is not None
    assert (event.chain, event.action, event.subject, event.actor) == (
        "city",
        "change_steps",
        "round",
        administrator,
    )
    details = json.loads(event.details)
    assert [row["weight"] for row in details["before"]] == ["20.00"] * 5
    assert [row["weight"] for row in details["after"]] == ["10.00", "10.00", "30.00", "40.00", "10.00"]
    assert audit.broken_links() == []


@pytest.mark.parametrize(
    ("last", "total"), [(Decimal(15), "95.00"), (Decimal("20.01"), "100.01"), (Decimal("19.99"), "99.99")]
)
def test_weights_that_do_not_sum_to_100_are_refused_with_their_sum(
    round_: Round, administrator: User, last: Decimal, total: str
) -> None:
    given = rows(round_, "steps", "weight", *[Decimal(20)] * 4, last)
    with pytest.raises(Invalid, match=f"รวมได้ {total} ต้องรวมได้ 100"):
        store(round_, "steps", given, administrator)
    assert set(round_.steps.values_list("weight", flat=True)) == {Decimal(20)}
    assert Event.objects.count() == 0


def test_a_weight_below_nothing_is_refused_at_its_step(round_: Round, administrator: User) -> None:
    given = rows(round_, "steps", "weight", Decimal(-20), Decimal(60), *[Decimal(20)] * 3)
    with pytest.raises(Invalid, match="ระหว่าง 0 ถึง 100"):
        store(round_, "steps", given, administrator)
    assert round_.steps.count() == 5


def test_two_forms_change_their_numbers(round_: Round, administrator: User) -> None:
    store(round_, "forms", rows(round_, "forms", "number", 1, 2, 4, 3, 5), administrator)
    assert dict(round_.forms.values_list("form", "number")) == {
        "idea": 1,
        "selection": 2,
        "project": 4,
        "presentation": 3,
        "survey": 5,
    }


def test_a_number_given_twice_is_refused_at_the_second_form(round_: Round, administrator: User) -> None:
    with pytest.raises(Invalid) as refusal:
        store(round_, "forms", rows(round_, "forms", "number", 1, 2, 3, 3, 5), administrator)
    assert list(refusal.value.errors) == ["presentation.number"]
    assert "เลขที่ 3" in refusal.value.errors["presentation.number"]
    assert sorted(round_.forms.values_list("number", flat=True)) == [1, 2, 3, 4, 5]


def test_minimums_are_set_for_every_level(round_: Round, administrator: User) -> None:
    store(round_, "minimums", rows(round_, "minimums", "ideas", 9, 3, 3), administrator)
    assert dict(round_.minimums.values_list("level", "ideas")) == {"BUREAU": 9, "DISTRICT": 3, "SECRETARIAT": 3}


def test_a_minimum_of_nothing_is_refused_at_its_level(round_: Round, administrator: User) -> None:
    with pytest.raises(Invalid) as refusal:
        store(round_, "minimums", rows(round_, "minimums", "ideas", 9, 0, 3), administrator)
    assert list(refusal.value.errors) == ["DISTRICT.ideas"]


def test_what_stays_the_same_is_no_event(round_: Round, administrator: User) -> None:
    assert store(round_, "steps", STEPS.rows(round_), administrator) is None
    assert Event.objects.count() == 0


def test_a_part_that_is_missing_is_made_whole(round_: Round, administrator: User) -> None:
    round_.minimums.filter(level="DISTRICT").delete()
    store(round_, "minimums", rows(round_, "minimums", "ideas", 20, 15, 10), administrator)
    assert round_.minimums.count() == 3


def test_a_stale_edit_is_refused(round_: Round, administrator: User) -> None:
    seen = fingerprint(round_, STEPS)
    round_.steps.filter(step="collection").update(due_on=date(2021, 1, 20))
    with pytest.raises(StaleVersion):
        set_part(round_, STEPS, actor=administrator, seen=seen, rows=STEPS.rows(round_))


def test_another_part_may_change_meanwhile(round_: Round, administrator: User) -> None:
    seen = fingerprint(round_, FORMS)
    round_.steps.filter(step="collection").update(due_on=date(2021, 1, 20))
    given = rows(round_, "forms", "title", *"กขคงจ")
    assert set_part(round_, FORMS, actor=administrator, seen=seen, rows=given) is not None


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_else_may(round_: Round, role: Role) -> None:
    actor = make.user(role, make.agency())
    with pytest.raises(NotAllowed):
        store(round_, "minimums", MINIMUMS.rows(round_), actor)


def test_the_round_of_a_closed_year_stands(round_: Round, administrator: User) -> None:
    round_.year.closed_at = make.at("2021-12-01")
    round_.year.save()
    with pytest.raises(NotAllowed, match="ปิดปีงบประมาณ 2564 แล้ว"):
        store(round_, "minimums", rows(round_, "minimums", "ideas", 9, 3, 3), administrator)
