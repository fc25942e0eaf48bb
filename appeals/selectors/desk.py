"""The appeals that wait for a person, as a tray of his desk."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, DateField, F, QuerySet, When

from accounts.models import User
from appeals.models import Appeal
from appeals.selectors.subjects import title_of
from appeals.workflow import APPEAL
from indicators.selectors.waiting import Tray, Waiting, by_due_date, turns_of, waiting_row


def trays() -> list[Tray]:
    """Drafts are due when filing closes. Conditions are things of their own: an appeal that only waits for them does
    not lie on a desk itself."""
    return [Tray(_rows, _show, APPEAL.actors)]


def _rows(user: User, today: date) -> QuerySet[Any]:
    rows = Appeal.objects.filter(turns_of(user, APPEAL)).exclude(status=Appeal.Status.CONDITIONS)
    closing = When(status=Appeal.Status.DRAFT, then=F("assignment__year__appeals_close_on"))
    return by_due_date(rows.annotate(due=Case(closing, default=None, output_field=DateField())))


def _show(appeal: Appeal) -> Waiting:
    return waiting_row(appeal, title_of(appeal), "appeal")
