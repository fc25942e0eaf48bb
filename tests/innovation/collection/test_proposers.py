"""Who proposed an idea: kept apart, shown to the agency's officers alone, emptied without touching a revision."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from django.urls import reverse

from accounts.roles import Role
from indicators.models import Event, Revision
from indicators.services import audit, revisions
from indicators.services.errors import NotAllowed
from innovation.models import Idea, Proposer
from innovation.selectors.ideas import proposer_lines
from innovation.services import collection as verbs
from innovation.services import ideas, proposers
from tests import make
from tests.innovation.collection.conftest import Cast

PERSON = ("นางสาวสมศรี ใจงาม", "นักวิชาการ", "ฝ่ายปกครอง")


def names_in(text: str) -> list[str]:
    return [value for value in PERSON if value in text]


def test_the_hash_is_that_of_the_documented_text() -> None:
    text = '{"name":"ก","position":"ข","salt":"00ff","section":"ค"}'
    person = {"name": "ก", "position": "ข", "section": "ค"}
    assert proposers.salted_hash("00ff", person) == hashlib.sha256(text.encode()).hexdigest()


def test_two_ideas_of_one_person_have_two_hashes(cast: Cast) -> None:
    cast.add("หนึ่ง", "สอง")
    first, second = Proposer.objects.order_by("pk")
    assert (first.name, len(first.salt), len(first.salted_hash)) == (PERSON[0], 32, 64)
    assert first.salted_hash != second.salted_hash
    assert proposers.altered() == []
    Proposer.objects.filter(pk=first.pk).update(name="คนอื่น")
    assert proposers.altered() == [f"proposer {first.pk}: its values do not give its hash"]


def test_an_edit_of_the_person_gives_a_new_salt_and_no_event_names_him(cast: Cast) -> None:
    (idea,) = cast.add("เรื่อง")
    before = idea.proposer.salt
    ideas.edit(idea, actor=cast.officer, version=1, fields={}, proposer={"name": "นายใหม่ นามสมมุติ"})
    kept = Proposer.objects.get()
    assert (kept.name, kept.position) == ("นายใหม่ นามสมมุติ", "")
    assert kept.salt != before
    assert proposers.altered() == []
    written = " ".join(Event.objects.values_list("details", flat=True))
    assert "นามสมมุติ" not in written
    assert names_in(written) == []


@pytest.mark.parametrize("status", ["", "merged", "withdrawn"])
@pytest.mark.parametrize("role", list(Role))
def test_only_officers_read_a_name(cast: Cast, role: Role, status: str) -> None:
    first, second = cast.add("หนึ่ง", "สอง")
    if status == "merged":
        ideas.merge(second, first, actor=cast.officer, version=1, reason="ซ้ำ")
    elif status == "withdrawn":
        ideas.withdraw(second, actor=cast.officer, version=1, reason="ถอน")
    client = cast.client(make.user(role, cast.agency))
    addresses = [
        reverse("collection", args=[cast.collection.pk]),
        reverse("collection", args=[cast.collection.pk]) + f"?status={status or 'eligible'}",
        reverse("idea", args=[second.pk]),
    ]
    for address in addresses:
        page = client.get(address)
        assert page.status_code == 200
        assert names_in(page.text) == (list(PERSON) if role == Role.OFFICER else []), address


def test_an_officer_elsewhere_with_a_city_role_reads_none(cast: Cast) -> None:
    (idea,) = cast.add("หนึ่ง")
    person = make.user(Role.AUDITOR)
    from accounts.models import Membership

    Membership.objects.create(user=person, role=Role.OFFICER, agency=make.agency())
    for address in (reverse("collection", args=[cast.collection.pk]), reverse("idea", args=[idea.pk])):
        page = cast.client(person).get(address)
        assert page.status_code == 200
        assert names_in(page.text) == []


def test_paper_names_the_proposer_for_officers_only(cast: Cast) -> None:
    (idea,) = cast.add("หนึ่ง")
    assert proposer_lines(cast.officer, cast.collection)[idea.pk].name == PERSON[0]
    line = proposer_lines(cast.secretariat, cast.collection)[idea.pk]
    assert (line.name, line.position, line.section) == ("", "", "")
    assert line.withheld == "(ปกปิดข้อมูลส่วนบุคคล)"


def redacted(cast: Cast) -> tuple[Idea, Revision]:
    idea = cast.add(*[f"เรื่อง {number}" for number in range(10)])[0]
    verbs.close(cast.collection, actor=cast.officer, version=1)
    revision = Revision.objects.get()
    assert proposers.redact(idea, actor=make.user(Role.ADMINISTRATOR)) is not None
    return idea, revision


def test_redaction_empties_the_person_and_touches_no_revision(cast: Cast) -> None:
    idea, revision = redacted(cast)
    kept = Proposer.objects.get(idea=idea)
    assert (kept.name, kept.position, kept.section, kept.salt) == ("", "", "", "")
    assert kept.redacted_at == make.at("2020-11-20")
    after = Revision.objects.get()
    assert (after.content, after.sha256) == (revision.content, revision.sha256)
    assert kept.salted_hash == json.loads(after.content)["ideas"][0]["proposer"]["salted_hash"]
    assert revisions.altered() == []
    assert audit.broken_links() == []
    assert proposers.altered() == []
    assert Event.objects.get(action="redact_proposer").reason == ""
    assert names_in(revision.content) == []


def test_redaction_is_done_once_and_shown(cast: Cast) -> None:
    idea, _revision = redacted(cast)
    assert proposers.redact(idea, actor=make.user(Role.ADMINISTRATOR)) is None
    page = cast.client(cast.officer).get(reverse("idea", args=[idea.pk]))
    assert "ลบข้อมูลส่วนบุคคลแล้ว" in page.text
    assert proposer_lines(cast.officer, cast.collection)[idea.pk].withheld == "(ลบข้อมูลส่วนบุคคลแล้ว)"


def test_nothing_is_written_back_into_what_was_redacted(cast: Cast) -> None:
    (idea,) = cast.add("เรื่อง")
    proposers.redact(idea, actor=make.user(Role.ADMINISTRATOR))
    assert ideas.edit(idea, actor=cast.officer, version=1, fields={}, proposer={"name": "กลับมา"}) is None
    assert Proposer.objects.get().name == ""
    page = cast.client(cast.officer).get(reverse("idea-edit", args=[idea.pk]))
    assert 'name="title"' in page.text
    assert 'name="name"' not in page.text


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_only_the_administrator_redacts(cast: Cast, role: Role) -> None:
    (idea,) = cast.add("เรื่อง")
    with pytest.raises(NotAllowed):
        proposers.redact(idea, actor=make.user(role, cast.agency))
    answer: Any = cast.client(make.user(role, cast.agency)).post(reverse("idea-redact", args=[idea.pk]))
    assert answer.status_code == 403
    assert Proposer.objects.get().name == PERSON[0]


def test_the_administrator_redacts_without_reading(cast: Cast) -> None:
    (idea,) = cast.add("เรื่อง")
    client = cast.client(make.user(Role.ADMINISTRATOR))
    page = reverse("idea", args=[idea.pk])
    assert "ลบข้อมูลส่วนบุคคลของผู้เสนอ" in client.get(page).text
    answer = client.post(reverse("idea-redact", args=[idea.pk]), follow=True)
    assert "ลบข้อมูลส่วนบุคคลของผู้เสนอชุดที่ 1 แล้ว" in answer.text
    assert Proposer.objects.get().redacted_at is not None
