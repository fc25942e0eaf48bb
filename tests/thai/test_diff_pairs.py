"""The word diff on thousands of pairs of Thai texts as people write and change them, the same ones every time."""

import itertools
import random
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence

import pytest

from thai.diff import Part, diff
from thai.text import normalise
from thai.words import clusters, words

PAIRS = 2400
# Vowels above and below, tone marks, SARA AM, leading vowels, a thanthakhat, digits of both kinds, Latin, signs.
TEXT = """
    หน่วยงาน โครงการ ตัวชี้วัด น้ำหนัก เกณฑ์ คะแนน ผู้รับบริการ ห้างสรรพสินค้า เวลาไม่น้อยกว่า วัน ครั้ง ให้ได้
    ประชาสัมพันธ์ ความพึงพอใจ สำรวจ นำไปใช้ประโยชน์ ทั้งนี้ เนื่องจาก สถานการณ์ โรคระบาด ปิดให้บริการ ชั่วคราว
    สำนักงาน เขต กรุงเทพมหานคร ผู้บริหาร เห็นชอบ มติ ที่ประชุม คณะกรรมการ นวัตกรรม ร้อยละ ๓๐ ๒๒ 30 22 8 100.00
    ๒๕๖๔ พ.ศ. ก.ก. สยป. (Output) (ด่วนที่สุด) ที่ กท 0406/3937 ลงวันที่ 7 กรกฎาคม Online Facebook LINE QR
    เดือน ปี ไตรมาส ที่ 1–4 แล้วเสร็จ ตาม แผน เสี่ยง ล่าช้า กำหนด ส่ง แบบ ครบ ทุก ขั้นตอน คัดเลือก หนึ่ง เรื่อง
    เก็บ ข้อมูล ก่อน-หลัง ปู่ รู้ กู้ จำนวน ทำ ช้ำ ซ้ำ ถ้ำ เนื้อที่ เพื่อ เมื่อ ใหญ่ ใช้ ไม้ ไหม้ โต๊ะ เก๊ะ จ๋า ฯลฯ ต่าง ๆ
"""
WORDS = TEXT.split()
BETWEEN = ["", "", "", " ", " ", " ", "\n", "\n\n", "  "]
TONES = "่้๊๋"
MARKED_BY_HAND = "ำ"  # SARA AM: a letter to Unicode, a mark to the eye
LETTERS_BEFORE = "เแโใไ"  # vowels written in front of their consonant

Edit = Callable[[random.Random, list[str]], None]


def delete(draw: random.Random, pieces: list[str]) -> None:
    at = draw.randrange(len(pieces))
    del pieces[at : at + draw.choice((1, 2, 5))]


def insert(draw: random.Random, pieces: list[str]) -> None:
    at = draw.randrange(len(pieces) + 1)
    pieces[at:at] = draw.choices(WORDS, k=draw.choice((1, 2, 6)))


def replace(draw: random.Random, pieces: list[str]) -> None:
    pieces[draw.randrange(len(pieces))] = draw.choice(WORDS)


def move(draw: random.Random, pieces: list[str]) -> None:
    taken = pieces.pop(draw.randrange(len(pieces)))
    pieces.insert(draw.randrange(len(pieces) + 1), taken)


def change_a_tone(draw: random.Random, pieces: list[str]) -> None:
    """Inside a word: one tone mark becomes another one or goes."""
    places = [(at, place) for at, word in enumerate(pieces) for place, one in enumerate(word) if one in TONES]
    if not places:
        return insert(draw, pieces)
    at, place = draw.choice(places)
    word = pieces[at]
    other = draw.choice([each for each in (*TONES, "") if each != word[place]])
    pieces[at] = word[:place] + other + word[place + 1 :]
    return None


def begin_with_a_mark(draw: random.Random, pieces: list[str]) -> None:
    """What is left when half a word was pasted."""
    pieces.insert(0, draw.choice(["่างกาย", "้าน", "ำนวน", "ั้งนี้", "์"]))


EDITS: tuple[Edit, ...] = (delete, insert, replace, move, change_a_tone, change_a_tone)


def pairs() -> list[tuple[str, str, str]]:
    """(edits, old text, new text), each text as it would be stored."""
    draw = random.Random(25640720)
    found = []
    for number in range(PAIRS):
        old = draw.choices([word + between for word in WORDS for between in BETWEEN], k=draw.choice((1, 4, 20, 60)))
        new, done = list(old), []
        for _edit in range(draw.choice((1, 1, 2, 4))):
            edit = begin_with_a_mark if number % 40 == 0 and not done else draw.choice(EDITS)
            if not new:
                edit = insert
            edit(draw, new)
            done.append(edit.__name__)
        sides = ["".join(old), "".join(new)]
        if number % 80 == 0:
            sides.reverse()
        found.append(("+".join(done), normalise(sides[0]), normalise(sides[1])))
    return found


def begins_with_a_mark(text: str) -> bool:
    """By Unicode, not by the list that the product uses."""
    return unicodedata.category(text[0]) in {"Mn", "Mc", "Me"} or text[0] in MARKED_BY_HAND


def applied(parts: Sequence[Part], old: str) -> str:
    """What a reader makes of `old` who follows the parts with a pencil; fails where they do not fit."""
    at, new = 0, ""
    for kind, text in parts:
        if kind == "inserted":
            new += text
            continue
        assert old.startswith(text, at), (kind, text, old[at : at + len(text)])
        at += len(text)
        new += text if kind == "same" else ""
    assert at == len(old), "the end of the old text was not looked at"
    return new


def torn(parts: Sequence[Part], old: str, new: str) -> list[Part]:
    """The deleted and inserted parts that begin with a mark although the text they stand in does not there."""
    found = []
    behind = {"deleted": "", "inserted": ""}
    for part in parts:
        for side in behind:
            if part.kind == side and begins_with_a_mark(part.text) and behind[side]:
                found.append(part)
        for side in behind:
            if part.kind in {"same", side}:
                behind[side] += part.text
    assert (behind["deleted"], behind["inserted"]) == (old, new)
    return found


PAIRS_OF_TEXTS = pairs()


def test_the_pairs_are_many_and_of_every_kind() -> None:
    assert len({(old, new) for _edits, old, new in PAIRS_OF_TEXTS if old != new}) >= 2000
    edits = Counter(name for told, _old, _new in PAIRS_OF_TEXTS for name in told.split("+"))
    assert min(edits[edit.__name__] for edit in (*EDITS, begin_with_a_mark)) >= 50
    letters = set("".join(old + new for _edits, old, new in PAIRS_OF_TEXTS))
    assert set("ัิีึืุู็่้๊๋์ำๆฯ๓3Q\n –/(") <= letters


@pytest.mark.parametrize("cut", [words, clusters])
def test_on_every_pair_the_parts_lead_from_the_old_text_to_the_new(cut: Callable[[str], list[str]]) -> None:
    for edits, old, new in PAIRS_OF_TEXTS:
        parts = diff(old, new, cut)
        assert "".join(text for kind, text in parts if kind != "inserted") == old, (edits, old, new)
        assert "".join(text for kind, text in parts if kind != "deleted") == new, (edits, old, new)
        assert applied(parts, old) == new, (edits, old, new)
        assert all(text for _kind, text in parts), (edits, old, new)
        assert all(one.kind != two.kind for one, two in itertools.pairwise(parts)), (edits, old, new)


@pytest.mark.parametrize("cut", [words, clusters])
def test_on_no_pair_does_a_change_begin_with_a_mark(cut: Callable[[str], list[str]]) -> None:
    broken = [(old, new) for _edits, old, new in PAIRS_OF_TEXTS if torn(diff(old, new, cut), old, new)]
    assert broken == []


@pytest.mark.parametrize("cut", [words, clusters])
def test_on_no_pair_is_a_vowel_parted_from_the_letter_behind_it(cut: Callable[[str], list[str]]) -> None:
    broken = []
    for _edits, old, new in PAIRS_OF_TEXTS:
        parts = diff(old, new, cut)
        for kind, whole in (("inserted", old), ("deleted", new)):
            side = [text for each, text in parts if each != kind]
            assert "".join(side) == whole
            broken += [one for one, _two in itertools.pairwise(side) if one[-1] in LETTERS_BEFORE]
    assert broken == []


def test_letter_by_letter_the_same_pairs_are_torn() -> None:
    """The control: were nothing torn here, the test above would prove nothing."""
    broken = [1 for _edits, old, new in PAIRS_OF_TEXTS if torn(diff(old, new, list), old, new)]
    assert len(broken) > 100


def test_parts_that_do_not_fit_are_found() -> None:
    """The control of the pencil: a wrong part, and parts that stop too early."""
    with pytest.raises(AssertionError):
        applied([Part("deleted", "ข")], "ก")
    with pytest.raises(AssertionError):
        applied([Part("same", "ก")], "กข")
