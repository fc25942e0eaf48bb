"""Every address of the site, with something in each of its places."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, UUIDConverter


def all_addresses() -> Iterator[tuple[str, str]]:
    """(name, path); a number is 1 and a word "x", of which nothing need exist."""
    waiting: list[Any] = list(get_resolver().url_patterns)
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, URLResolver):
            waiting.extend(entry.url_patterns)
        elif isinstance(entry, URLPattern) and entry.name:
            yield entry.name, reverse(entry.name, kwargs=_places(entry))


def _places(entry: URLPattern) -> dict[str, Any]:
    """A value for each place of the address that is no part of its own settings."""
    return {name: _value(kind) for name, kind in entry.pattern.converters.items()}


def _value(kind: Any) -> Any:
    if isinstance(kind, UUIDConverter):
        return UUID(int=1)
    return 1 if isinstance(kind, IntConverter) else "x"
