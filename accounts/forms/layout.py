"""How every form of the product is laid out: no browser validation, no asterisks, the page owns `<form>`."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class PlainFormHelper(FormHelper):  # type: ignore[misc]  # crispy-forms ships no types
    """A crispy helper for a form inside the page's own `<form novalidate>` (components/form.html).

    `layout` names the fields and crispy layout objects in the order to show; without it every field shows, in
    the form's order.
    """

    form_tag = False
    disable_csrf = True
    include_media = False
    # A field forgotten in a layout must not vanish: it would fail without a place to say why.
    render_hidden_fields = True
    render_required_fields = True

    def __init__(self, form: forms.BaseForm | None = None, *layout: Any) -> None:
        super().__init__(form)
        if form is not None:
            form.use_required_attribute = False
        if layout:
            self.layout = Layout(*layout)


class PlainFormMixin:
    """Put before `forms.Form` or `forms.ModelForm`: `class PlaceForm(PlainFormMixin, forms.Form)`.

    `needed_to_submit` names the fields that a draft may leave empty but a submission may not: they bear no
    "(ไม่บังคับ)". `threads` are what reviewers said of fields, by name, shown above the control;
    `answers_at` is the address of the page where they are answered.
    `field_layout()` may be overridden to group or order the fields. A field left empty says which
    one it is and what to do, unless the form words its own "required" message.
    """

    use_required_attribute = False
    needed_to_submit: Collection[str] = ()
    threads: Mapping[str, Sequence[Any]] = {}
    answers_at = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self, forms.BaseForm)
        for field in self.fields.values():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = required_message(field)

    def field_layout(self) -> list[Any]:
        """Fields and crispy layout objects in order; empty means every field in the form's order."""
        return []

    @property
    def helper(self) -> PlainFormHelper:
        """What `{% crispy form %}` looks for."""
        assert isinstance(self, forms.BaseForm)
        return PlainFormHelper(self, *self.field_layout())


def required_message(field: forms.Field) -> "_StrPromise":
    """What to say of `field` left empty. In the error summary it stands without the field, so it names it."""
    if isinstance(field, forms.BooleanField):
        return format_lazy(_("โปรดทำเครื่องหมายที่ “{label}”"), label=field.label or "")
    if isinstance(field, forms.ChoiceField | forms.FileField):
        return format_lazy(_("โปรดเลือก{label}"), label=field.label or "")
    return format_lazy(_("โปรดกรอก{label}"), label=field.label or "")
