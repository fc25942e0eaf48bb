"""Hostile lines in every text column that there is: not one tag comes to life, on any page, for anybody."""

import json
from itertools import count

import pytest
from django.apps import apps
from django.db import IntegrityError, InternalError, models, transaction
from django.test import Client

from indicators import clock
from printing.pdf import render
from tests import make
from tests.access import tables as access
from tests.access.scene import DAY
from tests.printing.readers import read
from tests.security import hostile

OURS = ("accounts", "indicators", "innovation", "appeals")
# Written once and guarded by triggers, or what other rows are found by.
NOT_TEXT = {"Event", "Revision", "ChainHead", "StoredFile", "Receipt"}
# In each of the dozen scenes, most of which hold several times as many.
LINES_OF_A_SCENE = 1000
# At the gate; what every template does with text, tests/test_architecture.py asks of all of them.
WIDEST = {"matrix.txt", "filing_matrix.txt"}
WHO_READS = ("off", "head", "eva", "sec", "adm")


def test_the_check_sees_each_line_that_is_alive():
    """Control: the same lines, not escaped, are found; escaped, they are not."""
    quiet = 0
    for line in hostile.LINES:
        alive = hostile.Alive(f"<p>{line}</p>").found + hostile.Alive(f'<a href="{line}" title="{line}">').found
        alive += hostile.Alive(f"<p title='{line}'>").found + hostile.Alive(f"<img alt=ก {line}>").found
        quiet += not alive
        assert hostile.Alive(f"<p>{escaped(line)}</p><b title='{escaped(line)}'>").found == []
    assert quiet <= 8  # those that only a second decoding, or a template language, would wake


def escaped(line):
    from django.utils.html import escape

    return escape(line)


def columns():
    """(model, column) of every text that people type."""
    for model in apps.get_models():
        if model._meta.app_label not in OURS or model.__name__ in NOT_TEXT:
            continue
        for column in model._meta.concrete_fields:
            if isinstance(column, models.CharField | models.TextField) and not column.choices:
                yield model, column


def is_typed(column, value):
    """Whether people type it: not a code, a hash, a token, or JSON."""
    if column.primary_key or column.name in {"username", "password", "code", "token", "sort_key", "table", "email"}:
        return False
    try:
        return not isinstance(json.loads(value), dict | list)
    except (ValueError, TypeError):
        return True


def poison():
    """Put hostile lines into every text; how many lines there are now."""
    lines, numbers = 0, count()
    for model, column in columns():
        for pk, value in list(model._base_manager.values_list("pk", column.attname)):
            if not is_typed(column, value):
                continue
            text, held = hostile.filled(column.max_length or 4000, next(numbers) * 7)
            if isinstance(column, models.URLField):
                text = f"https://bangkok.go.th/?{text}"[: column.max_length]
            try:
                with transaction.atomic():
                    model._base_manager.filter(pk=pk).update(**{column.attname: text})
            except (IntegrityError, InternalError):  # SQLite's and PostgreSQL's word for a trigger
                continue  # one of a list of words, or bound to another column
            lines += held
    return lines


@pytest.fixture
def scene(db, monkeypatch):
    return access.signed_in_scene(monkeypatch)


def addresses_of(scene, table):
    """Where each line of a table that reads leads, once everything is there."""
    rows = [row for row in access.rows(table) if row[0] == "GET"]
    access.prepare(scene, table.removesuffix(".txt").removesuffix("_matrix"), rows)
    ask = scene.ask or scene.request
    return sorted({ask(address, state)[0] for _method, address, state, _codes in rows})


@pytest.mark.long
@pytest.mark.parametrize(
    "table", [pytest.param(name, marks=() if name in WIDEST else pytest.mark.full) for name in access.TABLES]
)
def test_no_line_comes_to_life_on_any_page(scene, table):
    with clock.travel(make.at(DAY)):
        asked = addresses_of(scene, table)
        assert poison() >= LINES_OF_A_SCENE
        clients = []
        for name in WHO_READS:
            client = Client()
            client.force_login(scene.people[name])
            client.raise_request_exception = False
            clients.append((name, client))
        alive, shown, pages = {}, 0, 0
        for url in asked:
            for name, client in clients:
                page = client.get(url)
                if page.streaming:
                    page.getvalue()  # to its end, where the file is closed
                    break
                if not page.get("Content-Type", "").startswith("text/html"):
                    continue
                assert page.status_code < 500, f"{name} {url}"
                text = page.content.decode()
                shown, pages = shown + (hostile.MARK in text), pages + (page.status_code == 200)
                if found := hostile.Alive(text).found:
                    alive[f"{name} {url}"] = found
                if page.status_code == 200:
                    break  # one who may read it is enough
    assert alive == {}, [f"{k}: {v}" for k, v in alive.items()]
    assert shown or not pages, "the lines were not shown at all"


def test_what_people_type_comes_back_as_text(db):
    """Through a form: what was typed stands in the page, letter by letter."""
    from django.urls import reverse

    from accounts.roles import Role

    agency = make.agency()
    client = Client()
    client.force_login(make.user(Role.OFFICER, agency))
    for line in hostile.LINES:
        answer = client.post(
            reverse("document-add"), {"kind": make.kind().pk, "subject": line, "number": line[:100]}, follow=True
        )
        assert answer.status_code == 200
        assert hostile.Alive(answer.content.decode()).found == [], line


@pytest.mark.long
def test_a_paper_prints_the_lines_as_text(db):
    """In a PDF nothing is run or fetched: the tag stands there as letters."""
    from django.template import Context, Template

    lines = [line for line in hostile.LINES if line.isascii()]
    body = Template("{% for line in lines %}<p>{{ line }}</p>{% endfor %}").render(Context({"lines": lines}))
    pdf = render(f"<html lang=th><body>{body}", identifier="a")
    assert b"/JavaScript" not in pdf
    assert b"/Launch" not in pdf
    assert all(f"<{hostile.MARK}>" in text for text in read(pdf).values())
