"""The pages of one's own account and notices, and the newest notices beside the first page."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from appeals.models import Appeal
from indicators import clock
from indicators.models import CalendarFeed, Event, NoticeSettings
from indicators.selectors.last_notices import last_notices
from indicators.services import audit, review
from tests import make, make_appeal, make_case
from tests.notices.conftest import Office, send_back

pytestmark = pytest.mark.sqlite_alone

SETTINGS = {"returned": "on", "overdue": "on", "due_soon": "on", "waiting": "on", "first_days": "7", "last_days": "1"}


@pytest.fixture
def somchai(db: None) -> User:
    return make.user(Role.OFFICER, make.agency(), email="somchai@bangkok.go.th", full_name="สมชาย ใจดี")


def browser_of(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


# --- account


def test_one_changes_ones_own_address_and_the_audit_says_so(somchai: User) -> None:
    browser = browser_of(somchai)
    response = browser.post(reverse("account"), {"email": " Somchai.J@BANGKOK.go.TH ", "phone": "0 2221 2141"})
    assert response.status_code == 302
    somchai.refresh_from_db()
    assert (somchai.email, somchai.phone) == ("Somchai.J@bangkok.go.th", "0 2221 2141")
    event = Event.objects.order_by("-pk")[0]
    assert (event.action, event.subject, event.actor) == ("change_own", "user", somchai)
    assert '"before":{"email":"somchai@bangkok.go.th"' in event.details
    assert audit.broken_links() == []


def test_saving_what_is_there_changes_nothing(somchai: User) -> None:
    browser_of(somchai).post(reverse("account"), {"email": somchai.email, "phone": ""})
    assert not Event.objects.exists()


def test_the_address_may_be_taken_away(somchai: User) -> None:
    browser_of(somchai).post(reverse("account"), {"email": "", "phone": ""})
    somchai.refresh_from_db()
    assert somchai.email == ""


@pytest.mark.parametrize(
    "typed", ["somchai", "somchai@", "@bangkok.go.th", "สม ชาย@bangkok.go.th", "a@b@c.th", "x@y.th\r\nBcc: z@y.th"]
)
def test_a_wrong_address_is_refused_in_thai_and_kept_in_the_form(somchai: User, typed: str) -> None:
    response = browser_of(somchai).post(reverse("account"), {"email": typed, "phone": "123"})
    assert response.status_code == 422
    assert "อีเมลนี้ใช้ไม่ได้ ตรวจตัวสะกด ต้องมีเครื่องหมาย @ และชื่อโดเมนต่อท้าย" in words(response)
    assert typed.split("\r")[0] in response.content.decode()
    somchai.refresh_from_db()
    assert somchai.email == "somchai@bangkok.go.th"


def test_an_address_too_long_for_mail_is_refused(somchai: User) -> None:
    response = browser_of(somchai).post(reverse("account"), {"email": f"{'a' * 60}@{'b' * 60}.{'c' * 130}.go.th"})
    assert response.status_code == 422


def test_name_position_and_role_are_not_his_to_change(somchai: User) -> None:
    fields = {"email": "", "phone": "", "full_name": "อธิบดี", "position": "อธิบดี", "is_active": "", "username": "x"}
    browser_of(somchai).post(reverse("account"), fields)
    somchai.refresh_from_db()
    assert (somchai.full_name, somchai.position, somchai.is_active) == ("สมชาย ใจดี", "", True)


def test_the_frame_leads_to_the_account_and_from_there_on(somchai: User) -> None:
    browser = browser_of(somchai)
    assert f'href="{reverse("account")}"' in browser.get(reverse("home")).content.decode()
    page = browser.get(reverse("account")).content.decode()
    assert f'href="{reverse("notice-settings")}"' in page
    assert f'href="{reverse("password-change")}"' in page


@pytest.mark.parametrize(("typed", "status"), [("Ann@Bangkok.GO.TH", 302), ("ann", 422)])
def test_the_administrator_sets_it_by_the_same_rule(db: None, typed: str, status: int) -> None:
    fields = {"username": "ann", "full_name": "แอน", "language": "th", "email": typed, "password": "ฝนตกที่หน้าต่าง-27"}
    fields |= {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0", "is_active": "on"}
    response = browser_of(make.user(Role.ADMINISTRATOR)).post(reverse("user-add"), fields)
    assert response.status_code == status, words(response)
    if status == 302:
        assert User.objects.get(username="ann").email == "Ann@bangkok.go.th"
    else:
        assert "อีเมลนี้ใช้ไม่ได้" in words(response)


# --- notices


def test_kinds_and_days_are_chosen_with_thai_digits_too(somchai: User) -> None:
    typed = {"returned": "on", "waiting": "on", "first_days": "๑๐", "last_days": "๐"}
    assert browser_of(somchai).post(reverse("notice-settings"), typed).status_code == 302
    chosen = NoticeSettings.objects.get(user=somchai)
    assert (chosen.returned, chosen.overdue, chosen.due_soon, chosen.waiting) == (True, False, False, True)
    assert (chosen.first_days, chosen.last_days) == (10, 0)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"first_days": "1", "last_days": "7"}, "การเตือนครั้งสุดท้ายต้องใกล้วันครบกำหนดกว่าครั้งแรก"),
        ({"first_days": "7", "last_days": "7"}, "การเตือนครั้งสุดท้ายต้องใกล้วันครบกำหนดกว่าครั้งแรก"),
        ({"first_days": "61"}, "ต้องไม่มากกว่า 60"),
        ({"last_days": "-1"}, "ต้องไม่น้อยกว่า 0"),
        ({"first_days": "เจ็ด"}, "ไม่ใช่ตัวเลข"),
        ({"first_days": ""}, "กรอกเตือนครั้งแรกก่อนครบกำหนด (วัน)"),
    ],
)
def test_days_out_of_order_are_refused_in_thai(somchai: User, typed: dict[str, str], sentence: str) -> None:
    response = browser_of(somchai).post(reverse("notice-settings"), {**SETTINGS, **typed})
    assert response.status_code == 422
    assert sentence in words(response)
    assert not NoticeSettings.objects.exists()


def test_who_has_no_address_is_told_where_to_add_one(somchai: User) -> None:
    User.objects.update(email="")
    page = browser_of(somchai).get(reverse("notice-settings"))
    assert "ยังไม่มีอีเมลในบัญชีของคุณ" in words(page)


def test_the_address_of_the_calendar_is_shown_once(somchai: User) -> None:
    browser = browser_of(somchai)
    made = browser.post(reverse("calendar-renew"))
    assert made.status_code == 200
    assert "no-store" in made["Cache-Control"]
    (address,) = re.findall(r'value="(http://localhost/cal/[\w-]{43}\.ics)"', made.content.decode())
    assert Client().get(address.removeprefix("http://localhost")).status_code == 200
    again = browser.get(reverse("notice-settings"))
    assert "/cal/" not in again.content.decode()
    assert "มีที่อยู่ซึ่งสร้างเมื่อ" in words(again)
    # Where the language switch leads back to, a page stands too.
    assert browser.get(reverse("calendar-renew"))["Location"] == reverse("notice-settings")
    assert browser.post(reverse("calendar-remove")).status_code == 302
    assert not CalendarFeed.objects.exists()


# --- the newest notices


def test_a_return_stands_beside_the_first_page_with_who_when_and_why(office: Office) -> None:
    page = words(browser_of(office["officer"]).get(reverse("home")))
    assert "ส่งคืนให้แก้ไข" in page
    assert "รายงานไตรมาสที่ 1 ปี 2564 ตัวชี้วัดที่ 2" in page
    assert "นางสาวตรวจ ละเอียด · 28 ธ.ค. 2563 เวลา 10:00 น." in page
    assert "แนบหลักฐานไม่ครบ" in page
    assert "รับกำหนดส่งในปฏิทินของคุณ" in page


@pytest.mark.parametrize("person", ["stranger", "evaluator", "secretariat", "auditor"])
def test_only_the_people_of_the_agency_see_it(office: Office, person: str) -> None:
    assert last_notices(office[person], None) == []


def test_five_at_the_most_the_newest_first_and_none_of_ones_own(office: Office) -> None:
    for number in range(4, 10):
        quarter = make.quarter(make.assignment(office.agency, office.year, number=number))
        send_back(quarter, office["officer"], office.reviewer, f"เหตุผลที่ {number}")
    found = last_notices(office["officer"], None)
    assert [notice.reason for notice in found] == [f"เหตุผลที่ {number}" for number in (9, 8, 7, 6, 5)]
    assert len(last_notices(office["head"], None)) == 5
    assert last_notices(office["officer"], make.at("2020-12-28", "10:01")) == []


def test_being_accepted_is_told_and_being_opened_is_not(office: Office) -> None:
    make.set_status(make.fill_quarter(office.draft), "submitted", office["officer"])
    review.open_submission(office.draft, actor=office.reviewer)
    since = make.at("2020-12-29")
    assert last_notices(office["officer"], since) == []
    from decimal import Decimal

    review.accept(office.draft, actor=office.reviewer, version=office.draft.version, mark=Decimal(80))
    assert [notice.what for notice in last_notices(office["officer"], since)] == ["ผ่านการตรวจประเมิน"]


def test_steps_and_appeals_are_told_too(office: Office) -> None:
    make_appeal.codes(office.year)
    appeal: Appeal = make_appeal.appeal(office.draft.assignment)
    acts = [("project", "approve", "scheduled", "done"), ("project", "schedule", "endorsed", "scheduled")]
    acts += [("appeal", "reject", "scheduled", "closed"), ("appeal", "register", "filed", "registered")]
    project = make_case.proposed(office.case, "scheduled")
    for subject, action, before, after in acts:
        dossier = appeal.dossier if subject == "appeal" else project.dossier
        audit.record(
            action=action,
            subject=subject,
            actor=office["committee"],
            at=make.at("2020-12-29"),
            agency=office.agency,
            dossier=dossier,
            status_before=before,
            status_after=after,
        )
    found = last_notices(office["officer"], make.at("2020-12-28", "12:00"))
    assert sorted(notice.what for notice in found) == ["อนุมัติ", "ไม่รับอุทธรณ์"]


def test_the_last_visit_is_the_sign_in_before_this_one(office: Office) -> None:
    before = timezone.now() - timedelta(days=3)
    User.objects.filter(pk=office["officer"].pk).update(last_login=before)
    browser = Client()
    signing_in = {"username": office["officer"].username, "password": make.PASSWORD}
    assert browser.post(reverse("sign-in"), signing_in).status_code == 302
    assert browser.session["last_visit"] == before.isoformat()
    # The scene's return is of 2563, long before that visit.
    assert browser.get(reverse("home")).context["notices"] == []


def test_the_first_page_asks_no_more_for_more_notices(office: Office) -> None:
    def asked() -> int:
        fresh = User.objects.get(pk=office["officer"].pk)
        with clock.travel(make.at("2020-12-30")), CaptureQueriesContext(connection) as queries:
            last_notices(fresh, None)
        return len(queries)

    one = asked()
    for number in range(4, 8):
        quarter = make.quarter(make.assignment(office.agency, office.year, number=number))
        send_back(quarter, office["officer"], office.reviewer)
    assert asked() == one == 4  # his roles in two, the events, and the one kind of thing among them
