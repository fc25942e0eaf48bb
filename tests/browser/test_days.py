"""A day may be spelled in six ways; its weekday is read back while it is typed, and the same day is stored."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.roles import Role
from indicators.models import Document
from tests import make
from tests.chromium import sign_in

SPELLINGS = ("30 สิงหาคม 2564", "30 ส.ค. 64", "๓๐/๘/๒๕๖๔", "30-8-2564", "2021-08-30", "30 August 2021")
# Worked out by hand: 1 January 2021 was a Friday, 30 August is 241 days later, 241 = 34 x 7 + 3.
READ_BACK = "วันจันทร์ที่ 30 สิงหาคม พ.ศ. 2564"


@pytest.mark.browser
@pytest.mark.parametrize("size", [(1366, 768), (360, 740)], ids=["office", "phone"])
def test_six_spellings_are_read_back_as_one_monday(page: Page, server: str, size: tuple[int, int]) -> None:
    make.kind()
    make.user(Role.OFFICER, make.agency("สำนักงานปกครองและทะเบียน"), username="officer")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    sign_in(page)
    page.goto(reverse("document-add"), wait_until="load")
    field = page.locator("#id_date")
    for spelling in SPELLINGS:
        field.fill(spelling)
        expect(page.locator(".day-echo")).to_have_text(READ_BACK)
        field.fill("")
        expect(page.locator(".day-echo")).to_have_text("")
    field.fill("30 ส.ค.")
    page.wait_for_timeout(1000)
    expect(page.locator(".day-echo")).to_have_text("")
    assert page.locator("[aria-invalid=true]").count() == 0
    assert page.locator("input[type=date]").count() == 0


@pytest.mark.django_db
@pytest.mark.sqlite_alone
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_each_spelling_stores_the_same_day(client: Client, spelling: str) -> None:
    kind = make.kind()
    client.force_login(make.user(Role.OFFICER, make.agency()))
    assert client.get(reverse("day"), {"text": spelling}).json() == {"day": READ_BACK}
    fields = {"kind": kind.pk, "number": "กท 1/1", "date": spelling, "subject": "เชิญประชุม", "paper_location": "ตู้ 1"}
    answer = client.post(reverse("document-add"), {**fields, "key": "7a3ce6a2-3a5c-4f45-9c30-9a0f3ae2d1c4"})
    assert answer.status_code == 302, answer.text
    assert Document.objects.get().date == date(2021, 8, 30)


@pytest.mark.django_db
@pytest.mark.sqlite_alone
@pytest.mark.parametrize(
    "text", ["", "30 ส.ค.", "31/2/2564", "วันอังคารที่ 30 ส.ค. 2564", "1/1/3107", "1/1/1478", "x" * 5000]
)
def test_what_is_no_day_is_not_read(client: Client, text: str) -> None:
    client.force_login(make.user(Role.OFFICER, make.agency()))
    assert client.get(reverse("day"), {"text": text}).json() == {"day": ""}
