"""Form 2: the panel and its meeting, the detail of the idea; and the choice itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin
from indicators.forms.review import PasswordForm
from innovation.models import Idea, Selection
from innovation.selectors.candidates import described
from innovation.services.selection import EDITABLE, Member
from thai.fields import TEXT_MAX_LENGTH, ThaiCharField, ThaiDateField, ThaiTextField


class SelectionForm(PlainFormMixin, forms.Form):
    """A draft may leave everything empty. `copy_from` names an idea whose text is taken over into the detail."""

    needed_to_submit = ("meeting_date", "detail")

    meeting_date = ThaiDateField(
        label=_("วันที่ประชุม"), required=False, help_text=_("วัน/เดือน/ปี พ.ศ. เช่น 11/1/2564 หรือ 11 ม.ค. 2564")
    )
    meeting_place = ThaiCharField(label=_("สถานที่ประชุม"), required=False, max_length=300)
    minutes = ThaiTextField(
        label=_("สรุปการประชุม"), required=False, max_length=TEXT_MAX_LENGTH, widget=forms.Textarea(attrs={"rows": 5})
    )
    detail = ThaiTextField(
        label=_("รายละเอียดของแนวคิดที่ได้รับการคัดเลือก"),
        required=False,
        max_length=TEXT_MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    certifier_name = ThaiCharField(label=_("ผู้รับรอง"), required=False, max_length=200)
    certifier_position = ThaiCharField(label=_("ตำแหน่งผู้รับรอง"), required=False, max_length=200)

    @property
    def given(self) -> dict[str, Any]:
        """The columns of Form 2, of a valid form."""
        return {name: self.cleaned_data[name] for name in EDITABLE}


class CopyForm(PlainFormMixin, forms.Form):
    """Which idea's text shall be taken over into the detail."""

    copy_from = forms.TypedChoiceField(label=_("คัดลอกข้อความจากความคิดเห็น"), required=False, coerce=int)

    def __init__(self, *args: Any, ideas: Sequence[Idea], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["copy_from"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("เลือกความคิดเห็น")), *((idea.pk, str(idea)) for idea in ideas)]


class SelectForm(SelectionForm, PasswordForm):
    """The choice, its reasons, the whole of Form 2, and signing in again: all that the act needs."""

    field_order = ("idea", "reasons", *SelectionForm.base_fields, "copy_detail", "password")

    idea = forms.TypedChoiceField(
        label=_("ความคิดเห็นที่คัดเลือก"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("เลือกความคิดเห็นหนึ่งชุด"), "invalid_choice": _("เลือกจากความคิดเห็นที่แสดงไว้")},
    )
    reasons = ThaiTextField(
        label=_("เหตุผลที่คัดเลือก"),
        max_length=TEXT_MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("กรอกเหตุผลที่คัดเลือก")},
    )
    copy_detail = forms.BooleanField(label=_("ถ้ายังไม่ได้กรอกรายละเอียด ให้ใช้ข้อความของความคิดเห็นที่คัดเลือก"), required=False)

    def __init__(self, *args: Any, ideas: Sequence[Idea], said: dict[int, str], **kwargs: Any) -> None:
        """`said` is what stands behind the title of an idea, by its key: its mean and rank, where they are shown."""
        super().__init__(*args, **kwargs)
        self.ideas = {idea.pk: idea for idea in ideas}
        field = self.fields["idea"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(idea.pk, f"{idea}{said.get(idea.pk, '')}") for idea in ideas]

    @property
    def chosen(self) -> Idea:
        """The idea that was picked, of a valid form."""
        return self.ideas[self.cleaned_data["idea"]]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        idea = self.ideas.get(given.get("idea") or 0)
        if not given.get("detail") and given.get("copy_detail") and idea:
            given["detail"] = described(idea)
        for name, sentence in (
            ("meeting_date", _("กรอกวันที่ประชุม")),
            ("detail", _("กรอกรายละเอียดของแนวคิดที่ได้รับการคัดเลือก")),
        ):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        return given


class PanelForm(PlainFormMixin, forms.Form):
    """One who sat on the panel; a row without anything is nobody."""

    name = ThaiCharField(label=_("ชื่อ-สกุล"), required=False, max_length=200)
    role = ThaiCharField(label=_("ตำแหน่งในคณะ"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("role") and not given.get("name") and "name" not in self.errors:
            self.add_error("name", _("กรอกชื่อ-สกุลของผู้ดำรงตำแหน่งนี้"))
        return given


if TYPE_CHECKING:
    _Rows = forms.BaseFormSet[PanelForm]
else:
    # Django's formsets take no type arguments while running.
    _Rows = forms.BaseFormSet


class Panel(_Rows):
    """The rows of the panel. `needed`: whether somebody must stand in it."""

    needed = False
    default_error_messages = {
        "too_many_forms": _("คณะผู้พิจารณามีได้ไม่เกิน 60 คน"),
        "missing_management_form": _("แบบฟอร์มไม่ครบ กรุณาเปิดหน้านี้ใหม่แล้วลองอีกครั้ง"),
    }

    def clean(self) -> None:
        if self.needed and not any(self.errors) and not members_of(self):
            raise forms.ValidationError(_("กรอกรายชื่อคณะผู้พิจารณาอย่างน้อยหนึ่งคน"))


PanelFormSet = cast(
    "type[Panel]", forms.formset_factory(PanelForm, formset=Panel, extra=3, max_num=60, validate_max=True)
)


def members_of(panel: Panel) -> list[Member]:
    """The rows of a valid formset that name somebody, in their order."""
    return [Member(row["name"], row["role"]) for row in panel.cleaned_data if row.get("name")]


def initial_selection(selection: Selection) -> dict[str, Any]:
    """Form 2 as it stands, as data of the form."""
    return {name: getattr(selection, name) for name in EDITABLE}
