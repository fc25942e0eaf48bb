"""The page of the search: field, kinds, hits, pages, advice."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Agency, User
from accounts.roles import Role
from tests import make
from tests.components.page import by_class, by_id, tree, words
from tests.search.everything import KINDS, WORD, build

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]


@pytest.fixture
def agency() -> Agency:
    return make.agency("สำนักทดสอบการค้นหา")


@pytest.fixture
def officer(agency: Agency) -> User:
    return make.user(Role.OFFICER, agency)


@pytest.fixture
def signed_in(client: Client, officer: User) -> Client:
    client.force_login(officer)
    return client


def look(client: Client, **asked: str) -> Any:
    response = client.get(reverse("search"), asked)
    assert response.status_code == 200
    return tree(response.content.decode())


def test_before_anything_is_typed_there_is_one_field_and_no_result(signed_in: Client) -> None:
    page = look(signed_in)
    fields = [one for one in page.iter("input") if one.get("name") == "q"]
    assert [one.get("type") for one in fields] == ["search"]
    assert not by_class(page, "hits")
    assert not by_class(page, "empty-state")


@pytest.mark.parametrize("query", ["", "   ", "\u200b"])
def test_nothing_typed_finds_nothing(signed_in: Client, agency: Agency, query: str) -> None:
    build(agency)
    page = look(signed_in, q=query)
    assert not by_class(page, "hits")
    assert not by_class(page, "empty-state")


def test_every_kind_has_a_heading_and_its_hits_lead_to_their_pages(signed_in: Client, agency: Agency) -> None:
    build(agency)
    page = look(signed_in, q=WORD)
    main = by_id(page, "main")
    assert words(next(main.iter("h1"))) == f"ผลการค้นหา “{WORD}”"
    assert [words(one) for one in main.iter("h2")] == [
        *("ตัวชี้วัดของหน่วยงาน", "นิยามตัวชี้วัด", "รายงานรายไตรมาส", "รายงานสิ้นปี", "เอกสาร"),
        *("ความคิดเห็น", "โครงการนวัตกรรม", "อุทธรณ์"),
    ]
    links = [one.find(".//a").get("href") for one in by_class(page, "hit-title")]
    assert len(links) == len(KINDS)
    for link in links:
        assert signed_in.get(link).status_code == 200, link
    assert {words(one) for one in main.iter("mark")} == {WORD}
    assert words(next(one for one in main.iter("p") if one.get("role") == "status")) == "พบทั้งหมด 8 รายการ"


def test_a_hit_says_where_it_belongs_and_quotes_the_text(signed_in: Client, agency: Agency) -> None:
    report = make.fill_quarter(
        make.quarter(make.assignment(agency), 2), narrative="ออกหน่วยจดทะเบียนสมรสที่ห้าง", obstacles="ฝนตก"
    )
    page = look(signed_in, q="สมรส", kind="quarterly-report")
    hit = by_class(page, "hits")[0].find("li")
    assert hit is not None
    assert hit.find(".//a").get("href") == reverse("quarterly-report", args=[report.pk])
    assert "ไตรมาสที่ 2 · สำนักทดสอบการค้นหา · ปีงบประมาณ พ.ศ. 2564" in words(by_class(hit, "hit-where")[0])
    assert words(by_class(hit, "hit-quotation")[0]) == "ผลการดำเนินงาน: ออกหน่วยจดทะเบียนสมรสที่ห้าง"


def test_what_is_written_is_escaped(signed_in: Client, agency: Agency) -> None:
    make.document(agency, subject="<b>หนา</b> & <script>x</script>")
    response = signed_in.get(reverse("search"), {"q": "<script>"})
    assert "<mark>&lt;script&gt;</mark>" in response.content.decode()
    assert "<script>x" not in response.content.decode()


def test_a_kind_can_be_chosen_in_the_address(signed_in: Client, agency: Agency) -> None:
    build(agency)
    page = look(signed_in, q=WORD, kind="document")
    assert [words(one) for one in by_class(page, "hit-title")] == [f"ส่งต้น{WORD}"]
    kinds = by_class(page, "filter-links")[0]
    assert [words(one) for one in kinds.iter("a") if one.get("aria-current")] == ["เอกสาร (1)"]
    assert words(next(kinds.iter("a"))) == "ทุกประเภท (8)"
    assert [one.get("value") for one in page.iter("input") if one.get("name") == "kind"] == ["document"]


def test_an_unknown_kind_is_every_kind(signed_in: Client, agency: Agency) -> None:
    build(agency)
    assert len(by_class(look(signed_in, q=WORD, kind="ไม่มี"), "hit-title")) == len(KINDS)


def test_of_every_kind_the_first_five_are_shown_with_the_way_to_the_others(signed_in: Client, agency: Agency) -> None:
    for number in range(23):
        make.document(agency, subject=f"ชวนชม {number}")
    page = look(signed_in, q="ชวนชม")
    assert len(by_class(page, "hit-title")) == 5
    link = next(one for one in by_id(page, "main").iter("a") if words(one) == "ดูเอกสารทั้งหมด 23 รายการ")
    assert link.get("href") == "?q=%E0%B8%8A%E0%B8%A7%E0%B8%99%E0%B8%8A%E0%B8%A1&kind=document"
    first = look(signed_in, q="ชวนชม", kind="document")
    second = look(signed_in, q="ชวนชม", kind="document", page="2")
    assert (len(by_class(first, "hit-title")), len(by_class(second, "hit-title"))) == (20, 3)
    assert by_class(second, "hits")[0].get("start") == "21"
    subjects = {words(one) for page in (first, second) for one in by_class(page, "hit-title")}
    assert subjects == {f"ชวนชม {number}" for number in range(23)}


def test_nothing_found_says_what_to_try(signed_in: Client) -> None:
    advice = words(by_class(look(signed_in, q="ฌฬฮ"), "empty-state")[0])
    assert "ใช้คำที่สั้นลง" in advice


def test_nothing_of_the_chosen_kind_leads_to_the_others(signed_in: Client, agency: Agency) -> None:
    make.document(agency, subject="ชวนชม")
    box = by_class(look(signed_in, q="ชวนชม", kind="idea", page="1"), "empty-state")[0]
    assert next(box.iter("a")).get("href") == "?q=%E0%B8%8A%E0%B8%A7%E0%B8%99%E0%B8%8A%E0%B8%A1"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [("ก" * 201, "ยาวเกินไป 1 ตัวอักษร (ไม่เกิน 200 ตัวอักษร)"), ("ก\x07", "อักขระควบคุมที่จัดเก็บไม่ได้ (U+0007)")],
)
def test_what_cannot_be_looked_for_is_said_at_the_field_and_kept(
    signed_in: Client, query: str, sentence: str
) -> None:
    response = signed_in.get(reverse("search"), {"q": query})
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert response.context["form"]["q"].value() == query


@pytest.mark.parametrize(
    "query", ["\x00", "ก\x00ข", "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace")]
)
def test_hostile_letters_are_answered(signed_in: Client, query: str) -> None:
    assert signed_in.get(reverse("search"), {"q": query}).status_code == 200


def test_two_hundred_letters_are_looked_for(signed_in: Client, agency: Agency) -> None:
    make.document(agency, subject=f"ข{'ก' * 200}ข")
    assert len(by_class(look(signed_in, q="ก" * 200), "hit-title")) == 1


@pytest.mark.parametrize("asked", [{}, {"kind": "document"}])
def test_as_many_queries_for_a_hundred_hits_as_for_ten(
    signed_in: Client, agency: Agency, asked: dict[str, str]
) -> None:
    def add(count: int) -> None:
        for number in range(count):
            make.document(agency, subject=f"ชวนชม {number}")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            look(signed_in, q="ชวนชม", **asked)
        return len(captured)

    add(10)
    few = queries()
    add(90)
    assert queries() == few


def test_as_many_queries_for_ten_reports_with_entries_as_for_hundred(signed_in: Client, agency: Agency) -> None:
    def add(count: int) -> None:
        for _number in range(count // 4 + 1):
            assignment = make.assignment(agency)
            for quarter in range(1, 5):
                report = make.fill_quarter(make.quarter(assignment, quarter), narrative="ชวนชม")
                report.monthly_entries.create(date="2020-10-05", text="ชวนชม")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            look(signed_in, q="ชวนชม", kind="quarterly-report")
        return len(captured)

    add(10)
    few = queries()
    add(90)
    assert queries() == few


def test_every_page_has_the_field_in_its_frame(signed_in: Client) -> None:
    page = tree(signed_in.get(reverse("home")).content.decode())
    form = by_class(page, "site-search")[0]
    assert (form.get("action"), form.get("method"), form.get("role")) == (reverse("search"), "get", "search")
    label = next(form.iter("label"))
    assert words(label) == "ค้นหาทั้งระบบ"
    assert next(form.iter("input")).get("id") == label.get("for")


def test_who_is_not_signed_in_has_no_field(client: Client) -> None:
    page = tree(client.get(reverse("sign-in")).content.decode())
    assert not by_class(page, "site-search")


def test_keys_of_one_letter_are_turned_off_in_the_account(signed_in: Client, officer: User) -> None:
    assert page_body(signed_in).get("data-single-keys") is None
    signed_in.post(reverse("account"), {"email": "", "phone": "", "single_keys_off": "on"})
    officer.refresh_from_db()
    assert officer.single_keys_off is True
    assert page_body(signed_in).get("data-single-keys") == "off"


def page_body(client: Client) -> Any:
    return next(tree(client.get(reverse("home")).content.decode()).iter("body"))
