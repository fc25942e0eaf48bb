"""Point 24: the language switch keeps address, typed text and scroll; the account remembers; <html lang> follows."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.forms.sign_in import SignInForm
from accounts.models import User
from accounts.roles import Role
from indicators import clock
from indicators.models import QuarterlyReport, ReportingPeriod
from tests import make
from tests.chromium import sign_in
from tests.components.page import by_class, rendered, tree, words
from thai.dates import fiscal_year

pytestmark = pytest.mark.sqlite_alone


def next_of(page) -> str:
    form = by_class(page, "language")[0]
    return next(one.get("value") for one in form.iter("input") if one.get("name") == "next")


def test_point_24_the_switch_leads_back_to_the_page_with_its_filters() -> None:
    request = RequestFactory().get("/reports", {"quarter": "3"})
    assert next_of(rendered("base.html", request=request)) == "/reports?quarter=3"


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/reports/7/edit/?tab=2", "/reports/7/edit/?tab=2"),
        ("http://testserver/reports/7/edit/", "/reports/7/edit/"),
        ("https://evil.example/x", ""),
        ("", ""),
    ],
)
def test_point_24_a_page_that_answers_a_post_leads_back_to_where_it_was_posted_from(referer, back) -> None:
    request = RequestFactory().post("/reports/7/submit/", headers={"Referer": referer})
    assert next_of(rendered("base.html", request=request)) == back


def test_point_24_without_script_a_page_with_a_form_warns_and_another_does_not() -> None:
    request = RequestFactory().get("/")
    with_form = by_class(rendered("base.html", request=request, form=SignInForm()), "tools")[0]
    without = by_class(rendered("base.html", request=request), "tools")[0]
    assert "บันทึกก่อนเปลี่ยนภาษา" in "".join(with_form.itertext())
    assert "บันทึกก่อนเปลี่ยนภาษา" not in "".join(without.itertext())


@pytest.mark.django_db
def test_point_24_the_account_remembers_and_the_page_says_its_language(client: Client) -> None:
    officer = make.user(Role.OFFICER, make.agency("สำนักอนามัย"))
    client.force_login(officer)
    client.post(reverse("set-language"), {"language": "en", "next": "/"})
    page = tree(client.get("/").content.decode())
    assert page.get("lang") == "en"
    assert words(next(page.iter("h1"))) == "My page"
    assert User.objects.get(pk=officer.pk).language == "en"
    client.cookies.pop(settings.LANGUAGE_COOKIE_NAME)
    client.post(reverse("set-language"), {"language": "th", "next": "/"})
    assert tree(client.get("/").content.decode()).get("lang") == "th"


@pytest.mark.django_db
def test_point_24_names_people_wrote_in_thai_say_so_on_an_english_page(client: Client) -> None:
    client.force_login(make.user(Role.OFFICER, make.agency("สำนักอนามัย")))
    client.post(reverse("set-language"), {"language": "en", "next": "/"})
    page = tree(client.get("/").content.decode())
    named = [words(one) for one in page.iter() if one.get("lang") == "th"]
    assert any("สำนักอนามัย" in text for text in named)
    assert "ไทย" in named


@pytest.fixture
def quarter(server: str) -> QuarterlyReport:
    """The first quarter of the running fiscal year, open today whatever the day is."""
    agency = make.agency("สำนักงานปกครองและทะเบียน")
    year = make.year(fiscal_year(clock.today()))
    ReportingPeriod.objects.update(opens_on=year.starts_on, due_on=year.ends_on, closes_on=year.ends_on)
    make.user(Role.OFFICER, agency, username="officer")
    return make.quarter(make.assignment(agency, year, number=8))


@pytest.mark.browser
@pytest.mark.parametrize("size", [(1366, 768), (360, 740)], ids=["office", "phone"])
def test_point_24_typed_text_and_scroll_survive_the_switch(page: Page, quarter: QuarterlyReport, size) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    sign_in(page)
    page.goto(reverse("quarterly-report-edit", args=[quarter.pk]), wait_until="load")
    address = page.url
    page.locator("#id_narrative").fill("จัดประชุมคณะทำงาน\nบรรทัดที่สอง")
    page.locator("#id_progress_percent").fill("๓๐")
    page.locator("#id_no_progress").set_checked(True)
    # From where the text is: the switch itself is at the top, so it is pressed without scrolling to it.
    page.evaluate("window.scrollTo(0, 400)")
    place = page.evaluate("window.scrollY")
    assert place > 100, "the page is too short to show anything"
    page.evaluate("document.querySelector('.language button[value=en]').click()")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#id_narrative")).to_have_value("จัดประชุมคณะทำงาน\nบรรทัดที่สอง")
    expect(page.locator("#id_progress_percent")).to_have_value("๓๐")
    expect(page.locator("#id_no_progress")).to_be_checked()
    quarter.refresh_from_db()
    assert page.locator("main input[name=version]").first.input_value() == str(quarter.version)
    assert quarter.narrative.splitlines() == ["จัดประชุมคณะทำงาน", "บรรทัดที่สอง"], "saved before the page went"
    assert page.url == address
    assert abs(page.evaluate("window.scrollY") - place) <= 60
    assert page.evaluate("window.sessionStorage.getItem('language-switch')") is None
    expect(page.locator(".tools")).to_contain_text("Sign out")


@pytest.mark.browser
def test_point_24_a_colleagues_save_during_the_switch_is_still_noticed(
    page: Page, quarter: QuarterlyReport, watch
) -> None:
    watch.allow("409")
    sign_in(page)
    page.goto(reverse("quarterly-report-edit", args=[quarter.pk]), wait_until="load")
    page.locator("#id_narrative").fill("ข้อความของฉัน")
    QuarterlyReport.objects.filter(pk=quarter.pk).update(
        version=page.evaluate("Number(document.querySelector('main input[name=version]').value)") + 1,
        narrative="ข้อความของเพื่อน",
    )
    page.evaluate("document.querySelector('.language button[value=en]').click()")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#id_narrative")).to_have_value("ข้อความของฉัน")
    page.get_by_role("button", name="Save the draft").first.click()
    expect(page.locator("main")).to_contain_text("Your text is not saved")
    quarter.refresh_from_db()
    assert quarter.narrative == "ข้อความของเพื่อน"
