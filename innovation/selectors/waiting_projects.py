"""Projects that the head has endorsed and that wait to be put on a meeting's agenda."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from indicators.selectors.agenda import WaitingList
from indicators.selectors.waiting import turns_of
from innovation.models import Project
from innovation.workflow import PROJECT


def waiting_projects(user: User) -> QuerySet[Project]:
    """Those that this person of the secretariat may put on an agenda, the longest waiting first. None of his own
    agency's are among them."""
    turns = turns_of(user, PROJECT, "case__assignment__agency", "case__assignment__year")
    rows = Project.objects.filter(turns, status=Project.Status.ENDORSED)
    related = ("case__assignment__agency", "case__assignment__year", "case__assignment__indicator", "dossier")
    return rows.select_related(*related).order_by("status_since", "case__assignment__agency__sort_key", "pk")


WAITING_PROJECTS = WaitingList(
    rows=waiting_projects,
    page="meeting-waiting",
    count_label=_("โครงการรอบรรจุวาระ %(count)s เรื่อง"),
    label=_("บรรจุโครงการ"),
)
