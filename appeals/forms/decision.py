"""What the committee fills in to decide an appeal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from crispy_forms.layout import HTML
from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin
from appeals.models import Appeal
from appeals.selectors.decisions import criterion_in_force, full_points, outcomes_of
from appeals.services.deciding import MOST_CONDITIONS, RESULTS, Term
from appeals.workflow import APPEAL
from indicators.models import YearCode
from indicators.selectors.agenda import Result
from innovation.forms.agenda_item import DAY_HELP, ResolutionForm
from thai.digits import format_number
from thai.fields import ThaiCharField, ThaiDateField, ThaiDecimalField, ThaiTextField

OPENS_CONDITIONS = {row.action for row in APPEAL.rows if row.target == Appeal.Status.CONDITIONS}
if TYPE_CHECKING:
    _FormSet = forms.BaseFormSet["TermForm"]
else:
    # Django's formsets take no type arguments while running.
    _FormSet = forms.BaseFormSet
# A row that is typed into is asked for at once; the others wait folded.
SHOWN_CONDITIONS = 2


class AppealDecisionForm(ResolutionForm):
    """Result, decided outcome, resolution, and what the outcome brings: a new criterion text, points, or both.

    The text begins as the one asked for. Left so, a rejection does not bring it.
    """

    needed_to_submit = ("decided_outcome",)
    field_order = ("result", "decided_outcome", "resolution", "resolved_on", "criterion_text", "adjusted_points")

    decided_outcome: forms.ModelChoiceField[YearCode] = forms.ModelChoiceField(
        label=_("ผลที่มีมติ"),
        queryset=YearCode.objects.none(),
        required=False,
        empty_label=_("เลือกผลที่มีมติ"),
        help_text=_("ต้องเลือกเมื่อรับอุทธรณ์ทั้งหมดหรือบางส่วน"),
        error_messages={"invalid_choice": _("เลือกผลจากรายการ")},
    )
    criterion_text = ThaiTextField(
        label=_("ข้อความเกณฑ์ใหม่ตามมติ"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("เริ่มจากข้อความที่หน่วยงานขอ แก้ให้ตรงกับมติ หากไม่แก้ไขเกณฑ์ให้เว้นว่าง"),
    )
    adjusted_points = ThaiDecimalField(label=_("คะแนนที่ปรับตามมติ"), required=False, max_digits=5, decimal_places=2)

    def __init__(self, *args: Any, appeal: Appeal, results: Sequence[Result], **kwargs: Any) -> None:
        super().__init__(*args, results=results, **kwargs)
        self.in_force = criterion_in_force(appeal)
        self.asked = appeal.criterion_asked
        self.full = full_points(appeal)
        outcome = self.fields["decided_outcome"]
        assert isinstance(outcome, forms.ModelChoiceField)
        outcome.queryset = outcomes_of(appeal)
        self.fields["adjusted_points"].help_text = _now("ไม่เกิน %(full)s คะแนน หากไม่ปรับคะแนนให้เว้นว่าง") % {
            "full": format_number(self.full, 2)
        }
        if self.in_force is None:
            del self.fields["criterion_text"]

    def field_layout(self) -> list[Any]:
        """The text in force stands above the field for the next one."""
        fields: list[Any] = list(self.fields)
        if self.in_force:
            place = fields.index("criterion_text")
            fields.insert(place, HTML('{% include "appeals/decision/in_force.html" %}'))
        return fields

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        result = RESULTS.get(given.get("result", ""))
        if result == Appeal.Result.REJECTED:
            if given.get("criterion_text") == self.asked:
                given["criterion_text"] = ""
        elif result and not given.get("decided_outcome") and "decided_outcome" not in self.errors:
            self.add_error("decided_outcome", _now("เลือกผลที่มีมติ"))
        points = given.get("adjusted_points")
        if points is not None and not 0 <= points <= self.full:
            sentence = _now("คะแนนที่ปรับต้องอยู่ระหว่าง 0 ถึง %(full)s") % {"full": format_number(self.full, 2)}
            self.add_error("adjusted_points", sentence)
        return given


class TermForm(PlainFormMixin, forms.Form):
    """One condition; a row left empty is none."""

    needed_to_submit = ("text", "quantity", "unit", "due_on")

    text = ThaiTextField(label=_("เงื่อนไข"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2}))
    quantity = ThaiDecimalField(
        label=_("จำนวนที่กำหนด"),
        required=False,
        max_digits=12,
        decimal_places=2,
        help_text=_("เว้นว่างเมื่อตรวจจากเอกสาร"),
    )
    unit = ThaiCharField(label=_("หน่วยนับ"), required=False, max_length=100, help_text=_("เช่น ครั้ง"))
    due_on = ThaiDateField(label=_("ภายในวันที่"), required=False, help_text=DAY_HELP)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        says_more = any(value not in ("", None) for value in given.values())
        if says_more and not given.get("text") and "text" not in self.errors:
            self.add_error("text", _now("กรอกเงื่อนไข"))
        quantity = given.get("quantity")
        if quantity is not None and quantity <= 0:
            self.add_error("quantity", _now("จำนวนต้องมากกว่า 0"))
        elif quantity is not None and not given.get("unit") and "unit" not in self.errors:
            self.add_error("unit", _now("กรอกหน่วยนับ"))
        return given


class _Terms(_FormSet):
    """The rows of conditions; those beyond the first few are folded until something is typed there."""

    @property
    def shown(self) -> list[TermForm]:
        return self.forms[:SHOWN_CONDITIONS]

    @property
    def folded(self) -> list[TermForm]:
        return self.forms[SHOWN_CONDITIONS:]

    @property
    def unfolds(self) -> bool:
        return self.is_bound and any(form.has_changed() for form in self.folded)


TermFormSet = forms.formset_factory(
    TermForm, formset=_Terms, extra=MOST_CONDITIONS, max_num=MOST_CONDITIONS, validate_max=True
)


def terms_of(formset: forms.BaseFormSet[Any]) -> list[Term]:
    """The conditions of a valid formset, in the order of its rows."""
    return [Term(**row) for row in formset.cleaned_data if row.get("text")]
