"""An empty list says so in a sentence and offers the one thing to do next, to whoever may do it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from tests import make

TEMPLATES = Path(__file__).parents[2] / "templates"
INCLUDED = re.compile(r'{% include "components/empty_state.html" with (.*?)%}')
# Where nobody can do anything about it on that page: what it tells of comes from elsewhere, or by itself.
NOTHING_TO_DO = {
    "components/no_year.html": "opening a year is the administrator's",
    "indicators/document/list.html": "the register of others is only read",
    "indicators/report/changes.html": "a second version comes when it is sent again",
    "indicators/report/detail_body.html": "a part of a page that is read; its buttons stand above it",
    "innovation/case/detail.html": "documents come with the steps listed above",
    "innovation/case/outline.html": "results come with the steps",
    "innovation/collection/table.html": "those who only read cannot add ideas",
    "innovation/development/activities.html": "the project set none for this year, which is no lack",
    "innovation/history.html": "a part of a page that is read; its buttons stand above it",
    "innovation/project/changes.html": "a second version comes when it is sent again",
    "innovation/selection/ranking.html": "ballots come from the voters",
    "innovation/selection/voters.html": "the administrator gives roles, the sentence says so",
}


def without_a_way_on(text: str) -> bool:
    """Whether a template has an empty list that is never followed by anything to do."""
    return any(
        'url=""' in given or "url=" not in given for given in INCLUDED.findall(text) if "cleared=" not in given
    )


def test_point_25_every_empty_list_has_something_to_do_next_or_a_reason_why_not() -> None:
    found = {
        str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html") if without_a_way_on(path.read_text())
    }
    assert found == set(NOTHING_TO_DO)


def test_the_look_notices_a_list_that_ends_there() -> None:
    assert without_a_way_on('{% include "components/empty_state.html" with text=none only %}')
    assert without_a_way_on('{% include "components/empty_state.html" with text=none url="" action="" only %}')
    assert not without_a_way_on(
        '{% include "components/empty_state.html" with text=none url=see action=label only %}'
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "address", "sentence", "leads_to"),
    [
        (Role.OFFICER, "document-list", "ยังไม่มีเอกสารในทะเบียน", "/documents/add/"),
        (Role.AUDITOR, "document-list", "ยังไม่มีเอกสารในทะเบียน", ""),
        (Role.OFFICER, "document-list?text=น้ำท่วม", "ไม่พบเอกสารตามเงื่อนไขนี้", "?"),
        (Role.OFFICER, "assignment-list?q=น้ำท่วม", "ไม่พบตัวชี้วัดตามเงื่อนไขนี้", "?year=2564"),
        (Role.OFFICER, "assignment-list", "ไม่พบตัวชี้วัดตามเงื่อนไขนี้", "/dashboard/"),
        (Role.OFFICER, "case-list?q=น้ำท่วม", "ไม่พบเรื่องนวัตกรรมตามเงื่อนไขนี้", "?"),
        (Role.AUDITOR, "dashboard?q=ไม่มีชื่อนี้&year=2564&period=q2", "ไม่พบหน่วยงานตามเงื่อนไขนี้", "?year=2564&period=q2"),
        (Role.OFFICER, "appeal-list?year=2564", "ไม่มีอุทธรณ์ตามเงื่อนไขนี้", "?"),
        (Role.OFFICER, "appeal-list", "ไม่มีอุทธรณ์ตามเงื่อนไขนี้", "/assignments/"),
        (Role.EVALUATOR, "review-queue", "ไม่มีรายงานรอตรวจ", "/dashboard/"),
        (Role.SECRETARIAT, "judging-queue", "ไม่มีเกณฑ์ที่รอให้คะแนน", "/dashboard/"),
        (Role.SECRETARIAT, "meeting-list", "ยังไม่มีการประชุม", "/meetings/add/"),
        (Role.AUDITOR, "meeting-list", "ยังไม่มีการประชุม", ""),
        (Role.SECRETARIAT, "city-order-list", "ยังไม่มีคำสั่งที่มีผลทั้งเมือง", "/city-orders/add/"),
        (Role.AUDITOR, "city-order-list", "ยังไม่มีคำสั่งที่มีผลทั้งเมือง", ""),
        (Role.ADMINISTRATOR, "agency-list?q=ไม่มีชื่อนี้", "ไม่มีรายการ", "?"),
    ],
)
def test_what_is_offered_depends_on_who_looks_and_what_was_sought(
    client: Client, role: Role, address: str, sentence: str, leads_to: str
) -> None:
    make.year()
    client.force_login(make.user(role, make.agency()))
    name, _, query = address.partition("?")
    page = client.get(f"{reverse(name)}?{query}" if query else reverse(name)).text
    (told,) = re.findall(r'<div class="empty-state">(.*?)</div>', page, re.DOTALL)
    assert sentence in told
    assert re.findall(r'href="(.*?)"', unescape(told)) == ([leads_to] if leads_to else [])


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["dashboard", "score-start", "print-centre"])
def test_before_the_first_year_its_opening_is_offered_to_the_administrator(client: Client, address: str) -> None:
    for role, leads_to in ((Role.ADMINISTRATOR, [reverse("year-add")]), (Role.OFFICER, [])):
        client.force_login(make.user(role, make.agency()))
        page = client.get(reverse(address), follow=True).text
        (told,) = re.findall(r'<div class="empty-state">(.*?)</div>', page, re.DOTALL)
        assert re.findall(r'href="(.*?)"', told) == leads_to
