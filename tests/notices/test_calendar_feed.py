"""The calendar behind its secret address."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from indicators import clock
from indicators.models import CalendarFeed, Event, QuarterlyReport
from indicators.services import notices
from tests import make
from tests.notices import strict_calendar
from tests.notices.conftest import Office


def fetch(token: str, client: Client | None = None, **headers: Any) -> Any:
    return (client or Client()).get(reverse("calendar-feed", args=[token]), headers=headers)


def events(user: User) -> dict[str, date]:
    read = strict_calendar.read(fetch(notices.renew_calendar(user)).content)
    return {event.values["SUMMARY"]: event.day for event in read.all("VEVENT")}


PERIODS = {
    "กำหนดส่งรายงานไตรมาสที่ 1 ปีงบประมาณ 2564": date(2021, 1, 10),
    "กำหนดส่งรายงานไตรมาสที่ 2 ปีงบประมาณ 2564": date(2021, 4, 10),
    "กำหนดส่งรายงานไตรมาสที่ 3 ปีงบประมาณ 2564": date(2021, 7, 10),
    "กำหนดส่งรายงานไตรมาสที่ 4 ปีงบประมาณ 2564": date(2021, 10, 10),
    "กำหนดส่งรายงานสิ้นปีงบประมาณ ปีงบประมาณ 2564": date(2021, 10, 10),
}


def test_it_holds_what_waits_and_the_periods(office: Office) -> None:
    assert events(office["officer"]) == PERIODS | {
        "ไตรมาสที่ 1 – 1/สปท.งานทะเบียน": date(2021, 1, 10),
        "ไตรมาสที่ 1 – 2/สปท.งานปกครอง": date(2021, 1, 5),
        "ไตรมาสที่ 1 – 3/สปท.นวัตกรรม": date(2021, 1, 10),
        "ขั้นที่ 1 ค้นหาและรวบรวมความคิดเห็น – 3/สปท.นวัตกรรม": date(2020, 12, 31),
    }


def test_it_holds_nothing_of_others(office: Office) -> None:
    assert events(office["stranger"]) == PERIODS
    assert events(make.user()) == {}


def test_it_is_an_icalendar_with_two_alarms_and_links(office: Office) -> None:
    response = fetch(notices.renew_calendar(office["officer"]))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    read = strict_calendar.read(response.content)
    assert read.values["VERSION"] == "2.0"
    for event in read.all("VEVENT"):
        triggers = [alarm.values["TRIGGER"] for alarm in event.all("VALARM")]
        assert triggers == ["-P6DT15H", "-PT15H"]
        assert event.values["URL"].startswith("http://localhost/")
    (report,) = [event for event in read.all("VEVENT") if "งานทะเบียน" in event.values["SUMMARY"]]
    assert report.values["URL"] == f"http://localhost/quarterly-reports/{office.draft.pk}/"
    assert report.values["UID"] == f"indicators.quarterlyreport-{office.draft.pk}@localhost"


def test_a_thing_keeps_its_uid_when_its_due_date_moves(office: Office) -> None:
    def uid() -> tuple[str, date]:
        read = strict_calendar.read(fetch(notices.renew_calendar(office["officer"])).content)
        (event,) = [event for event in read.all("VEVENT") if "งานทะเบียน" in event.values["SUMMARY"]]
        return event.values["UID"], event.day

    first = uid()
    QuarterlyReport.objects.filter(pk=office.draft.pk).update(returned_due_on=date(2021, 2, 1))
    second = uid()
    assert first[0] == second[0]
    assert (first[1], second[1]) == (date(2021, 1, 10), date(2021, 2, 1))


def test_alarms_are_the_persons_choice_and_words_are_his_language(office: Office) -> None:
    notices.choose(office["officer"], fields={"first_days": 14, "last_days": 0})
    User.objects.filter(pk=office["officer"].pk).update(language="en")
    content = fetch(notices.renew_calendar(office["officer"])).content.decode()
    assert "TRIGGER:-P13DT15H\r\n" in content
    assert "TRIGGER:PT9H\r\n" in content
    assert " 2021" in content


def test_it_needs_no_session_and_touches_none(office: Office) -> None:
    token = notices.renew_calendar(office["officer"])
    browser = Client()
    browser.force_login(office["stranger"])
    stored = Session.objects.get().session_data
    with CaptureQueriesContext(connection) as queries:
        response = fetch(token, browser)
    assert response.status_code == 200
    assert response.cookies == {}
    assert "Cookie" not in response.get("Vary", "")
    assert not any("django_session" in query["sql"] for query in queries)
    assert Session.objects.get().session_data == stored


def test_a_token_that_is_none_touches_no_session_either(db: None) -> None:
    with CaptureQueriesContext(connection) as queries:
        response = fetch("x" * 43)
    assert response.status_code == 404
    assert len(queries) == 1
    assert response["Content-Type"].startswith("text/plain")


def test_a_renewed_token_kills_the_old_one_at_once(office: Office) -> None:
    old = notices.renew_calendar(office["officer"])
    assert fetch(old).status_code == 200
    new = notices.renew_calendar(office["officer"])
    assert (fetch(old).status_code, fetch(new).status_code) == (404, 200)
    assert CalendarFeed.objects.count() == 1


def test_a_removed_one_is_gone_and_may_be_made_anew(office: Office) -> None:
    token = notices.renew_calendar(office["officer"])
    assert notices.remove_calendar(office["officer"]) is True
    assert notices.remove_calendar(office["officer"]) is False
    assert fetch(token).status_code == 404
    assert fetch(notices.renew_calendar(office["officer"])).status_code == 200


def test_a_person_out_of_use_has_no_calendar(office: Office) -> None:
    token = notices.renew_calendar(office["officer"])
    User.objects.filter(pk=office["officer"].pk).update(is_active=False)
    assert fetch(token).status_code == 404


def test_the_token_is_stored_nowhere_and_each_renewal_leaves_an_event(office: Office) -> None:
    token = notices.renew_calendar(office["officer"])
    assert len(token) == 43
    feed = CalendarFeed.objects.get()
    assert token not in str(vars(feed))
    event = Event.objects.order_by("-pk")[0]
    assert (event.action, event.actor) == ("renew_calendar", office["officer"])
    assert token not in event.details
    assert feed.token_hash not in event.details


def test_an_address_is_answered_sixty_times_an_hour(office: Office) -> None:
    token, other = notices.renew_calendar(office["officer"]), notices.renew_calendar(office["stranger"])
    with clock.travel(make.at("2020-12-30", "08:59")):
        assert [fetch(token).status_code for _time in range(61)] == [200] * 60 + [429]
        assert fetch(token)["Retry-After"] == "3600"
        assert fetch(other).status_code == 200
    with clock.travel(make.at("2020-12-30", "09:00")):
        assert fetch(token).status_code == 200


def test_what_has_not_changed_is_not_sent_again(office: Office) -> None:
    token = notices.renew_calendar(office["officer"])
    first = fetch(token)
    assert fetch(token, if_none_match=first["ETag"]).status_code == 304
    QuarterlyReport.objects.filter(pk=office.draft.pk).update(returned_due_on=date(2021, 2, 1))
    assert fetch(token, if_none_match=first["ETag"]).status_code == 200


def test_a_longer_desk_takes_no_more_queries_and_comes_in_one_piece(db: None) -> None:
    officer = make.user(Role.OFFICER, agency := make.agency())
    year = make.year()
    asked = []
    for many in (10, 100):
        while QuarterlyReport.objects.filter(period__kind="q1").count() < many:
            make.assignment(agency, year)
        token = notices.renew_calendar(officer)
        with clock.travel(make.at("2020-12-30")), CaptureQueriesContext(connection) as queries:
            read = strict_calendar.read(fetch(token).content)
        assert len(read.all("VEVENT")) == many + 5
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.parametrize("token", ["a", "ก" * 10, "x" * 500])
def test_an_odd_token_is_nobodys(db: None, token: str) -> None:
    assert Client().get(f"/cal/{token}.ics").status_code in {302, 404}
