"""The forms of one section page: its texts and its lists together, as stored, as posted, or with one row more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from innovation.completeness.project import fiscal_years_of
from innovation.forms import project as fields
from innovation.forms.presentation import PictureForm, PresentationForm
from innovation.forms.project_fields import RowForm, Rows, rows_of, typed_form, typed_rows
from innovation.models import Project
from innovation.selectors.project_answers import LISTS, list_label, month_names
from innovation.selectors.project_sections import Section
from innovation.services.project import budget_sentence, outside_sentence
from thai.dates import fiscal_year

FORMS: dict[str, type[forms.Form]] = {
    "basis": fields.BasisForm,
    "targets": fields.TargetsForm,
    "budget": fields.BudgetForm,
    "risks": fields.RisksForm,
    "presentation": PresentationForm,
}
ROW_FORMS: dict[str, type[RowForm]] = {
    "year_targets": fields.YearTargetForm,
    "activities": fields.ActivityForm,
    "budget_lines": fields.BudgetLineForm,
    "indicators": fields.IndicatorForm,
    "risks": fields.RiskForm,
    "pictures": PictureForm,
}
# Lists whose rows follow from something else: one a year, one a picture. The others grow by a button.
FIXED = frozenset({"year_targets", "pictures"})
ADD = "add-row"  # the name of the button; its value is the prefix of the list that shall grow


@dataclass
class RowList:
    """One formset of a page. `be_year` is set where a list has one formset a fiscal year."""

    name: str
    formset: Rows
    be_year: int | None = None

    @property
    def label(self) -> str:
        return list_label(self.name)

    @property
    def grows(self) -> bool:
        return self.name not in FIXED

    @property
    def rows(self) -> list[dict[str, Any]]:
        year = {} if self.be_year is None else {"be_year": self.be_year}
        return [{**row, **year} for row in self.formset.rows]


@dataclass
class SectionForms:
    """What one page holds."""

    section: Section
    form: forms.Form | None
    lists: list[RowList] = field(default_factory=list)

    def is_valid(self) -> bool:
        """Whether everything can be stored; otherwise the fields say why not."""
        good = [each.is_valid() for each in self.all()]
        _check_years(self)
        _check_no_budget(self)
        rows = (form for one in self.lists for form in one.formset.forms)
        return all(good) and not any(form.errors for form in (self.form, *rows) if form is not None)

    def all(self) -> Iterator[Any]:
        """The form and the formsets of the page, for its error summary."""
        if self.form is not None:
            yield self.form
        yield from (one.formset for one in self.lists)

    @property
    def columns(self) -> dict[str, Any]:
        """Texts, dates and ticks of a valid page."""
        if self.form is None:
            return {}
        return {name: self.form.cleaned_data[name] for name in self.section.texts}

    @property
    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """The lists of a valid page."""
        found: dict[str, list[dict[str, Any]]] = {name: [] for name in self.section.lists}
        for one in self.lists:
            found[one.name].extend(one.rows)
        return found


def stored(section: Section, project: Project) -> SectionForms:
    """The page of a section as the project stands."""
    holder = project if section.model is Project else project.presentation
    kind = FORMS.get(section.name)
    form = kind(initial={name: getattr(holder, name) for name in section.texts}) if kind else None
    made = SectionForms(section, form)
    for name in section.lists:
        for prefix, year in _prefixes(name, project):
            initial = _initial(name, project, year)
            blank = 0 if name in FIXED else 1
            made.lists.append(RowList(name, rows_of(ROW_FORMS[name], prefix, initial=initial, blank=blank), year))
    return made


def posted(section: Section, project: Project, data: Any, files: Any) -> SectionForms:
    """The page as it was sent."""
    kind = FORMS.get(section.name)
    made = SectionForms(section, kind(data, files) if kind else None)
    for name in section.lists:
        for prefix, year in _prefixes(name, project, data):
            made.lists.append(RowList(name, rows_of(ROW_FORMS[name], prefix, data=data), year))
    return made


def with_one_more(section: Section, project: Project, data: Any) -> SectionForms:
    """The page as it was sent, unchecked, with a blank row at the end of the list that the button names."""
    kind = FORMS.get(section.name)
    made = SectionForms(section, kind(initial=typed_form(kind, data)) if kind else None)
    for name in section.lists:
        for prefix, year in _prefixes(name, project, data):
            typed = typed_rows(ROW_FORMS[name], prefix, data)
            blank = 1 if data.get(ADD) == prefix else 0
            made.lists.append(RowList(name, rows_of(ROW_FORMS[name], prefix, initial=typed, blank=blank), year))
    return made


def typed_texts(section: Section, project: Project, data: Any) -> list[tuple[str, str]]:
    """(label, text) of everything that was typed on a page, unchecked, to be copied."""
    kind = FORMS.get(section.name)
    found = _labelled("", kind.base_fields, typed_form(kind, data)) if kind else []
    for name in section.lists:
        for prefix, year in _prefixes(name, project, data):
            for place, row in enumerate(typed_rows(ROW_FORMS[name], prefix, data), start=1):
                of = " ".join(str(word) for word in (list_label(name), year, place) if word)
                found += _labelled(f"{of} – ", ROW_FORMS[name].base_fields, row)
    return found


def _labelled(of: str, known: Mapping[str, forms.Field], typed: Mapping[str, Any]) -> list[tuple[str, str]]:
    texts = []
    for name, asked in known.items():
        value = typed.get(name)
        if isinstance(value, list):
            names = dict(enumerate(month_names()))
            value = " ".join(names.get(int(month), "") for month in value if str(month).isdecimal())
        if isinstance(value, str) and value.strip() and not asked.widget.is_hidden:
            texts.append((f"{of}{asked.label}", value))
    return texts


def _prefixes(name: str, project: Project, data: Any = ()) -> list[tuple[str, int | None]]:
    """The formsets of a list: one for each fiscal year of the action plan, those of a page sent among them."""
    if name != "activities":
        return [(name, None)]
    years = {*fiscal_years_of(project), *project.activities.values_list("be_year", flat=True)}
    sent = (re.fullmatch(r"activities-(2[4-6]\d\d)-TOTAL_FORMS", key) for key in data)
    years |= {int(found[1]) for found in sent if found}
    return [(f"{name}-{year}", year) for year in sorted(years or {project.assignment.year.be_year})]


def _initial(name: str, project: Project, year: int | None) -> list[dict[str, Any]]:
    match name:
        case "year_targets":
            return _year_rows(project)
        case "pictures":
            pictures = enumerate(project.presentation.pictures.all(), start=1)
            return [{"picture": one.pk, "position": place, "caption": one.caption} for place, one in pictures]
        case "activities":
            return [
                {
                    "name": row.name,
                    "owner": row.owner,
                    "months": [place for place in range(12) if row.months >> place & 1],
                }
                for row in project.activities.filter(be_year=year or 0)
            ]
    columns = [column for column in ROW_FORMS[name].base_fields if column != "remove"]
    held: list[dict[str, Any]] = list(LISTS[name]._default_manager.filter(project=project).values(*columns))
    return held


def _year_rows(project: Project) -> list[dict[str, Any]]:
    """A row for each fiscal year the project spans, and for each that has a target; at least for the case's own."""
    held = {row.be_year: row for row in project.year_targets.all()}
    years = sorted({*fiscal_years_of(project), *held} or {project.assignment.year.be_year})
    return [
        {
            "be_year": year,
            "text": held[year].text if year in held else "",
            "sessions": held[year].sessions if year in held else None,
        }
        for year in years
    ]


def _check_years(page: SectionForms) -> None:
    """A target for a year in which the project does not run is refused, at its row."""
    if not isinstance(page.form, fields.TargetsForm):
        return
    start, end = page.form.cleaned_data.get("starts_on"), page.form.cleaned_data.get("ends_on")
    if not start or not end:
        return
    spanned = range(fiscal_year(start), fiscal_year(end) + 1)
    for one in page.lists:
        for form in one.formset.forms:
            year = form.cleaned_data.get("be_year")
            if year and form.says_something and year not in spanned:
                form.add_error("text", outside_sentence(str(year), spanned))


def _check_no_budget(page: SectionForms) -> None:
    """“ไม่ใช้งบประมาณ” is refused at the tick while a budget line stands below it."""
    if not isinstance(page.form, fields.BudgetForm) or not page.form.cleaned_data.get("no_budget"):
        return
    lines = next(one.formset for one in page.lists if one.name == "budget_lines")
    if any(form.says_something for form in lines.forms):
        page.form.add_error("no_budget", budget_sentence())


def as_content(page: SectionForms, project: Project) -> Mapping[str, Any]:
    """A valid page in the form of a content, so that it can be shown beside what is stored."""
    fragment: dict[str, Any] = {
        name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in page.columns.items()
    }
    for name, rows in page.rows.items():
        fragment[name] = [_row_content(name, row, project) for row in rows]
    return {"project": fragment, "presentation": fragment}


def _row_content(name: str, row: dict[str, Any], project: Project) -> dict[str, Any]:
    if name == "activities":
        return {**row, "months": [bool(row["months"] >> place & 1) for place in range(12)]}
    if name == "pictures":
        picture = project.presentation.pictures.filter(pk=row["picture"]).first()
        return {
            "name": picture.name if picture else _("ภาพที่นำออกแล้ว"),
            "sha256": picture.file_id if picture else "",
            "caption": row["caption"],
        }
    return row
