"""How a book is ordered: its shape, what becomes of missing papers, and which papers in which order."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.layout import PlainFormMixin
from books.models import PrintJob
from indicators.services.errors import Invalid
from thai.digits import parse_integer


class OrderForm(PlainFormMixin, forms.Form):
    """Everything about a job besides its papers."""

    missing = forms.ChoiceField(
        label=gettext_lazy("ฉบับที่ยังไม่มีเอกสาร"), choices=PrintJob.Missing.choices, widget=forms.RadioSelect
    )
    shape = forms.ChoiceField(
        label=gettext_lazy("รูปแบบไฟล์"), choices=PrintJob.Shape.choices, widget=forms.RadioSelect
    )


def chosen_keys(post: QueryDict, keys: Sequence[str]) -> list[str]:
    """The ticked ones of `keys` by the number typed beside each; equal numbers, and none, keep their order.

    Raises Invalid, naming the line, when what was typed is no number, and when nothing is ticked.
    """
    ticked = set(post.getlist("chosen"))
    places = {}
    for line, key in enumerate(keys, start=1):
        if key in ticked:
            places[key] = _place(post.get(f"order-{key}", ""), line)
    if not places:
        raise Invalid({"rows": _("เลือกอย่างน้อยหนึ่งรายการ")})
    return sorted(places, key=lambda key: places[key])


def _place(typed: str, line: int) -> int:
    try:
        return parse_integer(typed) if typed.strip() else line
    except ValueError:
        raise Invalid(
            {
                "rows": _("ลำดับในบรรทัดที่ %(line)d ต้องเป็นเลขจำนวนเต็ม ไม่ใช่ “%(typed)s”")
                % {"line": line, "typed": typed[:20]}
            }
        ) from None
