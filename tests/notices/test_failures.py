"""Mails that fail: kept with their reason, tried again, in nobody else's way."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from pytest_django import Settings

from accounts.models import Membership, User
from accounts.roles import Role
from indicators import clock
from indicators.models import Digest, Told
from indicators.services import reminders
from indicators.services.reminders import send_reminders
from tests import make
from tests.notices import servers
from tests.notices.conftest import TODAY, Office, address_of, give_address

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def lost(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers.Lost, "tried", [])
    settings.EMAIL_BACKEND = "tests.notices.servers.Lost"


def colleagues(office: Office, many: int) -> list[User]:
    return [give_address(make.user(Role.OFFICER, office.agency)) for _each in range(many)]


def test_a_lost_server_is_kept_and_the_next_run_sends(office: Office, lost: None, settings: Settings) -> None:
    run = send_reminders(TODAY)
    assert list(run.failures) == [office["officer"].username]
    digest = Digest.objects.get()
    assert (digest.state, digest.attempts, digest.sent_at) == ("failed", 1, None)
    assert "Connection refused" in digest.failure
    assert Told.objects.count() == 0
    settings.EMAIL_BACKEND = LOCMEM
    assert send_reminders(TODAY).sent == [office["officer"].username]
    digest.refresh_from_db()
    assert (digest.state, digest.attempts, digest.failure) == ("sent", 2, "")
    assert len(mail.outbox) == 1


def test_a_failure_is_told_the_next_day_in_a_row_of_its_own(office: Office, lost: None, settings: Settings) -> None:
    send_reminders(TODAY)
    settings.EMAIL_BACKEND = LOCMEM
    with clock.travel(make.at("2020-12-31", "08:00")):
        assert send_reminders(date(2020, 12, 31)).sent == [office["officer"].username]
    assert list(Digest.objects.order_by("day").values_list("state", flat=True)) == ["failed", "sent"]


def test_a_run_without_a_server_ends_after_three_attempts(office: Office, lost: None, settings: Settings) -> None:
    colleagues(office, 5)
    run = send_reminders(TODAY)
    # Of nine people with an address before them, only the first officer has news; then the five colleagues.
    assert (len(run.failures), run.untried, len(servers.Lost.tried)) == (3, 3, 3)
    settings.EMAIL_BACKEND = LOCMEM
    assert len(send_reminders(TODAY).sent) == 6


def test_a_refused_address_stops_nobody_else(
    office: Office, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = colleagues(office, 4)
    monkeypatch.setattr(servers.Picky, "refused", address_of(office["officer"]))
    settings.EMAIL_BACKEND = "tests.notices.servers.Picky"
    run = send_reminders(TODAY)
    assert run.sent == [user.username for user in others]
    assert list(run.failures) == [office["officer"].username]
    assert "550" in Digest.objects.get(user=office["officer"]).failure


def test_a_fault_in_one_persons_things_stops_nobody_else(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    (other,) = colleagues(office, 1)
    read = reminders.contents_of

    def faulty(user: User, today: date) -> object:
        if user == office["officer"]:
            raise ZeroDivisionError("a fault")
        return read(user, today)

    monkeypatch.setattr(reminders, "contents_of", faulty)
    run = send_reminders(TODAY)
    assert run.sent == [other.username]
    assert run.failures == {office["officer"].username: "ZeroDivisionError: a fault"}


def test_a_mail_of_a_run_that_was_killed_is_not_sent_twice_that_day_and_told_the_next(office: Office) -> None:
    Digest.objects.create(user=office["officer"], day=TODAY, claimed_at=make.at("2020-12-30", "07:00"))
    run = send_reminders(TODAY)
    assert (run.sent, run.already) == ([], 1)
    with clock.travel(make.at("2020-12-31", "08:00")):
        assert send_reminders(date(2020, 12, 31)).sent == [office["officer"].username]


def test_tried_again_it_is_the_same_mail(office: Office) -> None:
    (first,) = reminders.preview(TODAY)
    (again,) = reminders.preview(TODAY)
    assert first[1].extra_headers["Message-ID"] == again[1].extra_headers["Message-ID"]


def run_command(*arguments: str) -> tuple[str, str, int]:
    out, err, code = StringIO(), StringIO(), 0
    try:
        call_command("send_reminders", *arguments, stdout=out, stderr=err)
    except CommandError as error:
        err.write(str(error))
        code = error.returncode
    return out.getvalue(), err.getvalue(), code


def test_the_command_counts_and_may_be_repeated(office: Office) -> None:
    out, err, code = run_command()
    assert out == "ส่งแล้ว 1 ฉบับ ไม่มีเรื่องใหม่ 8 คน ได้รับของวันนี้แล้ว 0 คน ไม่มีอีเมล 0 คน\n"
    assert (err, code) == ("", 0)
    out, err, code = run_command()
    assert out == "ส่งแล้ว 0 ฉบับ ไม่มีเรื่องใหม่ 9 คน ได้รับของวันนี้แล้ว 0 คน ไม่มีอีเมล 0 คน\n"
    assert len(mail.outbox) == 1


def test_the_command_fails_with_the_number_of_mails_that_did(office: Office, lost: None) -> None:
    _out, err, code = run_command()
    assert code == 1
    assert f"{office['officer'].username}: ConnectionRefusedError" in err
    assert "ส่งไม่สำเร็จ 1 ฉบับ" in err


def test_a_dry_run_shows_and_writes_nothing(office: Office) -> None:
    out, _err, code = run_command("--dry-run")
    officer = office["officer"]
    assert out == (
        f"{officer.username} <{officer.email}>: KPI Tracker: รอคุณ 4 เรื่อง ครบกำหนดใกล้ที่สุด 31 ธ.ค. 2563\n"
        "จะส่ง 1 ฉบับ (ยังไม่ได้ส่ง)\n"
    )
    assert (code, mail.outbox, Digest.objects.count(), Told.objects.count()) == (0, [], 0, 0)


def test_another_day_may_be_asked_for_in_any_spelling(office: Office) -> None:
    out, _err, _code = run_command("--dry-run", "--date", "20 ม.ค. 2564")
    assert "เลยกำหนดแล้ว 4 เรื่อง" in out
    Membership.objects.filter(user=office["officer"]).update(valid_to=date(2021, 1, 19))
    assert run_command("--dry-run", "--date", "2021-01-20")[0] == "จะส่ง 0 ฉบับ (ยังไม่ได้ส่ง)\n"
    assert run_command("--date", "วันเกิด")[2] == 1
