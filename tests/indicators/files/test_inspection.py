"""What is made of a child's answer, whatever the answer: looked at without a child."""

import logging

import pytest

from indicators.files import inspection
from indicators.files.content import examine
from indicators.files.inspection import Accepted, inspect
from indicators.files.kinds import Kind, claimed_extension
from indicators.files.limited_child import ChildFailed, Reason
from indicators.files.reasons import Code, Unacceptable
from indicators.files.refusals import NoStore, Refused, StoreFull, StoreGone, refused, sentence
from tests.indicators.files import samples

PDF_TYPE = "application/pdf"
OTHER_KIND = "เนื้อหาของไฟล์นี้เป็น PDF ซึ่งไม่ตรงกับชื่อไฟล์ ระบบจึงเก็บไฟล์เป็น .pdf"
PLACE = "ภาพนี้มีพิกัดสถานที่ถ่าย ระบบลบพิกัดออกก่อนเก็บ หากสถานที่เป็นส่วนหนึ่งของหลักฐาน โปรดระบุเป็นข้อความ"


@pytest.fixture
def answer(monkeypatch):
    """The child answers so, or fails so; gives what it was asked."""
    asked = []

    def answering(verdict):
        def run(*arguments, limits):
            asked.append((*arguments, limits))
            if isinstance(verdict, Exception):
                raise verdict
            return verdict

        monkeypatch.setattr(inspection, "run_limited", run)
        return asked

    return answering


def refusal_of(path, name="ไฟล์.pdf"):
    with pytest.raises(Refused) as refusal:
        inspect(path, name)
    return refusal.value


def test_the_child_is_given_the_path_and_where_to_draw_and_its_limits(file_of, answer, tmp_path):
    asked = answer({"kind": "pdf", "told_where": False})
    path = file_of(b"x")
    inspect(path, "ไฟล์.pdf")
    inspect(path, "ไฟล์.pdf", redrawn=tmp_path / "drawn")
    assert asked == [
        (examine, str(path), "", inspection.LIMITS),
        (examine, str(path), str(tmp_path / "drawn"), inspection.LIMITS),
    ]


@pytest.mark.parametrize(
    ("name", "told_where", "notice"),
    [
        ("ไฟล์.pdf", False, ""),
        ("ไฟล์.PDF ", False, ""),
        ("ไฟล์.png", False, OTHER_KIND),
        ("ไฟล์", False, OTHER_KIND),
        ("ไฟล์.pdf", True, PLACE),
        ("ไฟล์.png", True, f"{OTHER_KIND} {PLACE}"),
    ],
)
def test_what_is_accepted_says_its_kind_and_what_to_tell_the_person(file_of, answer, name, told_where, notice):
    answer({"kind": "pdf", "told_where": told_where})
    assert inspect(file_of(b"x"), name) == Accepted(Kind.PDF, "pdf", PDF_TYPE, notice)


def test_the_size_is_looked_at_before_a_child_is_asked(file_of, answer, monkeypatch):
    asked = answer({"kind": "pdf", "told_where": False})
    monkeypatch.setattr(inspection, "MAX_BYTES", 3)
    assert inspect(file_of(b"123"), "ไฟล์.pdf").kind is Kind.PDF
    assert refusal_of(file_of(b"1234")).code is Code.TOO_BIG
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        (Reason.START, Code.TRY_AGAIN),
        (Reason.TIME, Code.TOO_HEAVY),
        (Reason.MEMORY, Code.TOO_HEAVY),
        (Reason.CRASH, Code.TOO_HEAVY),
    ],
)
def test_a_child_that_failed_is_no_fault_of_the_person(file_of, answer, caplog, reason, code):
    answer(ChildFailed(reason))
    with caplog.at_level(logging.WARNING):
        assert refusal_of(file_of(b"123")).code is code
    assert caplog.messages == [f"a file of 3 bytes could not be examined: {reason}"]


def test_a_refusal_names_what_was_found(file_of, answer):
    answer({"refused": "not_allowed", "found": "gif"})
    refusal = refusal_of(file_of(b"x"))
    assert refusal.code is Code.NOT_ALLOWED
    assert "เป็นชนิดอื่น (GIF) โปรดบันทึกเป็น PDF" in refusal.sentence
    answer({"refused": "not_allowed", "found": ""})
    assert "เป็นชนิดอื่น โปรดบันทึกเป็น PDF" in refusal_of(file_of(b"x")).sentence


@pytest.mark.parametrize(
    "verdict",
    [
        None,
        [],
        {},
        {"kind": "exe", "told_where": False},
        {"kind": "pdf", "told_where": "no"},
        {"kind": 1, "told_where": True},
        {"kind": "pdf"},
        {"refused": "because", "found": ""},
        {"refused": "empty"},
        {"refused": "empty", "found": 1},
    ],
)
def test_a_verdict_that_no_child_of_ours_gives_is_a_refusal(file_of, answer, caplog, verdict):
    answer(verdict)
    assert refusal_of(file_of(b"x")).code is Code.TOO_HEAVY
    assert caplog.messages == [f"a file was answered by a verdict of another make: {verdict!r}"]
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_the_child_answers_with_a_kind_or_a_refusal(file_of, tmp_path):
    drawn = tmp_path / "drawn"
    assert examine(str(file_of(samples.pdf())), str(drawn)) == {"kind": "pdf", "told_where": False}
    assert not drawn.exists()
    assert examine(str(file_of(samples.png())), "") == {"kind": "png", "told_where": False}
    assert examine(str(file_of(samples.png())), str(drawn)) == {"kind": "png", "told_where": False}
    assert drawn.read_bytes().startswith(b"\x89PNG")
    assert examine(str(file_of(samples.image("GIF"))), "") == {"refused": "not_allowed", "found": "gif"}
    assert examine(str(file_of(b"")), "") == {"refused": "empty", "found": ""}
    assert examine(str(file_of(b"\1\2\3")), "") == {"refused": "not_allowed", "found": ""}


def test_a_photograph_says_where_it_was_taken(file_of, tmp_path):
    from tests.indicators.files.test_pictures import photograph

    assert examine(str(file_of(photograph())), str(tmp_path / "drawn")) == {"kind": "jpg", "told_where": True}
    assert examine(str(file_of(photograph())), "") == {"kind": "jpg", "told_where": False}


@pytest.mark.parametrize(
    ("name", "claimed"),
    [
        ("ภาพ.JPG", "jpg"),
        ("ภาพ.png.PDF ", "pdf"),
        ("ภาพ", ""),
        (".pdf", ""),
        ("ภาพ.", ""),
        ("", ""),
    ],
)
def test_a_name_claims_what_stands_behind_its_last_dot(name, claimed):
    assert claimed_extension(name) == claimed


@pytest.mark.parametrize(("code", "store"), [(Code.STORE_FULL, StoreFull), (Code.STORE_GONE, StoreGone)])
def test_a_store_that_takes_nothing_is_a_refusal_of_its_own(code, store):
    refusal = refused(code)
    assert type(refusal) is store
    assert isinstance(refusal, NoStore)
    assert (refusal.code, refusal.sentence) == (code, sentence(code))
    assert str(refusal) == f"{code}: {sentence(code)}"


def test_the_limits_stand_in_the_sentences():
    assert "ใหญ่เกิน 20 เมกะไบต์" in sentence(Code.TOO_BIG)
    assert "ละเอียดเกิน 25 ล้านจุดภาพ" in sentence(Code.TOO_MANY_PIXELS)
    assert type(refused(Code.LOCKED)) is Refused


def test_a_reason_carries_what_was_found():
    refusal = Unacceptable(Code.NOT_ALLOWED, found="zip")
    assert (str(refusal), refusal.code, refusal.found) == ("not_allowed", Code.NOT_ALLOWED, "zip")
    assert Unacceptable(Code.EMPTY).found == ""
