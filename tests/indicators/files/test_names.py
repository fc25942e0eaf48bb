"""A file's name is shown and offered again; it is never a path, and it hides nothing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.files.kinds import Kind
from indicators.files.names import clean_name, download_name

# A base letter, a vowel above and a tone mark: three code points that belong together.
SYLLABLE = "ที่"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("รายงาน ไตรมาส 3.pdf", "รายงาน ไตรมาส 3.pdf"),
        ("../../etc/passwd", "passwd"),
        ("/etc/cron.d/x.pdf", "x.pdf"),
        ("C:\\Users\\สมชาย\\Desktop\\แผน.docx", "แผน.docx"),
        ("..\\..\\x.pdf", "x.pdf"),
        ("a/b\\c/ง.png", "ง.png"),
        (".htaccess", "htaccess"),
        ("...pdf", "pdf"),
        ("x.pdf. . ", "x.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie: x.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ("แผน\u202egpj.exe", "แผนgpj.exe"),
        ("\u2066a\u2069\u200f\u061cb.pdf", "ab.pdf"),
        ("กรุงเทพ\u200bมหานคร\ufeff.pdf", "กรุงเทพมหานคร.pdf"),
        ("a\ud800b.pdf", "ab.pdf"),
        ("a\x1b[31mb\x7f\x85.pdf", "a[31mb .pdf"),
        ("a\u2028b\u2029c.pdf", "a b c.pdf"),
        ("a\ue000\uffff\U000e0001b.pdf", "ab.pdf"),
        ("  a \t  b  .pdf ", "a b .pdf"),
        ("cafe\u0301.pdf", "café.pdf"),
        ("น\u0e4d\u0e49า.pdf", "น้ำ.pdf"),
        ("", "ไฟล์แนบ"),
        ("/", "ไฟล์แนบ"),
        ("\0\u202e", "ไฟล์แนบ"),
        ("..", "ไฟล์แนบ"),
    ],
)
def test_it_keeps_what_can_be_seen_of_the_name_and_no_folder(sent, kept):
    assert clean_name(sent) == kept


def test_a_long_name_loses_its_middle_and_keeps_its_extension():
    kept = clean_name("ก" * 255 + ".docx")
    assert kept == "ก" * 195 + ".docx"


def test_a_long_name_that_is_cut_behind_a_dot_ends_in_a_letter():
    """200 letters at most: 196 and .pdf. The last five of those are dots, and go."""
    assert clean_name("ก" * 191 + "....." + "ข" * 50 + ".pdf") == "ก" * 191 + ".pdf"


def test_a_long_name_is_not_cut_between_a_letter_and_its_marks():
    # 195 places: 65 syllables fill them; with one letter before, the last syllable does not fit whole.
    assert clean_name(SYLLABLE * 85 + ".docx") == SYLLABLE * 65 + ".docx"
    assert clean_name("ก" + SYLLABLE * 85 + ".docx") == "ก" + SYLLABLE * 64 + ".docx"


def test_what_follows_the_last_dot_of_a_long_sentence_is_no_extension():
    kept = clean_name("ก." + "ข" * 300)
    assert kept == "ก." + "ข" * 198


@pytest.mark.parametrize(
    ("name", "extension", "offered"),
    [
        ("รายงาน.pdf", "pdf", "รายงาน.pdf"),
        ("ภาพ.JPEG", "jpg", "ภาพ.JPEG"),
        ("ภาพ.png", "pdf", "ภาพ.pdf"),
        ("ภาพ ..png", "pdf", "ภาพ.pdf"),
        ("แผน.exe", "pdf", "แผน.exe.pdf"),
        ("แผน.pdf.html", "pdf", "แผน.pdf.html.pdf"),
        ("ประกาศ ฉบับที่ 2.1", "docx", "ประกาศ ฉบับที่ 2.1.docx"),
        ("ประกาศ", "xlsx", "ประกาศ.xlsx"),
        ("CON.pdf", "pdf", "_CON.pdf"),
        ("nul", "pdf", "_nul.pdf"),
        ("com1.txt.pdf", "pdf", "_com1.txt.pdf"),
        ("console.pdf", "pdf", "console.pdf"),
        ('a<b>:"c|d?e*f.pdf', "pdf", "a_b___c_d_e_f.pdf"),
        ("", "png", "ไฟล์แนบ.png"),
        ("..pdf", "pdf", "pdf.pdf"),
    ],
)
def test_the_name_offered_says_the_true_kind(name, extension, offered):
    assert download_name(name, extension) == offered


def test_the_name_offered_keeps_within_the_limit():
    assert download_name("ก" * 200, "docx") == "ก" * 195 + ".docx"


HOSTILE = st.one_of(
    st.text(max_size=300),
    st.text(st.characters(), max_size=40),
    st.text("กำที่.์ /\\\0\r\n\t\"';:*?<>|\u202e\u2066\u200b\ud800\u0301aZ๑%", max_size=300),
    st.sampled_from(["con", "NUL.", "aux .pdf", "lpt1", "..", "%2e%2e%2f", "ก" * 85, "\ud83d.pdf", "a" * 5000]),
)


@given(HOSTILE)
def test_any_name_becomes_one_that_can_be_stored_and_shown(sent):
    kept = clean_name(sent)
    assert 1 <= len(kept) <= 200
    kept.encode("utf-8")
    assert not set(kept) & set("/\\")
    assert not {unicodedata.category(character) for character in kept} & {
        "Cc",
        "Cf",
        "Cs",
        "Co",
        "Cn",
        "Zl",
        "Zp",
    }
    assert kept == kept.strip(" ")
    assert kept not in (".", "..")
    assert unicodedata.is_normalized("NFC", kept)
    assert clean_name(kept) == kept


@given(HOSTILE, st.sampled_from(list(Kind)))
def test_any_name_becomes_one_that_can_be_offered(sent, kind):
    offered = download_name(sent, kind)
    assert 1 <= len(offered) <= 200
    assert not set(offered) & set('<>:"/\\|?*')
    assert offered.lower().endswith((".jpg", ".jpeg", ".jpe", ".jfif") if kind is Kind.JPEG else f".{kind}")
    assert offered.partition(".")[0].strip().lower() not in {"con", "prn", "aux", "nul", "com1", "lpt1"}
    assert download_name(offered, kind) == offered
