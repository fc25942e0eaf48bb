"""What the style sheets and templates promise: no other host, nothing the policy refuses, legible colours."""

import re
from pathlib import Path

import pytest
from django.conf import settings

STYLES = sorted((settings.BASE_DIR / "static" / "css").glob("*.css"))
TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))


def name(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR))


@pytest.mark.parametrize("path", STYLES, ids=name)
def test_a_style_sheet_asks_no_other_host_and_carries_no_picture(path):
    css = path.read_text()
    assert not re.search(r"url\(\s*['\"]?(data:|https?:|//)", css)
    assert "@import" not in css


@pytest.mark.parametrize("path", [one for one in STYLES if one.name != "tokens.css"], ids=name)
def test_colours_are_named_in_one_place(path):
    allowed = {"#000"} if path.name == "print.css" else set()
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text())) <= allowed


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_is_short_and_has_no_inline_style_or_script(path):
    html = path.read_text()
    assert len(html.splitlines()) <= 120
    # What is printed meets no browser: the widths of a table's columns are data there.
    printed = "printing" in path.parts
    assert printed or not re.search(r"\sstyle=|<style", html)
    assert not re.search(r"<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", html)
    assert not re.search(r"\|\s*safe\b|autoescape|https?://", html)


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = "".join(one * 2 for one in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, "contrast ratio"."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


TOKENS = dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]+);", (STYLES[0].parent / "tokens.css").read_text()))


def test_the_contrast_is_reckoned_right():
    assert round(contrast("#000", "#fff"), 2) == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("ink", "paper"),
        ("ink-soft", "paper"),
        ("ink-soft", "surface"),
        ("paper", "green-700"),
        ("paper", "green-900"),
        ("green-900", "green-50"),
        ("green-900", "green-100"),
        ("blue-700", "paper"),
        ("blue-700", "blue-50"),
        ("blue-700", "surface"),
        ("blue-700", "green-50"),
        ("amber-800", "amber-50"),
        ("red-700", "red-50"),
        ("red-700", "paper"),
    ],
)
def test_text_stands_out_from_its_ground(text, ground):
    assert contrast(TOKENS[text], TOKENS[ground]) >= 4.5


@pytest.mark.parametrize(
    ("edge", "ground"),
    [
        ("line-strong", "paper"),
        ("line-strong", "surface"),
        ("red-700", "red-50"),
        ("amber-500", "amber-50"),
        ("green-600", "green-50"),
        ("focus-outer", "paper"),
        ("focus-outer", "surface"),
        ("focus-inner", "green-900"),
        ("focus-inner", "focus-outer"),
    ],
)
def test_edges_and_the_focus_ring_stand_out(edge, ground):
    assert contrast(TOKENS[edge], TOKENS[ground]) >= 3
