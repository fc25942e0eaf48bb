"""The round of a year: the round itself, its parts that are edited as a whole, the criteria of selection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from indicators.forms.reference import ReferenceForm
from indicators.models import Indicator, Measure
from indicators.services.errors import Invalid
from innovation.models import Round, RoundCriterion, RoundForm, RoundMinimum, RoundStep, Step
from innovation.services.round_parts import Part
from innovation.services.round_terms import known_terms


class YearRoundForm(ReferenceForm):
    """A round belongs to the year of its indicator. A new one begins with the words of the newest."""

    class Meta(ReferenceForm.Meta):
        model = Round
        fields = ("indicator", "committee_name", "consent_text", "link_days")
        help_texts = {
            "consent_text": _("แสดงแก่ผู้เสนอความคิดเห็นผ่านลิงก์ก่อนกรอกชื่อ"),
            "link_days": _("ลิงก์ปิดเองเมื่อครบจำนวนวันนี้"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            return
        terms = known_terms()
        for name in ("committee_name", "consent_text", "link_days"):
            self.initial[name] = getattr(terms, name)
        choice: Any = self.fields["indicator"]
        choice.help_text = _(
            "เลือกได้เฉพาะตัวชี้วัดที่วัดผลสำเร็จด้วยขั้นตอนที่ทำได้ ของปีที่ยังไม่มีรอบนวัตกรรม "
            "ขั้นตอน แบบฟอร์ม จำนวนขั้นต่ำ และเกณฑ์ เริ่มจากของรอบล่าสุด แล้วแก้ไขได้"
        )
        choice.queryset = Indicator.objects.filter(
            measure=Measure.STEPS, year__closed_at__isnull=True, year__round__isnull=True
        ).select_related("year")
        choice.label_from_instance = _with_year


class RoundCriterionForm(ReferenceForm):
    class Meta(ReferenceForm.Meta):
        model = RoundCriterion
        fields = ("round", "position", "text", "full_score")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            return
        choice: Any = self.fields["round"]
        choice.queryset = Round.objects.filter(year__closed_at__isnull=True).select_related("year")
        if year := self.initial.get("year"):
            self.initial["round"] = choice.queryset.filter(year=year).first()


class PartForm(ReferenceForm):
    """One row of a part; `legend` says which."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if title := self.fields.get("title"):
            title.widget.attrs["rows"] = 2

    @property
    def legend(self) -> str:
        """The place of the row in words."""
        raise NotImplementedError


class StepForm(PartForm):
    class Meta(ReferenceForm.Meta):
        model = RoundStep
        fields = ("title", "weight", "due_on")

    @property
    def legend(self) -> str:
        step = Step(self.instance.step)
        return f"{_('ขั้นที่')} {step.number} {step.label}"


class NumberedForm(PartForm):
    class Meta(ReferenceForm.Meta):
        model = RoundForm
        fields = ("number", "title")

    @property
    def legend(self) -> str:
        return str(self.instance.get_form_display())


class MinimumForm(PartForm):
    class Meta(ReferenceForm.Meta):
        model = RoundMinimum
        fields = ("ideas",)

    @property
    def legend(self) -> str:
        return str(self.instance.get_level_display())


FORMS: dict[str, type[PartForm]] = {"steps": StepForm, "forms": NumberedForm, "minimums": MinimumForm}


class PartFormSet(forms.BaseFormSet):  # type: ignore[type-arg]
    """A form for each place of a part, neither more nor fewer."""

    default_error_messages = {"missing_management_form": _("แบบฟอร์มไม่ครบ กรุณาเปิดหน้านี้ใหม่แล้วลองอีกครั้ง")}

    def __init__(self, typed: Any = None, *, rows: Sequence[Any], part: Part) -> None:
        self.rows = rows
        self.part = part
        super().__init__(typed, prefix=part.name)

    def total_form_count(self) -> int:
        """As many as the part has places."""
        return len(self.rows)

    def initial_form_count(self) -> int:
        """None of them is an extra that may stay empty."""
        return len(self.rows)

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Each form edits the row of its place."""
        given: dict[str, Any] = super().get_form_kwargs(index)
        return given if index is None else given | {"instance": self.rows[index]}

    def refuse(self, refusal: Invalid) -> None:
        """Put the services' sentences at their fields: "place.column", or at the whole."""
        for name, sentence in refusal.errors.items():
            place, _dot, column = name.partition(".")
            if place in self.part.places:
                form = self.forms[self.part.places.index(place)]
                form.add_error(column if column in form.fields else None, sentence)
            else:
                self.non_form_errors().append(sentence)


def part_formset(part: Part, rows: Sequence[Any], typed: Any = None) -> PartFormSet:
    """The forms of a part, bound when something was typed."""
    made: Any = forms.formset_factory(FORMS[part.name], formset=PartFormSet, extra=0)
    formset: PartFormSet = made(typed, rows=rows, part=part)
    return formset


def _with_year(indicator: Indicator) -> str:
    return f"{indicator.year} – {indicator.name}"
