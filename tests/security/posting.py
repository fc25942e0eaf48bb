"""What a post does to the rows of the product, and what a page's own forms would send."""

from __future__ import annotations

import re
from collections import defaultdict
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.db import connection, models, transaction
from django.test import Client

from tests.html_forms import posted_forms
from tests.security import every_answer

OURS = ("accounts", "indicators", "innovation", "appeals", "books")
# What each sending makes anew: keys, hashes, tokens, and what is derived from them.
_CHANCE = re.compile(r"[0-9a-f]{64}|[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}|[\w-]{43}")
_DERIVED = {"hash", "previous_hash", "password", "token", "sessions_ended", "last_login"}
_TABLE = re.compile(r'^\W*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM|REPLACE INTO) "(\w+)"', re.IGNORECASE)

Rows = dict[str, set[tuple[Any, ...]]]


def columns() -> dict[str, str]:
    """The name of every column of ours, as Django and as the database call it, and a value that it could take."""
    found = {}
    for model in apps.get_models():
        if model._meta.app_label in OURS:
            for column in model._meta.concrete_fields:
                found[column.name] = found[column.attname] = _value_for(column)
    return found


def _value_for(column: models.Field[Any, Any]) -> str:
    if isinstance(column, models.ForeignKey):
        newest = column.related_model._base_manager.order_by("-pk").first()
        return str(newest.pk) if newest else "1"
    if column.choices:
        return str(list(column.flatchoices)[-1][0])
    if isinstance(column, models.BooleanField):
        return "on"
    if isinstance(column, models.DateField):
        return "2020-01-02"
    return "97" if isinstance(column, models.IntegerField | models.DecimalField) else "สอดแทรก"


def effect(client: Client, url: str, form: dict[str, Any]) -> tuple[int, Rows]:
    """How a post is answered, and the rows it leaves in the tables that it wrote to; it is undone."""
    undo, cookies = transaction.savepoint(), deepcopy(client.cookies)
    fields = {name: value for name, value in form.items() if not hasattr(value, "read")}
    answer: Any
    with every_answer.writes() as written:
        if len(fields) < len(form):
            answer = client.post(url, form)
        else:  # sooner read
            answer = client.post(url, urlencode(fields, doseq=True), "application/x-www-form-urlencoded")
    if answer.streaming:
        answer.getvalue()  # to its end, where the file is closed
    tables = {found[1] for sql in written if (found := _TABLE.match(sql))}
    left = {table: _rows(table) for table in tables if table.startswith(OURS)}
    transaction.savepoint_rollback(undo)
    client.cookies = cookies  # who signed out is in again
    return answer.status_code, left


def _rows(table: str) -> set[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        return set(cursor.fetchall())


def differing(table: str, one: Rows, other: Rows) -> list[str]:
    """The rows of a table that stand in one alone, without what is chance in them."""
    found = [
        {_told(table, row) for row in a.get(table, set()) - b.get(table, set())}
        for a, b in ((one, other), (other, one))
    ]
    return sorted(found[0] ^ found[1])


def _told(table: str, row: tuple[Any, ...]) -> str:
    names = [column.name for column in _description(table)]
    return _CHANCE.sub("*", repr([pair for pair in zip(names, row, strict=True) if pair[0] not in _DERIVED]))


@cache
def _description(table: str) -> Any:
    with connection.cursor() as cursor:
        return connection.introspection.get_table_description(cursor, table)


@dataclass(frozen=True)
class Posted:
    """What a browser sends of the forms of a page that are posted to the page itself, and the names of all fields."""

    values: dict[str, list[str]]
    names: set[str]


def posted_to_itself(page: str, url: str) -> Posted:
    """Of a list from which nothing is chosen the last option: it is not the "choose one" that stands first."""
    values: dict[str, list[str]] = defaultdict(list)
    names: set[str] = set()
    for form in posted_forms(page):
        if form.action in {"", url}:
            names |= form.names
            for name, offered in form.options.items():
                values[name] = offered[-1:]
            for name, said in form.values.items():
                values[name] += said
    return Posted(dict(values), names)
