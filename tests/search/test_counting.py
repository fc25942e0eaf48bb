"""Hits are counted up to a limit, beyond which the number says that there are more."""

from __future__ import annotations

import pytest

from accounts.roles import Role
from indicators.selectors import search
from tests import make

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]


@pytest.fixture
def limit(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(search, "COUNTED", 3)
    return 3


@pytest.mark.parametrize(("documents", "counted"), [(2, "2"), (3, "3"), (4, "3+"), (9, "3+")])
def test_what_is_beyond_the_limit_is_told_by_a_sign(limit: int, documents: int, counted: str) -> None:
    agency, auditor = make.agency(), make.user(Role.AUDITOR)
    for number in range(documents):
        make.document(agency, subject=f"ตรวจรับงานครั้งที่ {number}")
    told = [each.counted for each in search.counts(auditor, ["ตรวจรับ"]) if each.kind.name == "document"]
    assert told == [counted]
    shown = [each for each in search.overview(auditor, ["ตรวจรับ"], 1) if each.kind.name == "document"]
    assert [(each.counted, len(each.hits)) for each in shown] == [(counted, 1)]


def test_the_page_turns_the_pages_of_those_counted(limit: int, client, monkeypatch: pytest.MonkeyPatch) -> None:
    agency = make.agency()
    for number in range(5):
        make.document(agency, subject=f"ตรวจรับงานครั้งที่ {number}")
    client.force_login(make.user(Role.AUDITOR))
    page = client.get("/search/?q=ตรวจรับ&kind=document")
    assert page.context["page"].paginator.count == 3
    assert "พบทั้งหมด 3+ รายการ" in page.content.decode()
