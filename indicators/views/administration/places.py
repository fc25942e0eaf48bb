"""The pages that are no list, form or deletion: the way in, the plan as a tree, opening a year."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.roles import Role
from indicators.forms.years import OpenYearForm
from indicators.models import FiscalYear, PlanVersion
from indicators.selectors.plan import plan_tree
from indicators.selectors.years import copy_of
from indicators.services.errors import Invalid
from indicators.services.years import open_year as open_year_service
from indicators.views import filters
from indicators.views.administration.plan_screens import PLAN_NODE
from indicators.views.administration.screens import GROUPS
from indicators.views.administration.year_screens import YEAR
from indicators.views.fetching import person, require_role


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """Everything an administrator keeps, in groups."""
    require_role(request, Role.ADMINISTRATOR)
    groups = [(label, [(screen.title, screen.url("list")) for screen in screens]) for label, screens in GROUPS]
    return render(request, "indicators/administration/landing.html", {"title": _("ตั้งค่าระบบ"), "groups": groups})


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """A plan as a tree; ?version= chooses which, the latest otherwise."""
    require_role(request, Role.ADMINISTRATOR)
    versions = PlanVersion.objects.order_by("-pk")
    wanted = request.GET.get("version", "")
    version = get_object_or_404(versions, pk=wanted) if wanted.isdigit() else versions.first()
    levels = list(version.levels.all()) if version else []
    query = f"?version={version.pk}" if version else ""
    chosen = version.pk if version else None
    by_plan = filters.choice("version", _("แผน"), chosen, [(each.pk, each) for each in versions])
    context = {
        "title": PLAN_NODE.title,
        "caption": version,
        "breadcrumbs": [(_("ตั้งค่าระบบ"), reverse("administration"))],
        "filters": filters.Filters([by_plan] if len(versions) > 1 else []),
        "version": version,
        "branches": plan_tree(version) if version else [],
        "deepest": max((level.depth for level in levels), default=0),
        "actions": [{"label": _("เพิ่มรายการชั้นบนสุด"), "style": "primary", "url": PLAN_NODE.url("add") + query}],
    }
    return render(request, "indicators/administration/plan_tree.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def open_year(request: HttpRequest) -> HttpResponse:
    """Choose, look at what will be copied, confirm."""
    require_role(request, Role.ADMINISTRATOR)
    latest = FiscalYear.objects.first()
    initial: dict[str, Any] = {"be_year": latest.be_year + 1, "copy_of": latest} if latest else {}
    form = OpenYearForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        if "confirmed" not in request.POST:
            return _look_first(request, form)
        chosen = form.cleaned_data
        try:
            year = open_year_service(
                chosen["be_year"],
                actor=person(request),
                copy_of=chosen["copy_of"],
                with_assignments=chosen["with_assignments"],
            )
        except Invalid as refusal:
            form.add_error("be_year", " ".join(refusal.errors.values()))
        else:
            messages.success(request, _("เปิดปีงบประมาณ %(year)s แล้ว") % {"year": year})
            return redirect("year-list")
    context = {
        "title": _("เปิดปีงบประมาณใหม่"),
        "breadcrumbs": _above_open_year(),
        "form": form,
        "actions": [
            {"label": _("ดูสิ่งที่จะคัดลอก"), "style": "primary"},
            {"label": _("กลับ"), "style": "link", "url": YEAR.url("list")},
        ],
    }
    return render(request, "indicators/administration/form.html", context, status=422 if form.is_bound else 200)


def _look_first(request: HttpRequest, form: OpenYearForm) -> HttpResponse:
    chosen = form.cleaned_data
    hidden = [("be_year", chosen["be_year"]), ("copy_of", chosen["copy_of"].pk), ("confirmed", "yes")]
    if chosen["with_assignments"]:
        hidden.append(("with_assignments", "on"))
    label = _("เปิดปีงบประมาณ %(year)s") % {"year": chosen["be_year"]}
    context = {
        "title": _("ตรวจก่อนเปิดปีงบประมาณ %(year)s") % {"year": chosen["be_year"]},
        "breadcrumbs": _above_open_year(),
        "chosen": chosen,
        "copy": copy_of(chosen["copy_of"], chosen["be_year"]),
        "actions": [
            {"label": label, "style": "primary", "url": reverse("year-open"), "post": True, "hidden": hidden},
            {"label": _("กลับ"), "style": "link", "url": reverse("year-open")},
        ],
    }
    return render(request, "indicators/administration/open_year_check.html", context)


def _above_open_year() -> list[tuple[str, str]]:
    return [(_("ตั้งค่าระบบ"), reverse("administration")), (str(YEAR.title), YEAR.url("list"))]
