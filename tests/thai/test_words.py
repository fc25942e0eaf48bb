"""Text cut into words: nothing lost, no letter torn from its marks, with the dictionary and without."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai import words as module
from thai.words import MARKS, clusters, words

THAI = "กขคงตนบปมยรลวสหอเแโใไะัาำิีึุูๆ็่้๊๋์ฯ"
texts = st.text(alphabet=st.sampled_from(THAI + "๐๑ab 0\n.-") | st.characters(codec="utf-8"), max_size=60)


def test_thai_is_cut_where_words_end() -> None:
    assert words("มี 4 ด้าน ดังนี้") == ["มี", " ", "4", " ", "ด้าน", " ", "ดังนี้"]
    assert words("โครงการบริการในห้าง") == ["โครงการ", "บริการ", "ใน", "ห้าง"]


def test_other_scripts_numbers_and_lines_are_cut_too() -> None:
    assert words("BMA One 2564\nบาท") == ["BMA", " ", "One", " ", "2564", "\n", "บาท"]


def test_clusters_keep_a_letter_with_its_vowels_and_marks() -> None:
    assert clusters("ด้านน้ำเก่า") == ["ด้า", "น", "น้ำ", "เก่า"]


@pytest.mark.parametrize("cut", [words, clusters])
@given(text=texts)
def test_nothing_is_lost_and_no_piece_begins_with_a_mark(cut: Callable[[str], list[str]], text: str) -> None:
    pieces = cut(text)
    assert "".join(pieces) == text
    assert "" not in pieces
    assert not [piece for piece in pieces[1:] if piece[0] in MARKS]


@pytest.mark.parametrize("text", ["", "ก\x00ข", "\ud800", "่", "ก" * 20_000, "\u200b\u202eabc"])
def test_text_that_cannot_be_written_is_cut_all_the_same(text: str) -> None:
    assert "".join(words(text)) == text


def test_without_the_library_clusters_serve(monkeypatch: pytest.MonkeyPatch) -> None:
    module._pango.cache_clear()
    monkeypatch.setattr(module, "_PANGO", ("libnothing-of-the-kind.so.0",))
    assert words("ด้าน") == ["ด้า", "น"]
    module._pango.cache_clear()


def test_the_marks_are_those_that_cannot_begin_a_line() -> None:
    assert {ord(mark) for mark in MARKS} == {0x0E31, 0x0E33, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F)}
