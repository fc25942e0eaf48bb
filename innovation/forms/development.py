"""The officer's form of step 4: the summary, and what became of each planned activity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin
from innovation.models import Activity, ActivityProgress, Development
from innovation.services.development import Progress
from thai.fields import ThaiDateField, ThaiTextField


class DevelopmentForm(PlainFormMixin, forms.Form):
    """The summary, then three fields for each activity of the year, named with its id."""

    needed_to_submit = ("summary",)

    summary = ThaiTextField(
        label=_("สรุปผลการพัฒนา"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("ทำอะไรไปแล้ว ผลเป็นอย่างไรเมื่อเทียบกับเป้าหมาย"),
    )

    def __init__(self, *args: Any, activities: Sequence[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activities = list(activities)
        for each in self.activities:
            self.fields[f"began_on-{each.pk}"] = ThaiDateField(label=_("เริ่มจริง"), required=False)
            self.fields[f"ended_on-{each.pk}"] = ThaiDateField(label=_("เสร็จจริง"), required=False)
            self.fields[f"note-{each.pk}"] = ThaiTextField(
                label=_("ผลการดำเนินการ"),
                required=False,
                max_length=5000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def group_names(self) -> list[str]:
        """What stands above each activity's group."""
        return [f"{place}. {each.name}" for place, each in enumerate(self.activities, start=1)]

    def field_layout(self) -> list[Any]:
        """Each activity is a group under its name. crispy takes a legend for a template, so it says where they are
        and never holds what somebody typed itself."""
        groups = [
            Fieldset(
                f"{{{{ form.group_names.{place} }}}}",
                Div(f"began_on-{each.pk}", f"ended_on-{each.pk}", css_class="columns"),
                f"note-{each.pk}",
                css_class="formset-form",
            )
            for place, each in enumerate(self.activities)
        ]
        return ["summary", *groups]

    @property
    def progress(self) -> dict[int, Progress]:
        """By activity, of a valid form."""
        given = self.cleaned_data
        return {
            each.pk: Progress(given[f"began_on-{each.pk}"], given[f"ended_on-{each.pk}"], given[f"note-{each.pk}"])
            for each in self.activities
        }

    @property
    def labels(self) -> dict[str, str]:
        """What each field is called where it stands alone."""
        named = {str(each.pk): each.name for each in self.activities}
        return {
            name: f"{named[activity]} – {field.label}" if (activity := name.partition("-")[2]) else str(field.label)
            for name, field in self.fields.items()
        }


def initial_development(development: Development, progress: Sequence[ActivityProgress]) -> dict[str, Any]:
    """The step as form data."""
    initial: dict[str, Any] = {"summary": development.summary}
    for row in progress:
        initial |= {f"{name}-{row.activity_id}": getattr(row, name) for name in ("began_on", "ended_on", "note")}
    return initial
