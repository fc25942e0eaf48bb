"""What a post does to the rows of the product, and what a page's own forms would send."""

from __future__ import annotations

import re
from copy import deepcopy
from functools import cache
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.db import connection, models, transaction
from django.test import Client

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


class PostForms(HTMLParser):
    """The forms of a page that are posted to the page itself: what a browser sends of them as they stand."""

    def __init__(self, page: str, url: str) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.names: set[str] = set()
        self._url, self._inside, self._select, self._area = url, False, "", ""
        self._offered: list[tuple[str, bool]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            is_post = given.get("method", "").lower() == "post"
            self._inside = is_post and given.get("action", "") in {"", self._url}
        if not self._inside:
            return
        name = given.get("name", "")
        if tag in {"input", "select", "textarea", "button"} and name:
            self.names.add(name)
        if tag == "input" and name and self._is_sent(given):
            unsaid = "on" if given.get("type") in {"checkbox", "radio"} else ""
            self.values.setdefault(name, []).append(given.get("value", unsaid))
        elif tag == "select":
            self._select, self._offered = name, []
        elif tag == "option":
            self._offered.append((given.get("value", ""), "selected" in given))
        elif tag == "textarea":
            self._area = name
            self.values[name] = [""]

    @staticmethod
    def _is_sent(given: dict[str, str]) -> bool:
        kind = given.get("type", "text")
        return kind not in {"file", "submit", "button"} and (kind not in {"checkbox", "radio"} or "checked" in given)

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area][0] += data.removeprefix("\n") if not self.values[self._area][0] else data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "textarea":
            self._area = ""
        elif tag == "select" and self._select:
            chosen = [value for value, is_chosen in self._offered if is_chosen]
            # Of what must be chosen and is not, the last: it is not the "choose one" that stands first.
            self.values[self._select] = chosen or [value for value, _is_chosen in self._offered[-1:]]
            self._select = ""
