"""The one style sheet: what is left out of Bootstrap, what stays, and in which order."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from kpi_tracker.static_files import made_files, stylesheet

BOOTSTRAP = made_files.BOOTSTRAP.read_text()
APPS = ("accounts", "indicators", "innovation", "appeals", "kpi_tracker", "thai")


def test_rules_of_other_classes_go_with_the_blocks_that_become_empty():
    css = (
        ".btn,.navbar .btn,a:hover{color:red}.navbar{color:red}@media (min-width:1px){.btn{top:0}.navbar{top:0}}"
        "@media print{.navbar{top:0}}@keyframes turn{to{top:0}}"
    )
    assert stylesheet.kept(css, frozenset({"btn"})) == (".btn,a:hover{color:red}@media (min-width:1px){.btn{top:0}}")


def test_a_class_inside_brackets_counts():
    css = ':is(.btn,.navbar):not(.btn,.other){top:0}.btn:not(.other){top:0}[title=".x"],a{left:0}'
    assert stylesheet.kept(css, frozenset({"btn"})) == "a{left:0}"


def test_pictures_inside_go_and_what_stands_beside_them_stays():
    css = '.btn{color:red;background-image:url("data:image/svg+xml;a,b");top:0}.btn{--x:url(data:a)}'
    assert stylesheet.kept(css, frozenset({"btn"})) == ".btn{color:red;top:0}"


def test_a_sheet_that_cannot_be_read_is_refused():
    with pytest.raises(ValueError, match="cannot be read"):
        stylesheet.kept(".btn{top:0}.navbar", frozenset({"btn"}))


def test_ours_come_after_bootstrap_page_sheets_by_name_and_print_last():
    names = ["print", "search", "components", "app", "appeals", "forms", "tokens"]
    own = {name: f".{name}{{background:url('../img/{name}.svg')}}" for name in names}
    made = stylesheet.composed(".btn{top:0}", own, "@font-face{font-family:Sarabun}", str.upper)
    order = [
        ".btn{top",
        "@font-face",
        ".tokens",
        ".app{",
        ".forms",
        ".components",
        ".appeals",
        ".search",
        "@media print",
    ]
    places = [made.index(part) for part in order]
    assert places == sorted(places)
    assert 'url("../IMG/TOKENS.SVG")' in made
    assert made.endswith("}}")


def test_the_sheet_of_the_product_carries_no_picture_and_names_whose_bootstrap_is():
    sheet = (settings.STATIC_ROOT / made_files.names(settings.STATIC_ROOT)[made_files.SHEET]).read_text()
    assert not re.search(r"url\(\s*['\"]?(data:|https?:|//)", sheet)
    assert ".btn{" in sheet
    assert ".modal" not in sheet
    assert "Licensed under MIT" in sheet


def used(path: Path) -> set[str]:
    """The words of a source that may name classes: of class attributes, or of any string of Python or JavaScript."""
    text = re.sub(r"\{[{%].*?[%}]\}", " ", path.read_text())
    pattern = r'class="([^"]*)"' if path.suffix == ".html" else r"""["'`]([\w -]+)["'`]"""
    return {word for found in re.findall(pattern, text) for word in re.findall(r"[\w-]+", found)}


def test_a_class_of_bootstrap_that_a_page_uses_is_kept():
    """Only sources of ours: of crispy's own templates we use those that templates/bootstrap5 has anew."""
    of_bootstrap = stylesheet.class_names(BOOTSTRAP)
    assert len(of_bootstrap) > 1500
    templates = [path for path in (settings.BASE_DIR / "templates").rglob("*.html") if "printing" not in path.parts]
    found = {word for path in templates for word in used(path)}
    scripts = {word for path in (settings.BASE_DIR / "static" / "js").glob("*.js") for word in used(path)}
    forms = {word for app in APPS for path in (settings.BASE_DIR / app).rglob("*.py") for word in used(path)}
    hyphened = {word for word in scripts | forms if "-" in word}  # a plain word of code is seldom a class
    missing = ((found | hyphened) & of_bootstrap) - stylesheet.CLASSES
    assert missing == set(), "name these in kpi_tracker/static_files/stylesheet.py"


def test_no_class_is_kept_that_bootstrap_lacks():
    assert stylesheet.class_names(BOOTSTRAP) >= stylesheet.CLASSES
