"""Forms of service sessions: one, a stretch of days, and the people of several at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

from django import forms
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin
from indicators.deadlines import EVERY_DAY
from innovation.models import ServiceSession
from innovation.services.session_fields import MOST_PEOPLE
from thai.calendar_names import WEEKDAYS
from thai.dates import format_date
from thai.fields import ThaiCharField, ThaiDateField, ThaiIntegerField, ThaiTextField

# A phone that is asked for these offers its camera, and turns its own kind of picture into one of them.
PHOTO_KINDS: Final = "image/jpeg,image/png"
WHOLE_WEEK: Final = frozenset(EVERY_DAY)
MONDAY_TO_FRIDAY: Final = frozenset(range(5))


class PhotoField(forms.Field):
    """One photograph, judged when it is received, not here."""

    widget = forms.FileInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"accept": PHOTO_KINDS}


def people_field(**given: Any) -> ThaiIntegerField:
    """A number of people, or nothing while they are not counted."""
    return ThaiIntegerField(required=False, min_value=0, max_value=MOST_PEOPLE, **given)


class SessionForm(PlainFormMixin, forms.Form):
    """One session: what is new first, what is known already below. People may be counted later."""

    needed_to_submit = ("people",)

    people = people_field(label=_("จำนวนผู้รับบริการ (คน)"), help_text=_("ยังไม่ได้นับ ให้เว้นว่างไว้ 0 คือไม่มีผู้มารับบริการ"))
    attachments = PhotoField(label=_("ภาพถ่าย"), help_text=_("JPG หรือ PNG หนึ่งภาพ ไม่เกิน 20 เมกะไบต์"))
    drop_photo = forms.BooleanField(label=_("นำภาพเดิมออก"), required=False)
    date = ThaiDateField(label=_("วันที่ให้บริการ"))
    place = ThaiCharField(label=_("สถานที่"), max_length=300)
    note = ThaiTextField(
        label=_("หมายเหตุ"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, has_photo: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_photo:
            del self.fields["drop_photo"]

    @property
    def columns(self) -> dict[str, Any]:
        """What the session's columns get, of a valid form."""
        return {name: self.cleaned_data[name] for name in ("date", "place", "people", "note")}


class Serves(models.TextChoices):
    """On which days of the week there is a service."""

    EVERY_DAY = "every_day", _("ทุกวัน รวมเสาร์–อาทิตย์")
    MONDAY_TO_FRIDAY = "monday_to_friday", _("จันทร์–ศุกร์")
    CHOSEN = "chosen", _("เฉพาะวันที่เลือก")


class RangeForm(PlainFormMixin, forms.Form):
    """A stretch of days at one place, and which of them serve."""

    needed_to_submit = ("weekdays",)

    start = ThaiDateField(label=_("ตั้งแต่วันที่"), help_text=_("เช่น 1 เม.ย. 2564 หรือ 1/4/2564"))
    end = ThaiDateField(label=_("ถึงวันที่"))
    serves = forms.ChoiceField(
        label=_("วันที่ให้บริการ"), choices=Serves.choices, initial=Serves.EVERY_DAY, widget=forms.RadioSelect
    )
    weekdays = forms.MultipleChoiceField(
        label=_("วันในสัปดาห์ เมื่อเลือก “เฉพาะวันที่เลือก”"),
        required=False,
        choices=[(str(number), name.thai) for number, name in enumerate(WEEKDAYS)],
        widget=forms.CheckboxSelectMultiple,
    )
    skip_holidays = forms.BooleanField(label=_("ข้ามวันหยุดราชการ"), required=False, initial=True)
    place = ThaiCharField(label=_("สถานที่"), max_length=300)

    def __init__(self, *args: Any, why_not: Callable[[date], str], **kwargs: Any) -> None:
        """`why_not`: why no session can be recorded on a day, "" when it can."""
        super().__init__(*args, **kwargs)
        self.why_not = why_not

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in ("start", "end"):
            if given.get(name) and (sentence := self.why_not(given[name])):
                self.add_error(name, sentence)
        start, end = given.get("start"), given.get("end")
        if start and end and end < start:
            sentence = gettext("วันสุดท้ายต้องไม่ก่อนวันแรก %(day)s") % {"day": format_date(start)}
            self.add_error("end", sentence)
        if given.get("serves") == Serves.CHOSEN and not given.get("weekdays") and "weekdays" not in self.errors:
            self.add_error("weekdays", gettext("เลือกวันในสัปดาห์ที่ให้บริการอย่างน้อยหนึ่งวัน"))
        return given

    @property
    def served_weekdays(self) -> frozenset[int]:
        """0 = Monday; of a valid form."""
        match self.cleaned_data["serves"]:
            case Serves.EVERY_DAY:
                return WHOLE_WEEK
            case Serves.MONDAY_TO_FRIDAY:
                return MONDAY_TO_FRIDAY
        return frozenset(int(number) for number in self.cleaned_data["weekdays"])


class DaysForm(forms.Form):
    """The days ticked in the preview of a stretch."""

    day = forms.TypedMultipleChoiceField(
        coerce=date.fromisoformat, error_messages={"required": _("เลือกวันอย่างน้อยหนึ่งวัน")}
    )

    def __init__(self, *args: Any, days: Iterable[date], **kwargs: Any) -> None:
        """`days`: those of the stretch; no other can be chosen."""
        super().__init__(*args, **kwargs)
        field = self.fields["day"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(day.isoformat(), day.isoformat()) for day in days]


class PeopleForm(PlainFormMixin, forms.Form):
    """One number for each session, besides the number that the page showed."""

    def __init__(self, *args: Any, sessions: Iterable[ServiceSession], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sessions = list(sessions)
        for session in self.sessions:
            label = gettext("จำนวนผู้รับบริการ %(day)s") % {"day": format_date(session.date)}
            self.fields[f"people-{session.pk}"] = people_field(
                label=label,
                initial=session.people,
                widget=forms.TextInput(attrs={"class": "form-control", "size": 8}),
            )
            self.fields[f"seen-{session.pk}"] = ThaiIntegerField(
                required=False, initial=session.people, widget=forms.HiddenInput
            )

    @property
    def rows(self) -> list[tuple[ServiceSession, forms.BoundField, forms.BoundField]]:
        """Session, its number, and the hidden number that the page showed."""
        return [(each, self[f"people-{each.pk}"], self[f"seen-{each.pk}"]) for each in self.sessions]

    @property
    def counts(self) -> dict[int, tuple[int | None, int | None]]:
        """By session, the number shown and the number typed; of a valid form."""
        given = self.cleaned_data
        return {each.pk: (given[f"seen-{each.pk}"], given[f"people-{each.pk}"]) for each in self.sessions}
