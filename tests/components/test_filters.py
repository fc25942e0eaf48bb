"""The filters above a list: their values stand in the address, no script is needed, one component draws them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django import forms
from django.test import RequestFactory

from indicators.models import FiscalYear
from indicators.views import filters
from indicators.views.filters import Filter, Filters
from tests.components.page import by_class, by_id, rendered, words

TEMPLATES = Path(__file__).parents[2] / "templates"
LEVELS = [("bureau", "สำนัก"), ("district", "สำนักงานเขต")]
YEARS = [FiscalYear(be_year=2565), FiscalYear(be_year=2564)]
A_FORM = re.compile(r'<form\b[^>]*method="get"')
# What asks for something else than a part of a list.
NO_FILTERS = {
    "components/filters.html",
    "frame/search.html",  # the search of every page
    "indicators/dashboard/ticked.html",  # what is done with ticked rows
    "indicators/search/page.html",  # its words are the page's own subject
    "innovation/home/panel.html",  # the days of a stretch, before they are made
    "innovation/meeting/agenda_table.html",  # on to the page where they are approved
    "innovation/session/range.html",  # the days of a stretch, before they are made
}


def drawn(*fields: Filter, kept=(), **context):
    return rendered("components/filters.html", filters=Filters(fields, kept), **context)


def asked(query: str):
    return RequestFactory().get(f"/list?{query}")


def test_every_filter_of_the_product_is_drawn_by_the_component():
    found = {
        path.relative_to(TEMPLATES).as_posix()
        for path in TEMPLATES.rglob("*.html")
        if A_FORM.search(path.read_text())
    }
    assert found == NO_FILTERS


def test_a_choice_offers_all_and_says_which_stands():
    page = drawn(filters.choice("level", "ระดับ", "district", LEVELS, every="ทุกระดับ"))
    (form,) = page.iter("form")
    assert (form.get("method"), form.get("action")) == ("get", None)
    options = [(one.get("value"), words(one), one.get("selected") is not None) for one in page.iter("option")]
    assert options == [("", "ทุกระดับ", False), ("bureau", "สำนัก", False), ("district", "สำนักงานเขต", True)]
    label = next(page.iter("label"))
    assert by_id(page, label.get("for") or "").get("name") == "level"


def test_words_come_back_escaped():
    (box,) = drawn(filters.words("ค้นชื่อ", '"><b>ก')).iter("input")
    assert (box.get("name"), box.get("value"), box.get("type")) == ("q", '"><b>ก', "search")


def test_the_button_may_have_its_own_words_and_the_address_keep_what_is_no_filter():
    page = drawn(
        filters.words("ค้น", ""), kept=[("kind", "city"), ("only", "0401"), ("only", "0402")], button="ค้นในทะเบียน"
    )
    assert words(next(page.iter("button"))) == "ค้นในทะเบียน"
    kept = [(one.get("name"), one.get("value")) for one in page.iter("input") if one.get("type") == "hidden"]
    assert kept == [("kind", "city"), ("only", "0401"), ("only", "0402")]
    assert words(next(drawn(filters.words("ค้น", "")).iter("button"))) == "แสดง"


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ([filters.words("ค้น", "")], None),
        ([filters.words("ค้น", "น้ำ")], "?"),
        ([filters.choice("level", "ระดับ", "", LEVELS, every="ทุกระดับ")], None),
        ([filters.choice("level", "ระดับ", "x", LEVELS, every="ทุกระดับ")], "?"),  # what is unknown finds nothing
        ([filters.years(YEARS, YEARS[1])], None),  # one year or the other is always shown
        ([filters.years(YEARS, YEARS[1]), filters.words("ค้น", "น้ำ")], "?year=2564"),
        ([filters.years(YEARS, YEARS[1], every="ทุกปี"), filters.words("ค้น", "น้ำ")], "?"),
    ],
)
def test_what_narrows_a_list_can_be_cleared_and_nothing_else(fields, address):
    assert [one.get("href") for one in drawn(*fields).iter("a")] == ([address] if address else [])


def test_without_fields_nothing_is_drawn():
    assert list(drawn().iter("form")) == []


def test_a_form_that_reads_the_address_says_what_it_does_not_understand():
    class OfKind(forms.Form):
        text = forms.CharField(label="คำ", required=False)
        kind = forms.ChoiceField(label="ประเภท", required=False, choices=[("", "ทั้งหมด"), ("letter", "หนังสือ")])

    form = OfKind({"text": "น้ำ", "kind": "x"})
    assert not form.is_valid()
    page = drawn(*filters.fields_of(form))
    select, box = by_id(page, "id_kind"), by_id(page, "id_text")
    assert (box.get("value"), box.get("aria-invalid")) == ("น้ำ", None)
    assert select.get("aria-invalid") == "true"
    assert "x" in words(by_id(page, select.get("aria-describedby") or ""))


def test_links_keep_the_other_filters_and_begin_at_the_first_page():
    request = asked("q=น้ำ&status=merged&page=3")
    links = filters.links(request, "status", "merged", [("", "ทั้งหมด (3)"), ("merged", "รวมแล้ว (1)")])
    water = "%E0%B8%99%E0%B9%89%E0%B8%B3"
    assert links == [("ทั้งหมด (3)", f"?q={water}", False), ("รวมแล้ว (1)", f"?q={water}&status=merged", True)]
    page = rendered("components/filter_links.html", links=links, label="สถานะ")
    (nav,) = by_class(page, "filter-links")
    assert nav.get("aria-label") == "สถานะ"
    assert [words(one) for one in nav.iter("a") if one.get("aria-current")] == ["รวมแล้ว (1)"]


@pytest.mark.parametrize(
    ("query", "year"),
    [*(("year=2564", 2564), ("year=๒๕๖๔", 2564)), *(("year=2563", None), ("year=x", None), ("", None))],
)
def test_a_year_that_is_not_offered_is_not_asked_for(query, year):
    found = filters.year_asked(asked(query), YEARS)
    assert (found.be_year if found else None) == year


def test_of_the_address_only_what_makes_sense_is_taken():
    assert filters.words_asked(asked("q=%20%00น้ำ%20")) == "น้ำ"
    assert filters.one_of(asked("level=bureau"), "level", ["bureau"]) == "bureau"
    assert filters.one_of(asked("level=x"), "level", ["bureau"]) == ""
