"""The page of a list that its address names by `page`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PAGE_SIZE = 50


def paged(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], size: int = PAGE_SIZE) -> Page[Any]:
    """The rows of the page; the first or the last page where the address names none that is."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def paged_by_keys(request: HttpRequest, rows: QuerySet[Any]) -> Page[Any]:
    """The same for rows that join much and are sorted by what no index holds: all keys are sorted, and those of
    the page alone are joined to the rest."""
    page = paged(request, rows.values("pk"))
    page.object_list = rows.filter(pk__in=page.object_list)
    return page
