"""What a field is called, for sentences that name it."""

from __future__ import annotations

from django.db.models import Field, Model


def label_of(row: Model | type[Model], name: str) -> str:
    """The label of a column."""
    field = row._meta.get_field(name)
    assert isinstance(field, Field)
    return str(field.verbose_name)
