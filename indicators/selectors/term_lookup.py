"""What the database is asked to find a term, and so that its indexes can help."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, F, Func, Q, QuerySet, Subquery

from thai.search import is_plain, pattern_of


def holds_term(text: str, term: str) -> Q:
    """That `term` stands in a text; `text` is the way to it. A database's own idea of case is never asked: it depends
    on its locale."""
    return Q(**{f"{text}__contains": term} if is_plain(term) else {f"{text}__regex": pattern_of(term)})


class AmongKeys(Func):
    """Whether the row's key is one of `keys`, a query of one column.

    IN (SELECT …) inside an OR keeps PostgreSQL from using any index for the other sides of the OR, as it must be
    asked for every row. An array of the keys is made once, before, and can be looked up like any other value.
    """

    output_field = BooleanField()

    def __init__(self, keys: QuerySet[Any, Any]) -> None:
        super().__init__(F("pk"), Subquery(keys))

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:  # type: ignore[override]
        return super().as_sql(compiler, connection, template="%(expressions)s", arg_joiner=" IN ", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        both = {"template": "%(expressions)s)", "arg_joiner": " = ANY(ARRAY"}
        return super().as_sql(compiler, connection, **both, **context)
