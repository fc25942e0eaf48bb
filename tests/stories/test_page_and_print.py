"""What stands on the page beside the paper before a report is sent, stands on the paper: letter by letter."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from indicators.models import Assignment, MonthlyEntry, QuarterlyReport, YearEndReport
from tests import make
from tests.printing.readers import READERS
from thai.text import comparable

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_alone]

# SARA AM after a tone mark, upper and lower marks on one letter, digits of both kinds, a long word without a break.
NARRATIVE = "จัดทำน้ำดื่มให้ผู้ป่วย ๓๔๐ คน ณ ที่ว่าการเขต\n๑. ซ้ำเติมไม่ได้ ปีนี้ปู่ย่าฝึกใช้เครื่อง\n2) “ศูนย์ฯ” เปิด 8.30–16.30 น."
ENABLERS = "ผู้บริหารให้ความสำคัญ\nชุมชนร่วมมือดียิ่ง"
OBSTACLES = "น้ำท่วมถนน ๒ สาย จึงเลื่อนเป็นวันที่ 15 มี.ค. 2564"
ROWS = re.compile(r"<dt>([^<]*)</dt>\s*<dd>\s*<div class=\"written\">(.*?)</div>", re.DOTALL)
# Told by its own section of the year's paper, in other words: numbers in columns, the choice of a list.
NOT_OF_THE_QUARTERS_TEXT = {"ความก้าวหน้าสะสม", "ผลงานที่ทำได้", "เทียบกับแผน"}


@pytest.fixture
def assignment() -> Assignment:
    return make.assignment(make.agency("สำนักงานปกครองและทะเบียน"), make.year(), number=8)


@pytest.fixture
def desk(assignment: Assignment) -> Client:
    client = Client()
    client.force_login(make.user(Role.OFFICER, assignment.agency))
    return client


def quarter(assignment: Assignment) -> QuarterlyReport:
    texts = {"narrative": NARRATIVE, "enablers": ENABLERS, "obstacles": OBSTACLES}
    report: QuarterlyReport = make.fill_quarter(make.quarter(assignment, 2), **texts)
    MonthlyEntry.objects.create(report=report, date="2021-02-11", text="ซ่อมเครื่องสูบน้ำที่ชำรุด")
    return report


def year_end(assignment: Assignment) -> YearEndReport:
    texts = {"summary": NARRATIVE, "progress_percent": Decimal("87.50"), "responsible_name": "นางสาวจำเนียร ผู้อยู่เย็น"}
    report: YearEndReport = make.fill_year_end(assignment.year_end_report, **texts)
    return report


def answers(desk: Client, page: str, report: QuarterlyReport | YearEndReport) -> dict[str, str]:
    """What the page shows, by its labels."""
    text = desk.get(reverse(f"{page}-check", args=[report.pk])).text
    return {unescape(label.strip()): unescape(value) for label, value in ROWS.findall(text)}


def not_printed(shown: dict[str, str], paper: bytes) -> dict[str, set[str]]:
    """By reader: the labels whose answer is not on the paper as it stands on the page, line by line."""
    found = {}
    for name, reader in READERS.items():
        printed = comparable("".join(reader(paper)))
        lines = {label: value.splitlines() for label, value in shown.items()}
        found[name] = {label for label, of in lines.items() if any(comparable(line) not in printed for line in of)}
    return found


def test_point_34_a_quarters_paper_says_what_the_page_beside_it_says(desk: Client, assignment: Assignment) -> None:
    report = quarter(assignment)
    shown = answers(desk, "quarterly-report", report)
    assert shown["ผลการดำเนินงาน"] == NARRATIVE
    assert {"บันทึกรายเดือน", "ปัจจัยสนับสนุน", "อุปสรรค"} <= set(shown)
    paper = desk.get(reverse("quarterly-report-print", args=[report.pk])).content
    for reader, lost in not_printed(shown, paper).items():
        assert lost <= NOT_OF_THE_QUARTERS_TEXT, reader


def test_point_34_the_years_paper_says_what_the_page_beside_it_says(desk: Client, assignment: Assignment) -> None:
    report = year_end(assignment)
    shown = answers(desk, "year-end-report", report)
    assert {"สรุปผลการดำเนินงาน (ปลายปีงบประมาณ)", "ความสำเร็จ", "ผู้รับผิดชอบ"} <= set(shown)
    paper = desk.get(reverse("year-end-report-print", args=[report.pk])).content
    for reader, lost in not_printed(shown, paper).items():
        assert not lost, reader


def test_the_comparison_notices_one_lost_letter(desk: Client, assignment: Assignment) -> None:
    report = quarter(assignment)
    paper = desk.get(reverse("quarterly-report-print", args=[report.pk])).content
    QuarterlyReport.objects.filter(pk=report.pk).update(narrative=NARRATIVE.replace("น้ำดื่ม", "น้าดื่ม"))
    for lost in not_printed(answers(desk, "quarterly-report", report), paper).values():
        assert "ผลการดำเนินงาน" in lost
