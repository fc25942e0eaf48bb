"""What of the innovation case is found by the search: ideas, never by who proposed them, and projects."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from indicators.permissions import visible_to
from indicators.selectors.search import Searchable, Shown, place_of_assignment, status_of
from innovation.models import Idea, Project

_ASSIGNMENT = "case__assignment"


def _related(assignment: str) -> tuple[str, ...]:
    return tuple(f"{assignment}__{name}" for name in ("agency", "year", "indicator"))


def _newest_first(rows: QuerySet[Any], assignment: str, *then: str) -> QuerySet[Any]:
    return rows.order_by(f"-{assignment}__year__be_year", f"{assignment}__agency__sort_key", *then, "pk")


def _ideas(user: User) -> QuerySet[Any]:
    of = f"collection__{_ASSIGNMENT}"
    return _newest_first(visible_to(user, Idea.objects.select_related(*_related(of))), of, "number")


def _show_idea(row: Any) -> Shown:
    number = _("ชุดที่ %(number)s") % {"number": row.number}
    where = place_of_assignment(row.collection.assignment, number)
    return Shown(row.title, where, reverse("idea", args=[row.pk]))


def _projects(user: User) -> QuerySet[Any]:
    return _newest_first(visible_to(user, Project.objects.select_related(*_related(_ASSIGNMENT))), _ASSIGNMENT)


def _show_project(row: Any) -> Shown:
    where = place_of_assignment(row.assignment)
    return Shown(str(row), where, reverse("project", args=[row.pk]), **status_of(row))


KINDS = [
    Searchable(
        name="idea",
        label=gettext_lazy("ความคิดเห็น"),
        rows=_ideas,
        show=_show_idea,
        texts=("title", "problem", "proposal", "benefit", "resources"),
    ),
    Searchable(
        name="project",
        label=gettext_lazy("โครงการนวัตกรรม"),
        rows=_projects,
        show=_show_project,
        texts=(
            *("name", "rationale", "objectives", "targets"),
            *("characteristics", "place", "benefits", "monitoring"),
        ),
    ),
]
