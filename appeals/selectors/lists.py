"""Lists of appeals: all that a person may see, those of an assignment, those that wait for a meeting."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Agency, User
from accounts.roles import Role
from appeals.models import Appeal
from appeals.selectors.subjects import subject_words
from appeals.workflow import APPEAL
from indicators import clock
from indicators.models import Assignment, FiscalYear
from indicators.permissions import holds, visible_to
from indicators.selectors.agenda import WaitingList
from indicators.selectors.waiting import turns_of
from thai.dates import active_language, format_date

RELATED = ("assignment__agency", "assignment__indicator", "assignment__year")


def appeals_seen_by(user: User) -> QuerySet[Appeal]:
    """All that the person may see, the newest first, with what a row of the list says."""
    rows = Appeal.objects.select_related(*RELATED, "requested_outcome", "decided_outcome", "letter")
    return visible_to(user, rows).order_by("-pk")


def filtered(rows: QuerySet[Appeal], *, be_year: str = "", status: str = "", agency: str = "") -> QuerySet[Appeal]:
    """Those of `rows` in a year, a status, an agency (its code); "" asks for nothing, what is unknown finds none."""
    if be_year:
        rows = rows.filter(assignment__year__be_year=int(be_year)) if _is_year(be_year) else rows.none()
    if status:
        rows = rows.filter(status=status)
    if agency:
        rows = rows.filter(assignment__agency__code=agency)
    return rows


def years_with_appeals(user: User) -> QuerySet[FiscalYear]:
    """The years in which this person sees appeals."""
    seen = visible_to(user, Appeal.objects.all())
    return FiscalYear.objects.filter(pk__in=seen.values("assignment__year"))


def agencies_with_appeals(user: User) -> QuerySet[Agency]:
    """The agencies whose appeals this person sees."""
    seen = visible_to(user, Appeal.objects.all())
    return Agency.objects.filter(pk__in=seen.values("assignment__agency")).order_by("sort_key")


def overview_of(appeal: Appeal) -> dict[str, Any]:
    """An appeal as a row of the list: its subject, whose turn it is and since when."""
    turn = APPEAL.turn[appeal.status]
    return {
        "appeal": appeal,
        "subject": subject_words(appeal.position),
        "turn": Role(turn).label if turn else "–",
        "since": appeal.status_since,
    }


def waiting_appeals(user: User) -> QuerySet[Appeal]:
    """Registered ones that this person of the secretariat may put on an agenda, the longest waiting first."""
    rows = Appeal.objects.filter(turns_of(user, APPEAL), status=Appeal.Status.REGISTERED)
    related = (*RELATED, "letter", "dossier")
    return rows.select_related(*related).order_by("status_since", "assignment__agency__sort_key", "pk")


WAITING_APPEALS = WaitingList(
    rows=waiting_appeals,
    page="appeal-waiting",
    count_label=gettext_lazy("อุทธรณ์รอบรรจุวาระ %(count)s เรื่อง"),
    label=gettext_lazy("บรรจุอุทธรณ์"),
)


def appeal_tasks(assignment: Assignment, today: date) -> list[dict[str, Any]]:
    """The appeals of an assignment as tasks of its page, withdrawn ones left out."""
    rows = Appeal.objects.filter(assignment=assignment).exclude(status=Appeal.Status.WITHDRAWN).order_by("pk")
    return [
        {
            "name": _("อุทธรณ์%(subject)s") % {"subject": subject_words(appeal.position)},
            "url": reverse("appeal", args=[appeal.pk]),
            "status": appeal.status,
            "word": appeal.get_status_display(),
            "hint": _waits(appeal),
        }
        for appeal in rows
    ]


def _waits(appeal: Appeal) -> str:
    turn = APPEAL.turn[appeal.status]
    return _("รอการดำเนินการของ%(role)s") % {"role": Role(turn).label} if turn else ""


def appeal_actions(user: User, assignment: Assignment) -> list[dict[str, Any]]:
    """Filing an appeal is offered to the officers of the agency while the year is open, with its last day; after that
    what is offered says that it takes a permission."""
    if not _may_appeal(user, assignment):
        return []
    until = assignment.year.appeals_close_on
    label = _("ยื่นอุทธรณ์")
    if until and clock.today() > until:
        label = _("ขออนุญาตยื่นอุทธรณ์หลังปิดรับ")
    elif until:
        label = _("ยื่นอุทธรณ์ (ถึง %(day)s)") % {"day": format_date(until, "short", active_language())}
    return [{"label": label, "url": reverse("appeal-add", args=[assignment.pk])}]


def criterion_appeal_actions(user: User, assignment: Assignment, position: int) -> list[dict[str, Any]]:
    """The same form with the criterion chosen, while appeals are taken."""
    until = assignment.year.appeals_close_on
    if not _may_appeal(user, assignment) or (until and clock.today() > until):
        return []
    label = _("ยื่นอุทธรณ์เกณฑ์ข้อ %(position)s") % {"position": position}
    return [{"label": label, "url": f"{reverse('appeal-add', args=[assignment.pk])}?criterion={position}"}]


def _may_appeal(user: User, assignment: Assignment) -> bool:
    return not assignment.year.closed_at and holds(user, Role.OFFICER, assignment.agency_id).allowed


def _is_year(text: str) -> bool:
    return text.isdecimal() and len(text) <= 4  # more digits than a year has, some databases cannot compare
