"""One indicator through fiscal year 2564, verb by verb: a return, a recall, an extension, a deputy's endorsement, and
the accepted year-end report. At each turn the right desk holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import Agency, Delegation, User
from accounts.roles import Role
from indicators import clock
from indicators.models import Assignment, Event, Extension, PrintRecord, QuarterlyReport, YearEndReport
from indicators.selectors.timeline import timeline
from indicators.selectors.waiting import desk_of
from indicators.services import audit, integrity, quarterly_report, reference, review, year_end_report
from indicators.services.errors import NotAllowed
from tests import make

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]


@dataclass
class Year:
    agency: Agency
    officer: User
    head: User
    deputy: User
    evaluator: User
    administrator: User
    assignment: Assignment

    def report(self, quarter: int | None = None) -> QuarterlyReport | YearEndReport:
        """A report as an opened page knows it."""
        if quarter is None:
            return YearEndReport.objects.get(assignment=self.assignment)
        return make.quarter(self.assignment, quarter)

    def save(self, quarter: int, day: str, narrative: str, progress: int, **fields: Any) -> None:
        report = self.report(quarter)
        values = {"narrative": narrative, "progress_percent": Decimal(progress), **fields}
        with clock.travel(make.at(day)):
            quarterly_report.save(report, actor=self.officer, version=report.version, fields=values)

    def submit(self, quarter: int | None, day: str) -> Event:
        verbs: Any = year_end_report if quarter is None else quarterly_report
        report = self.report(quarter)
        with clock.travel(make.at(day)):
            return verbs.submit(report, actor=self.officer, version=report.version)

    def open(self, quarter: int | None, day: str, actor: User) -> bool:
        with clock.travel(make.at(day)):
            return review.open_submission(self.report(quarter), actor=actor)

    def send_back(self, quarter: int | None, day: str, actor: User, reason: str, **comments: str) -> None:
        report = self.report(quarter)
        with clock.travel(make.at(day)):
            review.return_report(report, actor=actor, version=report.version, reason=reason, comments=comments)

    def accept(self, quarter: int | None, day: str, mark: int) -> None:
        report = self.report(quarter)
        with clock.travel(make.at(day)):
            review.accept(report, actor=self.evaluator, version=report.version, mark=Decimal(mark))

    def waits_for(self, report: QuarterlyReport | YearEndReport, day: str) -> set[str]:
        """On whose desks the report lies."""
        kind = "รายงานสิ้นปี" if isinstance(report, YearEndReport) else report.period.get_kind_display()
        found = set()
        for name in ("officer", "head", "deputy", "evaluator"):
            with clock.travel(make.at(day)):
                desk = desk_of(User.objects.get(pk=getattr(self, name).pk), clock.today())
            if f"{kind} – {report.assignment.name_line}" in {waiting.name for waiting in desk.first}:
                found.add(name)
        return found


@pytest.fixture
def year() -> Year:
    agency = make.agency("สำนักงานปกครองและทะเบียน")
    return Year(
        agency=agency,
        officer=make.user(Role.OFFICER, agency, full_name="สมศรี ขยัน", position="นักจัดการงานทั่วไป"),
        head=make.user(Role.HEAD, agency, full_name="ประเสริฐ ดี", position="ผู้อำนวยการสำนักงาน"),
        deputy=make.user(agency=agency, full_name="มานะ แทน", position="รองผู้อำนวยการ"),
        evaluator=make.user(Role.EVALUATOR, full_name="วิชัย ตรวจ"),
        administrator=make.user(Role.ADMINISTRATOR),
        assignment=make.assignment(agency, number=8),
    )


def first_quarter(year: Year) -> None:
    """On time; the officer finds a slip, recalls it before it is opened, and sends it again."""
    assert year.waits_for(year.report(1), "2020-12-01") == {"officer"}
    year.save(1, "2020-12-25", "รวบรวมความคิดเห็น 10 ชุด", 20)
    year.submit(1, "2021-01-05")
    with clock.travel(make.at("2021-01-06")):
        report = year.report(1)
        quarterly_report.recall(report, actor=year.officer, version=report.version)
    year.save(1, "2021-01-06", "รวบรวมความคิดเห็น 10 ชุด ส่งสำนักงาน ก.ก. แล้ว", 30)
    year.submit(1, "2021-01-08")
    assert year.waits_for(year.report(1), "2021-01-09") == {"evaluator"}
    assert year.open(1, "2021-01-11", year.evaluator)
    year.accept(1, "2021-01-12", 100)
    assert year.waits_for(year.report(1), "2021-01-13") == set()


def second_quarter(year: Year) -> None:
    """Sent on the last day, returned after the closing, corrected within the seven days, marked with nothing."""
    year.save(2, "2021-04-09", "ครบทุกขั้นตอน", 50)
    year.submit(2, "2021-04-30")
    assert year.open(2, "2021-05-03", year.evaluator)
    year.send_back(2, "2021-05-03", year.evaluator, "ยังไม่ครบทุกขั้นตอน", narrative="ขอวันที่ประชุม")
    returned = year.report(2)
    assert returned.returned_due_on == date(2021, 5, 12)
    assert year.waits_for(returned, "2021-05-04") == {"officer"}
    year.save(2, "2021-05-05", "คณะกรรมการพิจารณาโครงการ 8 ก.พ. 2564", 50)
    year.submit(2, "2021-05-12")
    year.accept(2, "2021-05-14", 0)


def third_quarter(year: Year) -> None:
    """Missed; the administrator gives the agency another week, and the report is late all the same."""
    year.save(3, "2021-07-30", "ให้บริการ 8 ครั้ง 132 คน", 80)
    with pytest.raises(NotAllowed, match="ปิดรับแล้ว"):
        year.submit(3, "2021-08-02")
    given = Extension(period=year.report(3).period, agency=year.agency, until=date(2021, 8, 6), reason="โรคระบาด")
    reference.create(given, actor=year.administrator)
    year.submit(3, "2021-08-06")
    year.accept(3, "2021-08-10", 100)


def fourth_quarter(year: Year) -> None:
    year.save(
        4,
        "2021-09-30",
        "สำรวจการใช้ประโยชน์แล้วเสร็จ",
        100,
        result_in_unit=Decimal(10),
        enablers="ผู้บริหารสนับสนุน",
        obstacles="โรคระบาด",
    )
    make.cite(make.quarter(year.assignment, 4), make.document(year.agency, subject="แบบสำรวจ"))
    year.submit(4, "2021-10-04")


def year_end(year: Year) -> None:
    """Composed from the fourth quarter, returned by the head, endorsed by his deputy, accepted by the evaluator."""
    report = year.report()
    with clock.travel(make.at("2021-10-05")):
        year_end_report.compose(report, actor=year.officer, version=report.version)
    year.submit(None, "2021-10-05")
    assert year.waits_for(report, "2021-10-05") == {"head"}
    assert year.open(None, "2021-10-05", year.head)
    year.send_back(None, "2021-10-05", year.head, "ขอชื่อผู้รับผิดชอบ", responsible_name="กรอกชื่อ")
    report = year.report()
    with clock.travel(make.at("2021-10-06")):
        year_end_report.save(
            report, actor=year.officer, version=report.version, fields={"responsible_name": "สมศรี ขยัน"}
        )
    year.submit(None, "2021-10-06")
    absence = Delegation(
        agency=year.agency,
        head=year.head,
        deputy=year.deputy,
        kind=Delegation.Kind.ACTING,
        order_number="30/2564",
        order_date=date(2021, 10, 1),
        starts_on=date(2021, 10, 7),
        ends_on=date(2021, 10, 8),
    )
    reference.create(absence, actor=year.administrator)
    assert year.waits_for(report, "2021-10-07") == {"head", "deputy"}
    report = year.report()
    with clock.travel(make.at("2021-10-08")):
        year_end_report.endorse(report, actor=year.deputy, version=report.version)
    assert year.waits_for(report, "2021-10-11") == {"evaluator"}
    with pytest.raises(NotAllowed, match="ไตรมาสที่ 4"):
        year.accept(None, "2021-10-12", 100)
    year.accept(4, "2021-10-12", 100)
    year.accept(None, "2021-10-12", 100)


def happened(year: Year, report: QuarterlyReport | YearEndReport) -> str:
    actions = Event.objects.filter(dossier=report.dossier).order_by("sequence").values_list("action", flat=True)
    return " ".join(actions)


def test_a_year_from_the_first_draft_to_the_accepted_year_end(year: Year) -> None:
    for chapter in (first_quarter, second_quarter, third_quarter, fourth_quarter, year_end):
        chapter(year)
    quarters = [year.report(number) for number in (1, 2, 3, 4)]
    assert [(report.status, report.mark, report.is_late) for report in quarters] == [
        ("accepted", 100, False),
        ("accepted", 0, True),
        ("accepted", 100, True),
        ("accepted", 100, False),
    ]
    whole = year.report()
    assert (whole.status, whole.mark, whole.summary) == ("accepted", 100, "สำรวจการใช้ประโยชน์แล้วเสร็จ")
    assert (whole.endorsed_by, whole.endorsed_under.get_kind_display()) == (year.deputy, "รักษาราชการแทน")
    assert [happened(year, report) for report in [*quarters, whole]] == [
        "edit submit recall edit submit open accept",
        "edit submit open return edit submit accept",
        "edit submit accept",
        "edit submit accept",
        "edit submit open return edit submit endorse accept",
    ]
    assert [report.dossier.revisions.count() for report in [*quarters, whole]] == [2, 2, 1, 1, 2]
    assert PrintRecord.objects.count() == 8, "five marks, one endorsement, two returns"
    assert timeline(whole.dossier)[0]["what"] == "ผ่านการตรวจประเมิน ให้คะแนน 100"
    assert timeline(whole.dossier)[1]["who"] == "มานะ แทน"
    assert [year.waits_for(report, "2021-10-13") for report in [*quarters, whole]] == [set()] * 5
    assert audit.broken_links() == []
    assert integrity.findings() == []


def test_a_mistake_found_later_is_reopened_from_the_year_end_down(year: Year) -> None:
    for chapter in (first_quarter, second_quarter, third_quarter, fourth_quarter, year_end):
        chapter(year)
    frozen = list(PrintRecord.objects.order_by("id").values())
    with clock.travel(make.at("2021-11-01")):
        fourth, whole = year.report(4), year.report()
        with pytest.raises(NotAllowed, match="รายงานสิ้นปีส่งแล้ว"):
            review.reopen(fourth, actor=year.evaluator, version=fourth.version, reason="ตัวเลขผิด")
        review.reopen(whole, actor=year.evaluator, version=whole.version, reason="ตัวเลขผิด")
        review.reopen(fourth, actor=year.evaluator, version=fourth.version, reason="ตัวเลขผิด")
    with pytest.raises(NotAllowed, match="ไตรมาสที่ 4"):
        year.submit(None, "2021-11-02")
    year.save(4, "2021-11-02", "สำรวจการใช้ประโยชน์แล้วเสร็จ 132 คน", 100)
    year.submit(4, "2021-11-02")
    year.submit(None, "2021-11-02")
    with clock.travel(make.at("2021-11-03")):
        whole = year.report()
        year_end_report.endorse(whole, actor=year.head, version=whole.version)
    year.accept(4, "2021-11-04", 90)
    year.accept(None, "2021-11-04", 95)
    assert list(PrintRecord.objects.order_by("id").values())[:8] == frozen
    assert (year.report(4).mark, year.report().mark, year.report().endorsed_by) == (90, 95, year.head)
    assert integrity.findings() == []
