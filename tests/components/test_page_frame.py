from types import SimpleNamespace

import pytest
from django.test import RequestFactory
from django.urls import path

from tests.components.page import by_class, by_id, rendered, words

urlpatterns = [path("nothing-else", lambda request: None)]  # an address book without the frame's names


@pytest.fixture
def person():
    return SimpleNamespace(is_authenticated=True, get_full_name="สมศรี ตั้งใจงาน", get_username="somsri")


def test_it_names_the_language_and_the_page():
    page = rendered("base.html", title="รอคุณ 3 เรื่อง")
    assert page.get("lang") == "th"
    assert words(page.find(".//title")) == "รอคุณ 3 เรื่อง – ระบบติดตามตัวชี้วัด"
    assert [words(one) for one in page.iter("h1")] == ["รอคุณ 3 เรื่อง"]


def test_the_first_link_skips_to_the_main_part():
    page = rendered("base.html", title="x")
    first = next(page.iter("a"))
    assert by_id(page, first.get("href").removeprefix("#")).tag == "main"


def test_it_marks_the_current_entry_of_the_navigation():
    page = rendered("base.html", navigation=[("หน้าของฉัน", "/", False), ("งานทั้งหมด", "/all", True)])
    links = by_class(page, "site-nav")[0].findall(".//a")
    assert [(words(one), one.get("href"), one.get("aria-current")) for one in links] == [
        ("หน้าของฉัน", "/", None),
        ("งานทั้งหมด", "/all", "page"),
    ]


def test_it_shows_who_is_signed_in_and_for_whom(person):
    page = rendered("base.html", user=person, acting_for="ผู้รับผิดชอบตัวชี้วัด – สำนักตัวอย่าง")
    tools = words(by_class(page, "tools")[0])
    assert "สมศรี ตั้งใจงาน" in tools
    assert "ผู้รับผิดชอบตัวชี้วัด – สำนักตัวอย่าง" in tools


def test_signing_out_and_the_language_are_posted(person):
    request = RequestFactory().get("/reports", {"quarter": "3"})
    page = rendered("base.html", user=person, request=request)
    forms = {one.get("action"): one for one in page.iter("form")}
    assert {one.get("method") for one in forms.values()} == {"post"}
    assert set(forms) == {"/out", "/language"}
    fields = {one.get("name"): one.get("value") for one in forms["/language"].iter("input")}
    assert fields["next"] == "/reports?quarter=3"
    buttons = [
        (one.get("value"), one.get("lang"), one.get("aria-current")) for one in forms["/language"].iter("button")
    ]
    assert buttons == [("th", "th", "true"), ("en", "en", None)]


def test_it_works_before_those_addresses_exist(settings, person):
    settings.ROOT_URLCONF = __name__
    page = rendered("base.html", user=person)
    assert not list(page.iter("form"))
    assert by_class(page, "service")[0].get("href") == "/"


def test_the_pages_above_are_links_in_order():
    page = rendered("base.html", breadcrumbs=[("หน้าของฉัน", "/"), ("ตัวชี้วัด 8", "/8")])
    links = by_class(page, "breadcrumbs")[0].findall(".//a")
    assert [words(one) for one in links] == ["หน้าของฉัน", "ตัวชี้วัด 8"]


@pytest.mark.parametrize(
    ("kind", "role"), [("success", "status"), ("info", "status"), ("warning", "alert"), ("error", "alert")]
)
def test_a_message_is_announced_according_to_its_weight(kind, role):
    class Message(str):
        level_tag = kind

    page = rendered("base.html", title="ชื่อหน้า", messages=[Message("บันทึกแล้ว")])
    box = by_class(page, f"notification-{kind}")[0]
    assert box.get("role") == role
    assert words(box) == "บันทึกแล้ว"


def test_the_footer_names_both_offices_and_how_to_reach_them(settings):
    settings.CONTACTS = {"evaluation": "โทรศัพท์ภายใน 1111", "secretariat": "โทรศัพท์ภายใน 2222"}
    footer = words(next(rendered("base.html").iter("footer")))
    assert footer.index("(สยป.)") < footer.index("1111") < footer.index("(สำนักงาน ก.ก.)") < footer.index("2222")


@pytest.mark.parametrize("template", ["404.html", "403.html", "403_csrf.html", "400.html", "413.html", "500.html"])
def test_error_pages_have_the_same_footer(template):
    assert words(next(rendered(template).iter("footer"))) == words(next(rendered("base.html").iter("footer")))
