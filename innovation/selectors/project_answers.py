"""A project as a list of answers, section by section: what its page, its check page and its comparison show.

Reads contents (`project_content`), frozen ones as well as that of the draft, so that all of them show alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, DateField
from django.utils.translation import gettext as _

from indicators.selectors.answers import Answer
from innovation.completeness.labels import label_of
from innovation.models import (
    Activity,
    BudgetLine,
    Form,
    PresentationPicture,
    ProjectIndicator,
    Risk,
    YearTarget,
)
from innovation.selectors.project_sections import Section
from thai.calendar_names import MONTHS
from thai.dates import active_language, format_date
from thai.digits import format_number

Content = Mapping[str, Any]
Rows = Sequence[Mapping[str, Any]]
LISTS = {
    "year_targets": YearTarget,
    "activities": Activity,
    "budget_lines": BudgetLine,
    "indicators": ProjectIndicator,
    "risks": Risk,
    "pictures": PresentationPicture,
}


def answers_of(section: Section, content: Content) -> list[Answer]:
    """The answers of a section, texts first, each list as one answer with a line or two for each of its rows."""
    held = fragment_of(section, content)
    texts = [
        Answer(name, label_of(section.model, name), text_of(section, name, held.get(name))) for name in section.texts
    ]
    return texts + [Answer(name, list_label(name), _LINES[name](held.get(name) or [])) for name in section.lists]


def texts_of(section: Section, content: Content) -> list[Answer]:
    """The answers of a section without its lists, which a page shows as tables."""
    return [answer for answer in answers_of(section, content) if answer.field in section.texts]


def fragment_of(section: Section, content: Content) -> Content:
    """The part of a content in which a section stands."""
    found: Content = content["presentation" if section.form is Form.PRESENTATION else "project"]
    return found


def list_label(name: str) -> str:
    """What a list is called: as its rows are."""
    return str(LISTS[name]._meta.verbose_name)


def text_of(section: Section, name: str, value: Any) -> str:
    """A column's value in a content as the page writes it: ISO days as dates, ticks as words."""
    column = section.model._meta.get_field(name)
    if isinstance(column, BooleanField):
        return _("ใช่") if value else _("ไม่ใช่")
    if isinstance(column, DateField) and value:
        return format_date(date.fromisoformat(value), "full", active_language())
    return value or ""


def month_names() -> list[str]:
    """The twelve months of a fiscal year, October first, short."""
    turned = [*MONTHS[9:], *MONTHS[:9]]
    return [month.english_short if active_language() == "en" else month.thai_short for month in turned]


def years_of(activities: Rows) -> list[tuple[int, Rows]]:
    """The rows of the action plan by fiscal year."""
    years = sorted({row["be_year"] for row in activities})
    return [(year, [row for row in activities if row["be_year"] == year]) for year in years]


def total_of(lines: Rows) -> Decimal:
    """The sum of budget lines, in baht."""
    return sum((Decimal(line["amount"]) for line in lines), Decimal(0))


def _numbered(rows: Rows, line: Callable[[Mapping[str, Any]], str]) -> str:
    return "\n".join(f"{place}. {line(row)}" for place, row in enumerate(rows, start=1))


def _named(label: str, value: object) -> str:
    return f"\n   {label}: {value}" if value not in ("", None) else ""


def _label(name: str, column: str) -> str:
    return label_of(LISTS[name], column)


def _year_targets(rows: Rows) -> str:
    lines = []
    for row in rows:
        sessions = "" if row["sessions"] is None else _(" (%(count)s ครั้ง)") % {"count": f"{row['sessions']:,}"}
        lines.append(f"{_('ปีงบประมาณ พ.ศ.')} {row['be_year']}: {row['text']}{sessions}")
    return "\n".join(lines)


def _activities(rows: Rows) -> str:
    names = month_names()
    lines = []
    for year, activities in years_of(rows):
        lines.append(f"{_('ปีงบประมาณ พ.ศ.')} {year}")
        for place, row in enumerate(activities, start=1):
            months = " ".join(name for name, ticked in zip(names, row["months"], strict=True) if ticked)
            owner = _named(_label("activities", "owner"), row["owner"])
            lines.append(f"{place}. {row['name']}{owner}{_named(_label('activities', 'months'), months)}")
    return "\n".join(lines)


def _budget_lines(rows: Rows) -> str:
    if not rows:
        return ""

    def line(row: Mapping[str, Any]) -> str:
        amount = _("%(amount)s บาท") % {"amount": format_number(Decimal(row["amount"]))}
        return f"{row['item']}: {amount}{_named(_label('budget_lines', 'source'), row['source'])}"

    total = _("รวม %(amount)s บาท") % {"amount": format_number(total_of(rows))}
    return f"{_numbered(rows, line)}\n{total}"


def _indicators(rows: Rows) -> str:
    def line(row: Mapping[str, Any]) -> str:
        target = _named(_label("indicators", "target"), row["target"])
        return f"{row['name']}{target}{_named(_label('indicators', 'method'), row['method'])}"

    return _numbered(rows, line)


def _risks(rows: Rows) -> str:
    return _numbered(rows, lambda row: f"{row['risk']}{_named(_label('risks', 'response'), row['response'])}")


def _pictures(rows: Rows) -> str:
    """Two pictures of one name are told apart by the first digits of their hashes."""
    return _numbered(
        rows,
        lambda row: f"{row['name']} ({row['sha256'][:8]}){_named(_label('pictures', 'caption'), row['caption'])}",
    )


_LINES: dict[str, Callable[[Rows], str]] = {
    "year_targets": _year_targets,
    "activities": _activities,
    "budget_lines": _budget_lines,
    "indicators": _indicators,
    "risks": _risks,
    "pictures": _pictures,
}
