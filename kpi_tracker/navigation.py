"""What the page frame needs on every page: the way around for this person, and in which roles he is here."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from kpi_tracker.help_lines import line_of

Entry = tuple[str, str, bool]
# So many fit beside each other on an office's screen. Whoever has more places finds these below the last but one, the
# one given up first coming first: what the city's people seldom begin with.
MOST_IN_A_ROW = 9
SELDOM = ("document-list", "score-start", "print-centre", "appeal-list", "case-list")


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `navigation` and what it has no room for, `navigation_more`, each a list of (label, url,
    is_current); and one line each: `acting_for`, and `help_line`, what one does on this page."""
    user = getattr(request, "user", None)
    match = request.resolver_match
    told = {"help_line": line_of(match.url_name or "") if match else ""}
    if not isinstance(user, User):
        return {"navigation": [], "navigation_more": [], "acting_for": "", **told}
    row, more = _in_a_row(_places(user))
    return {
        "navigation": _entries(row, request.path),
        "navigation_more": _entries(more, request.path),
        "acting_for": _acting_for(user),
        **told,
    }


def _places(user: User) -> list[tuple[str, str]]:
    roles = user.standing.roles
    places = [("home", _("หน้าของฉัน")), ("assignment-list", _("งานทั้งหมด")), ("document-list", _("ทะเบียนเอกสาร"))]
    places.insert(2, ("case-list", _("เรื่องนวัตกรรม")))
    places.insert(3, ("appeal-list", _("อุทธรณ์")))
    places.append(("score-start", _("คะแนน")))
    places.append(("print-centre", _("ศูนย์พิมพ์")))
    places.insert(1, ("dashboard", _("ภาพรวม")))
    if Role.EVALUATOR in roles:
        places.append(("review-queue", _("คิวตรวจประเมิน")))
    if Role.SECRETARIAT in roles:
        places.append(("judging-queue", _("ให้คะแนนขั้นตอน")))
    if user.standing.sees_city:
        places.append(("meeting-list", _("การประชุมคณะกรรมการ")))
    if Role.ADMINISTRATOR in roles:
        places.append(("administration", _("ตั้งค่าระบบ")))
    places.append(("help", _("ช่วยเหลือ")))
    return places


def _in_a_row(places: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The places that stand side by side, and those below one more entry; both in their own order."""
    below = set(SELDOM[: len(places) - MOST_IN_A_ROW + 1]) if len(places) > MOST_IN_A_ROW else set()
    return [each for each in places if each[0] not in below], [each for each in places if each[0] in below]


def _entries(places: list[tuple[str, str]], path: str) -> list[Entry]:
    entries = []
    for name, label in places:
        url = reverse(name)
        entries.append((label, url, path == url or (url != "/" and path.startswith(url))))
    return entries


def _acting_for(user: User) -> str:
    roles = sorted(user.standing.roles, key=list(Role).index)
    words = [", ".join(str(role.label) for role in roles)] if roles else []
    if user.agency:
        words.append(user.agency.name)
    return " – ".join(words)
