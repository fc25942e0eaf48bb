"""The database finds what reading every text finds, at every length of a term, on both databases."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest

from accounts.roles import Role
from indicators.models import Document
from indicators.selectors import search
from tests import make
from thai.search import terms_of
from thai.text import normalise

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]
SYLLABLES = ["การ", "น้ำ", "ทำ", "เขต", "ห้าง", "ก๊", "ประ", "ชา", "ชน", "ที่", "เรื่อง", "กู้", "ฤๅ", "พิมพ์", "ณ์", "ๆ", "ฯ"]
OTHERS = [
    " ",
    "\n",
    "๒",
    "2",
    "๐",
    "0",
    "K",
    "k",
    "Pi",
    "pI",
    "É",
    "é",
    "ß",
    "%",
    "_",
    "\\",
    ".",
    "*",
    "[",
    "]",
    "^",
    "'",
    '"',
]
SEED = 2564


def text_of(chance: random.Random) -> str:
    pieces = chance.choices([*SYLLABLES * 4, *OTHERS], k=chance.randint(1, 60))
    return normalise("".join(pieces)).strip() or "ก"


def folded(text: str) -> str:
    """Written out here on its own: small letters, Arabic digits."""
    return text.translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")).lower()


@pytest.fixture
def texts() -> dict[int, str]:
    chance = random.Random(SEED)
    agency, kind = make.agency(), make.kind()
    texts = [text_of(chance) for _number in range(400)]
    made = Document.objects.bulk_create([Document(agency=agency, kind=kind, subject=text) for text in texts])
    return {document.pk: document.subject for document in made}


def found_in_database(query: str) -> set[int]:
    kind = next(kind for kind in search.KINDS if kind.name == "document")
    return set(search.matching(kind, make.user(Role.AUDITOR), terms_of(query)).values_list("pk", flat=True))


def read_by_hand(texts: dict[int, str], query: str) -> set[int]:
    wanted = [folded(word) for word in normalise(query).split()]
    return {pk for pk, text in texts.items() if all(word in folded(text) for word in wanted)}


@pytest.mark.parametrize("length", [1, 2, 3, 8])
def test_terms_common_and_rare_find_what_a_reader_finds(texts: dict[int, str], length: int) -> None:
    parts = Counter(
        text[place : place + length]
        for text in texts.values()
        for place in range(len(text) - length + 1)
        if not any(letter.isspace() for letter in text[place : place + length])
    )
    ordered = [part for part, _count in parts.most_common()]
    terms = [
        part for part in [*ordered[:12], *ordered[-12:], *ordered[:: max(len(ordered) // 12, 1)]] if terms_of(part)
    ]
    assert len(terms) > 12
    for term in terms:
        by_hand = read_by_hand(texts, term)
        assert by_hand, repr(term)
        assert found_in_database(term) == by_hand, repr(term)


@pytest.mark.parametrize("term", ["ซ", "ฌฬ", "กกก", "ฌฬฮฌฬฮฌฬ", "zz", "9", "๙"])
def test_a_term_that_is_nowhere_finds_nothing(texts: dict[int, str], term: str) -> None:
    assert read_by_hand(texts, term) == set()
    assert found_in_database(term) == set()


@pytest.mark.parametrize(
    "query", ["การ น้ำ", "KPI 2", "ก 0 é", "kpi ๒๐", "ที่ % _", "น\u0e49\u0e4d\u0e32 ห้าง", "\\ '", 'k "']
)
def test_all_of_several_words_must_stand_in_the_text(texts: dict[int, str], query: str) -> None:
    by_hand = read_by_hand(texts, query)
    assert found_in_database(query) == by_hand


def test_the_texts_hold_words_that_occur_together(texts: dict[int, str]) -> None:
    """Control: the test above compares more than empty sets."""
    assert read_by_hand(texts, "การ น้ำ")
    assert read_by_hand(texts, "ก 0 é")


def test_words_may_stand_in_different_texts_of_one_thing() -> None:
    document = make.document(make.agency(), subject="เชิญประชุม", number="กท 0406/3937", issuing_unit="สำนักพัฒนาสังคม")
    make.document(make.agency(), subject="เชิญประชุม", number="กท 1")
    assert found_in_database("ประชุม ๓๙๓๗ พัฒนา") == {document.pk}


def test_the_longest_query_is_answered(texts: dict[int, str]) -> None:
    assert found_in_database("ก" * 200) == set()
    many = (
        " ".join(chr(letter) for letter in range(ord("ก"), ord("ก") + 46))
        + " "
        + " ".join("abcdefghijklmnopqrstuvwxyz")
    )
    assert len(many) <= 200
    assert found_in_database(many) == set()


def test_parts_of_a_thing_are_searched_and_it_is_found_once(db: Any) -> None:
    report = make.quarter(make.assignment(make.agency()))
    for day in ("2020-10-05", "2020-11-05"):
        report.monthly_entries.create(date=day, text="ออกหน่วยที่ห้างสรรพสินค้า")
    kind = next(kind for kind in search.KINDS if kind.name == "quarterly-report")
    rows = list(search.matching(kind, make.user(Role.AUDITOR), ["ห้าง"]))
    assert [row.pk for row in rows] == [report.pk]
    hit = search.hit_of(kind, rows[0], ["ห้าง"])
    assert [quotation.label for quotation in hit.quotations] == ["บันทึกรายเดือน"]
