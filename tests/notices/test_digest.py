"""What the mail of a day says to whom, written out by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership, User
from accounts.roles import Role
from indicators import clock
from indicators.models import Assignment, Digest, FiscalYear, NoticeKind, NoticeSettings, QuarterlyReport, Told
from indicators.selectors import waiting
from indicators.selectors.notices import contents_of
from indicators.selectors.waiting import desk_of
from indicators.services import notices, quarterly_report
from indicators.services.reminders import send_reminders
from tests import make, make_case
from tests.notices.conftest import TODAY, Office, address_of, give_address


def told(user: User, today: date = TODAY) -> dict[str, list[str]]:
    """The names under each kind, the tail of the indicator's line left out."""
    sections = contents_of(User.objects.get(pk=user.pk), today).sections
    return {section.kind.value: [line.waiting.name for line in section.lines] for section in sections}


def sent_to(user: User) -> Any:
    (message,) = [each for each in mail.outbox if each.to == [address_of(user)]]
    return message


def send(today: date = TODAY, time: str = "08:00") -> list[str]:
    """The user names mails went to."""
    with clock.travel(make.at(today.isoformat(), time)):
        return send_reminders(today).sent


def officer_with_one_report() -> User:
    """Of the first quarter, due on 10 January 2564; no other report exists."""
    agency = make.agency()
    assignment = make.assignment(agency, make.year())
    assignment.quarterly_reports.exclude(period__kind="q1").delete()
    assignment.year_end_report.delete()
    return give_address(make.user(Role.OFFICER, agency))


def test_the_officer_is_told_of_what_came_back_what_is_near_and_what_waits(office: Office) -> None:
    assert told(office["officer"]) == {
        "returned": ["ไตรมาสที่ 1 – 2/สปท.งานปกครอง"],
        "due_soon": ["ขั้นที่ 1 ค้นหาและรวบรวมความคิดเห็น – 3/สปท.นวัตกรรม"],
        "waiting": ["ไตรมาสที่ 1 – 1/สปท.งานทะเบียน", "ไตรมาสที่ 1 – 3/สปท.นวัตกรรม"],
    }


@pytest.mark.parametrize("person", ["working_group", "head", "secretariat", "committee", "evaluator", "auditor"])
def test_nobody_else_is_told_of_it(office: Office, person: str) -> None:
    assert told(office[person]) == {}


def test_a_step_and_a_report_are_told_to_whose_turn_it_is(office: Office) -> None:
    agencies = [make.agency(f"สำนักงานที่ {number}", abbreviation=f"ส{number}.") for number in range(4)]
    cases = [make_case.case(agency, office.year) for agency in agencies]
    for number, case in enumerate(cases, start=11):
        Assignment.objects.filter(pk=case.assignment.pk).update(number=number)
        case.refresh_from_db()
    make_case.received(cases[0])
    for case, status in zip(cases[1:], ("submitted", "endorsed", "scheduled"), strict=True):
        make_case.proposed(case, status)
    make.set_status(make.fill_quarter(make.quarter(cases[0].assignment)), "submitted")
    panel = make.user(Role.WORKING_GROUP, agencies[0])
    head = make.user(Role.HEAD, agencies[1])
    assert told(panel) == {"waiting": ["ขั้นที่ 2 คัดเลือกความคิดเห็น – 11/ส0.นวัตกรรม"]}
    assert told(head) == {"waiting": ["ขั้นที่ 3 นำเสนอโครงการ – 12/ส1.นวัตกรรม"]}
    assert told(office["secretariat"]) == {"waiting": ["ขั้นที่ 3 นำเสนอโครงการ – 13/ส2.นวัตกรรม"]}
    assert told(office["committee"]) == {"waiting": ["ขั้นที่ 3 นำเสนอโครงการ – 14/ส3.นวัตกรรม"]}
    assert told(office["evaluator"]) == {"waiting": ["ไตรมาสที่ 1 – 11/ส0.นวัตกรรม"]}


def test_a_mail_tells_exactly_what_the_first_page_shows(office: Office) -> None:
    for user in office.people.values():
        person = User.objects.get(pk=user.pk)
        desk, contents = desk_of(person, TODAY), contents_of(person, TODAY)
        lines = [line.waiting for section in contents.sections for line in section.lines]
        assert contents.total == desk.total
        assert sorted(lines, key=lambda each: each.url) == sorted(desk.first, key=lambda each: each.url)


def test_what_an_app_adds_to_the_desk_is_told_without_a_word_more(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rows(user: User, today: date) -> Any:
        return waiting.by_due_date(waiting._quarters(user, today).filter(pk=office.draft.pk))

    def show(row: Any) -> waiting.Waiting:
        return waiting.waiting_row(row, "อุทธรณ์", "quarterly-report")

    monkeypatch.setattr(waiting, "TRAYS", [waiting.Tray(rows, show, [Role.OFFICER])])
    assert told(office["officer"]) == {"waiting": ["อุทธรณ์"]}


def test_the_mail_is_in_thai_with_weekday_and_year_of_the_buddhist_era(office: Office) -> None:
    send()
    message = sent_to(office["officer"])
    assert message.subject == "KPI Tracker: รอคุณ 4 เรื่อง ครบกำหนดใกล้ที่สุด 31 ธ.ค. 2563"
    assert "กำหนด วันพฤหัสบดีที่ 31 ธันวาคม พ.ศ. 2563 (เหลือ 1 วัน)" in message.body
    assert "กำหนด วันอังคารที่ 5 มกราคม พ.ศ. 2564 (เหลือ 6 วัน)" in message.body
    assert "http://localhost/account/notices/" in message.body
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    assert "<img" not in html
    assert "วันพฤหัสบดีที่ 31 ธันวาคม พ.ศ. 2563" in html
    assert f'href="http://localhost/quarterly-reports/{office.returned.pk}/"' in html
    headers = message.message().as_bytes().split(b"\n\n")[0]
    assert headers.isascii()


def test_a_return_names_the_reviewer_and_the_reason(office: Office) -> None:
    send()
    message = sent_to(office["officer"])
    for text in (message.body, message.alternatives[0][0]):
        assert "ส่งคืนให้แก้ไข" in text
        assert "นางสาวตรวจ ละเอียด" in text
        assert "แนบหลักฐานไม่ครบ" in text
        assert "ขาดหนังสือเชิญประชุม" in text


def test_what_was_typed_as_a_reason_stays_text(office: Office) -> None:
    from tests.notices.conftest import send_back

    send_back(office.draft, office["officer"], office.reviewer, "<script>alert(1)</script> & ถาม")
    send()
    message = sent_to(office["officer"])
    assert "<script>" not in message.alternatives[0][0]
    assert "<script>alert(1)</script> & ถาม" in message.body


def test_an_english_reader_gets_the_common_era(office: Office) -> None:
    User.objects.filter(pk=office["officer"].pk).update(language="en")
    send()
    message = sent_to(office["officer"])
    assert "31 Dec 2020" in message.subject
    assert "Thursday 31 December 2020 (B.E. 2563)" in message.body


def test_one_mail_a_day_and_none_without_news(office: Office) -> None:
    officer = office["officer"].username
    assert send() == [officer]
    assert send(time="11:00") == []
    assert send(date(2020, 12, 31)) == []


def test_a_return_after_the_mail_waits_for_the_next_day(office: Office) -> None:
    from tests.notices.conftest import send_back

    officer = office["officer"].username
    assert send() == [officer]
    send_back(office.draft, office["officer"], office.reviewer)
    assert send(time="16:00") == []
    assert send(date(2020, 12, 31)) == [officer]
    assert mail.outbox[-1].subject.startswith("KPI Tracker: รอคุณ 4 เรื่อง")


@pytest.mark.parametrize(
    ("day", "kind", "subject"),
    [
        ("2021-01-02", None, ""),
        ("2021-01-03", "due_soon", "ครบกำหนดใกล้ที่สุด 10 ม.ค. 2564"),
        ("2021-01-09", "due_soon", "ครบกำหนดใกล้ที่สุด 10 ม.ค. 2564"),
        ("2021-01-10", "due_soon", "ครบกำหนดใกล้ที่สุด 10 ม.ค. 2564"),
        ("2021-01-11", "overdue", "เลยกำหนดแล้ว 1 เรื่อง"),
        ("2021-01-17", "overdue", "เลยกำหนดแล้ว 1 เรื่อง"),
        ("2021-01-18", "overdue", "เลยกำหนดแล้ว 1 เรื่อง"),
    ],
)
def test_a_due_date_is_told_seven_days_and_one_day_before_and_once_a_week_after(
    day: str, kind: str | None, subject: str, db: None
) -> None:
    officer = officer_with_one_report()
    send(TODAY)
    last = date.fromisoformat(day)
    days = [date(2021, 1, number) for number in range(1, last.day)]
    for earlier in days:
        send(earlier)
    mail.outbox.clear()
    # Told on the 3rd (seven days before) and the 9th (one day before), on the 11th and the 18th (one week later).
    assert send(last) == ([officer.username] if last.day in {3, 9, 11, 18} else [])
    if mail.outbox:
        assert mail.outbox[0].subject == f"KPI Tracker: รอคุณ 1 เรื่อง {subject}"
        assert list(told(officer, last)) == [kind]


def test_days_before_are_the_persons_choice(db: None) -> None:
    officer = officer_with_one_report()
    notices.choose(officer, fields={"first_days": 3, "last_days": 0})
    send(TODAY)
    assert [day for day in range(1, 11) if send(date(2021, 1, day))] == [7, 10]


@pytest.mark.parametrize(
    ("off", "left"),
    [
        ("returned", {"due_soon": 2, "waiting": 2}),
        ("due_soon", {"returned": 1, "waiting": 3}),
        ("waiting", {"returned": 1, "due_soon": 1}),
    ],
)
def test_a_kind_that_is_off_is_not_told(office: Office, off: str, left: dict[str, int]) -> None:
    notices.choose(office["officer"], fields={off: False})
    assert {kind: len(names) for kind, names in told(office["officer"]).items()} == left


def test_overdue_off_leaves_it_among_what_waits(office: Office) -> None:
    notices.choose(office["officer"], fields={"overdue": False, "returned": False})
    assert set(told(office["officer"], date(2021, 1, 20))) == {"waiting"}


def test_who_turned_everything_off_gets_nothing(office: Office) -> None:
    notices.choose(office["officer"], fields={kind.value: False for kind in NoticeKind})
    assert send() == []
    assert Digest.objects.count() == 0


def test_nobody_is_told_of_what_he_took_back_himself(office: Office) -> None:
    send()
    make.fill_quarter(office.draft)
    with clock.travel(make.at("2020-12-30", "12:00")):
        quarterly_report.submit(office.draft, actor=office["officer"], version=office.draft.version)
        office.draft.refresh_from_db()
        quarterly_report.recall(office.draft, actor=office["officer"], version=office.draft.version)
    assert send(date(2020, 12, 31)) == []


def test_nobody_is_told_of_what_he_may_not_see(office: Office) -> None:
    send()
    stranger = [each for each in mail.outbox if each.to == [address_of(office["stranger"])]]
    assert stranger == []
    Membership.objects.filter(user=office["officer"]).delete()
    Told.objects.all().delete()
    assert send(date(2020, 12, 31)) == []


def test_a_closed_year_is_told_to_nobody(office: Office) -> None:
    FiscalYear.objects.update(closed_at=make.at("2020-12-29"))
    assert send() == []


def test_who_has_no_address_is_skipped_and_counted_and_who_is_out_of_use_is_not(office: Office) -> None:
    User.objects.filter(pk=office["officer"].pk).update(email="")
    run = send_reminders(TODAY)
    assert (run.sent, run.without_email, run.without_news) == ([], 1, 8)
    User.objects.filter(pk=office["officer"].pk).update(is_active=False)
    assert send_reminders(TODAY).without_email == 0


def test_a_long_list_tells_news_first_and_how_many_more(db: None) -> None:
    officer = give_address(make.user(Role.OFFICER, agency := make.agency()))
    year = make.year()
    for _each in range(25):
        make.assignment(agency, year)
    send(TODAY)
    make.assignment(agency, year, number=99, indicator=make.indicator(year, name="เรื่องใหม่"))
    (section,) = contents_of(officer, date(2020, 12, 31)).sections
    assert section.lines[0].waiting.name.endswith("เรื่องใหม่")
    assert (len(section.lines), section.more) == (20, 6)
    assert send(date(2020, 12, 31)) == [officer.username]
    assert "และอีก 6 เรื่อง" in mail.outbox[-1].body


def test_a_longer_desk_takes_no_more_queries(db: None) -> None:
    officer = make.user(Role.OFFICER, agency := make.agency())
    year = make.year()
    asked = []
    for many in (10, 100):
        while QuarterlyReport.objects.filter(period__kind="q1").count() < many:
            make.assignment(agency, year)
        fresh = User.objects.get(pk=officer.pk)
        with clock.travel(make.at("2020-12-30")), CaptureQueriesContext(connection) as queries:
            assert contents_of(fresh, TODAY).total == many
        asked.append(len(queries))
    # Two queries for the roles and one for the rows of each tray; his settings, the moves, what he was told.
    assert asked[0] == asked[1] <= 3 * len(waiting.TRAYS) + 3


def test_the_defaults_are_seven_and_one_and_everything_on() -> None:
    chosen = NoticeSettings()
    assert (chosen.first_days, chosen.last_days) == (7, 1)
    assert all(chosen.wants(kind) for kind in NoticeKind)
