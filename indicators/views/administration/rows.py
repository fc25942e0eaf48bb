"""List, add, edit and delete the rows of any of the administrator's screens."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.roles import Role
from indicators.forms.reference import OwnedFormSet, ReferenceForm
from indicators.models import FiscalYear
from indicators.services import reference
from indicators.services.errors import Invalid, StaleVersion, insist
from indicators.views import filters
from indicators.views.administration.screen import Screen
from indicators.views.administration.stale import changed_meanwhile
from indicators.views.fetching import person, require_role
from indicators.views.paging import paged

require_form = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def list_rows(request: HttpRequest, screen: Screen) -> HttpResponse:
    """The rows of a screen, filtered by year and words."""
    require_role(request, Role.ADMINISTRATOR)
    year, words = _number(filters.digits_asked(request, "year")), filters.words_asked(request)
    page = paged(request, screen.filtered(year, words))
    context = {
        "title": screen.title,
        "breadcrumbs": _above(),
        "screen": screen,
        "page": page,
        "rows": [(row, screen.cells(row), _edit_url(screen, row)) for row in page],
        "labels": [label for label, _source in screen.columns],
        "filters": _filters(screen, year, words),
        "actions": _list_actions(screen, year),
    }
    return render(request, "indicators/administration/list.html", context)


def _filters(screen: Screen, year: int | None, words: str) -> filters.Filters:
    """Those that the screen has."""
    fields = []
    if screen.year_path:
        years = [(row.pk, row) for row in FiscalYear.objects.all()]
        fields.append(filters.choice("year", _("ปีงบประมาณ"), year, years, every=_("ทุกปี")))
    if screen.search:
        fields.append(filters.words(_("ค้นหา"), words))
    return filters.Filters(fields)


@require_form
def add(request: HttpRequest, screen: Screen) -> HttpResponse:
    """A new row; the address may name values to begin with (?year=)."""
    require_role(request, Role.ADMINISTRATOR)
    if request.method != "POST":
        form = screen.form(initial=_begin_with(request))
        return _form_page(request, screen, form, _parts(screen, None, form.instance))
    form = screen.form(request.POST, initial=_begin_with(request))
    parts = _parts(screen, request, form.instance)
    if _both_valid(form, parts):
        try:
            row = screen.create(form, person(request), parts.kept if parts else [])
        except Invalid as refusal:
            form.refuse(refusal)
            form.instance.pk = None
        else:
            _tell_saved(request, screen, row, _("เพิ่ม “%(row)s” แล้ว"))
            return redirect(screen.added(row) if screen.added else screen.url("list"))
    return _form_page(request, screen, form, parts)


@require_form
def edit(request: HttpRequest, screen: Screen, pk: int) -> HttpResponse:
    """A stored row; a stale edit is told what changed and keeps what was typed."""
    require_role(request, Role.ADMINISTRATOR)
    row = get_object_or_404(screen.rows(), pk=pk)
    if verdict := reference.locked(row):
        insist(verdict)
    seen = reference.fingerprint(row)
    if request.method != "POST":
        form = screen.form(instance=row)
        return _form_page(request, screen, form, _parts(screen, None, row), row=row, seen=seen)
    form = screen.form(request.POST, instance=get_object_or_404(screen.rows(), pk=pk))
    parts = _parts(screen, request, form.instance)
    if _both_valid(form, parts):
        try:
            screen.change(row, form, person(request), request.POST.get("version", "-"), parts.kept if parts else [])
        except Invalid as refusal:
            form.refuse(refusal)
        except StaleVersion as stale:
            return changed_meanwhile(request, screen, form, stale.current)
        else:
            _tell_saved(request, screen, row, _("บันทึก “%(row)s” แล้ว"))
            return redirect(screen.url("list"))
    return _form_page(request, screen, form, parts, row=row, seen=request.POST.get("version", ""))


@require_form
def delete(request: HttpRequest, screen: Screen, pk: int) -> HttpResponse:
    """Ask first; where something hangs on the row, say what instead."""
    require_role(request, Role.ADMINISTRATOR)
    row = get_object_or_404(screen.rows(), pk=pk)
    if verdict := reference.locked(row):
        insist(verdict)
    refusal = screen.why_kept(row)
    if request.method == "POST" and screen.remove and not refusal:
        name = str(row)
        screen.remove(row, actor=person(request), seen=request.POST.get("version", "-"))
        messages.success(request, _("ลบ “%(row)s” แล้ว") % {"row": name})
        return redirect(screen.url("list"))
    context = {
        "title": _("ลบ%(one)s") % {"one": screen.one},
        "breadcrumbs": [*_above(), (screen.title, screen.url("list"))],
        "facts": list(zip((label for label, _source in screen.columns), screen.cells(row), strict=True)),
        "why_kept": refusal,
        "actions": _delete_actions(screen, row, refusal),
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "indicators/administration/delete.html", context, status=status)


def _tell_saved(request: HttpRequest, screen: Screen, row: Model, sentence: str) -> None:
    messages.success(request, sentence % {"row": row})
    if screen.warning and (warning := screen.warning(row)):
        messages.warning(request, warning)


def _form_page(
    request: HttpRequest,
    screen: Screen,
    form: ReferenceForm,
    parts: OwnedFormSet | None,
    row: Any = None,
    seen: str = "",
) -> HttpResponse:
    verb = _("แก้ไข%(one)s") if row else _("เพิ่ม%(one)s")
    actions: list[dict[str, Any]] = [
        {"label": _("บันทึก"), "style": "primary"},
        {"label": _("กลับ"), "style": "link", "url": screen.url("list")},
    ]
    if row and screen.remove:
        actions.append({"label": _("ลบ"), "url": screen.url("delete", row.pk)})
    context = {
        "title": verb % {"one": screen.one},
        "breadcrumbs": [*_above(), (screen.title, screen.url("list"))],
        "caption": row or "",
        "lead": screen.lead(row) if row and screen.lead else "",
        "warning": screen.warning(row) if row and screen.warning else "",
        "pages": screen.pages(row) if row and screen.pages else [],
        "form": form,
        "formset": parts,
        "parts_label": screen.parts_label,
        "note": screen.note,
        "hidden": [("version", seen)] if row else [],
        "actions": actions,
    }
    return render(request, "indicators/administration/form.html", context, status=422 if form.is_bound else 200)


def _parts(screen: Screen, request: HttpRequest | None, row: Model) -> Any:
    """The formset of the row's own parts, if the screen has one: bound when a request is given."""
    if screen.parts is None:
        return None
    return screen.parts(request.POST if request else None, instance=row)


def _both_valid(form: ReferenceForm, parts: OwnedFormSet | None) -> bool:
    # Both are asked, so that the page shows the errors of both at once.
    valid = form.is_valid()
    return (parts is None or parts.is_valid()) and valid


def _list_actions(screen: Screen, year: int | None) -> list[dict[str, Any]]:
    query = f"?year={year}" if year is not None else ""
    add_label = _("เพิ่ม%(one)s") % {"one": screen.one}
    links = [{"label": label, "url": reverse(name)} for label, name in screen.links]
    return [{"label": add_label, "style": "primary", "url": screen.url("add") + query}, *links]


def _delete_actions(screen: Screen, row: Model, refusal: str) -> list[dict[str, Any]]:
    back = {"label": _("กลับ"), "style": "link", "url": screen.url("edit", row.pk)}
    if refusal:
        return [back]
    post = {
        "label": _("ลบ%(one)sนี้") % {"one": screen.one},
        "style": "danger",
        "url": screen.url("delete", row.pk),
        "post": True,
        "hidden": [("version", reference.fingerprint(row))],
    }
    return [post, back]


def _edit_url(screen: Screen, row: Any) -> str:
    return screen.url("edit", row.pk) if screen.may_edit(row) else ""


def _above() -> list[tuple[str, str]]:
    return [(_("ตั้งค่าระบบ"), reverse("administration"))]


def _begin_with(request: HttpRequest) -> dict[str, int]:
    """Ids in the address (?year=, ?parent=); a year chosen in the form counts more."""
    named = {name: _number(value) for name, value in request.GET.items()}
    if "year" in request.POST:
        named["year"] = _number(request.POST["year"])
    return {name: number for name, number in named.items() if number is not None}


def _number(text: object) -> int | None:
    """The id that `text` is, if it is one."""
    if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    return None
