"""The reports of a year for some agencies: each assignment's quarters and year-end, as far as time has gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db.models import prefetch_related_objects

from accounts.models import User
from indicators.models import Assignment, Dossier, Event, QuarterlyReport, ReportingPeriod, Revision, YearEndReport
from indicators.selectors.content import assignment_content, quarter_fields, year_end_fields
from indicators.services.audit import canonical_json, chain_of
from kpi_tracker.generated.chains import told
from kpi_tracker.generated.words import Words
from thai.dates import BANGKOK

# Of a hundred reports whose time has come: never sent, sent late, sent and still waiting for their evaluator, who has
# been through what was due more than a year ago.
NEVER, LATE, WAITING = 3, 8, 2
DECIDED_AFTER = timedelta(days=365)


@dataclass
class Year:
    """What is written of one year; `events` are pairs of chain and event."""

    periods: Sequence[ReportingPeriod]
    officers: dict[int, User]
    evaluator: User
    now: datetime
    words: Words
    events: list[tuple[str, Event]] = field(default_factory=list)

    def write(self, assignments: Sequence[Assignment]) -> int:
        """All reports of `assignments`; returns how many."""
        quarters = [self._opened(QuarterlyReport, one, period) for one in assignments for period in self.quarters]
        ends = [self._opened(YearEndReport, one, None) for one in assignments]
        reports: list[Any] = [*quarters, *ends]
        Dossier.objects.bulk_create([report.dossier for report in reports], batch_size=2000)
        QuarterlyReport.objects.bulk_create(quarters, batch_size=1000)
        YearEndReport.objects.bulk_create(ends, batch_size=1000)
        sent = [report for report in reports if report.status != "draft"]
        revisions = self._revisions(sent, {one.pk: assignment_content(one) for one in assignments})
        Revision.objects.bulk_create(revisions, batch_size=500)
        for report, revision in zip(sent, revisions, strict=True):
            self._tell(report, revision)
        return len(reports)

    @property
    def quarters(self) -> list[ReportingPeriod]:
        return [period for period in self.periods if period.quarter is not None]

    def _opened(self, kind: type[Any], assignment: Assignment, period: ReportingPeriod | None) -> Any:
        agency, year = assignment.agency, assignment.year
        dossier_kind = Dossier.Kind.YEAR_END_REPORT if period is None else Dossier.Kind.QUARTERLY_REPORT
        report = kind(dossier=Dossier(kind=dossier_kind, agency=agency, year=year), assignment=assignment)
        report.status_since = datetime.combine(year.starts_on, time(8), BANGKOK)
        if period is not None:
            report.period = period
            self._fill_quarter(report, period.quarter or 0)
        else:
            self._fill_year_end(report)
        due = period or next(one for one in self.periods if one.quarter is None)
        chance = self.words.chance
        lot = chance.randrange(100)
        days = chance.randint(1, 5) if lot < NEVER + LATE else -chance.randint(0, 9)
        at = datetime.combine(due.due_on, time(9), BANGKOK) + timedelta(days, minutes=chance.randrange(480))
        if lot >= NEVER and at < self.now:
            is_recent = at > self.now - DECIDED_AFTER
            self._send(report, at, is_late=days > 0, is_waiting=is_recent and lot >= 100 - WAITING)
        return report

    def _fill_quarter(self, report: QuarterlyReport, quarter: int) -> None:
        chance = self.words.chance
        report.narrative = self.words.paragraph()
        report.progress_percent = Decimal(min(100, quarter * 25 - chance.randrange(15)))
        report.result_in_unit = report.progress_percent
        report.plan_status = chance.choices(("on_plan", "at_risk", "behind"), (80, 12, 8))[0]
        report.obstacles = self.words.sentence() if report.plan_status != "on_plan" else ""

    def _fill_year_end(self, report: YearEndReport) -> None:
        report.level = report.assignment.indicator.level
        report.progress_percent = report.result_in_unit = Decimal(self.words.chance.randint(60, 100))
        report.summary = self.words.paragraph(6, 14)
        report.no_enablers = report.no_obstacles = True

    def _send(self, report: Any, at: datetime, *, is_late: bool, is_waiting: bool) -> None:
        report.status, report.status_since, report.version = "submitted", at, 2
        report.first_submitted_at = report.submitted_at = at
        report.submitted_by, report.is_late = self.officers[report.assignment.agency_id], is_late
        marked = at + timedelta(days=self.words.chance.randint(7, 30))
        if marked < self.now and not is_waiting:
            report.status, report.status_since, report.version = "accepted", marked, 3
            report.mark, report.marked_at = Decimal(self.words.chance.randint(50, 100)), marked
            report.marked_by = self.evaluator

    def _revisions(self, sent: Sequence[Any], known: dict[int, dict[str, Any]]) -> list[Revision]:
        prefetch_related_objects([one for one in sent if isinstance(one, QuarterlyReport)], "monthly_entries")
        prefetch_related_objects([one for one in sent if isinstance(one, YearEndReport)], "factors")
        prefetch_related_objects([one.dossier for one in sent], "revisions")
        quarters: dict[int, list[dict[str, Any]]] = {}
        revisions = []
        for report in sent:
            content = {
                "kind": report.dossier.kind,
                "assignment": known[report.assignment_id],
                "evidence": [],
                "warning_reasons": {},
            }
            if isinstance(report, QuarterlyReport):
                content["quarter"] = quarter_fields(report)
                quarters.setdefault(report.assignment_id, []).append(content["quarter"])
            else:
                content |= {"quarters": quarters.get(report.assignment_id, []), **year_end_fields(report)}
            text = canonical_json(content)
            revisions.append(
                Revision(
                    dossier=report.dossier,
                    number=1,
                    content=text,
                    sha256=sha256(text.encode()).hexdigest(),
                    created_at=report.submitted_at,
                    created_by=report.submitted_by,
                )
            )
        return revisions

    def _tell(self, report: Any, revision: Revision) -> None:
        chain = chain_of(report.assignment.agency)
        subject = "quarterly-report" if isinstance(report, QuarterlyReport) else "year-end-report"
        of = {"dossier": report.dossier, "revision": revision}
        details = {"revision": 1, "sha256": revision.sha256}
        submitted = told(
            report.submitted_at,
            "submit",
            subject,
            report.submitted_by,
            status_before="draft",
            status_after="submitted",
            details=details,
            **of,
        )
        self.events.append((chain, submitted))
        if report.status == "accepted":
            accepted = told(
                report.marked_at,
                "accept",
                subject,
                report.marked_by,
                status_before="submitted",
                status_after="accepted",
                details={"mark": str(report.mark)},
                **of,
            )
            self.events.append((chain, accepted))


def in_time(events: Iterable[tuple[str, Event]]) -> list[tuple[str, Event]]:
    """The events of every chain in the order in which they happened."""
    return sorted(events, key=lambda pair: pair[1].at)
