"""Nobody keeps the server busy with one request: patterns, forms, numbers of pages."""

import importlib
import pkgutil
import re
import time

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from tests import make

pytestmark = pytest.mark.both_databases

PACKAGES = ("thai", "accounts", "printing", "indicators", "innovation", "appeals", "kpi_tracker")
LONG = 20_000  # the greatest length of a text
HOSTILE = [
    character * LONG
    for character in ("a", "1", "๑", " ", "\t", "\n", ".", "-", "/", "<", "(", "ก", "\u0e49", "%", "=", "#", "A", ",")
]
HOSTILE += [
    piece * (LONG // len(piece)) + "\0"
    for piece in ("a ", "1.", "1,", "๑/", ". ", " \n", "ก ", "(1) ", "1-1 ", "<a ")
]


# Asked of a whole text only, by fullmatch.
WHOLE = {"kpi_tracker.passages._ENGLISH", "thai.digits._MISPLACED_COMMA", "thai.digits._NUMBER"}


def patterns():
    """Every compiled pattern of the product, by where it stands."""
    found = {}
    for package in PACKAGES:
        root = importlib.import_module(package)
        for module in pkgutil.walk_packages(root.__path__, f"{package}."):
            # The import reads lines of a report, for whoever runs the command, and matches at their beginning.
            if module.name.startswith("indicators.importing") or ".migrations." in module.name:
                continue
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, re.Pattern):
                    found[value.pattern, value.flags] = (f"{module.name}.{name}", value)
    return sorted(found.values(), key=lambda pair: pair[0])


@pytest.mark.long
def test_no_pattern_is_slow_on_a_long_hostile_text():
    known = patterns()
    assert len(known) > 20
    slow = {}
    for where, pattern in known:
        for text in HOSTILE:
            given = text if isinstance(pattern.pattern, str) else text.encode()
            start = time.thread_time()
            for ask in (pattern.fullmatch,) if where in WHOLE else (pattern.search, pattern.match):
                ask(given)
            if (took := time.thread_time() - start) > 0.25:
                slow[where, text[:3]] = round(took, 2)
    assert slow == {}


def test_the_check_notices_a_slow_pattern():
    """Control: a quantifier within a quantifier, on a text a thousand times shorter."""
    start = time.thread_time()
    re.search(r"(a+)+$", "a" * 24 + "b")
    assert time.thread_time() - start > 0.25


@pytest.fixture
def officer(db):
    client = Client()
    client.force_login(make.user(Role.OFFICER, make.agency()))
    return client


def test_a_form_that_is_too_big_is_413_in_thai(officer):
    text = "subject=" + "%E0%B8%81" * (16 * 2**20 // 9 + 10)
    big = officer.post(reverse("document-add"), text, content_type="application/x-www-form-urlencoded")
    many = officer.post(reverse("document-add"), {f"f{number}": "1" for number in range(4100)})
    files = officer.post(reverse("document-add"), {f"f{number}": _file() for number in range(11)})
    assert [big.status_code, many.status_code, files.status_code] == [413, 413, 413]
    assert "ใหญ่" in many.content.decode() or "มาก" in many.content.decode()


def _file():
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("ก.pdf", b"%PDF")


@pytest.mark.parametrize("page", ["0", "-1", "999999999999999999999", "x", "๑", "1e9", "", "\0", "9" * 5000])
def test_a_page_that_is_none_is_answered_at_once(officer, page):
    assert officer.get(reverse("document-list"), {"page": page}).status_code == 200


def test_every_text_column_has_its_greatest_length():
    from django.apps import apps
    from django.db import models

    endless = [
        f"{model.__name__}.{column.name}"
        for model in apps.get_models()
        if model._meta.app_label in PACKAGES
        and model.__name__ not in {"Event", "Revision", "PrintRecord", "Digest", "YearClosing"}  # by the product
        for column in model._meta.concrete_fields
        if isinstance(column, models.TextField) and column.max_length is None
    ]
    assert endless == []
