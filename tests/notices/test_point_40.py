"""Point 40 of the acceptance points: the calendar, and the mail that leads to the task."""

from __future__ import annotations

import re

from django.core import mail
from django.test import Client
from django.urls import reverse

from indicators.services.reminders import send_reminders
from tests import make
from tests.notices import strict_calendar
from tests.notices.conftest import TODAY, Office


def test_point_40_calendar_is_valid_and_personal_and_renewing_kills_the_old_token(office: Office) -> None:
    tokens = {}
    for name in ("officer", "stranger"):
        browser = Client()
        browser.force_login(office[name])
        page = browser.post(reverse("calendar-renew")).content.decode()
        tokens[name] = re.findall(r"/cal/([\w-]+)\.ics", page)[0]
    answer = Client().get(f"/cal/{tokens['officer']}.ics")
    assert answer["Content-Type"].split(";")[0] == "text/calendar"
    mine = strict_calendar.read(answer.content).all("VEVENT")
    theirs = strict_calendar.read(Client().get(f"/cal/{tokens['stranger']}.ics").content).all("VEVENT")
    assert (len(mine), len(theirs)) == (9, 5)

    browser = Client()
    browser.force_login(office["officer"])
    browser.post(reverse("calendar-renew"))
    assert Client().get(f"/cal/{tokens['officer']}.ics").status_code == 404
    assert Client().get(f"/cal/{tokens['stranger']}.ics").status_code == 200


def test_point_40_reminder_has_a_thai_subject_a_due_date_in_be_and_a_link_to_the_task(office: Office) -> None:
    send_reminders(TODAY)
    (message,) = mail.outbox
    assert message.subject == "KPI Tracker: รอคุณ 4 เรื่อง ครบกำหนดใกล้ที่สุด 31 ธ.ค. 2563"
    assert "วันอังคารที่ 5 มกราคม พ.ศ. 2564" in message.body
    part = message.body.split("2/สปท.งานปกครอง")[1]
    link = re.findall(r"http://localhost(/\S+)", part)[0]
    assert link == f"/quarterly-reports/{office.returned.pk}/"

    browser = Client()
    page = browser.get(link, follow=True)
    assert page.redirect_chain == [(f"/account/sign-in/?next={link}", 302)]
    form = dict(re.findall(r'name="(next)" value="([^"]*)"', page.content.decode()))
    form |= {"username": office["officer"].username, "password": make.PASSWORD}
    landed = browser.post("/account/sign-in/", form, follow=True)
    assert landed.redirect_chain == [(link, 302)]
    assert landed.status_code == 200
    assert "งานปกครอง" in landed.content.decode()
