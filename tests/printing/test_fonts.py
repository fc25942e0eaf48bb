"""Only our fonts are on the page, whatever the machine has; what they lack is told."""

import io
import re

import pypdf
from fontTools.ttLib import TTFont

from printing.fonts import missing_characters
from printing.pdf import render

FONT = re.compile(r"/[A-Z]{6}\+(.+)")


def fonts_of(pdf: bytes) -> set[str]:
    names = set()
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():
            font = font.get_object()
            names.add(FONT.fullmatch(font["/BaseFont"])[1])
            assert "/FontFile2" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
    return names


def test_text_that_sarabun_lacks_takes_no_font_of_the_machine():
    pdf = render(
        "<html lang=th><p style='font-family:DejaVu Sans,serif'>ไทย <b>漢字</b> Ж 😀 ☑ मानक العربية</p>",
        identifier="a",
    )

    assert fonts_of(pdf) == {"Sarabun", "Sarabun-Bold", "KPI-Signs"}


def test_a_plain_text_embeds_one_font():
    assert fonts_of(render("<html lang=th><p>น้ำทำการ 2564", identifier="a")) == {"Sarabun"}


def test_the_maxima_of_an_embedded_font_allow_for_its_composites():
    """A reader may refuse a font that says it needs less than it does."""
    pdf = render("<html lang=th><p>ป้ำ น้ำผึ้ง ที่ผู้ซื้อ กตัญญู ฐาน ½", identifier="a")
    font = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/Font"].values()
    (descendant,) = (each.get_object()["/DescendantFonts"][0].get_object() for each in font)
    embedded = TTFont(io.BytesIO(descendant["/FontDescriptor"].get_object()["/FontFile2"].get_data()))
    maxima = embedded["maxp"]
    told = dict(vars(maxima))
    assert any(embedded["glyf"][name].isComposite() for name in embedded.getGlyphOrder())
    maxima.recalc(embedded)
    assert told["numGlyphs"] == len(embedded.getGlyphOrder())
    for name, needed in vars(maxima).items():
        if name.startswith(("maxPoints", "maxContours", "maxComp")):
            assert told[name] >= needed > 0, name


def test_what_cannot_be_drawn_is_logged(caplog):
    render("<html lang=th><p>ไทย 漢 ไทย", identifier="the-report")

    assert [record.getMessage() for record in caplog.records] == ["no font of ours draws '\\u6f22' in the-report"]


def test_it_tells_what_cannot_be_drawn():
    assert missing_characters("น้ำ ☑ 漢字 漢 “Office” – ๒๕๖๔ 😀\n\t") == "字漢😀"
    assert missing_characters("") == ""
