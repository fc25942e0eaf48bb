"""What a person looks for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin
from thai.fields import ThaiCharField
from thai.search import LONGEST_QUERY


class SearchForm(PlainFormMixin, forms.Form):
    """May stay empty: then nothing is looked for."""

    needed_to_submit = ("q",)

    q = ThaiCharField(
        label=_("คำที่ต้องการค้น"),
        required=False,
        max_length=LONGEST_QUERY,
        help_text=_("หลายคำให้เว้นวรรค จะแสดงรายการที่มีครบทุกคำ เลขไทยและเลขอารบิกค้นพบเหมือนกัน"),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
