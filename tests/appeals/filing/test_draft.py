"""Preparing and saving a draft: its subject, its letter, what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from accounts.models import User
from accounts.roles import Role
from appeals.models import Appeal
from appeals.services import appeals
from appeals.services.letters import Letter
from appeals.services.opening import AlreadyOpen
from indicators.models import Assignment, CriterionVersion, Document, Event
from indicators.services import audit, documents
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from tests import make, make_appeal
from tests.appeals.filing import stage

LETTER = Letter("กท 0406/3937", date(2021, 7, 7), "ขออุทธรณ์ตัวชี้วัด", "most_urgent")


def second_version(of: Assignment, position: int, text: str = "นำไปใช้ประโยชน์") -> CriterionVersion:
    return CriterionVersion.objects.create(
        assignment=of,
        position=position,
        version=2,
        text=text,
        weight=Decimal(20),
        measure="steps",
        in_force_from=date(2021, 7, 1),
        ground="circular",
    )


def test_a_draft_copies_the_criterion_as_it_reads_now(db: None) -> None:
    of = stage.assignment()
    second_version(of, 4)
    appeal = appeals.prepare(of, 4, actor=make.user(Role.OFFICER, of.agency))
    assert (appeal.status, appeal.position, appeal.criterion.version) == ("draft", 4, 2)
    assert appeal.criterion_before == "นำไปใช้ประโยชน์"
    event = Event.objects.get(dossier=appeal.dossier)
    assert (event.action, event.chain) == ("prepare_appeal", of.agency.code)


def test_an_appeal_about_the_whole_has_no_criterion(db: None) -> None:
    of = stage.assignment()
    appeal = appeals.prepare(of, 0, actor=make.user(Role.OFFICER, of.agency))
    assert (appeal.criterion, appeal.criterion_before) == (None, "")


def test_a_second_open_appeal_about_the_subject_is_refused_and_names_the_first(draft: Appeal, officer: User) -> None:
    with pytest.raises(AlreadyOpen, match="เกณฑ์ข้อ 4 มีอุทธรณ์ที่ยังไม่ยุติอยู่แล้ว") as refused:
        appeals.prepare(draft.assignment, 4, actor=officer)
    assert refused.value.appeal == draft
    other = appeals.prepare(draft.assignment, 3, actor=officer)
    with pytest.raises(AlreadyOpen):
        appeals.save(other, actor=officer, version=1, fields={"position": 4})
    appeals.withdraw(draft, actor=officer, version=1)
    appeals.save(other, actor=officer, version=1, fields={"position": 4})
    assert (other.position, other.criterion.position) == (4, 4)


def test_a_criterion_that_is_not_there_is_refused(db: None) -> None:
    of = stage.assignment()
    with pytest.raises(Invalid, match="ไม่มีเกณฑ์ข้อ 6"):
        appeals.prepare(of, 6, actor=make.user(Role.OFFICER, of.agency))
    assert not Appeal.objects.exists()


def test_nothing_is_prepared_in_a_closed_year(db: None) -> None:
    of = stage.assignment()
    type(of.year).objects.update(closed_at=stage.NOON)
    with pytest.raises(NotAllowed, match="ปิดปีงบประมาณแล้ว"):
        appeals.prepare(of, 4, actor=make.user(Role.OFFICER, of.agency))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICER])
def test_only_an_officer_of_the_agency_prepares(db: None, role: Role) -> None:
    of = stage.assignment()
    stranger = make.user(Role.OFFICER, make.agency())
    for person in (make.user(role, of.agency), stranger):
        with pytest.raises(NotAllowed):
            appeals.prepare(of, 4, actor=person)
    assert not Appeal.objects.exists()


def test_a_repeated_form_opens_one_draft(db: None) -> None:
    of = stage.assignment()
    officer, key = make.user(Role.OFFICER, of.agency), uuid4()
    drafts = [appeals.prepare(of, 4, actor=officer, key=key) for _each in range(2)]
    assert drafts[0] == drafts[1]
    assert Appeal.objects.count() == 1
    with pytest.raises(Invalid, match="ส่งไปแล้ว"):
        appeals.prepare(of, 3, actor=officer, key=key)


def test_another_position_copies_the_other_criterion(draft: Appeal, officer: User) -> None:
    appeals.save(draft, actor=officer, version=1, fields={"position": 1})
    assert (draft.criterion.position, draft.criterion_before) == (1, make_appeal.CRITERIA[0])
    appeals.save(draft, actor=officer, version=2, fields={"position": 0, "criterion_asked": ""})
    assert (draft.criterion, draft.criterion_before, draft.version) == (None, "", 3)


def test_a_letter_typed_in_place_is_registered_once(draft: Appeal, officer: User) -> None:
    key, registered = uuid4(), Document.objects.count()
    typed: dict[str, Any] = {"actor": officer, "version": 1, "letter": LETTER, "key": key}
    appeals.save(draft, fields={}, **typed)
    letter = draft.letter
    assert (letter.number, letter.speed, letter.agency) == ("กท 0406/3937", "most_urgent", draft.assignment.agency)
    assert letter.registered_by == officer
    with pytest.raises(StaleVersion):
        appeals.save(draft, fields={}, **typed)
    appeals.save(draft, fields={"what_happened": "อีกครั้ง"}, **{**typed, "version": 2})
    assert Document.objects.count() == registered + 1
    assert audit.broken_links() == []


def test_a_save_that_is_refused_leaves_no_letter_behind(draft: Appeal, officer: User) -> None:
    registered, events = Document.objects.count(), Event.objects.count()
    with pytest.raises(Invalid) as refused:
        appeals.save(draft, actor=officer, version=1, fields={"what_happened": "ก" * 20_001}, letter=LETTER)
    assert set(refused.value.errors) == {"what_happened"}
    assert "ยาวเกินไป 1 ตัวอักษร" in refused.value.errors["what_happened"]
    assert (Document.objects.count(), Event.objects.count()) == (registered, events)


@pytest.mark.parametrize(
    ("letter", "field", "sentence"),
    [
        (Letter("", date(2021, 7, 7), "ขออุทธรณ์"), "letter_number", "กรอกเลขที่หนังสือ"),
        (Letter("กท 1", None, "ขออุทธรณ์"), "letter_date", "กรอกวันที่ของหนังสือ"),
        (Letter("กท 1", date(2021, 7, 7), "  "), "letter_subject", "กรอกเรื่องของหนังสือ"),
        (Letter("ก" * 101, date(2021, 7, 7), "ขออุทธรณ์"), "letter_number", "ยาวเกินไป 1 ตัวอักษร"),
        (Letter("กท 1", date(2021, 7, 7), "ขออุทธรณ์", "at once"), "letter_speed", ""),
    ],
)
def test_a_letter_that_lacks_something_is_told_at_its_field(
    draft: Appeal, officer: User, letter: Letter, field: str, sentence: str
) -> None:
    with pytest.raises(Invalid) as refused:
        appeals.save(draft, actor=officer, version=1, fields={}, letter=letter)
    assert set(refused.value.errors) == {field}
    assert sentence in refused.value.errors[field]


def test_what_belongs_to_another_year_or_agency_is_refused(draft: Appeal, officer: User) -> None:
    foreign = make_appeal.letter(stage.assignment())
    codes = make_appeal.codes(make.year(2565))
    mine = make_appeal.codes(draft.assignment.year)
    wrong = {
        "letter": foreign,
        "cause": codes["cause1"],
        "requested_outcome": mine["cause1"],
    }
    for name, value in wrong.items():
        with pytest.raises(Invalid) as refused:
            appeals.save(draft, actor=officer, version=1, fields={name: value})
        assert set(refused.value.errors) == {name}
    assert Appeal.objects.get().version == 1


def test_the_whole_assignment_has_no_criterion_to_ask_for(draft: Appeal, officer: User) -> None:
    with pytest.raises(Invalid, match="ไม่มีข้อความเกณฑ์"):
        appeals.save(draft, actor=officer, version=1, fields={"position": 0})


def test_a_stale_page_changes_nothing(draft: Appeal, officer: User) -> None:
    appeals.save(draft, actor=officer, version=1, fields={"what_happened": "คนแรก"})
    for act in (
        lambda: appeals.save(draft, actor=officer, version=1, fields={"what_happened": "คนที่สอง"}),
        lambda: appeals.file(draft, actor=officer, version=1),
        lambda: appeals.withdraw(draft, actor=officer, version=1),
    ):
        with pytest.raises(StaleVersion):
            act()
    draft.refresh_from_db()
    assert (draft.what_happened, draft.status, draft.version) == ("คนแรก", "draft", 2)


def test_a_letter_of_a_draft_cannot_be_deleted_from_the_register(draft: Appeal, officer: User) -> None:
    with pytest.raises(Invalid, match="เป็นหนังสืออุทธรณ์"):
        documents.delete(draft.letter, actor=officer)
    free = make_appeal.letter(draft.assignment, "กท 0406/9")
    documents.delete(free, actor=officer)
