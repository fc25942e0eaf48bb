"""What the HTML of every page says: nothing compulsory by a star, tables that tell their rows and columns."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.reading_pages.conftest import told

pytestmark = pytest.mark.long


def labels(html: str) -> dict[str, str]:
    """The words of each control's label, by the control's id."""
    found = re.findall(r'<label[^>]*\sfor="([^"]+)"[^>]*>(.*?)</label>', html, re.DOTALL)
    return {of: " ".join(unescape(re.sub(r"<[^>]+>", " ", words)).split()) for of, words in found}


def test_no_form_makes_the_browser_check_and_no_star_marks_a_field(sheets):
    failures = {}
    for name, html in sheets.items():
        forms = re.findall(r'<form[^>]*method="post"[^>]*>.*?</form>', html, re.DOTALL)
        typed = [form for form in forms if re.search(r'<textarea|<select|<input(?![^>]*type="hidden")', form)]
        failures[name] = [
            *(form[:120] for form in typed if "novalidate" not in form[: form.index(">")]),
            *re.findall(r"<(?:input|select|textarea)[^>]*\srequired[\s=>][^>]*>", html),
            *(words for words in labels(html).values() if "*" in words),
            *re.findall(r"asteriskField|requiredField", html),
        ]
    assert not told(failures), told(failures)


def test_what_may_stay_empty_says_so(sheets):
    """By the fields of one page whose form tells them apart: what is optional there, and what is not."""
    page = labels(sheets["quarterly-report-edit draft off"])
    optional = {of for of, words in page.items() if words.endswith("(ไม่บังคับ)")}
    assert "id_obstacles" in optional
    assert "id_narrative" not in optional
    assert "id_narrative" in page


def test_every_table_has_a_caption_and_every_head_says_what_it_heads(sheets):
    failures = {}
    count = 0
    for name, html in sheets.items():
        tables = re.findall(r"<table.*?</table>", html, re.DOTALL)
        count += len(tables)
        failures[name] = [
            *(table[:120] for table in tables if "<caption" not in table),
            *(
                head
                for table in tables
                for head in re.findall(r"<th(?![^>]*\sscope=)[^>]*>", table)
                if head != "<thead>"
            ),
        ]
    assert count > 25
    assert not told(failures), told(failures)
