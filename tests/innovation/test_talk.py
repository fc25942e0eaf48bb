"""Comments on a step's submission: whoever may return it says something of a field, the officer finds it there and
answers, and the reviewer settles it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from indicators import clock
from indicators.models import Comment, Event
from innovation.models import InnovationCase
from innovation.selectors.talked_about import TALKED_ABOUT
from tests import make, make_case
from tests.reading import unmarked

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_alone]
NOON = make.at("2021-08-30", "12:00")


@dataclass(frozen=True)
class Sent:
    """A step as it is sent: in `status`, reviewed by `reviewer`; what is said of `field` stands on its page `edit`
    once it is `back`."""

    name: str
    make: Callable[[InnovationCase], Any]
    status: str
    back: str
    reviewer: Role
    field: str
    edit: str


STEPS = [
    Sent("collection", make_case.sent, "sent", "open", Role.SECRETARIAT, "ideas", ""),
    Sent("project", make_case.proposed, "submitted", "returned", Role.HEAD, "rationale", "basis"),
    Sent("project", make_case.proposed, "submitted", "returned", Role.HEAD, "activities", "plan"),
    Sent("development", make_case.approved, "submitted", "returned", Role.SECRETARIAT, "summary", "edit"),
    Sent("development", make_case.approved, "submitted", "returned", Role.SECRETARIAT, "sessions", "edit"),
    Sent("utilisation", make_case.developed, "submitted", "returned", Role.HEAD, "benefits", "edit"),
]


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.travel(NOON):
        yield


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("of", STEPS, ids=lambda of: f"{of.name}-{of.field}")
def test_a_comment_is_made_found_at_its_field_answered_and_settled(of: Sent) -> None:
    agency = make.agency("สำนักงานปกครองและทะเบียน")
    officer = make.user(Role.OFFICER, agency)
    step = of.make(make_case.case(agency))
    step = make_case.put(step, of.status, officer)
    revision = step.dossier.revisions.get()
    page = reverse(of.name, args=[step.pk])
    desk, seat = client_of(officer), client_of(make.user(of.reviewer, agency))
    label = next(answer.label for answer in TALKED_ABOUT[type(step)](step) if answer.field == of.field)
    assert f'<option value="{of.field}">{label}</option>' in seat.get(page).text
    assert "ความเห็นต่อเรื่องใด" not in desk.get(page).text

    add = reverse("comment-add", args=[revision.pk])
    said = {"field": of.field, "text": "ระบุจำนวนผู้เข้าร่วม", "key": uuid4()}
    assert desk.post(add, said).status_code == 403
    made = [seat.post(add, said) for _each in range(2)]  # twice by one form: once
    thread = Comment.objects.get()
    assert {answer.headers["Location"] for answer in made} == {f"{page}#thread-{thread.pk}"}
    assert (thread.revision, thread.field) == (revision, of.field)
    assert "ระบุจำนวนผู้เข้าร่วม" in unmarked(desk.get(page).text)

    make_case.put(step, of.back, officer)
    if of.edit:
        form = desk.get(reverse(f"{of.name}-{of.edit}", args=[step.pk])).text
        assert "ระบุจำนวนผู้เข้าร่วม" in unmarked(form)
        assert f'<a href="{page}#thread-{thread.pk}">ตอบความเห็น</a>' in form
    answer = {"text": "เพิ่มแล้ว ๑๖ คน", "key": uuid4()}
    assert desk.post(reverse("comment-answer", args=[thread.pk]), answer).status_code == 302
    assert desk.post(reverse("comment-resolve", args=[thread.pk])).status_code == 403
    assert "เพิ่มแล้ว ๑๖ คน" in unmarked(seat.get(page).text)
    assert seat.post(reverse("comment-resolve", args=[thread.pk])).status_code == 302
    assert "ปิดความเห็นเมื่อ" in seat.get(page).text
    actions = Event.objects.filter(dossier=step.dossier, subject=of.name).order_by("sequence")
    assert [each.action for each in actions] == ["comment", "answer_comment", "resolve_comment"]


def test_a_field_that_is_not_there_is_not_spoken_of() -> None:
    agency = make.agency()
    step = make_case.proposed(make_case.case(agency))
    revision = step.dossier.revisions.get()
    seat = client_of(make.user(Role.HEAD, agency))
    said = {"field": "narrative", "text": "ไม่มีช่องนี้", "key": uuid4()}
    assert seat.post(reverse("comment-add", args=[revision.pk]), said).status_code in {409, 422}
    assert not Comment.objects.exists()


def test_nobody_speaks_of_a_choice_that_nobody_returns() -> None:
    agency = make.agency()
    step = make_case.received(make_case.case(agency))
    page = client_of(make.user(Role.SECRETARIAT)).get(reverse("selection", args=[step.pk]))
    assert page.status_code == 200
    assert "ความเห็นต่อข้อมูลที่ส่ง" not in page.text
