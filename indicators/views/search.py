"""The search: a few hits of every kind, or all of one, as the address says."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.forms.search import SearchForm
from indicators.selectors import search as selectors
from indicators.views.fetching import person
from indicators.views.filters import links
from thai.search import terms_of

PAGE_SIZE = 20
OF_EACH_KIND = 5


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET if "q" in request.GET else None)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    context: dict[str, Any] = {"title": _("ค้นหา"), "form": form, "query": query}
    if terms := terms_of(query):
        context["title"] = _("ผลการค้นหา “%(query)s”") % {"query": query}
        context |= _results(request, terms)
    return render(request, "indicators/search/page.html", context)


def _results(request: HttpRequest, terms: list[str]) -> dict[str, Any]:
    user, name = person(request), request.GET.get("kind")
    kind = next((kind for kind in selectors.KINDS if kind.name == name), None)
    found: dict[str, Any]
    if kind is None:
        groups = selectors.overview(user, terms, OF_EACH_KIND)
        found = {"groups": [group for group in groups if group.total]}
    else:
        groups = selectors.counts(user, terms)
        paginator = Paginator(selectors.matching(kind, user, terms), PAGE_SIZE)
        paginator.count = next(group.total for group in groups if group.kind is kind)  # counted already
        page = paginator.get_page(request.GET.get("page"))
        found = {"page": page, "hits": [selectors.hit_of(kind, row, terms) for row in page]}
    total = sum(group.total for group in groups)
    counted = selectors.in_count(total, any(group.is_more for group in groups))
    shown = [each for each in groups if each.total or each.kind is kind]
    options = [("", f"{_('ทุกประเภท')} ({counted})")]
    options += [(each.kind.name, f"{each.kind.label} ({each.counted})") for each in shown]
    found["kind_links"] = links(request, "kind", kind.name if kind else "", options)
    return {"searched": True, "kind": kind, "total": total, "counted": counted, **found}
