"""Reminders wait a moment, can be taken back, and are sent once by whoever finds them."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.management import call_command

from accounts.models import User
from accounts.roles import Role
from indicators import clock
from indicators.models import Event, Reminder
from indicators.services import agency_reminders as services
from indicators.services.errors import Invalid, NotAllowed
from tests import make
from tests.indicators.reminders.conftest import DAY, Board, late, sent

LATER = DAY + timedelta(seconds=11)


def states() -> list[str]:
    return sorted(Reminder.objects.values_list("state", flat=True))


def test_a_reminder_is_one_event_of_each_agency_and_no_mail_yet(board: Board) -> None:
    agencies = [late("สำนักงานก"), late("สำนักงานข")]
    _batch, made = services.remind(agencies, board.period, actor=board.evaluator)
    assert [reminder.agency for reminder in made] == agencies
    assert made[0].send_at - made[0].asked_at == timedelta(seconds=10)
    events = Event.objects.filter(action="remind")
    assert sorted(events.values_list("chain", flat=True)) == sorted(agency.code for agency in agencies)
    assert set(events.values_list("details", flat=True)) == {'{"period":"q1","year":2564}'}
    assert services.send_due() == []
    assert mail.outbox == []


def test_after_ten_seconds_each_agency_has_one_mail(board: Board) -> None:
    agencies = [late("สำนักงานก"), late("สำนักงานข")]
    services.remind(agencies, board.period, actor=board.evaluator)
    with clock.travel(LATER):
        assert len(services.send_due()) == 2
        assert services.send_due() == []
    assert sorted(message.to for message in mail.outbox) == sorted(
        [f"{each.code}@example.go.th"] for each in agencies
    )
    assert "ขอให้ส่งรายงานไตรมาสที่ 1 ปีงบประมาณ พ.ศ. 2564" in mail.outbox[0].subject
    assert "/quarterly-reports/" in mail.outbox[0].body
    assert "(ล่าช้า)" in mail.outbox[0].body
    assert states() == ["sent", "sent"]


def test_what_is_taken_back_is_never_sent(board: Board) -> None:
    batch, _made = services.remind([late("สำนักงานก")], board.period, actor=board.evaluator)
    assert len(services.cancel(batch, actor=board.evaluator)) == 1
    with clock.travel(LATER):
        assert services.send_due() == []
    assert (mail.outbox, states()) == ([], ["cancelled"])
    assert Event.objects.filter(action="cancel_reminder").count() == 1


def test_what_is_sent_cannot_be_taken_back(board: Board) -> None:
    batch, _made = services.remind([late("สำนักงานก")], board.period, actor=board.evaluator)
    with clock.travel(LATER):
        services.send_due()
        assert services.cancel(batch, actor=board.evaluator) == []
    assert states() == ["sent"]
    assert not Event.objects.filter(action="cancel_reminder").exists()


def test_who_has_sent_meanwhile_is_not_reminded(board: Board) -> None:
    agency = late("สำนักงานก")
    services.remind([agency], board.period, actor=board.evaluator)
    make.set_status(make.fill_quarter(make.quarter(agency.assignments.get())), "submitted")
    with clock.travel(LATER):
        services.send_due()
    assert (mail.outbox, states()) == ([], ["needless"])


def test_who_has_nothing_to_send_or_no_address_is_left_out(board: Board) -> None:
    no_address = late("สำนักงานข")
    User.objects.filter(memberships__agency=no_address).update(email="")
    some = [sent("สำนักงานก"), no_address, late("สำนักงานค")]
    _batch, made = services.remind(some, board.period, actor=board.evaluator)
    assert [reminder.agency.name for reminder in made] == ["สำนักงานค"]
    with pytest.raises(Invalid, match="ไม่มีหน่วยงานใดที่ต้องเตือน"):
        services.remind(some[:2], board.period, actor=board.evaluator)


def test_a_form_sent_twice_reminds_once(board: Board) -> None:
    agency, key = late("สำนักงานก"), uuid4()
    for _time in (1, 2):
        assert services.remind([agency], board.period, actor=board.evaluator, key=key)[0] == key
    assert Reminder.objects.count() == Event.objects.filter(action="remind").count() == 1


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.EVALUATOR, Role.SECRETARIAT}))
def test_nobody_else_reminds(board: Board, role: Role) -> None:
    agency = late("สำนักงานก")
    user = make.user(role, agency if role in {Role.OFFICER, Role.WORKING_GROUP, Role.HEAD} else None)
    with pytest.raises(NotAllowed):
        services.remind([agency], board.period, actor=user)
    assert not Reminder.objects.exists()


def test_a_mail_that_fails_keeps_its_reason_and_the_others_go(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    services.remind([late("สำนักงานก"), late("สำนักงานข")], board.period, actor=board.evaluator)
    real = mail.EmailMultiAlternatives.send

    def send(message: mail.EmailMultiAlternatives) -> int:
        if "สำนักงานก" in message.body:
            raise ConnectionRefusedError("no server")
        return real(message)

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", send)
    with clock.travel(LATER):
        services.send_due()
    assert states() == ["failed", "sent"]
    assert Reminder.objects.get(state="failed").failure == "ConnectionRefusedError: no server"


def test_the_timer_sends_what_the_page_left(board: Board) -> None:
    services.remind([late("สำนักงานก")], board.period, actor=board.evaluator)
    with clock.travel(LATER):
        call_command("send_reminders")
    assert states() == ["sent"]
    assert [message for message in mail.outbox if "ขอให้ส่งรายงาน" in message.subject]
