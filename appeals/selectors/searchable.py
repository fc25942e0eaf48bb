"""Appeals as the search finds them: by what happened, by what is asked, by their letters and the city's order."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from appeals.models import Appeal
from appeals.selectors.places import appeal_page
from appeals.selectors.subjects import subject_words
from indicators.permissions import visible_to
from indicators.selectors.search import Searchable, Shown, place_of_assignment, status_of

_RELATED = ("assignment__agency", "assignment__year", "assignment__indicator", "letter", "invitation", "order")


def _appeals(user: User) -> QuerySet[Any]:
    rows = visible_to(user, Appeal.objects.select_related(*_RELATED))
    return rows.order_by("-assignment__year__be_year", "-pk")


def _show(row: Any) -> Shown:
    subject = _("อุทธรณ์%(subject)s") % {"subject": subject_words(row.position)}
    where = place_of_assignment(row.assignment, subject)
    return Shown(row.assignment.name_line, where, appeal_page(row), **status_of(row))


KINDS = [
    Searchable(
        name="appeal",
        label=gettext_lazy("อุทธรณ์"),
        rows=_appeals,
        show=_show,
        texts=(
            *("what_happened", "criterion_before", "criterion_asked"),
            *("letter__subject", "letter__number", "invitation__subject", "invitation__number"),
            *("order__subject", "order__number"),
        ),
    )
]
