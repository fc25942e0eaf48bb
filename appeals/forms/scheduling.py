"""Which registered appeals go on the agenda of which meeting, and the letter that invites to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin
from appeals.models import Appeal
from appeals.selectors.subjects import title_of
from appeals.services.letters import Letter
from indicators.models import Document
from innovation.forms.meeting import MeetingChoice, Ticks, tick_all
from thai.fields import ThaiCharField, ThaiDateField, ThaiTextField


class AppealScheduleForm(PlainFormMixin, forms.Form):
    """One meeting and one letter for all that are ticked."""

    meeting = MeetingChoice(label=_("การประชุม"))
    appeals = Ticks(label=_("อุทธรณ์"), none=_("เลือกอุทธรณ์อย่างน้อยหนึ่งเรื่อง"))
    invitation_number = ThaiCharField(
        label=_("เลขที่หนังสือเชิญ"),
        max_length=100,
        help_text=_("เช่น กท 0303/2208"),
        error_messages={"required": _("กรอกเลขที่หนังสือเชิญ")},
    )
    invitation_speed = forms.ChoiceField(
        label=_("ชั้นความเร็ว"), required=False, choices=[("", _("ปกติ")), *Document.Speed.choices]
    )
    invitation_date = ThaiDateField(
        label=_("ลงวันที่"),
        help_text=_("เช่น 15 ก.ค. 2564 หรือ 15/7/2564"),
        error_messages={"required": _("กรอกวันที่ของหนังสือเชิญ")},
    )
    invitation_subject = ThaiTextField(
        label=_("เรื่อง"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("กรอกเรื่องของหนังสือเชิญ")},
    )

    def __init__(self, *args: Any, appeals: Iterable[Appeal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meeting, field = self.fields["meeting"], self.fields["appeals"]
        assert isinstance(meeting, MeetingChoice)
        assert isinstance(field, Ticks)
        meeting.offer()
        field.offered((appeal.pk, appeal.version, title_of(appeal)) for appeal in appeals)

    def tick_all(self) -> None:
        """Show every box ticked."""
        tick_all(self, "appeals")

    def field_layout(self) -> list[Any]:
        """The ticks stand in the page's table."""
        number = Div("invitation_number", "invitation_speed", "invitation_date", css_class="columns")
        return ["meeting", Fieldset(gettext("หนังสือเชิญประชุม"), number, "invitation_subject")]

    @property
    def invitation(self) -> Letter:
        """The letter of a valid form."""
        given = self.cleaned_data
        return Letter(
            given["invitation_number"],
            given["invitation_date"],
            given["invitation_subject"],
            given["invitation_speed"],
        )
