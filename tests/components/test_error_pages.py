import logging

import pytest
from django.test import Client

from tests.components.page import by_class, rendered, tree, words


@pytest.fixture
def client(settings):
    settings.CSRF_FAILURE_VIEW = "kpi_tracker.errors.csrf_failure"
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    logging.disable(logging.CRITICAL)
    yield Client(raise_request_exception=False, enforce_csrf_checks=True)
    logging.disable(logging.NOTSET)


def heading(response):
    return words(next(tree(response.content.decode()).iter("h1")))


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        ("/suspicious", 400, "ระบบอ่านคำขอนี้ไม่ได้"),
        ("/too-big", 413, "ข้อมูลที่ส่งมามีขนาดใหญ่เกินไป"),
        ("/wrong-role", 403, "ท่านไม่มีสิทธิ์เปิดหน้านี้"),
        ("/nowhere", 404, "ไม่พบหน้านี้"),
        ("/broken", 500, "ระบบขัดข้อง"),
    ],
)
def test_each_failure_has_its_page_and_needs_no_database(client, path, status, title):
    response = client.get(path)
    assert response.status_code == status
    assert heading(response) == title


def test_a_page_not_found_is_the_same_whatever_was_asked(client):
    bodies = {client.get(path).content for path in ("/a", "/agency/1/report/2?x=1", "/หน้า", "/<script>")}
    assert len(bodies) == 1


def test_the_wrong_role_is_told_which_one_it_takes(client):
    response = client.get("/wrong-role")
    assert "หน้านี้สำหรับผู้ตรวจประเมิน &lt;สยป.&gt;" in response.content.decode()


def test_a_fault_tells_nothing_of_the_inside(client):
    assert "secret detail" not in client.get("/broken").content.decode()


def test_a_form_from_an_old_page_says_how_to_save_the_text(client):
    response = client.post("/", {"text": "x"})
    assert response.status_code == 403
    assert heading(response) == "หน้านี้เปิดค้างไว้นานเกินไป"
    assert "คัดลอก" in response.content.decode()


def test_a_stale_save_shows_both_texts_and_keeps_what_was_typed():
    page = rendered(
        "409.html",
        conflict=[("ผล", "ของ<ฉัน>", "ของเขา"), ("ความก้าวหน้า", "0", "")],
        who="นายสมชาย",
        when="10.42 น.",
        url="/save",
        hidden=[("narrative", "ของ<ฉัน>"), ("kinds", "a"), ("kinds", "b"), ("version", "5")],
        page_url="/report",
    )
    assert [words(one) for one in by_class(page, "side")] == [
        "ที่บันทึกไว้ล่าสุด ของเขา",
        "ที่ท่านพิมพ์ ของ<ฉัน>",
        "ที่บันทึกไว้ล่าสุด ว่าง",
        "ที่ท่านพิมพ์ 0",
    ]
    form = next(one for one in page.iter("form") if one.get("action") == "/save")
    sent = [(one.get("name"), one.get("value")) for one in form.iter("input")]
    for pair in [("narrative", "ของ<ฉัน>"), ("kinds", "a"), ("kinds", "b"), ("version", "5")]:
        assert pair in sent
    assert [(one.get("name"), one.get("value")) for one in form.iter("button")] == [("resolve", "mine")]
    assert "นายสมชาย บันทึกหน้านี้เมื่อ 10.42 น." in words(page)


def test_going_on_from_the_other_text_is_offered_where_it_is_possible():
    page = rendered("409.html", conflict=[("ผล", "ก", "ข")], url="/save", can_continue=True)
    assert [one.get("value") for one in page.iter("button") if one.get("name") == "resolve"] == ["mine", "continue"]


def test_the_wrong_moment_says_why_since_when_and_whose_turn_it_is():
    page = rendered(
        "409.html",
        reason="ส่งไปแล้ว",
        since="2 ก.ค. 2564",
        whose_turn="ผู้ตรวจประเมิน",
        typed=[("ผล", "ข้อความ\nสองบรรทัด")],
        page_url="/report",
    )
    main = words(next(page.iter("main")))
    assert "ส่งไปแล้ว ตั้งแต่ 2 ก.ค. 2564 รอการดำเนินการของ ผู้ตรวจประเมิน" in main
    assert "ข้อความ\nสองบรรทัด" in [one.text for one in by_class(page, "written")]
    assert "/report" in [one.get("href") for one in page.iter("a")]
