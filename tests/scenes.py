"""Rows that are made once for all tests of a file, each of which starts from them and leaves them as they were.

    @pytest.fixture(scope="module")
    def made(once: Once) -> tuple[Cast, Project]:
        return once(lambda: (cast(), make_case.draft()))

    @pytest.fixture
    def scene(made, db) -> tuple[Cast, Project]:
        return as_stored(made)

A table of a hundred rows otherwise makes the same twelve people and the same case a hundred times: half of its time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

import pytest
from django.db import models, transaction
from pytest_django import DjangoDbBlocker

Made = TypeVar("Made")
Once = Callable[[Callable[[], Any]], Any]


@pytest.fixture(scope="module")
def once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Once]:
    """`once(make)`: what `make()` returns; its rows go when the file's last test is over."""
    with ExitStack() as stack:

        def made(make: Callable[[], Made]) -> Made:
            with django_db_blocker.unblock():
                stack.enter_context(_undone(django_db_blocker))
                return make()

        yield made


class _undone:
    """A transaction around all tests of a file; each test is a savepoint of it."""

    def __init__(self, blocker: DjangoDbBlocker) -> None:
        self.blocker = blocker
        self.block = transaction.atomic()
        self.block._from_testcase = True  # a durable block of the product may stand in it, as in any test

    def __enter__(self) -> None:
        self.block.__enter__()

    def __exit__(self, *failure: Any) -> None:
        with self.blocker.unblock():
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)


def as_stored(made: Made) -> Made:
    """The same with each row read anew: no test sees what another one changed or cached in an object."""
    return _read(made)


def _read(made: Any) -> Any:
    if isinstance(made, models.Model):
        return type(made)._base_manager.get(pk=made.pk)
    if isinstance(made, dict):
        return {key: _read(value) for key, value in made.items()}
    if isinstance(made, (list, tuple)):
        return type(made)(_read(value) for value in made)
    if is_dataclass(made) and not isinstance(made, type):
        return replace(made, **{field.name: _read(getattr(made, field.name)) for field in fields(made)})
    return made
