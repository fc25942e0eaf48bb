"""What is copied out of a PDF is what went in, in three readers, in both weights."""

import html
import io
import os
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFilter

from printing.pdf import render
from tests.cases import gated
from tests.printing import make
from tests.printing.readers import READERS, bare, read

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT.parent / "shared" / "reference" / "report-2564.txt"

CORPUS = {
    "sara am": "น้ำ ทำ ค่ำ กำลัง ย่ำ คำ จำนวน สำนักงาน ดำเนินการ อำนวยการ ประจำ นำ ก๊ำ ก๋ำ",
    "sara am on tall letters": "ป้ำ ฝ่ำ ฟำ ปำ ฟ้ำ ฬำ ป๋ำ ฝ๊ำ",
    "sara aa before and after sara am": "การทำการ กำรการกำ มาตรา ตำรา ยาดำ ดำยา",
    "marks that are shaped narrow": "ป้า ปี่ ปั้น ปุ๋ย ปู่ ป๊า ฝัน ฝี ฟื้น ฟ้า ปิ่น ปึ้ง ปีก ฬุ",
    "letters that lose their foot": "ญู ญุ ฐิ ฐุ ฐู ญี่ปุ่น กตัญญู ฐาน รัฏฐุ ฎุ ฏู ฎู",
    "stacked marks": "ที่ ผู้ซื้อ น้ำผึ้ง เสื้อ เก้าอี้ กลุ่ม ตั้งฮั่วเส็ง ขึ้นชื่อ เพื่อ กริ่งเกรง ก็ เป็น สร้างสรรค์ สัมพันธ์",
    "rare letters": "ฤๅษี ฦๅชา พุทฺโธ ธมฺมํ อํ กํ ฃวด ฅน ๏ ๚ ๛ ฯลฯ ต่าง ๆ ฿100",
    "digits": "0123456789 ๐๑๒๓๔๕๖๗๘๙ ๗.๕.๑ 100.00 1,250.50 กท 0406/3937 ๓๐ ส.ค. ๒๕๖๔",
    "latin": "Office file flow first Bangkok Mobile Service (COVID-19) Ångström naïve café ǹ AVATAR To Ty",
    "quotes and dashes": "“On – Demand Service” — ‘CLICK TO CARD’ … 1 – 9 เมษายน • ± × ÷ ≥ ≤ ° ² ½ → ←",
    "signs": "☐ ผลผลิต (Output) ☑ ผลลัพธ์ (Outcome) ☒ ✓ ✔ ✗ □ ● ○ ▪ ◆ ➢",
    "what no font draws": "漢字 ภาษา Ж ★ ๑ 😀 ไทย",
    "markup": "<b>ไม่ใช่ตัวหนา</b> & &amp; \"' <script>alert(1)</script> {{ x }} {% now %}",
}


def page(*paragraphs: str, style: str = "") -> str:
    body = "".join(f"<p>{html.escape(text)}</p>" for text in paragraphs)
    return f"<html lang=th><title>ทดสอบ</title><body style='{style}'>{body}</body>"


@pytest.mark.parametrize("weight", [400, 700])
@pytest.mark.parametrize("name", CORPUS)
def test_each_text_comes_back_exactly(name, weight):
    pdf = render(page(CORPUS[name], style=f"font-weight:{weight}"), identifier="test")

    assert read(pdf) == dict.fromkeys(READERS, bare(CORPUS[name]))


def test_both_weights_share_one_document():
    texts = list(CORPUS.values())
    body = "".join(f"<p>{html.escape(text)} <b>{html.escape(text)}</b></p>" for text in texts)

    pdf = render(f"<html lang=th>{body}", identifier="test")

    assert read(pdf) == dict.fromkeys(READERS, bare("".join(text * 2 for text in texts)))


@pytest.mark.parametrize("first", ["การทำ", "ทำการ", "กำรการทำน้ำ"])
def test_no_word_changes_the_ones_after_it(first):
    pdf = render(page(f"{first} การ กำลัง มาก น้ำมา"), identifier="test")

    for text in read(pdf).values():
        assert text == f"{first}การกำลังมากน้ำมา"


def test_every_consonant_carries_every_vowel_and_tone():
    consonants = [chr(code) for code in range(0x0E01, 0x0E2F) if chr(code) not in "ฤฦ"]
    marks = ["", *"ะัาำิีึืุู็"]
    tones = ["", *"่้๊๋์"]
    syllables = [c + v + t for c, v, t in product(consonants, marks[3:4] + marks[5:8] + marks[9:11], tones)]
    with_am = [c + t + v for c, v, t in product(consonants, "ะาำ", ["", *"่้๊๋"])]
    text = " ".join(syllables + with_am)

    for weight in (400, 700):
        pdf = render(page(text, style=f"font-weight:{weight}"), identifier="test")
        assert read(pdf) == dict.fromkeys(READERS, bare(text))


_consonant = st.sampled_from([chr(code) for code in range(0x0E01, 0x0E2F)])
_syllable = st.one_of(
    st.tuples(st.sampled_from(["", *"เแโใไ"]), _consonant, st.sampled_from(["", *"รลว"])).map("".join),
    st.tuples(_consonant, st.sampled_from([*"ัิีึืุู็ฺ"]), st.sampled_from(["", *"่้๊๋์"]), st.sampled_from(["", *"นมงา"])).map(
        "".join
    ),
    st.tuples(_consonant, st.sampled_from(["", *"่้๊๋"]), st.sampled_from([*"ำาะ"])).map("".join),
    st.sampled_from(["ฤๅ", "ๆ", "ฯ", "๒๕๖๔", "2564", "(Output)", "“", "”", "–", "fi", "ffl", "A-B", "กท", "ํ"]),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_syllable, min_size=1, max_size=400), st.sampled_from(["", " "]))
def test_any_run_of_thai_syllables_comes_back(syllables, between):
    text = between.join(syllables).replace("ํา", "ำ")

    pdf = render(f"<html lang=th><p>{html.escape(text)}</p><p><b>{html.escape(text)}</b></p>", identifier="test")

    assert read(pdf) == dict.fromkeys(READERS, bare(text * 2))


def test_hyphens_at_the_ends_of_lines_are_kept():
    """PDFium leaves out a hyphen between letters that ends a line; so none may end one."""
    text = "ABC-DEF-ghi-jkl กข-คง-จฉ " * 60

    pdf = render(page(text), identifier="test")

    assert read(pdf) == dict.fromkeys(READERS, bare(text))


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference report is not on this machine")
@pytest.mark.parametrize("weight", [400, 700])
def test_a_real_report_comes_back_whole(weight):
    text = REFERENCE.read_text(encoding="utf-8")

    pdf = render(page(*text.split("\n"), style=f"font-weight:{weight}"), identifier="test")

    assert read(pdf) == dict.fromkeys(READERS, bare(text))


@pytest.mark.parametrize("weight", [400, 700])
def test_a_long_report_of_our_own_comes_back_whole(weight):
    paragraphs = [make.DEFINITION, make.METHOD, make.Q1, make.Q2, make.Q3, make.SUMMARY, *CORPUS.values()] * 4

    pdf = render(page(*paragraphs, style=f"font-weight:{weight}"), identifier="test")

    assert read(pdf) == dict.fromkeys(READERS, bare("".join(paragraphs)))


_TYPESET = """
import os, sys, tempfile
from pathlib import Path
from printing import fonts
directory = Path(tempfile.mkdtemp())
os.environ["FONTCONFIG_FILE"] = str(fonts.lay_out(directory))
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from printing.text_layer import TextLayer
layer = TextLayer()
style = CSS(string="@page{size:A4} body{font-family:Sarabun,'KPI Signs'} p+p{font-weight:bold}")
document = HTML(string=sys.stdin.read()).render(stylesheets=[style], font_config=FontConfiguration())
if sys.argv[1] == "with":
    document.fonts = layer.fonts
sys.stdout.buffer.write(document.write_pdf(finisher=layer if sys.argv[1] == "with" else None))
"""


def typeset(which: str, content: str) -> bytes:
    found = subprocess.run(
        [sys.executable, "-c", _TYPESET, which],
        input=content.encode(),
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
    )
    return found.stdout


def drawn(pdf: bytes) -> Image.Image:
    found = subprocess.run(["pdftoppm", "-r", "288", "-gray", "-singlefile", "-"], input=pdf, capture_output=True)
    return Image.open(io.BytesIO(found.stdout))


def worst_difference(one: bytes, other: bytes) -> int:
    """The largest difference of grey (0-255) between the first pages, blurred: a mark half a point off is dark.

    The blur lets pass what a page drawer does at a thousandth of an em: it sets a glyph a quarter pixel aside.
    """
    blurred = [drawn(pdf).filter(ImageFilter.BoxBlur(4)) for pdf in (one, other)]
    return max(level for level, count in enumerate(ImageChops.difference(*blurred).histogram()) if count)


LOOKS = {
    "the corpus": " ".join(value for name, value in CORPUS.items() if name != "what no font draws"),
    "raised and lowered marks": "กฺุ มฺุ ผึ้ง ตั้ง ทำการ ป้ำ ปี่ " * 30,
}


@gated("text", LOOKS.values(), [LOOKS["the corpus"]], ids=LOOKS)
def test_the_page_looks_as_it_did_without_the_layer(text):
    content = page(text, text)

    with_layer, without = typeset("with", content), typeset("without", content)

    assert worst_difference(with_layer, without) < 40
    assert read(with_layer) == dict.fromkeys(READERS, bare(text * 2))
    # The control: without the layer the same page gives back another text.
    assert all(found != bare(text * 2) for found in read(without).values())


def test_a_mark_out_of_place_would_be_seen():
    """The control of the test above: an AM moved by a twentieth of an em is more than it allows."""
    shifted = CORPUS["sara am"].replace("ทำ", "ทํ<span style='margin-left:-.05em'></span>า")
    one = typeset("without", f"<html lang=th><p>{CORPUS['sara am']}</p>")
    other = typeset("without", f"<html lang=th><p>{shifted}</p>")

    assert worst_difference(one, other) > 40


@pytest.mark.parametrize("text", ["-", "ที่นี่น้ำ", "ยุทธศาสตร์การพัฒนากรุงเทพมหานครระยะยี่สิบปีตามแผนปฏิบัติ", "1 2 3"])
def test_equal_lines_one_below_the_other_are_all_read(text):
    """PDFium drops a piece of text that it takes for a second print of the one beside it."""
    pdf = render(page(*[text] * 9), identifier="test")

    assert read(pdf) == dict.fromkeys(READERS, bare(text * 9))
