"""What is none of the five kinds, or not whole, or not harmless, is refused with the sentence for it."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.files.content import kind_of
from indicators.files.inspection import inspect
from indicators.files.kinds import MAX_BYTES, Kind
from indicators.files.reasons import Code, Unacceptable
from indicators.files.refusals import Refused, sentence
from tests.indicators.files import samples
from tests.indicators.files.bad_files import BAD_FILES, HTML

GOOD = {
    Kind.PDF: samples.pdf(),
    Kind.JPEG: samples.jpeg(),
    Kind.PNG: samples.png(),
    Kind.DOCX: samples.docx(),
    Kind.XLSX: samples.xlsx(),
}


@pytest.mark.parametrize(
    ("code", "content"),
    [(code, content) for code, _, content in BAD_FILES],
    ids=[f"{code}-{name}" for code, name, _ in BAD_FILES],
)
def test_it_refuses_a_bad_file_for_the_right_reason(file_of, code, content):
    with pytest.raises(Unacceptable) as refusal:
        kind_of(file_of(content))
    assert refusal.value.code is code


@pytest.mark.parametrize("code", sorted({code for code, _, _ in BAD_FILES}))
@pytest.mark.parametrize("name", ["รายงาน.pdf", "ภาพ.png"])
def test_each_reason_reaches_the_person_as_its_sentence(file_of, code, name):
    content = next(content for reason, _, content in BAD_FILES if reason is code)
    with pytest.raises(Refused) as refusal:
        inspect(file_of(content), name)
    assert refusal.value.code is code
    assert refusal.value.sentence == sentence(code)


def test_there_are_enough_bad_files():
    assert len(BAD_FILES) >= 60


@pytest.mark.parametrize("code", list(Code))
def test_every_reason_has_a_whole_thai_sentence_that_says_what_to_do(code):
    text = sentence(code)
    assert re.search(r"[ก-๙]{10}", text)
    assert "โปรด" in text
    assert "%" not in text


def test_the_kind_that_was_found_is_named(file_of):
    with pytest.raises(Refused) as refusal:
        inspect(file_of(samples.image("GIF")), "ภาพ.png")
    assert "(GIF)" in refusal.value.sentence
    assert "PDF, JPG, PNG, DOCX และ XLSX" in refusal.value.sentence


def test_it_refuses_an_empty_file(file_of):
    with pytest.raises(Refused) as refusal:
        inspect(file_of(b""), "ว่าง.pdf")
    assert refusal.value.code is Code.EMPTY


def test_it_takes_20_megabytes_and_not_a_byte_more(file_of):
    padding = MAX_BYTES - len(samples.jpeg())
    largest = samples.jpeg() + bytes(padding)
    assert inspect(file_of(largest), "ภาพ.jpg").kind is Kind.JPEG
    with pytest.raises(Refused) as refusal:
        inspect(file_of(largest + b"\0"), "ภาพ.jpg")
    assert refusal.value.code is Code.TOO_BIG
    assert "20 เมกะไบต์" in refusal.value.sentence


@pytest.mark.parametrize("kind", list(Kind))
def test_it_refuses_a_file_cut_short_at_any_length(file_of, kind):
    whole = GOOD[kind]
    assert kind_of(file_of(whole)) is kind
    # What may miss at the end without loss: the line break behind a PDF's end mark.
    least = len(whole.rstrip(b"\n")) if kind is Kind.PDF else len(whole)
    lengths = {*range(1, least, max(1, least // 150)), *range(max(1, least - 40), least)}
    taken = []
    for length in sorted(lengths):
        try:
            kind_of(file_of(whole[:length]))
        except Unacceptable:
            continue
        taken.append(length)
    assert taken == []


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("foreign", [HTML, b"MZ\x90\0", b"GIF89a", b"\0", b"PK\x05\x06"])
def test_it_refuses_a_file_with_something_before_its_head(file_of, kind, foreign):
    with pytest.raises(Unacceptable):
        kind_of(file_of(foreign + GOOD[kind]))


@pytest.mark.parametrize("kind", list(Kind))
@given(edits=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=8)), min_size=1, max_size=6))
@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
def test_a_spoilt_file_is_taken_or_refused_and_nothing_else(file_of, kind, edits):
    content = bytearray(GOOD[kind])
    for place, new in edits:
        at = int(place * len(content))
        content[at : at + len(new)] = new
    try:
        found = kind_of(file_of(bytes(content)))
    except Unacceptable:
        return
    assert found in (kind, Kind.DOCX, Kind.XLSX) if kind in (Kind.DOCX, Kind.XLSX) else found is kind
