"""What the secretariat fills in for a meeting, and what it ticks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin
from indicators.models import AgendaItem, Meeting
from indicators.selectors.agenda import meetings_to_come
from innovation.models import Project
from thai.dates import active_language, format_date
from thai.fields import ThaiCharField, ThaiDateField, ThaiIntegerField, ThaiTextField

LINES = {"rows": 8}
# Ticks on a list: the key of a row and the version that the page showed.
_TICK = re.compile(r"(\d{1,18})-(\d{1,9})")


class MeetingForm(PlainFormMixin, forms.Form):
    """When and where, who presides and who comes."""

    number = ThaiCharField(
        label=_("ครั้งที่"),
        max_length=30,
        help_text=_("เขียนตามหนังสือเชิญ เช่น 2/2564"),
        error_messages={"required": _("กรอกครั้งที่ประชุม เช่น 2/2564")},
    )
    held_on = ThaiDateField(
        label=_("วันที่ประชุม"),
        help_text=_("เช่น 8 ก.พ. 2564 หรือ 8/2/2564"),
        error_messages={"required": _("กรอกวันที่ประชุม")},
    )
    time = ThaiCharField(label=_("เวลา"), required=False, max_length=50, help_text=_("เช่น 09.30 น."))
    place = ThaiCharField(label=_("สถานที่"), required=False, max_length=300)
    chair = ThaiCharField(label=_("ประธาน"), required=False, max_length=200)
    attendees = ThaiTextField(
        label=_("ผู้มาประชุม"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs=LINES),
        help_text=_("บรรทัดละหนึ่งคน ชื่อและตำแหน่ง"),
    )


class MinutesForm(PlainFormMixin, forms.Form):
    """What is written after the meeting; the resolutions stand on the items."""

    chair = ThaiCharField(label=_("ประธาน"), required=False, max_length=200)
    attendees = ThaiTextField(
        label=_("ผู้มาประชุม"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs=LINES),
        help_text=_("บรรทัดละหนึ่งคน ชื่อและตำแหน่ง"),
    )
    notes = ThaiTextField(
        label=_("บันทึกท้ายการประชุม"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs=LINES),
        help_text=_("เรื่องที่ประธานแจ้ง เรื่องอื่น ๆ เวลาเลิกประชุม"),
    )


class OrderForm(PlainFormMixin, forms.Form):
    """The place of each item, from 1. An item that came since the page was read is not asked for."""

    def __init__(self, *args: Any, items: Iterable[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, item in enumerate(items, start=1):
            self.fields[f"place-{item.pk}"] = ThaiIntegerField(
                label=gettext("ลำดับของ “%(title)s”") % {"title": item.title},
                initial=place,
                required=False,
                min_value=1,
                max_value=9999,
                widget=forms.TextInput(attrs={"class": "form-control", "form": "order", "size": 3}),
            )

    def field_for(self, item: AgendaItem) -> BoundField:
        """Where the item's place is typed."""
        return self[f"place-{item.pk}"]

    @property
    def places(self) -> dict[int, int]:
        """Item to place, of a valid form; one left empty stays where it is."""
        given = self.cleaned_data.items()
        return {int(name.removeprefix("place-")): place for name, place in given if place is not None}


class Ticks(forms.Field):
    """Rows ticked on a list, as (key, version seen). What is no such pair was not sent by our page and is left out.

    The page draws the ticks in its own table: `form.…` has one box for each row that was `offered`. Never empty, but
    not `required`: crispy would draw it a second time.
    """

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, none: Any, **kwargs: Any) -> None:
        """`none` says what to do when nothing is ticked."""
        super().__init__(required=False, error_messages={"required": none}, **kwargs)

    def offered(self, rows: Iterable[tuple[int, int, str]], **attrs: str) -> None:
        """The rows that can be ticked: key, version, and what a box is called; `attrs` of every box."""
        assert isinstance(self.widget, forms.CheckboxSelectMultiple)
        self.widget.choices = [(f"{key}-{version}", label) for key, version, label in rows]
        self.widget.attrs |= {"class": "form-check-input", **attrs}

    def clean(self, value: Any) -> list[tuple[int, int]]:
        ticked = ticked_rows(value or [])
        if not ticked:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return list(ticked.items())


def tick_all(form: forms.Form, name: str) -> None:
    """Show a form, not yet sent, with all its boxes ticked."""
    widget = form.fields[name].widget
    assert isinstance(widget, forms.CheckboxSelectMultiple)
    form.initial[name] = [str(value) for value, _label in widget.choices]


def ticked_rows(values: Iterable[str]) -> dict[int, int]:
    """Key to version of each ticked row."""
    found = [match for each in values if (match := _TICK.fullmatch(each))]
    return {int(match[1]): int(match[2]) for match in found}


class AgendaTicks(forms.Form):
    """The open items of an agenda that a member may decide, to be ticked for one resolution together."""

    items = Ticks(none=_("เลือกวาระอย่างน้อยหนึ่งเรื่อง"))

    def __init__(self, *args: Any, items: Iterable[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["items"]
        assert isinstance(field, Ticks)
        field.offered(((item.pk, item.version, item.title) for item in items), form="approve")

    def tick_all(self) -> None:
        """Show every box ticked."""
        tick_all(self, "items")


class MeetingChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes none while running
    """One of the meetings that take items, `besides` one apart; none until the form says which."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            Meeting.objects.none(),
            empty_label=_("เลือกการประชุม"),
            error_messages={"required": _("เลือกการประชุม"), "invalid_choice": _("เลือกการประชุมจากรายการ")},
            **kwargs,
        )

    def offer(self, besides: Meeting | None = None) -> None:
        """Read which meetings there are now."""
        rows = meetings_to_come()
        self.queryset = rows.exclude(pk=besides.pk) if besides else rows

    def label_from_instance(self, obj: Meeting) -> str:
        day = format_date(obj.held_on, "full", active_language())
        return gettext("ครั้งที่ %(number)s %(day)s") % {"number": obj.number, "day": day}


class ScheduleForm(PlainFormMixin, forms.Form):
    """Which projects go on the agenda of which meeting."""

    meeting = MeetingChoice(label=_("การประชุม"))
    projects = Ticks(label=_("โครงการ"), none=_("เลือกโครงการอย่างน้อยหนึ่งเรื่อง"))

    def __init__(self, *args: Any, projects: Iterable[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meeting, field = self.fields["meeting"], self.fields["projects"]
        assert isinstance(meeting, MeetingChoice)
        assert isinstance(field, Ticks)
        meeting.offer()
        field.offered((project.pk, project.version, str(project)) for project in projects)

    def tick_all(self) -> None:
        """Show every box ticked."""
        tick_all(self, "projects")

    def field_layout(self) -> list[Any]:
        """The ticks stand in the page's table."""
        return ["meeting"]
