"""What an officer fills in of the presentation: texts and pictures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin
from indicators.files.kinds import EXTENSIONS
from indicators.forms.documents import FilesField
from innovation.completeness.project import PRESENTATION
from innovation.forms.project_fields import RowForm, field_of
from innovation.models import Presentation, PresentationPicture
from innovation.services.presentation import PICTURE_KINDS


class PicturesField(FilesField):
    """New pictures, several at once; each is judged for itself when it is received."""

    def __init__(self) -> None:
        super().__init__(
            label=_("เพิ่มภาพ"), help_text=_("JPG หรือ PNG ภาพละไม่เกิน 20 เมกะไบต์ ครั้งละไม่เกิน 10 ภาพ ภาพจะเข้าเมื่อบันทึก")
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        ours = [f".{extension}" for extension, kind in EXTENSIONS.items() if kind in PICTURE_KINDS]
        return {"multiple": True, "accept": ",".join(ours)}


class PresentationForm(PlainFormMixin, forms.Form):
    """Section 6; the pictures there are rows of PictureForm."""

    needed_to_submit = PRESENTATION

    origin = field_of(Presentation, "origin", lines=6)
    before = field_of(Presentation, "before", lines=5)
    after = field_of(Presentation, "after", lines=5)
    stages = field_of(Presentation, "stages", lines=6)
    beneficiaries = field_of(Presentation, "beneficiaries", lines=4)
    measurement = field_of(Presentation, "measurement", lines=4)
    scaling = field_of(Presentation, "scaling", lines=5)
    contact_name = field_of(Presentation, "contact_name")
    contact_phone = field_of(Presentation, "contact_phone")
    attachments = PicturesField()


class PictureForm(RowForm):
    """A picture that is there: its place, what is written below it, or off with it."""

    picture = forms.IntegerField(widget=forms.HiddenInput)
    position = field_of(PresentationPicture, "position", label=_("ลำดับ"))
    caption = field_of(PresentationPicture, "caption")
    remove = forms.BooleanField(label=_("นำภาพนี้ออก"), required=False)
    needed_to_submit = ("position",)
