"""Makes what a test needs, with the least said: `make.assignment(agency)`."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from accounts.models import Agency, Membership, User
from accounts.roles import AGENCY_ROLES, Role
from indicators.models import (
    Assignment,
    Citation,
    Document,
    DocumentKind,
    FiscalYear,
    Indicator,
    PlanLevel,
    PlanVersion,
    QuarterlyReport,
    ReportingPeriod,
    YearEndReport,
)
from indicators.services.assignments import assign
from thai.dates import BANGKOK

PASSWORD = "correct horse battery"
_number = count(1)


def at(day: str, time: str = "10:00") -> datetime:
    """A Bangkok instant: at("2020-12-20")."""
    return datetime.fromisoformat(f"{day}T{time}:00").replace(tzinfo=BANGKOK).astimezone(UTC)


def agency(name: str = "สำนักงานทดสอบ", **fields: Any) -> Agency:
    number = next(_number)
    fields.setdefault("code", f"{90000000 + number}")
    fields.setdefault("abbreviation", f"ทส{number}.")
    fields.setdefault("level", Agency.Level.SECRETARIAT)
    return Agency.objects.create(name=name, sort_key=Agency.order_of(name), **fields)


def user(role: Role | None = None, agency: Agency | None = None, **fields: Any) -> User:
    """A person; an agency role is held in `agency`, a city role belongs to no agency."""
    number = next(_number)
    fields.setdefault("username", f"user{number}")
    fields.setdefault("full_name", f"คนที่ {number}")
    if role is None or role in AGENCY_ROLES:
        fields.setdefault("agency", agency)
    person = User.objects.create_user(password=PASSWORD, **fields)
    if role is not None:
        Membership.objects.create(user=person, role=role, agency=agency if role in AGENCY_ROLES else None)
    return person


PERIODS = {
    "q1": ("2020-10-01", "2021-01-10", "2021-01-31"),
    "q2": ("2021-01-01", "2021-04-10", "2021-04-30"),
    "q3": ("2021-04-01", "2021-07-10", "2021-07-31"),
    "q4": ("2021-07-01", "2021-10-10", "2021-10-31"),
    "year_end": ("2021-09-01", "2021-10-10", "2021-10-31"),
}


def year(be_year: int = 2564, **fields: Any) -> FiscalYear:
    """A fiscal year with its five periods, those of 2564 moved by whole years."""
    plan, _created = PlanVersion.objects.get_or_create(name="แผนทดสอบ")
    for depth, label in enumerate(["ประเด็นยุทธศาฯ", "----- ย่อย", "เป้าประสงค์ที่"], start=1):
        PlanLevel.objects.get_or_create(version=plan, depth=depth, defaults={"name": label, "print_label": label})
    fields.setdefault("plan_version", plan)
    made = FiscalYear.objects.create(
        be_year=be_year,
        report_heading="**** หัวกระดาษ ****",
        plan_heading="**** แผน ****",
        responsible_label="(ผู้รับผิดชอบโครงการ)",
        head_label="(หัวหน้าหน่วยงาน)",
        **fields,
    )
    for kind, days in PERIODS.items():
        opens_on, due_on, closes_on = (_moved(day, be_year - 2564) for day in days)
        ReportingPeriod.objects.create(year=made, kind=kind, opens_on=opens_on, due_on=due_on, closes_on=closes_on)
    return made


def _moved(day: str, years: int) -> date:
    moved = date.fromisoformat(day)
    return moved.replace(year=moved.year + years)


def indicator(year_: FiscalYear, **fields: Any) -> Indicator:
    fields.setdefault("name", f"ความสำเร็จของงานที่ {next(_number)}")
    fields.setdefault("definition", "นิยามของตัวชี้วัด")
    fields.setdefault("method", "วิธีคำนวณของตัวชี้วัด")
    fields.setdefault("unit", "คะแนน")
    fields.setdefault("level", Indicator.Level.OUTCOME)
    return Indicator.objects.create(year=year_, **fields)


def assignment(agency_: Agency, year_: FiscalYear | None = None, **fields: Any) -> Assignment:
    """An assignment of a fresh indicator, with its five drafts."""
    of = year_ or FiscalYear.objects.first() or year()
    fields.setdefault("number", next(_number))
    fields.setdefault("weight", Decimal(10))
    fields.setdefault("target", Decimal(10))
    return assign(fields.pop("indicator", None) or indicator(of), agency_, actor=None, **fields)


def quarter(assignment_: Assignment, number: int = 1) -> QuarterlyReport:
    report: QuarterlyReport = assignment_.quarterly_reports.select_related("period").get(period__kind=f"q{number}")
    return report


def fill_quarter(report: QuarterlyReport, **fields: Any) -> QuarterlyReport:
    """A complete draft, written straight into the table."""
    values: dict[str, Any] = {"narrative": "ดำเนินการตามแผน", "progress_percent": Decimal(30), **fields}
    QuarterlyReport.objects.filter(pk=report.pk).update(**values)
    report.refresh_from_db()
    return report


def fill_year_end(report: YearEndReport, **fields: Any) -> YearEndReport:
    values: dict[str, Any] = {
        "summary": "สรุปทั้งปี",
        "level": Indicator.Level.OUTCOME,
        "no_enablers": True,
        "no_obstacles": True,
        "result_in_unit": Decimal(10),
        "progress_percent": Decimal(100),
        **fields,
    }
    YearEndReport.objects.filter(pk=report.pk).update(**values)
    report.refresh_from_db()
    return report


def set_status(report: Any, status: str, by: User | None = None, **fields: Any) -> Any:
    """Puts a report into a status as if its process had led there: a submission leaves a revision."""
    from indicators.selectors.content import quarterly_content, year_end_content
    from indicators.services.revisions import freeze

    moment = fields.pop("since", at("2020-12-20"))
    values: dict[str, Any] = {"status": status, "status_since": moment, **fields}
    if status != "draft":
        content = quarterly_content if isinstance(report, QuarterlyReport) else year_end_content
        actor = by or user()
        if not report.dossier.revisions.exists():
            freeze(report.dossier, content(report), actor=actor, at=moment)
        values |= {"submitted_at": moment, "submitted_by": actor, "first_submitted_at": moment}
    if status == "accepted":
        values.setdefault("mark", Decimal(80))
    type(report).objects.filter(pk=report.pk).update(**values)
    report.refresh_from_db()
    return report


def kind(code: str = "letter", **fields: Any) -> DocumentKind:
    fields.setdefault("name", "หนังสือ")
    fields.setdefault("needs_number", code in {"letter", "order", "memo"})
    made, _created = DocumentKind.objects.get_or_create(code=code, defaults=fields)
    return made


def document(agency_: Agency, **fields: Any) -> Document:
    """A complete letter."""
    fields.setdefault("kind", kind())
    fields.setdefault("subject", f"ขอเชิญประชุม ครั้งที่ {next(_number)}")
    fields.setdefault("number", "กท 0406/2006")
    fields.setdefault("date", date(2021, 4, 2))
    fields.setdefault("paper_location", "ตู้เอกสาร 1")
    return Document.objects.create(agency=agency_, **fields)


def cite(report: QuarterlyReport | YearEndReport, document_: Document) -> Citation:
    return Citation.objects.create(
        dossier=report.dossier, document=document_, position=report.dossier.citations.count() + 1
    )


def later(moment: datetime, **delta: float) -> datetime:
    return moment + timedelta(**delta)
