"""The order of a report's evidence, as numbers that are typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from accounts.forms.layout import PlainFormMixin
from indicators.models import Citation
from thai.fields import ThaiIntegerField


class OrderForm(PlainFormMixin, forms.Form):
    """One number for each citation; `positions` maps the id of a document to the place wished for it."""

    def __init__(self, *args: Any, citations: Sequence[Citation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._fields_of = {citation.document_id: f"position-{citation.document_id}" for citation in citations}
        for place, citation in enumerate(citations, start=1):
            self.fields[self._fields_of[citation.document_id]] = ThaiIntegerField(
                label=_("ลำดับของ %(subject)s") % {"subject": citation.document},
                min_value=1,
                max_value=999,
                initial=place,
                widget=forms.TextInput(attrs={"class": "form-control", "size": 3}),
            )

    def field_for(self, document_id: int) -> forms.BoundField | None:
        """None for a document cited since the form was made."""
        name = self._fields_of.get(document_id)
        return self[name] if name else None

    @property
    def positions(self) -> dict[int, int]:
        """Of a valid form."""
        return {document_id: self.cleaned_data[name] for document_id, name in self._fields_of.items()}
