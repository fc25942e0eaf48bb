"""Two texts compared word by word: exact on both sides, readable, and quick whatever is compared."""

import itertools
import random
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.diff import Part, diff, sides, text_of
from thai.words import MARKS, clusters, words

THAI = "กขคงตนบปมยรลวสหอเแโใไะัาำิีึุูๆ็่้๊๋์ฯ"
texts = st.text(alphabet=st.sampled_from(THAI + "ab 12\n."), max_size=80)
# Words as people use them, so that two texts have much in common.
sentences = st.lists(
    st.sampled_from(["โครงการ", "ให้", "บริการ", " ", "ห้าง", "ทาง", "ด้าน", "ด่าน", "30", "\n", "น้ำ"]), max_size=40
).map("".join)


def marked(before: str, after: str) -> str:
    """As the page would show it in one line."""
    signs = {"same": "%s", "deleted": "[-%s-]", "inserted": "{+%s+}"}
    return "".join(signs[part.kind] % part.text for part in diff(before, after))


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("มี 4 ด้าน ดังนี้", "มี 4 ด่าน ดังนี้", "มี 4 [-ด้าน-]{+ด่าน+} ดังนี้"),
        ("ห้างสรรพสินค้า", "ทางสรรพสินค้า", "[-ห้าง-]{+ทาง+}สรรพสินค้า"),
        ("โครงการให้บริการ", "โครงการบริการ", "โครงการ[-ให้-]บริการ"),
        ("30 ครั้ง", "22 ครั้ง และทางออนไลน์", "[-30-]{+22+} ครั้ง{+ และทางออนไลน์+}"),
        ("ก่อน", "", "[-ก่อน-]"),
        ("", "หลัง", "{+หลัง+}"),
        ("เท่าเดิม", "เท่าเดิม", "เท่าเดิม"),
        ("", "", ""),
    ],
)
def test_whole_words_are_marked(before: str, after: str, shown: str) -> None:
    assert marked(before, after) == shown


def test_a_blank_between_two_changes_belongs_to_both() -> None:
    assert marked("ห้าง ด้าน", "ทาง ด่าน") == "[-ห้าง ด้าน-]{+ทาง ด่าน+}"


def test_a_line_that_stays_between_two_changes_stays() -> None:
    assert marked("ห้าง\nด้าน", "ทาง\nด่าน") == "[-ห้าง-]{+ทาง+}\n[-ด้าน-]{+ด่าน+}"


def test_the_two_sides_show_what_each_version_has() -> None:
    before, after = sides(diff("มี 4 ด้าน", "มี 4 ด่าน"))
    assert before == [Part("same", "มี 4 "), Part("deleted", "ด้าน")]
    assert after == [Part("same", "มี 4 "), Part("inserted", "ด่าน")]


@pytest.mark.parametrize("cut", [words, clusters])
@given(before=texts | sentences, after=texts | sentences)
def test_applied_to_the_old_text_it_gives_the_new(cut: Callable[[str], list[str]], before: str, after: str) -> None:
    parts = diff(before, after, cut)
    old, new = sides(parts)
    assert (text_of(old), text_of(new)) == (before, after)
    assert all(part.text for part in parts)
    kinds = [part.kind for part in parts]
    assert all(first != second for first, second in itertools.pairwise(kinds))
    assert ("inserted", "deleted") not in set(itertools.pairwise(kinds))


@given(before=sentences, after=sentences)
def test_no_part_begins_with_a_mark(before: str, after: str) -> None:
    assert not [part for part in diff(before, after) if part.text[0] in MARKS]


@given(before=texts, after=texts)
def test_only_a_text_that_begins_with_a_mark_gives_such_a_part(before: str, after: str) -> None:
    allowed = sum(text[:1] in MARKS for text in (before, after) if text)
    assert len([part for part in diff(before, after) if part.text[0] in MARKS]) <= allowed


@given(text=sentences)
def test_equal_texts_are_one_part(text: str) -> None:
    assert diff(text, text) == ([Part("same", text)] if text else [])


def scattered(words_: int, of: int, seed: int) -> str:
    draw = random.Random(seed)
    return " ".join(str(draw.randrange(of)) for _word in range(words_))


def test_a_long_text_with_a_few_changes_marks_only_these() -> None:
    lines = [f"กิจกรรมที่ {number} ให้บริการประชาชนในห้างสรรพสินค้า" for number in range(300)]
    changed = [*lines[:100], "กิจกรรมที่ 100 ให้บริการทางออนไลน์", *lines[101:200], *lines[201:], "กิจกรรมที่ 300"]
    parts = diff("\n".join(lines), "\n".join(changed))
    changed_letters = sum(len(part.text) for part in parts if part.kind != "same")
    assert changed_letters < 160


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ก ข " * 5000, "ข ก " * 5000),
        (scattered(10_000, 2, 1), scattered(10_000, 2, 2)),
        (scattered(5_000, 400, 3), scattered(5_000, 400, 4)),
        (scattered(4_000, 4_000, 5), scattered(4_000, 4_000, 6)),
        ("ก" * 20_000, "ข" * 20_000),
        ("่" * 20_000, "้" * 20_000),
    ],
)
def test_hostile_texts_of_the_greatest_length_take_no_time(before: str, after: str) -> None:
    began = time.process_time()
    old, new = sides(diff(before, after))
    assert time.process_time() - began < 3
    assert (text_of(old), text_of(new)) == (before, after)
