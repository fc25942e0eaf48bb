"""The evidence of a report: its order, as numbers that are typed, and what comes in beside the report's own form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.layout import PlainFormMixin
from indicators.forms.documents import KIND_MISSING, FilesField
from indicators.models import Citation, DocumentKind
from thai.fields import ThaiCharField, ThaiDateField, ThaiIntegerField


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


class BesideForm(PlainFormMixin, forms.Form):
    """Files chosen beside the text of a report. What is said of them may all be left out; the names keep clear of
    the fields of the report, which are in the same `<form>`."""

    needed_to_submit = ("attachments",)
    SAYS = ("kind", "subject", "number", "date")

    attachments = FilesField(label=gettext_lazy("แนบไฟล์ใหม่"))
    evidence_kind = forms.ModelChoiceField(
        DocumentKind.objects.all(),
        label=gettext_lazy("ประเภท"),
        required=False,
        empty_label=gettext_lazy("ตามชนิดของไฟล์"),
        error_messages=KIND_MISSING,
    )
    evidence_subject = ThaiCharField(
        label=gettext_lazy("เรื่อง"), required=False, max_length=2000, help_text=gettext_lazy("ถ้าเว้นไว้ ใช้ชื่อไฟล์")
    )
    evidence_number = ThaiCharField(label=gettext_lazy("เลขที่"), required=False, max_length=100)
    evidence_date = ThaiDateField(label=gettext_lazy("ลงวันที่"), required=False)

    def description(self) -> dict[str, Any]:
        """What is said of the new document, by column; only what was filled in."""
        said = {name: self.cleaned_data.get(f"evidence_{name}") for name in self.SAYS}
        return {name: value for name, value in said.items() if value}
