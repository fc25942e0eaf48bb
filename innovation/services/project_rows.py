"""The lists of a project: saving one replaces it as a whole, and leaves it alone when nothing differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from indicators.services.errors import Invalid
from indicators.services.stored import value_as_stored
from innovation.models import Activity, BudgetLine, Project, ProjectIndicator, Risk, YearTarget

Rows = Sequence[Mapping[str, Any]]
# A list, its table and the columns that are typed. Rows of a table with a `position` keep their order.
LISTS: dict[str, tuple[type[models.Model], tuple[str, ...]]] = {
    "activities": (Activity, ("be_year", "name", "owner", "months")),
    "budget_lines": (BudgetLine, ("item", "amount", "source")),
    "indicators": (ProjectIndicator, ("name", "target", "method")),
    "risks": (Risk, ("risk", "response")),
    "year_targets": (YearTarget, ("be_year", "sessions", "text")),
}


def replace_rows(project: Project, name: str, rows: Rows) -> bool:
    """Whether the list differed from `rows`; then it is `rows` now. Invalid, naming the list, for what cannot be."""
    model, columns = LISTS[name]
    table: Any = model._default_manager
    wanted = [_as_stored(model, columns, name, row) for row in rows]
    if name == "year_targets":
        wanted.sort(key=lambda row: row[0])
        _check_once(row[0] for row in wanted)
    if name == "activities":
        wanted.sort(key=lambda row: row[0])  # of one year they stay in the order in which they were typed
    held = list(table.filter(project=project).values_list(*columns))
    if held == wanted:
        return False
    table.filter(project=project).delete()
    ordered = "position" in {field.name for field in model._meta.get_fields()}
    table.bulk_create(
        model(project=project, **dict(zip(columns, row, strict=True)), **({"position": place} if ordered else {}))
        for place, row in enumerate(wanted, start=1)
    )
    return True


def _as_stored(
    model: type[models.Model], columns: Sequence[str], name: str, row: Mapping[str, Any]
) -> tuple[Any, ...]:
    stored = tuple(value_as_stored(model, column, row.get(column, ""), shown_at=name) for column in columns)
    months = row.get("months")
    if name == "activities" and not (isinstance(months, int) and 0 <= months < 1 << 12):
        raise Invalid({name: _("เดือนของกิจกรรมต้องเป็นสิบสองเดือนของปีงบประมาณ")})
    return stored


def _check_once(years: Any) -> None:
    seen: set[int] = set()
    for year in years:
        if year in seen:
            raise Invalid({"year_targets": _("ปี %(year)s มีเป้าหมายซ้ำกัน") % {"year": year}})
        seen.add(year)
