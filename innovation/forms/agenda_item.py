"""What members of the committee, and the secretariat, fill in for one item of an agenda."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeAlias

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin
from indicators.models import AgendaItem, Meeting
from indicators.selectors.agenda import Result
from indicators.services.resolutions import wrong_day
from innovation.forms.meeting import MeetingChoice
from thai.fields import ThaiCharField, ThaiDateField, ThaiTextField

DAY_HELP = _("เช่น 8 ก.พ. 2564 หรือ 8/2/2564")


class ResolutionForm(PlainFormMixin, forms.Form):
    """What every resolution on one item says; each kind of thing adds its own fields."""

    result = forms.ChoiceField(
        label=_("มติ"),
        widget=forms.RadioSelect,
        error_messages={"required": _("เลือกมติ"), "invalid_choice": _("เลือกมติจากรายการ")},
    )
    resolution = ThaiTextField(label=_("มติที่ประชุม"), widget=forms.Textarea(attrs={"rows": 3}), max_length=20_000)
    resolved_on = ThaiDateField(label=_("วันที่มีมติ"), help_text=DAY_HELP)

    def __init__(self, *args: Any, results: Sequence[Result], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["result"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(result.action, result.label) for result in results]


class DeterminationForm(ResolutionForm):
    """The committee's resolution on a project."""

    field_order = ("result", "resolution", "conditions", "resolved_on")
    needed_to_submit = ("conditions",)

    conditions = ThaiTextField(
        label=_("ข้อเสนอแนะหรือเงื่อนไข"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, results: Sequence[Result], **kwargs: Any) -> None:
        super().__init__(*args, results=results, **kwargs)
        self.needing = {result.action: result.label for result in results if result.needs_conditions}
        if self.needing:
            named = _(" หรือ ").join(f"“{label}”" for label in self.needing.values())
            self.fields["conditions"].help_text = _("ต้องกรอกเมื่อมติคือ %(results)s") % {"results": named}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        label = self.needing.get(given.get("result", ""))
        if label and not given.get("conditions") and "conditions" not in self.errors:
            self.add_error("conditions", _("กรอกข้อเสนอแนะหรือเงื่อนไข เมื่อมติคือ “%(result)s”") % {"result": label})
        return given


class AbstentionForm(PlainFormMixin, forms.Form):
    """A member who took no part; a row left empty is none."""

    needed_to_submit = ("member", "reason")

    member = ThaiCharField(
        label=_("กรรมการที่งดออกเสียง"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "attendees", "autocomplete": "off"}),
    )
    reason = ThaiCharField(label=_("เหตุผล"), required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("member") and not given.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("กรอกเหตุผลที่ %(member)s งดออกเสียง") % {"member": given["member"]})
        if given.get("reason") and not given.get("member") and "member" not in self.errors:
            self.add_error("member", _("กรอกชื่อกรรมการที่งดออกเสียง"))
        return given


Abstentions: TypeAlias = "forms.BaseFormSet[AbstentionForm]"
AbstentionFormSet = forms.formset_factory(AbstentionForm, extra=2, max_num=30)


def abstentions_of(formset: Abstentions) -> list[tuple[str, str]]:
    """(member, reason) of the rows of a valid formset that say something."""
    return [(row["member"], row["reason"]) for row in formset.cleaned_data if row.get("member")]


class AbstainForm(PlainFormMixin, forms.Form):
    """A member abstains: he says so by a tick, and why."""

    abstains = forms.BooleanField(
        label=_("ข้าพเจ้างดออกเสียง (มีส่วนได้เสีย)"),
        error_messages={"required": _("ทำเครื่องหมายว่าท่านงดออกเสียง")},
    )
    reason = ThaiCharField(
        label=_("เหตุผลที่งดออกเสียง"), max_length=500, error_messages={"required": _("กรอกเหตุผลที่งดออกเสียง")}
    )


class PostponeForm(PlainFormMixin, forms.Form):
    """To which meeting an item goes, and why."""

    meeting = MeetingChoice(label=_("เลื่อนไปการประชุม"))
    reason = ThaiTextField(
        label=_("เหตุผลที่เลื่อน"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("กรอกเหตุผลที่เลื่อนวาระ")},
    )

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["meeting"]
        assert isinstance(field, MeetingChoice)
        field.offer(besides=item.meeting)


class ApprovalForm(PlainFormMixin, forms.Form):
    """One resolution for several items."""

    resolution = ThaiTextField(label=_("มติที่ประชุม"), widget=forms.Textarea(attrs={"rows": 3}), max_length=20_000)
    resolved_on = ThaiDateField(label=_("วันที่มีมติ"), help_text=DAY_HELP)

    def __init__(self, *args: Any, meeting: Meeting, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held_on, self.today = meeting.held_on, today

    def clean_resolved_on(self) -> date:
        day: date = self.cleaned_data["resolved_on"]
        if sentence := wrong_day(self.held_on, day, self.today):
            raise forms.ValidationError(sentence)
        return day
