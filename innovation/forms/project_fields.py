"""Form fields as the columns of a model have them, labels and limits included; rows of a list as a formset."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MinValueValidator
from django.db import models
from django.forms.utils import ErrorDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin
from thai.fields import ThaiCharField, ThaiDateField, ThaiDecimalField, ThaiIntegerField, ThaiTextField

if TYPE_CHECKING:
    _FormSet = forms.BaseFormSet["RowForm"]
else:
    _FormSet = forms.BaseFormSet  # takes no type arguments while running

MOST_ROWS = 60
# More than any count of sessions; well inside what the databases' whole numbers hold.
LARGEST_COUNT = 1_000_000


def field_of(model: type[models.Model], name: str, *, lines: int = 3, **more: Any) -> forms.Field:
    """The field for a column, with the column's label; a draft may leave it empty. `lines`: height of a paragraph."""
    column: Any = model._meta.get_field(name)
    given: dict[str, Any] = {"label": column.verbose_name, "required": False, **more}
    match column:
        case models.BooleanField():
            return forms.BooleanField(**given)
        case models.DateField():
            return ThaiDateField(**given)
        case models.DecimalField():
            least = 0 if any(isinstance(each, MinValueValidator) for each in column.validators) else None
            places, digits = column.decimal_places, column.max_digits
            given["error_messages"] = _bounds(given["label"])
            return ThaiDecimalField(min_value=least, max_digits=digits, decimal_places=places, **given)
        case models.IntegerField():
            given["error_messages"] = _bounds(given["label"])
            return ThaiIntegerField(min_value=0, max_value=LARGEST_COUNT, **given)
        case models.TextField():
            box = forms.Textarea(attrs={"rows": lines})
            return ThaiTextField(max_length=column.max_length, widget=box, **given)
        case models.CharField():
            return ThaiCharField(max_length=column.max_length, **given)
    raise TypeError(f"no form field for {column!r}")


def _bounds(label: Any) -> dict[str, Any]:
    """Sentences that name the column: in the error summary they stand without it."""
    return {
        "min_value": format_lazy(_("{label}ต้องไม่น้อยกว่า %(limit_value)s"), label=label),
        "max_value": format_lazy(_("{label}ต้องไม่มากกว่า %(limit_value)s"), label=label),
    }


class RowForm(PlainFormMixin, forms.Form):
    """One row of a list. A row left empty is none, and a ticked `remove` takes it off, whatever else it says.

    `together`: columns that a row needs as soon as it has anything, with what to say where one is missing.
    """

    together: Mapping[str, Any] = {}
    needed_to_submit: Sequence[str] = ()

    remove = forms.BooleanField(label=_("ลบแถวนี้"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "remove"])
        if not self.is_bound and not self.initial:
            del self.fields["remove"]  # a blank row is none already

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and self.data.get(self.add_prefix("remove")):
            self._errors = ErrorDict()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.is_removed and any(self._content(given).values()):
            for name, sentence in self.together.items():
                if given.get(name) in (None, "") and name not in self.errors:
                    self.add_error(name, sentence)
        return given

    @property
    def is_removed(self) -> bool:
        return bool(self.cleaned_data.get("remove"))

    @property
    def says_something(self) -> bool:
        """Whether the row, right or wrong, is one: not empty, and not taken off."""
        return bool(self.errors) or (not self.is_removed and any(self._content(self.cleaned_data).values()))

    @property
    def row(self) -> dict[str, Any] | None:
        """The columns of a valid row, None when it is empty or taken off."""
        if self.is_removed or not any(self._content(self.cleaned_data).values()):
            return None
        return self.columns(self.cleaned_data)

    def columns(self, given: dict[str, Any]) -> dict[str, Any]:
        """What is typed, as the columns of the table."""
        return {name: value for name, value in given.items() if name != "remove"}

    def _content(self, given: Mapping[str, Any]) -> dict[str, bool]:
        """For each column, whether the row says something in it. 0 says something."""
        return {name: given.get(name) not in (None, "", []) for name in self.fields if name != "remove"}


class Rows(_FormSet):
    """The rows of one list."""

    default_error_messages = {
        "missing_management_form": _("แบบฟอร์มส่งมาไม่ครบ กรุณาเปิดหน้านี้ใหม่แล้วลองอีกครั้ง"),
        "too_many_forms": _("ใส่ได้ไม่เกิน %(num)d แถว"),
        "too_few_forms": _("ใส่อย่างน้อย %(num)d แถว"),
    }

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of a valid formset that say something, in their order."""
        return [row for form in self.forms if (row := form.row) is not None]


def rows_of(
    form: type[RowForm],
    prefix: str,
    *,
    data: Any = None,
    initial: Sequence[Mapping[str, Any]] = (),
    blank: int = 1,
) -> Rows:
    """A formset: of what was posted, or of `initial` rows and so many blank ones."""
    kind: Any = forms.formset_factory(
        form, formset=Rows, extra=blank, max_num=MOST_ROWS, validate_max=True, absolute_max=4 * MOST_ROWS
    )
    made: Rows = kind(data, prefix=prefix) if data is not None else kind(prefix=prefix, initial=list(initial))
    return made


def typed_rows(form: type[RowForm], prefix: str, data: Any) -> list[dict[str, Any]]:
    """The rows of a posted formset as typed, unchecked: to show it again with one row more."""
    try:
        count = min(int(data.get(f"{prefix}-TOTAL_FORMS", 0)), MOST_ROWS)
    except ValueError:
        count = 0
    return [_typed(form.base_fields, f"{prefix}-{place}", data) for place in range(count)]


def typed_form(form: type[forms.Form], data: Any) -> dict[str, Any]:
    """What is typed in a posted form, unchecked."""
    return _typed(form.base_fields, "", data)


def _typed(fields: Mapping[str, forms.Field], prefix: str, data: Any) -> dict[str, Any]:
    return {
        name: field.widget.value_from_datadict(data, {}, f"{prefix}-{name}" if prefix else name)
        for name, field in fields.items()
    }
