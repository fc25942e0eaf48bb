"""Forms of the document register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin
from accounts.models import Agency
from indicators.files.kinds import EXTENSIONS
from indicators.models import Document, DocumentKind, ReportingPeriod
from indicators.selectors.documents import CITED, NOT_CITED
from thai.dates import BE_OFFSET
from thai.fields import ThaiCharField, ThaiDateField, ThaiTextField

SHORT = {"rows": 3}
KIND_MISSING = {"required": _("เลือกประเภทของเอกสาร"), "invalid_choice": _("เลือกประเภทจากรายการ")}


class FilesInput(forms.FileInput):
    """Chooses several files at once."""

    allow_multiple_selected = True


class FilesField(forms.Field):
    """Files to attach. They are judged one by one when they are received, not here: a bad one spoils no other."""

    widget = FilesInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("ไฟล์"))
        kwargs.setdefault("help_text", _("PDF, JPG, PNG, DOCX หรือ XLSX ไฟล์ละไม่เกิน 20 เมกะไบต์ ครั้งละไม่เกิน 10 ไฟล์"))
        super().__init__(required=False, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"multiple": True, "accept": ",".join(f".{extension}" for extension in EXTENSIONS)}

    def clean(self, value: Any) -> list[UploadedFile[bytes]]:
        return list(value or [])


class DocumentForm(PlainFormMixin, forms.Form):
    """A document and files for it. Type and subject are needed; what else a complete one needs is said on its page.

    `agencies`: those whose register the person keeps; asked for only when there are several.
    """

    # A letter without its number may wait in the register; a submission wants it.
    needed_to_submit = ("number", "date", "attachments")

    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label=_("ทะเบียนของหน่วยงาน"),
        empty_label=None,
        error_messages={"invalid_choice": _("เลือกหน่วยงานจากรายการ"), "required": _("เลือกหน่วยงาน")},
    )
    kind = forms.ModelChoiceField(
        DocumentKind.objects.all(), label=_("ประเภท"), empty_label=_("เลือกประเภท"), error_messages=KIND_MISSING
    )
    subject = ThaiTextField(label=_("เรื่อง"), max_length=2000, widget=forms.Textarea(attrs=SHORT))
    number = ThaiCharField(label=_("เลขที่"), required=False, max_length=100, help_text=_("เช่น กท 0406/2006"))
    date = ThaiDateField(label=_("ลงวันที่"), required=False, help_text=_("เช่น 30 ส.ค. 2564 หรือ 30/8/2564"))
    no_number_reason = ThaiCharField(label=_("หากไม่มีเลขที่ เพราะ"), required=False, max_length=300)
    speed = forms.ChoiceField(label=_("ชั้นความเร็ว"), required=False, choices=[("", _("ปกติ")), *Document.Speed.choices])
    is_circular = forms.BooleanField(label=_("หนังสือเวียน (ว)"), required=False)
    issuing_unit = ThaiCharField(label=_("หน่วยงานเจ้าของหนังสือ"), required=False, max_length=200)
    signer = ThaiCharField(label=_("ผู้ลงนาม"), required=False, max_length=200)
    addressee = ThaiCharField(label=_("ถึง"), required=False, max_length=200)
    url = forms.URLField(
        label=_("ที่อยู่เว็บ"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        error_messages={"invalid": _("ที่อยู่เว็บไม่ถูกต้อง เขียนเช่น https://www.bangkok.go.th/")},
        help_text=_("สำหรับสื่อออนไลน์ แนบภาพที่จับจากหน้าเว็บด้วย"),
    )
    captured_on = ThaiDateField(label=_("วันที่จับภาพ"), required=False)
    paper_location = ThaiCharField(
        label=_("ที่เก็บต้นฉบับกระดาษ"), required=False, max_length=300, help_text=_("เมื่อไม่มีไฟล์ให้แนบ")
    )
    attachments = FilesField()
    use_subject = forms.BooleanField(label=_("พิมพ์ช่อง “เรื่อง” แทนข้อความตามต้นฉบับที่นำเข้า"), required=False)

    def __init__(self, *args: Any, agencies: Sequence[Agency] = (), as_written: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.as_written = as_written
        if len(agencies) > 1:
            agency = self.fields["agency"]
            assert isinstance(agency, forms.ModelChoiceField)
            agency.queryset = Agency.objects.filter(pk__in=[agency.pk for agency in agencies])
        else:
            del self.fields["agency"]
        if not as_written:
            del self.fields["use_subject"]

    def field_layout(self) -> list[Any]:
        """What most documents have first; the rest below a heading."""
        first = ("agency", "kind", "subject", "use_subject", "number", "date", "no_number_reason", "attachments")
        shown = [name for name in (*first, "paper_location") if name in self.fields]
        rest = [name for name in self.fields if name not in shown]
        return [*shown, Fieldset(gettext("รายละเอียดอื่นของเอกสาร"), *rest)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("number") and given.get("no_number_reason"):
            self.add_error("no_number_reason", _("กรอกเลขที่ หรือเหตุผลที่ไม่มีเลขที่ เพียงอย่างเดียว"))
        if self.as_written and given.get("use_subject"):
            given["subject_as_written"] = ""
        return given


class EvidenceForm(PlainFormMixin, forms.Form):
    """A new piece of evidence in one go: the fewest fields of a document, and its files."""

    needed_to_submit = ("number", "date", "attachments")

    kind = forms.ModelChoiceField(
        DocumentKind.objects.all(), label=_("ประเภท"), empty_label=_("เลือกประเภท"), error_messages=KIND_MISSING
    )
    subject = ThaiTextField(label=_("เรื่อง"), max_length=2000, widget=forms.Textarea(attrs=SHORT))
    number = ThaiCharField(label=_("เลขที่"), required=False, max_length=100, help_text=_("เช่น กท 0406/2006"))
    date = ThaiDateField(label=_("ลงวันที่"), required=False, help_text=_("เช่น 30 ส.ค. 2564 หรือ 30/8/2564"))
    attachments = FilesField()


class FilesForm(PlainFormMixin, forms.Form):
    """Files for a document that is registered already."""

    needed_to_submit = ("attachments",)

    attachments = FilesField(label=_("เลือกไฟล์"))


class RegisterFilter(PlainFormMixin, forms.Form):
    """What of the register to show; every field may stay empty. `agencies` are offered when there are several."""

    text = ThaiCharField(label=_("คำในเรื่องหรือเลขที่"), required=False, max_length=200)
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label=_("หน่วยงาน"), required=False, empty_label=_("ทุกหน่วยงาน")
    )
    kind = forms.ModelChoiceField(
        DocumentKind.objects.all(), label=_("ประเภท"), required=False, empty_label=_("ทุกประเภท")
    )
    year = forms.ChoiceField(label=_("ปีของวันที่ (พ.ศ.)"), required=False)
    cited = forms.ChoiceField(
        label=_("อ้างอิงใน"),
        required=False,
        choices=[
            ("", _("ทั้งหมด")),
            (NOT_CITED, _("ยังไม่ถูกอ้างอิง")),
            (CITED, _("รายงานใดก็ตาม")),
            *((kind.value, kind.label) for kind in ReportingPeriod.Kind),
        ],
    )

    def __init__(self, *args: Any, agencies: QuerySet[Agency], years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agency, year = self.fields["agency"], self.fields["year"]
        assert isinstance(agency, forms.ModelChoiceField)
        assert isinstance(year, forms.ChoiceField)
        agency.queryset = agencies
        if agencies.count() < 2:
            del self.fields["agency"]
        year.choices = [
            ("", _("ทุกปี")),
            *((str(ce), str(ce + BE_OFFSET)) for ce in years),
            ("none", _("ไม่มีวันที่")),
        ]
