"""Fetch and authorise together: the first line of every view."""

from __future__ import annotations

from typing import TypeVar, cast
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from indicators.models import QuarterlyReport, YearEndReport
from indicators.permissions import holds, visible_to
from indicators.services.errors import Invalid, insist

M = TypeVar("M", bound=Model)


def person(request: HttpRequest) -> User:
    """Who asks. Every page but sign-in needs one (LoginRequiredMiddleware)."""
    return cast(User, request.user)


def visible_or_404(request: HttpRequest, rows: QuerySet[M], pk: int) -> M:
    """The row, if the person may know that it exists."""
    return get_object_or_404(visible_to(person(request), rows), pk=pk)


def quarterly_report(request: HttpRequest, pk: int) -> QuarterlyReport:
    """A quarterly report the person may see, with what its pages read."""
    rows = QuarterlyReport.objects.select_related(
        "dossier", "period", "assignment__agency", "assignment__year", "assignment__indicator", "marked_by"
    )
    return visible_or_404(request, rows, pk)


def year_end_report(request: HttpRequest, pk: int) -> YearEndReport:
    """A year-end report the person may see, with what its pages read."""
    rows = YearEndReport.objects.select_related(
        "dossier", "assignment__agency", "assignment__year", "assignment__indicator", "marked_by", "endorsed_by"
    )
    return visible_or_404(request, rows, pk)


def require_role(request: HttpRequest, role: Role, agency_id: int | None = None) -> None:
    """403, naming the role, unless the person acts in it."""
    insist(holds(person(request), role, agency_id))


def seen_version(request: HttpRequest) -> int:
    """The version of the row that the posted page showed."""
    try:
        return int(request.POST.get("version", ""))
    except ValueError:
        raise Invalid({"version": _("แบบฟอร์มไม่ครบ กรุณาเปิดหน้านี้ใหม่แล้วลองอีกครั้ง")}) from None


def form_key(request: HttpRequest) -> UUID | None:
    """The key that makes a repeated form one effect."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return None
