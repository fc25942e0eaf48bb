"""What an agency has not sent for a period, and who there is to be reminded of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accounts.models import Agency, User
from accounts.roles import Role
from accounts.standing import people_in
from indicators.models import Assignment, ReportingPeriod
from indicators.report_state import SENT, WORDS, ReportState
from indicators.selectors.dashboard import Sent, agency_lines

# What is not to be sent yet is nothing to be reminded of.
_NOT_DUE = SENT | {ReportState.NOT_OPEN}


@dataclass(frozen=True)
class Report:
    """A report that is not sent: what it is about, its page, how far it is."""

    name: str
    url: str
    state: ReportState

    @property
    def word(self) -> str:
        return str(WORDS[self.state])


@dataclass(frozen=True, kw_only=True)
class Unsent:
    """The reports of an agency that are not sent for a period, and its officers who have an address."""

    agency: Agency
    period: ReportingPeriod
    reports: tuple[Report, ...]
    people: tuple[User, ...]

    @property
    def why_not(self) -> str:
        """Why no reminder goes to the agency; empty when one does."""
        if not self.reports:
            return _("ไม่มีรายงานค้างส่งของงวดนี้")
        return "" if self.people else _("ไม่มีผู้รับผิดชอบตัวชี้วัดที่มีอีเมล")


def unsent_of(period: ReportingPeriod, agencies: Sequence[Agency], today: date) -> list[Unsent]:
    """What each of `agencies` has not sent, in their order. The same number of queries for any number of them."""
    lines = agency_lines(period.year, agencies, today)
    due = {line.subject.pk: [each for each in line.cell(period.kind).reports if _is_due(each)] for line in lines}
    names = Assignment.objects.select_related("agency", "indicator").in_bulk(
        {report.assignment for reports in due.values() for report in reports}
    )
    people = people_in(Role.OFFICER, [agency.pk for agency in agencies], today)
    return [
        Unsent(
            agency=agency,
            period=period,
            reports=tuple(Report(names[each.assignment].name_line, each.url, each.state) for each in due[agency.pk]),
            people=tuple(user for user in people.get(agency.pk, []) if user.email),
        )
        for agency in agencies
    ]


def _is_due(report: Sent) -> bool:
    return report.state not in _NOT_DUE
