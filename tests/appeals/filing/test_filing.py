"""Filing: what is frozen, until when, what the secretariat permits, and what comes back."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from accounts.models import User
from accounts.roles import Role
from appeals.models import Appeal
from appeals.services import appeals
from appeals.services.lateness import permit_late
from indicators.models import Document, Event, RevisionDocument
from indicators.services import documents, integrity
from indicators.services.errors import Invalid, NotAllowed
from indicators.services.revisions import content_of
from tests import make, make_appeal
from tests.appeals.filing import stage
from tests.appeals.filing.test_draft import second_version

pytestmark = pytest.mark.both_databases

LAST_SECOND = make.at("2021-08-31", "23:59").replace(second=59)
MIDNIGHT = make.at("2021-09-01", "00:00")


def test_filing_freezes_what_was_asked_with_the_criterion_of_that_day(draft: Appeal, officer: User) -> None:
    event = appeals.file(draft, actor=officer, version=1)
    assert (event.action, event.status_before, event.status_after) == ("file", "draft", "filed")
    assert (draft.submitted_by, draft.submitted_at, draft.is_late) == (officer, stage.NOON, False)
    content = content_of(event.revision)
    letter = draft.letter
    assert content["appeal"] == {
        "position": 4,
        "criterion_version": 1,
        "cause": {"code": "1", "label": "ปัจจัยภายนอกของหน่วยงาน"},
        "what_happened": "ห้างสรรพสินค้าปิดให้บริการเพราะโรคระบาด",
        "requested_outcome": {
            "code": "2",
            "label": "คงตัวชี้วัดเดิมโดยปรับเกณฑ์การให้คะแนนหรือผลการให้คะแนน",
        },
        "criterion_before": "นำไปใช้เวลาไม่น้อยกว่า 30 วัน",
        "criterion_asked": "นำไปใช้ประโยชน์",
        "letter": {
            "document": letter.pk,
            "number": "กท 0406/3937",
            "speed": "ด่วนที่สุด",
            "date": "2021-07-07",
            "subject": "ขออุทธรณ์ผลการปฏิบัติราชการ",
        },
        "order": None,
        "late_permission": None,
    }
    assert (content["kind"], content["warning_reasons"]) == ("appeal", {})
    assert [item["number"] for item in content["evidence"]] == ["กท 0406/3937"]
    assert integrity.unexplained() == []


def test_a_criterion_amended_while_it_was_a_draft_is_taken_as_it_reads_when_filed(
    draft: Appeal, officer: User
) -> None:
    newer = second_version(draft.assignment, 4, "ฉบับแก้ไขระหว่างร่าง")
    event = appeals.file(draft, actor=officer, version=1)
    assert (draft.criterion, draft.criterion_before) == (newer, "ฉบับแก้ไขระหว่างร่าง")
    assert content_of(event.revision)["appeal"]["criterion_version"] == 2


def test_what_was_filed_stays_whatever_becomes_of_criterion_and_letter(draft: Appeal, officer: User) -> None:
    revision = appeals.file(draft, actor=officer, version=1).revision
    before = revision.content
    second_version(draft.assignment, 4)
    documents.edit(draft.letter, actor=officer, version=1, fields={"number": "กท 9/9", "date": date(2021, 1, 1)})
    revision.refresh_from_db()
    draft.refresh_from_db()
    assert revision.content == before
    assert "กท 0406/3937" in before
    assert (draft.criterion.version, draft.criterion_before) == (1, "นำไปใช้เวลาไม่น้อยกว่า 30 วัน")


def test_the_papers_of_a_filed_appeal_cannot_be_deleted(draft: Appeal, officer: User) -> None:
    cited, free = make.document(draft.assignment.agency), make.document(draft.assignment.agency)
    documents.cite(draft, [cited], actor=officer, version=1)
    revision = appeals.file(draft, actor=officer, version=2).revision
    assert set(RevisionDocument.objects.filter(revision=revision).values_list("document_id", flat=True)) == {
        cited.pk,
        draft.letter_id,
    }
    for document in (cited, draft.letter):
        with pytest.raises(Invalid, match="ลบไม่ได้"):
            documents.delete(document, actor=officer)
    documents.delete(free, actor=officer)


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"cause": None}, "เลือกสาเหตุการอุทธรณ์"),
        ({"what_happened": ""}, "เล่าเหตุที่เกิดขึ้น"),
        ({"requested_outcome": None}, "เลือกผลที่ขอ"),
        ({"letter": None}, "เลือกหนังสืออุทธรณ์"),
    ],
)
def test_an_incomplete_appeal_is_not_filed(
    draft: Appeal, officer: User, columns: dict[str, object], sentence: str
) -> None:
    Appeal.objects.filter(pk=draft.pk).update(**columns)
    with pytest.raises(NotAllowed, match=sentence):
        appeals.file(draft, actor=officer, version=1)
    assert not draft.dossier.revisions.exists()


@pytest.mark.parametrize("columns", [{"number": ""}, {"date": None}])
def test_a_letter_without_number_or_date_does_not_do(
    draft: Appeal, officer: User, columns: dict[str, object]
) -> None:
    Document.objects.filter(pk=draft.letter_id).update(**columns)
    with pytest.raises(NotAllowed, match="หนังสืออุทธรณ์ต้องมีเลขที่และวันที่"):
        appeals.file(draft, actor=officer, version=1)


def test_the_last_second_of_the_last_day_is_in_time(draft: Appeal, officer: User) -> None:
    with stage.travelling(LAST_SECOND):
        appeals.file(draft, actor=officer, version=1)
    assert (draft.status, draft.is_late) == ("filed", False)


def test_at_midnight_filing_is_closed(draft: Appeal, officer: User) -> None:
    with stage.travelling(MIDNIGHT), pytest.raises(NotAllowed, match="หมดเวลายื่นอุทธรณ์") as refused:
        appeals.file(draft, actor=officer, version=1)
    assert (refused.value.verdict.since, refused.value.verdict.whose_turn) == (MIDNIGHT, "secretariat")


def test_with_permission_it_is_filed_and_marked_late(draft: Appeal, officer: User, secretary: User) -> None:
    key = uuid4()
    with stage.travelling(MIDNIGHT):
        events = [permit_late(draft, actor=secretary, reason=" น้ำท่วม ", key=key) for _each in range(2)]
        assert events[0] == events[1]
        revision = appeals.file(draft, actor=officer, version=1).revision
    assert (draft.status, draft.is_late, draft.late_reason) == ("filed", True, "น้ำท่วม")
    told = content_of(revision)["appeal"]["late_permission"]
    assert told == {"by": "นางสาวเลขา สำนักงาน", "on": MIDNIGHT.isoformat(), "reason": "น้ำท่วม"}
    assert Event.objects.filter(action="permit_late").count() == 1


def test_permission_wants_a_reason_a_draft_and_a_need(draft: Appeal, officer: User, secretary: User) -> None:
    with pytest.raises(NotAllowed, match="ยังยื่นได้ตามปกติถึงวันที่ 31 สิงหาคม 2564"):
        permit_late(draft, actor=secretary, reason="น้ำท่วม")
    with stage.travelling(MIDNIGHT):
        for reason in ("", "  "):
            with pytest.raises(Invalid, match="กรอกเหตุผล"):
                permit_late(draft, actor=secretary, reason=reason)
        with pytest.raises(Invalid, match="ยาวเกินไป 1 "):
            permit_late(draft, actor=secretary, reason="ก" * 2001)
        permit_late(draft, actor=secretary, reason="น้ำท่วม")
        with pytest.raises(NotAllowed, match="นางสาวเลขา สำนักงาน อนุญาตให้ยื่นล่าช้าแล้วเมื่อ 1 "):
            permit_late(draft, actor=secretary, reason="น้ำท่วมอีก")
        appeals.file(draft, actor=officer, version=1)
        with pytest.raises(NotAllowed, match="ยื่นแล้ว"):
            permit_late(draft, actor=secretary, reason="น้ำท่วม")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SECRETARIAT])
def test_only_the_secretariat_permits_and_not_to_its_own_agency(draft: Appeal, role: Role) -> None:
    agency = draft.assignment.agency
    own = make.user(Role.SECRETARIAT)
    User.objects.filter(pk=own.pk).update(agency=agency)
    with stage.travelling(MIDNIGHT):
        for person in (make.user(role, agency), User.objects.get(pk=own.pk)):
            with pytest.raises(NotAllowed):
                permit_late(draft, actor=person, reason="น้ำท่วม")
    draft.refresh_from_db()
    assert draft.late_permitted_at is None


def test_what_came_back_may_be_filed_again_after_the_last_day_and_is_not_late(
    draft: Appeal, officer: User, secretary: User
) -> None:
    appeals.file(draft, actor=officer, version=1)
    appeals.return_(draft, actor=secretary, version=2, reason="เลขที่หนังสือไม่ตรง")
    with stage.travelling(MIDNIGHT):
        appeals.save(draft, actor=officer, version=3, fields={"what_happened": "แก้แล้ว"})
        revision = appeals.file(draft, actor=officer, version=4).revision
    assert (revision.number, draft.is_late, draft.first_submitted_at) == (2, False, stage.NOON)


def test_a_return_needs_a_reason(draft: Appeal, officer: User, secretary: User) -> None:
    appeals.file(draft, actor=officer, version=1)
    with pytest.raises(Invalid, match="กรอกเหตุผล"):
        appeals.return_(draft, actor=secretary, version=2, reason=" ")


def test_a_repeated_form_files_registers_and_withdraws_once(draft: Appeal, officer: User, secretary: User) -> None:
    acts = (
        (appeals.file, officer, "filed"),
        (appeals.register, secretary, "registered"),
        (appeals.withdraw, officer, "withdrawn"),
    )
    for version, (act, actor, status) in enumerate(acts, start=1):
        key = uuid4()
        events = [act(draft, actor=actor, version=version, key=key) for _each in range(2)]
        assert events[0] == events[1]
        assert draft.status == status
    assert draft.dossier.revisions.count() == 1
    assert draft.dossier.events.count() == 3


def test_nothing_moves_in_a_closed_year(draft: Appeal, officer: User) -> None:
    type(draft.assignment.year).objects.update(closed_at=stage.NOON)
    appeal = Appeal.objects.get()
    for act in (appeals.file, appeals.withdraw):
        with pytest.raises(NotAllowed, match="ปิดปีงบประมาณแล้ว"):
            act(appeal, actor=officer, version=1)
    with pytest.raises(NotAllowed, match="ปิดปีงบประมาณแล้ว"):
        appeals.save(appeal, actor=officer, version=1, fields={"what_happened": "เขียนใหม่"})


def test_the_factory_agrees_with_the_verbs(draft: Appeal) -> None:
    """A control: the states of make_appeal are those the verbs lead to."""
    put = make_appeal.put(make_appeal.appeal(stage.assignment()), "filed")
    assert (put.status, bool(put.submitted_by)) == (stage.filed(draft).status, True)
