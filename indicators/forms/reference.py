"""Forms of the administrator's tables. They read what is typed; whether it may stand the services decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin
from indicators.models import FiscalYear
from indicators.services.errors import Invalid
from indicators.services.reference_rules import FIXED
from thai.fields import MaximumLength, ThaiCharField, ThaiDateField, ThaiDecimalField, ThaiIntegerField

DATE_HELP = _("วว/ดด/ปปปป (พ.ศ.) เช่น 15/4/2564")


def thai_field(column: Any, **kwargs: Any) -> forms.Field | None:
    """The form field of a model field: dates in พ.ศ., numbers with Thai or Arabic digits."""
    if column.choices:
        pass
    elif isinstance(column, models.DateField):
        kwargs.setdefault("help_text", DATE_HELP)
        kwargs["form_class"] = ThaiDateField
    elif isinstance(column, models.DecimalField):
        kwargs["form_class"] = ThaiDecimalField
    elif isinstance(column, models.IntegerField):
        kwargs["form_class"] = ThaiIntegerField
    elif type(column) is models.CharField:
        kwargs["form_class"] = ThaiCharField
    field: forms.Field | None = column.formfield(**kwargs)
    return field


class YearField(ThaiIntegerField):
    """A พ.ศ. year: a number that takes no commas."""

    def prepare_value(self, value: Any) -> Any:
        return value


class ReferenceForm(PlainFormMixin, forms.ModelForm):  # type: ignore[type-arg]
    """A row of reference data. What identifies a stored row is shown and not editable."""

    class Meta:
        formfield_callback = thai_field

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fixed = FIXED.get(self._meta.model, ()) if self.instance.pk else ()
        for name, field in self.fields.items():
            speak_thai(field)
            field.disabled = field.disabled or name in fixed
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 4
        if "year" in self.fields and not self.instance.pk:
            years: Any = self.fields["year"]
            years.queryset = FiscalYear.objects.filter(closed_at__isnull=True)

    def clean(self) -> dict[str, Any]:
        """Unlike Django's, asks for no unique columns: the services do, in the transaction."""
        return self.cleaned_data

    @property
    def typed(self) -> dict[str, Any]:
        """What the services are to store: the values of the model's columns."""
        columns = {field.name for field in self._meta.model._meta.concrete_fields}
        return {name: value for name, value in self.cleaned_data.items() if name in columns}

    def refuse(self, refusal: Invalid) -> None:
        """Put the services' sentences at their fields."""
        for name, sentence in refusal.errors.items():
            self.add_error(name if name in self.fields else None, sentence)


class OwnedFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    """The parts of a row, edited with it. `kept` is what shall stand afterwards."""

    default_error_messages = {"missing_management_form": _("แบบฟอร์มไม่ครบ กรุณาเปิดหน้านี้ใหม่แล้วลองอีกครั้ง")}

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("ลบรายการนี้")

    def validate_unique(self) -> None:
        """The services do, in the transaction."""

    @property
    def kept(self) -> list[Any]:
        """Instances, changed as typed, without those to delete and without empty extra forms."""
        deleted = {id(form) for form in self.deleted_forms}
        return [
            form.instance
            for form in self.forms
            if id(form) not in deleted and (form.instance.pk or form.has_changed())
        ]


def speak_thai(field: forms.Field) -> None:
    """Sentences for the kinds of fields that come from Django itself."""
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = str(_("เลือก%(label)s")) % {"label": field.label}
    if isinstance(field, forms.ChoiceField):
        _name_the_blank(field)
        field.error_messages["required"] = str(_("เลือก%(label)s")) % {"label": field.label}
        field.error_messages["invalid_choice"] = _("ตัวเลือกนี้ใช้ไม่ได้")
        field.error_messages["invalid_pk_value"] = _("ตัวเลือกนี้ใช้ไม่ได้")
    elif isinstance(field, forms.EmailField):
        field.validators = [*_without_length(field), MaximumLength(field.max_length or 254)]
        field.widget.attrs.pop("maxlength", None)


def _name_the_blank(field: forms.ChoiceField) -> None:
    """Words instead of Django's row of dashes, which a screen reader spells out."""
    choices: Any = field.choices
    if not isinstance(field, forms.ModelChoiceField) and choices and choices[0][0] == "":
        field.choices = [("", str(_("เลือก%(label)s")) % {"label": field.label}), *choices[1:]]


def _without_length(field: forms.Field) -> list[Any]:
    return [each for each in field.validators if getattr(each, "code", "") != "max_length"]
