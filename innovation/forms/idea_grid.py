"""The grid in which officers enter sets of Form 1, a row each."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any, TypeAlias

from django import forms
from django.utils.translation import gettext as _

from accounts.forms.layout import PlainFormMixin
from indicators.models import YearCode
from innovation.forms.idea_fields import PERSON, TEXTS, person_fields, text_fields, type_field
from innovation.forms.idea_table import COLUMNS, rows_of_ideas, type_named
from innovation.services.entering import IdeaForm1

# Nine inputs a row: more rows would pass what one form may hold (DATA_UPLOAD_MAX_NUMBER_FIELDS).
MOST_ROWS = 100
PREFIX = "rows"
Grid: TypeAlias = "forms.BaseFormSet[IdeaRowForm]"


class IdeaRowForm(PlainFormMixin, forms.Form):
    """One set. A row in which nothing is written is none, whatever its type. Its faults name the row, because the
    list of faults at the top of the page speaks of many."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)

    def __init__(self, *args: Any, types: Sequence[YearCode] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.types = types
        self.fields["type"] = type_field(types)
        self.fields |= text_fields(rows=3) | person_fields()

    @property
    def number(self) -> int:
        """Which row it is, from 1."""
        return int(str(self.prefix).rpartition("-")[2]) + 1

    def has_changed(self) -> bool:
        return any(name in self.changed_data for name in (*TEXTS, *PERSON))

    def full_clean(self) -> None:
        super().full_clean()
        errors: Any = self.errors
        for name in list(errors):
            label = self.fields[name].label if name in self.fields else ""
            where = _("แถวที่ %(number)s %(label)s:") % {"number": self.number, "label": label}
            errors[name] = self.error_class([f"{where} {message}" for message in errors[name]])

    def place_error(self, name: str, sentence: str) -> None:
        """A fault that a verb found, said as the others are."""
        label = self.fields[name].label if name in self.fields else ""
        where = _("แถวที่ %(number)s %(label)s:") % {"number": self.number, "label": label}
        self.add_error(name if name in self.fields else None, f"{where} {sentence}")


class _IdeaFormSet(forms.BaseFormSet):  # type: ignore[type-arg]
    def clean(self) -> None:
        written = sum(form.has_changed() for form in self.forms)
        if written > MOST_ROWS:
            raise forms.ValidationError(
                _("มี %(written)s แถว บันทึกได้ครั้งละไม่เกิน %(most)s แถว ยังไม่ได้บันทึกแถวใด")
                % {"written": written, "most": MOST_ROWS}
            )


# The maximum is judged by clean(), which does not count empty rows.
IdeaFormSet = forms.formset_factory(
    IdeaRowForm, formset=_IdeaFormSet, extra=3, max_num=MOST_ROWS + 10, absolute_max=MOST_ROWS + 10
)


def empty_grid(types: Sequence[YearCode], rows: int = 3) -> Grid:
    """A grid with nothing in it but `rows` rows."""
    grid: Grid = IdeaFormSet(prefix=PREFIX, form_kwargs={"types": types})
    grid.extra = rows
    return grid


def posted_grid(types: Sequence[YearCode], data: Any) -> Grid:
    """What came back."""
    return IdeaFormSet(data, prefix=PREFIX, form_kwargs={"types": types})


def sets_of(grid: Grid) -> list[tuple[int, IdeaForm1]]:
    """The rows of a valid grid that say something, each with its place in the grid. A row without a key (it came from
    no page of ours) gets one here."""
    return [
        (
            place,
            IdeaForm1(
                key=row["key"] or uuid.uuid4(),
                fields={"innovation_type": row["type"], **{name: row[name] for name in TEXTS}},
                proposer={name: row[name] for name in PERSON},
            ),
        )
        for place, row in enumerate(form.cleaned_data for form in grid.forms)
        if row.get("title")
    ]


def with_pasted(types: Sequence[YearCode], data: Any, pasted: str) -> tuple[dict[str, str], int, list[str]]:
    """The grid's own inputs with the pasted rows behind what was typed, the number of pasted rows, and what of them
    had no column."""
    typed = [_row_of(data, place) for place in range(_total(data))]
    typed = [row for row in typed if any(row[name] for name in (*TEXTS, *PERSON))]
    rows = rows_of_ideas(pasted)
    found = []
    for row in rows:
        named = type_named(types, row["type"])
        cells = {name: row[name] for name in COLUMNS} | {"key": str(uuid.uuid4())}
        found.append(cells | {"type": str(named.pk) if named else row["type"]})
    grid = {f"{PREFIX}-TOTAL_FORMS": str(len(typed) + len(found) + 1), f"{PREFIX}-INITIAL_FORMS": "0"}
    for place, row in enumerate([*typed, *found]):
        grid |= {f"{PREFIX}-{place}-{name}": value for name, value in row.items()}
    return grid, len(found), [row["rest"] for row in rows if row["rest"]]


def _total(data: Any) -> int:
    given = str(data.get(f"{PREFIX}-TOTAL_FORMS", ""))
    return min(int(given), MOST_ROWS + 10) if given.isdecimal() and len(given) < 6 else 0


def _row_of(data: Any, place: int) -> dict[str, str]:
    return {name: str(data.get(f"{PREFIX}-{place}-{name}", "")) for name in (*COLUMNS, "key")}
