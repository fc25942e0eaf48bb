"""The pages of an appeal through a client: from the assignment's page to the agenda, and what is refused there."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from appeals.models import Appeal
from appeals.services import appeals
from indicators.models import AgendaItem, Document, Event
from tests import make, make_appeal
from tests.appeals.filing import stage
from tests.appeals.filing.stage import signed_in
from tests.innovation.meeting.test_lists import count_rows
from tests.reading import unmarked

pytestmark = pytest.mark.sqlite_alone

MIDNIGHT = make.at("2021-09-01", "00:00")
LETTER = {
    "letter_number": "กท ๐๔๐๖/๓๙๓๗",
    "letter_speed": "most_urgent",
    "letter_date": "7 ก.ค. 2564",
    "letter_subject": "ขออุทธรณ์ตัวชี้วัด",
}


def page(name: str, appeal: Any = None) -> str:
    return reverse(name, args=[appeal.pk] if appeal else [])


def typed(appeal: Appeal, **given: Any) -> dict[str, Any]:
    codes = make_appeal.codes(appeal.assignment.year)
    return {
        "version": appeal.version,
        "key": uuid4(),
        "position": 4,
        "cause": codes["cause1"].pk,
        "requested_outcome": codes["outcome2"].pk,
        "what_happened": "ห้างปิดเพราะโรคระบาด",
        "criterion_asked": "นำไปใช้ประโยชน์",
        "letter": "",
        **given,
    }


def posted(appeal: Appeal, **given: Any) -> dict[str, Any]:
    appeal.refresh_from_db()
    return {"version": appeal.version, "key": uuid4(), **given}


def test_from_the_assignments_page_to_the_agenda(secretary: User) -> None:
    of = stage.assignment()
    desk, seat = signed_in(make.user(Role.OFFICER, of.agency)), signed_in(secretary)
    codes = make_appeal.codes(of.year)
    make.kind("letter")
    add = page("appeal-add", of)
    assert add in desk.get(page("assignment", of)).text
    assert add not in seat.get(page("assignment", of)).text
    assert "วันอังคารที่ 31 สิงหาคม พ.ศ. 2564" in desk.get(add).text
    assert f"{add}?criterion=4" in desk.get(page("assignment", of)).text
    chosen = desk.get(f"{add}?criterion=4")
    assert chosen.context["form"]["position"].value() == "4"
    assert not Appeal.objects.exists()  # to have looked at the page is no draft
    opened = desk.post(add, {"position": 4, "version": 1, "key": uuid4()})
    appeal = Appeal.objects.get()
    assert opened.headers["Location"] == page("appeal", appeal)
    assert "เกณฑ์ข้อ 4: นำไปใช้เวลาไม่น้อยกว่า 30 วัน" in desk.get(page("appeal-edit", appeal)).text
    assert "เลือกสาเหตุการอุทธรณ์" in desk.get(page("appeal-check", appeal)).text
    saved = desk.post(page("appeal-edit", appeal), typed(appeal, check="1", **LETTER))
    assert saved.headers["Location"] == page("appeal-check", appeal)
    check = desk.get(page("appeal-check", appeal)).text
    assert "ยังยื่นไม่ได้" not in check
    assert "<del>" in check  # what is asked for beside what it reads now, word by word
    filed = desk.post(page("appeal-file", appeal), posted(appeal), follow=True).text
    assert "ยื่นอุทธรณ์แล้ว" in filed
    assert "รอการดำเนินการของสำนักงาน ก.ก." in filed
    assert f"ข้อ {codes['outcome2'].code} " in filed
    assert "ยังไม่มีมติ" in filed
    assert page("appeal", appeal) in seat.get(page("home")).text
    assert "ถอนอุทธรณ์" not in seat.get(page("appeal", appeal)).text
    registered = seat.post(page("appeal-register", appeal), posted(appeal), follow=True).text
    assert f"{page('appeal-waiting')}?appeal={appeal.pk}" in registered
    _schedule(seat, appeal)
    assert page("agenda-item", AgendaItem.objects.get()) in seat.get(page("appeal", appeal)).text
    told = desk.get(page("appeal", appeal)).text
    assert "กท 0303/2208" in told
    assert page("agenda-item", AgendaItem.objects.get()) not in told
    assert page("appeal", appeal) in desk.get(page("assignment", of)).text
    gone = desk.post(page("appeal-withdraw", appeal), posted(appeal, reason="ตกลงกันได้"), follow=True).text
    assert "ตกลงกันได้" in gone
    assert "ถอนอุทธรณ์ก่อนมีมติ" in gone
    assert AgendaItem.objects.get().result == "withdraw"


def _schedule(seat: Any, appeal: Appeal) -> None:
    on = stage.meeting()
    waiting = f"{page('appeal-waiting')}?appeal={appeal.pk}&meeting={on.pk}"
    form = seat.get(waiting).context["form"]
    (box,) = form["appeals"].subwidgets
    assert box.data["selected"]
    assert str(form["meeting"].value()) == str(on.pk)
    given = {"meeting": on.pk, "appeals": [box.data["value"]], "key": uuid4()}
    without = seat.post(waiting, {**given, "invitation_subject": "เชิญประชุม"})
    assert without.status_code == 422
    assert "กรอกเลขที่หนังสือเชิญ" in without.text
    assert "เชิญประชุม" in without.text
    letter = {
        "invitation_number": "กท 0303/2208",
        "invitation_date": "15/7/2564",
        "invitation_subject": "เชิญประชุม",
    }
    unticked = seat.post(waiting, {**given, **letter, "appeals": []})
    assert "เลือกอุทธรณ์อย่างน้อยหนึ่งเรื่อง" in unticked.text
    agenda = seat.post(waiting, {**given, **letter}, follow=True).text
    assert "บรรจุวาระการประชุมครั้งที่ 2/2564 แล้ว 1 เรื่อง" in agenda
    assert "อุทธรณ์เกณฑ์ข้อ 4" in agenda


def test_a_second_appeal_is_refused_with_the_way_to_the_first(draft: Appeal, officer: User) -> None:
    client = signed_in(officer)
    refused = client.post(page("appeal-add", draft.assignment), {"position": 4, "key": uuid4()})
    assert refused.status_code == 422
    assert page("appeal", draft) in refused.text
    other = appeals.prepare(draft.assignment, 3, actor=officer)
    moved = client.post(page("appeal-edit", other), typed(other, what_happened="พิมพ์ไว้นาน"))
    assert moved.status_code == 422
    assert page("appeal", draft) in moved.text
    assert "พิมพ์ไว้นาน" in moved.text


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"what_happened": "ก" * 20_001}, "what_happened", "ยาวเกินไป 1 ตัวอักษร"),
        ({"criterion_asked": "ก" * 20_001}, "criterion_asked", "ยาวเกินไป 1 ตัวอักษร"),
        ({"position": "9"}, "position", "เลือกจากรายการ"),
        ({"position": "0"}, "criterion_asked", "ไม่มีข้อความเกณฑ์"),
        ({"letter": "999999"}, "letter", "ไม่อยู่ในทะเบียนแล้ว"),
        ({**LETTER, "letter_number": ""}, "letter_number", "กรอกเลขที่หนังสือ"),
        ({**LETTER, "letter_date": "30/2/2564"}, "letter_date", "28"),
        ({**LETTER, "letter_subject": ""}, "letter_subject", "กรอกเรื่องของหนังสือ"),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_typed_is_lost(
    draft: Appeal, officer: User, given: dict[str, str], field: str, sentence: str
) -> None:
    make.kind("letter")
    registered = Document.objects.count()
    form = {"what_happened": "ยังอยู่ครบ", **given}
    answer = signed_in(officer).post(page("appeal-edit", draft), typed(draft, **form))
    assert answer.status_code == 422
    error = re.search(rf'id="id_{field}_error">(.*?)</div>', answer.text, re.DOTALL)
    assert error
    assert sentence in error[1]
    kept = [value for name, value in form.items() if name not in {"position", "letter", "letter_speed"}]
    assert all(value in answer.text for value in kept)
    draft.refresh_from_db()
    assert (draft.version, Document.objects.count()) == (1, registered)


def test_an_older_version_answers_409_with_both_texts(draft: Appeal, officer: User) -> None:
    client, seen = signed_in(officer), typed(draft, what_happened="ของฉัน", **LETTER)
    appeals.save(draft, actor=officer, version=1, fields={"what_happened": "ของเพื่อน", "criterion_asked": "เดิม"})
    late = client.post(page("appeal-edit", draft), seen)
    assert late.status_code == 409
    for text in ("ของฉัน", "ของเพื่อน", "นำไปใช้ประโยชน์", "กท ๐๔๐๖/๓๙๓๗", "ด่วนที่สุด"):
        assert text in unmarked(late.text)
    again = client.post(page("appeal-edit", draft), {**seen, "version": 2, "resolve": "mine"})
    assert again.status_code == 302
    draft.refresh_from_db()
    assert (draft.what_happened, draft.letter.number) == ("ของฉัน", "กท ๐๔๐๖/๓๙๓๗")


def test_the_same_form_twice_is_no_conflict(draft: Appeal, officer: User) -> None:
    client, seen = signed_in(officer), typed(draft, what_happened="ครั้งเดียว", **LETTER)
    answers = [client.post(page("appeal-edit", draft), seen).status_code for _each in range(2)]
    assert answers == [302, 302]
    assert Document.objects.filter(number="กท ๐๔๐๖/๓๙๓๗").count() == 1


def test_what_was_typed_when_it_was_filed_meanwhile_is_shown_to_copy(draft: Appeal, officer: User) -> None:
    seen = typed(draft, what_happened="ข้อความที่พิมพ์ไว้นาน", **LETTER)
    appeals.file(draft, actor=officer, version=1)
    late = signed_in(officer).post(page("appeal-edit", draft), seen)
    assert late.status_code == 409
    for text in ("ข้อความที่พิมพ์ไว้นาน", "ขออุทธรณ์ตัวชี้วัด", "ปัจจัยภายนอกของหน่วยงาน"):
        assert text in late.text


def test_verbs_at_the_wrong_moment_say_whose_turn_it_is(draft: Appeal, officer: User, secretary: User) -> None:
    for person, name in (
        (secretary, "appeal-register"),
        (secretary, "appeal-return"),
        (secretary, "appeal-permit-late"),
    ):
        answer = signed_in(person).post(page(name, draft), posted(draft, reason="เหตุ"))
        assert answer.status_code == 409
    stage.filed(draft, officer)
    for name in ("appeal-file", "appeal-edit"):
        answer = signed_in(officer).post(page(name, draft), {**typed(draft), "version": draft.version})
        assert answer.status_code == 409
        assert "สำนักงาน ก.ก." in answer.text
    assert signed_in(officer).get(page("appeal-check", draft)).status_code == 409


def test_strangers_find_nothing_and_others_may_only_look(draft: Appeal) -> None:
    stranger = signed_in(make.user(Role.OFFICER, make.agency()))
    head = signed_in(make.user(Role.HEAD, draft.assignment.agency))
    evaluator = signed_in(make.user(Role.EVALUATOR))
    names = ("appeal-edit", "appeal-check", "appeal-evidence")
    for name in ("appeal", *names):
        assert stranger.get(page(name, draft)).status_code == 404
    assert stranger.get(page("appeal-add", draft.assignment)).status_code == 404
    for client in (head, evaluator):
        assert client.get(page("appeal", draft)).status_code == 200
        assert [client.get(page(name, draft)).status_code for name in names] == [403, 403, 403]
        assert client.get(page("appeal-add", draft.assignment)).status_code == 403
    for name in ("appeal-file", "appeal-withdraw"):
        assert stranger.post(page(name, draft), posted(draft)).status_code == 404
        assert head.post(page(name, draft), posted(draft)).status_code == 403
    assert stranger.get(page("appeal-waiting")).status_code == 404
    assert evaluator.get(page("appeal-waiting")).status_code == 403
    assert not Event.objects.filter(dossier=draft.dossier).exists()


def test_a_return_without_a_reason_comes_back_with_the_form_open(
    draft: Appeal, officer: User, secretary: User
) -> None:
    stage.filed(draft, officer)
    client = signed_in(secretary)
    unsaid = client.post(page("appeal-return", draft), posted(draft, reason=" "))
    too_long = client.post(page("appeal-return", draft), posted(draft, reason="ก" * 5001))
    for answer in (unsaid, too_long):
        assert answer.status_code == 422
        assert re.search(r'<details class="action-reason"[^>]*\bopen\b', answer.text)
    assert "ก" * 5001 in too_long.text
    client.post(page("appeal-return", draft), posted(draft, reason="เลขที่ไม่ตรง"))
    assert "เลขที่ไม่ตรง" in signed_in(officer).get(page("appeal", draft)).text


def test_a_withdrawal_with_too_long_a_reason_does_nothing(draft: Appeal, officer: User) -> None:
    answer = signed_in(officer).post(page("appeal-withdraw", draft), posted(draft, reason="ก" * 5001))
    assert answer.status_code == 422
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_after_the_last_day_the_page_says_so_until_it_is_permitted(
    draft: Appeal, officer: User, secretary: User
) -> None:
    with stage.travelling(MIDNIGHT):
        desk, seat = signed_in(officer), signed_in(secretary)
        check = desk.get(page("appeal-check", draft)).text
        assert "หมดเวลายื่นอุทธรณ์เมื่อวันที่ 31 สิงหาคม 2564" in check
        assert page("appeal-file", draft) not in check
        assert desk.post(page("appeal-file", draft), posted(draft)).status_code == 409
        assert page("appeal-permit-late", draft) in seat.get(page("appeal", draft)).text
        unsaid = seat.post(page("appeal-permit-late", draft), {"key": uuid4(), "reason": ""})
        assert unsaid.status_code == 422
        seat.post(page("appeal-permit-late", draft), {"key": uuid4(), "reason": "น้ำท่วม"})
        assert page("appeal-file", draft) in desk.get(page("appeal-check", draft)).text
        filed = desk.post(page("appeal-file", draft), posted(draft), follow=True).text
    assert "ยื่นหลังกำหนด" in filed
    assert "เพราะ น้ำท่วม" in filed


def test_a_document_is_cited_from_the_evidence_page(draft: Appeal, officer: User) -> None:
    document, client = make.document(draft.assignment.agency), signed_in(officer)
    form = {"version": draft.version, "action": "cite", "document": document.pk}
    assert client.post(page("appeal-evidence", draft), form).status_code == 302
    count_rows()
    assert document.subject in client.get(page("appeal-check", draft)).text
    assert "อุทธรณ์ ปี 2564" in client.get(page("document", document)).text


def test_all_failing_keeps_the_letter_typed(draft: Appeal, secretary: User) -> None:
    appeal = stage.registered(draft)
    form = {
        "meeting": stage.meeting().pk,
        "appeals": [f"{appeal.pk}-{appeal.version - 1}"],
        "invitation_number": "กท 0303/2208",
        "invitation_date": "15/7/2564",
        "invitation_subject": "เชิญ",
    }
    answer = signed_in(secretary).post(page("appeal-waiting"), form)
    assert answer.status_code == 409
    assert "กท 0303/2208" in answer.text
    assert not AgendaItem.objects.exists()
