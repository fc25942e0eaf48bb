"""What is filled in for a condition: the agency's report, the committee's ruling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crispy_forms.layout import Div
from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin
from appeals.models import Condition, ConditionRuling
from indicators.models import Document
from indicators.selectors.documents import citable
from indicators.selectors.evidence import number_of
from innovation.forms.agenda_item import DAY_HELP
from thai.dates import active_language, format_date
from thai.fields import ThaiCharField, ThaiDateField, ThaiDecimalField, ThaiTextField

if TYPE_CHECKING:
    _DocumentsField = forms.ModelMultipleChoiceField[Document]
else:
    # Django's fields take no type arguments while running.
    _DocumentsField = forms.ModelMultipleChoiceField


class DocumentsField(_DocumentsField):
    """Documents of a register to tick, each told by type, number, date and subject."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, document: Document) -> str:
        day = format_date(document.date, "short", active_language()) if document.date else ""
        return " ".join(filter(None, [document.kind.name, number_of(document), day, str(document)]))


class ConditionReportForm(PlainFormMixin, forms.Form):
    """What was done towards a condition, and what proves it."""

    needed_to_submit = ("documents",)

    quantity = ThaiDecimalField(max_digits=12, decimal_places=2)
    done_on = ThaiDateField(label=_("วันที่ดำเนินการ"), help_text=DAY_HELP)
    text = ThaiTextField(label=_("สิ่งที่ดำเนินการ"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 4}))
    documents = DocumentsField(
        label=_("เอกสารหลักฐาน"),
        queryset=Document.objects.none(),
        required=False,
        help_text=_("เลือกจากทะเบียนเอกสารของหน่วยงาน ใหม่สุดอยู่บน"),
        error_messages={
            "invalid_choice": _("เอกสารที่เลือกไม่อยู่ในทะเบียนของหน่วยงานแล้ว โปรดเลือกใหม่"),
            "invalid_pk_value": _("เลือกเอกสารจากรายการ"),
        },
    )

    def __init__(self, *args: Any, condition: Condition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        register = self.fields["documents"]
        assert isinstance(register, DocumentsField)
        register.queryset = citable(condition.assignment.agency_id, ()).select_related("kind")
        if condition.quantity is None:
            del self.fields["quantity"]
        else:
            label = _now("จำนวนที่ทำได้ในรายงานนี้ (%(unit)s)") % {"unit": condition.unit}
            self.fields["quantity"].label = label
            self.fields["quantity"].help_text = _now("เฉพาะที่ยังไม่เคยรายงาน ระบบรวมให้เมื่อสำนักงาน ก.ก. รับรอง")

    def field_layout(self) -> list[Any]:
        """The register may be long: it scrolls in a box of its own."""
        return [name for name in self.fields if name != "documents"] + [Div("documents", css_class="ticks")]


class RulingForm(PlainFormMixin, forms.Form):
    """The committee's ruling on a condition that was not met in time."""

    needed_to_submit = ("due_on",)

    ruling = forms.ChoiceField(
        label=_("มติ"),
        choices=ConditionRuling.Ruling.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("เลือกมติ"), "invalid_choice": _("เลือกมติจากรายการ")},
    )
    due_on = ThaiDateField(
        label=_("ขยายถึงวันที่"), required=False, help_text=_("กรอกเมื่อขยายเวลา เช่น 31 ต.ค. 2564 หรือ 31/10/2564")
    )
    resolution_reference = ThaiCharField(
        label=_("มติที่ประชุมครั้งที่"),
        max_length=300,
        help_text=_("เช่น 3/2564"),
        error_messages={"required": _("กรอกมติที่ประชุมครั้งที่ เช่น 3/2564")},
    )
    resolved_on = ThaiDateField(label=_("วันที่มีมติ"), help_text=DAY_HELP)
    reason = ThaiTextField(label=_("เหตุผล"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))
