"""Model and form fields that carry the rules of this package: normalised text, พ.ศ. dates, Thai digits.

Model fields normalise on every road into the database, `queryset.update` and `bulk_create` included.
Form fields read what people type and answer with Thai sentences; none uses an input type of the browser,
whose calendars and number boxes know neither พ.ศ. nor Thai digits.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from thai.dates import BadDate, active_language, format_date, parse_date
from thai.digits import BadNumber, format_number, parse_decimal, parse_integer
from thai.text import BadText, check, normalise

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable

    _Field = models.Field[str | Combinable, str]
    _CharField = models.CharField[str | Combinable, str]
    _TextField = models.TextField[str | Combinable, str]
else:
    # Django's fields take no type arguments while running.
    _Field, _CharField, _TextField = models.Field, models.CharField, models.TextField

TEXT_MAX_LENGTH = 20_000
_Read = TypeVar("_Read")


class MaximumLength(MaxLengthValidator):
    """Refuses a text that is too long and says by how many characters."""

    message = _("ยาวเกินไป %(over)s ตัวอักษร (ไม่เกิน %(limit_value)s ตัวอักษร)")

    def __call__(self, value: Any) -> None:
        limit = self.limit_value() if callable(self.limit_value) else self.limit_value
        if len(value) <= limit:
            return
        facts = {"over": f"{len(value) - limit:,}", "limit_value": f"{limit:,}", "value": value}
        raise ValidationError(self.message, code=self.code, params=facts)


def _stored(text: str) -> str:
    """`text` as it is stored, or ValidationError."""
    text = normalise(text)
    _read(check, text)
    return text


def _read(reader: Callable[[str], _Read], text: str) -> _Read:
    """reader(text), its refusal turned into the ValidationError that forms and models speak."""
    try:
        return reader(text)
    except (BadText, BadNumber, BadDate) as refusal:
        raise ValidationError(str(refusal), code="invalid") from refusal


class _NormalisedText(_Field):
    """What both model fields of text share; stands before Django's field in the bases."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return _stored(value) if isinstance(value, str) else value

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        value = super().pre_save(instance, add)
        if isinstance(value, str):
            # The object in hand must say what the database says.
            value = _stored(value)
            setattr(instance, self.attname, value)
        return value

    @property
    def validators(self) -> list[Any]:
        others = [each for each in super().validators if not isinstance(each, MaxLengthValidator)]
        return others if self.max_length is None else [*others, MaximumLength(self.max_length)]


class CharField(_NormalisedText, _CharField):
    """One line of text, stored normalised."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": ThaiCharField, **kwargs})


class TextField(_NormalisedText, _TextField):
    """Paragraphs of text, stored normalised, with LF between lines; at most 20,000 characters unless told."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", TEXT_MAX_LENGTH)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": ThaiTextField, **kwargs})


class _NamesItself(forms.Field):
    """A form field whose message for an empty answer names what to fill in; stands before Django's field."""

    default_error_messages = {"required": _("กรอกข้อมูลช่องนี้")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._own_required = "required" in (kwargs.get("error_messages") or {})
        super().__init__(*args, **kwargs)

    def validate(self, value: Any) -> None:
        if self.required and value in self.empty_values and self.label and not self._own_required:
            raise ValidationError(_("กรอก%(label)s"), code="required", params={"label": self.label})
        super().validate(value)


class ThaiCharField(_NamesItself, forms.CharField):
    """One line of text; the cleaned value is normalised.

    The browser gets no maxlength: it would cut what is pasted without a word. The server says by how much.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if self.max_length is not None:
            self.validators = [each for each in self.validators if not isinstance(each, MaxLengthValidator)]
            self.validators.append(MaximumLength(self.max_length))

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not isinstance(text, str):
            return text
        return _stored(text) or self.empty_value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class ThaiTextField(ThaiCharField):
    """Paragraphs of text; indentation stays, CRLF becomes LF."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("strip", False)
        super().__init__(**kwargs)


class ThaiDateField(_NamesItself, forms.Field):
    """A date in one text input, spelled as parse_date allows; shown as "15 เม.ย. 2564". Cleans to a date."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        return _read(parse_date, value)

    def prepare_value(self, value: Any) -> Any:
        return format_date(value, "short", active_language()) if isinstance(value, date) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "text", "autocomplete": "off", "data-day": True}


_OUT_OF_BOUNDS: dict[str, Any] = {
    "min_value": _("ต้องไม่น้อยกว่า %(limit_value)s"),
    "max_value": _("ต้องไม่มากกว่า %(limit_value)s"),
    "max_digits": _("ตัวเลขรวมทศนิยมต้องไม่เกิน %(max)s หลัก"),
    "max_decimal_places": _("ทศนิยมต้องไม่เกิน %(max)s ตำแหน่ง"),
    "max_whole_digits": _("ตัวเลขหน้าจุดทศนิยมต้องไม่เกิน %(max)s หลัก"),
}


class ThaiDecimalField(_NamesItself, forms.DecimalField):
    """A number with decimals, typed with Thai or Arabic digits and optional commas. Cleans to a Decimal."""

    widget = forms.TextInput
    default_error_messages = _OUT_OF_BOUNDS

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # Django too returns no int here
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        return value if isinstance(value, Decimal) else _read(parse_decimal, str(value))

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        shown = -int(value.as_tuple().exponent)
        return format_number(value, max(shown, 0) if self.decimal_places is None else self.decimal_places)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "decimal", "autocomplete": "off"}


class ThaiIntegerField(_NamesItself, forms.IntegerField):
    """A whole number, typed with Thai or Arabic digits and optional commas. Cleans to an int."""

    widget = forms.TextInput
    default_error_messages = _OUT_OF_BOUNDS

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        return value if isinstance(value, int) else _read(parse_integer, str(value))

    def prepare_value(self, value: Any) -> Any:
        return format_number(value, 0) if isinstance(value, int) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "numeric", "autocomplete": "off"}
