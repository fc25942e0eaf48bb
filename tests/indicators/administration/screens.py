"""What the tests of the screens type, noun by noun, and rows in numbers."""

import re
from datetime import date

import pytest

from accounts.models import Agency, Delegation, User
from indicators.models import (
    Assignment,
    DocumentKind,
    Extension,
    FiscalYear,
    Holiday,
    Indicator,
    PlanLevel,
    PlanNode,
    PlanVersion,
    ReportingPeriod,
    YearCode,
)

from .conftest import make_user, make_year

# noun: model, what is typed to add, what is typed differently to edit, and what the database then says
SCREENS = {
    "year": (
        FiscalYear,
        {
            "be_year": "๒๕๗๐",
            "report_heading": "หัว",
            "plan_heading": "แผน",
            "responsible_label": "(ผู้รับผิดชอบ)",
            "head_label": "(หัวหน้า)",
            "return_working_days": "7",
        },
        {"report_heading": "หัวใหม่"},
        ("report_heading", "หัวใหม่"),
    ),
    "period": (
        ReportingPeriod,
        {"year": "open", "kind": "q1", "opens_on": "1 ต.ค. 2565", "due_on": "10/1/2566", "closes_on": "31/1/2566"},
        {"due_on": "๑๕ มกราคม ๒๕๖๖"},
        ("due_on", date(2023, 1, 15)),
    ),
    "extension": (
        Extension,
        {"period": "first quarter", "agency": "agency", "until": "15/2/2564", "reason": "น้ำท่วม"},
        {"until": "20/2/2564"},
        ("until", date(2021, 2, 20)),
    ),
    "holiday": (
        Holiday,
        {"year": "2564", "date": "12/4/2564", "is_holiday": "on", "name": "วันหยุดพิเศษ", "reference": "มติ ครม."},
        {"name": "วันหยุดพิเศษสงกรานต์"},
        ("name", "วันหยุดพิเศษสงกรานต์"),
    ),
    "year-code": (
        YearCode,
        {"year": "2564", "table": "appeal_cause", "code": "7", "label": "งบประมาณ"},
        {"label": "งบประมาณถูกปรับลด"},
        ("label", "งบประมาณถูกปรับลด"),
    ),
    "plan-version": (PlanVersion, {"name": "แผนใหม่"}, {"name": "แผนใหม่กว่า"}, ("name", "แผนใหม่กว่า")),
    "plan-level": (
        PlanLevel,
        {"version": "plan", "depth": "4", "name": "กลยุทธ์", "print_label": "กลยุทธ์ที่"},
        {"print_label": "กลยุทธ์ :"},
        ("print_label", "กลยุทธ์ :"),
    ),
    "plan-node": (
        PlanNode,
        {"level": "third", "parent": "node", "number": "7.5.1", "text": "เป้าหมาย"},
        {"text": "เป้าหมายที่แก้"},
        ("text", "เป้าหมายที่แก้"),
    ),
    "indicator": (
        Indicator,
        {
            "year": "2564",
            "name": "ตัวชี้วัดใหม่",
            "kind": "routine",
            "level": "outcome",
            "plan_node": "node",
            "definition": "นิยาม",
            "method": "วิธี",
            "unit": "ร้อยละ",
            "measure": "percent",
            "criteria-TOTAL_FORMS": "0",
            "criteria-INITIAL_FORMS": "0",
        },
        {"unit": "คะแนน"},
        ("unit", "คะแนน"),
    ),
    "assigned-indicator": (
        Assignment,
        {"indicator": "indicator", "agency": "agency", "number": "8", "target": "10", "weight": "๑๐.๕"},
        {"weight": "12.25"},
        ("weight", pytest.approx(12.25)),
    ),
    "user": (
        User,
        {
            "username": "malee",
            "full_name": "มาลี ศรีสุข",
            "language": "th",
            "is_active": "on",
            "password": "ฝนตกที่หน้าต่าง-27",
            "memberships-TOTAL_FORMS": "0",
            "memberships-INITIAL_FORMS": "0",
        },
        {"position": "นักวิชาการ", "password": ""},
        ("position", "นักวิชาการ"),
    ),
    "delegation": (
        Delegation,
        {
            "agency": "agency",
            "head": "head",
            "deputy": "officer",
            "kind": "acting",
            "order_number": "4/2564",
            "order_date": "18 มี.ค. 2564",
            "starts_on": "19 มี.ค. 2564",
            "ends_on": "31 มี.ค. 2564",
        },
        {"ends_on": "5 เม.ย. 2564"},
        ("ends_on", date(2021, 4, 5)),
    ),
    "agency": (
        Agency,
        {"code": "99030000", "level": "DISTRICT", "name": "สำนักงานเขตทดสอบ"},
        {"valid_to": "30/9/2565"},
        ("valid_to", date(2022, 9, 30)),
    ),
    "document-kind": (
        DocumentKind,
        {"code": "map", "name": "แผนที่", "position": "5"},
        {"needs_number": "on"},
        ("needs_number", True),
    ),
}
NO_DELETION = {"holiday", "user"}


def typed(rows, words):
    return {name: rows[word].pk if word in rows else word for name, word in words.items()}


def version_in(response):
    return re.search(r'name="version" value="([^"]+)"', response.content.decode()).group(1)


def make_rows(noun, numbers, rows):
    plan, year, agency = rows["plan"], rows["2564"], rows["agency"]
    make = {
        "year": lambda n: make_year(2570 + n, plan),
        "period": lambda n: ReportingPeriod.objects.create(
            year=make_year(2570 + n),
            kind="q1",
            opens_on=date(2021, 1, 1),
            due_on=date(2021, 1, 1),
            closes_on=date(2021, 1, 1),
        ),
        "extension": lambda n: Extension.objects.create(
            period=rows["first quarter"], agency=agency, until=date(2021, 3, 1), reason="ก", granted_by=rows["head"]
        ),
        "holiday": lambda n: Holiday.objects.create(year=year, date=date(2021, 1, 1), version=n, name="ก"),
        "year-code": lambda n: YearCode.objects.create(year=year, table="appeal_cause", code=n, label="ก"),
        "plan-version": lambda n: PlanVersion.objects.create(name=f"แผน {n}"),
        "plan-level": lambda n: PlanLevel.objects.create(version=plan, depth=10 + n, name="ก", print_label="ก"),
        "plan-node": lambda n: PlanNode.objects.create(level=rows["third"], parent=rows["node"], text=f"{n}"),
        "indicator": lambda n: Indicator.objects.create(
            year=year, name=f"{n}", plan_node=rows["node"], definition="ก", method="ก", unit="ก"
        ),
        "assigned-indicator": lambda n: Assignment.objects.create(
            indicator=Indicator.objects.create(year=year, name=f"{n}", definition="ก", method="ก", unit="ก"),
            year=year,
            agency=agency,
            number=n,
            weight=1,
            owner=rows["officer"],
        ),
        "user": lambda n: make_user(f"user{n}", f"คนที่ {n}", "officer", agency=agency),
        "delegation": lambda n: Delegation.objects.create(
            agency=agency,
            head=rows["head"],
            deputy=rows["officer"],
            kind="acting",
            order_number="1",
            order_date=date(2021, 1, 1),
            starts_on=date(2021, 1, 1),
            ends_on=date(2021, 1, 1),
        ),
        "agency": lambda n: Agency.objects.create(code=f"98{n:06}", level="BUREAU", name=f"สำนัก {n}"),
        "document-kind": lambda n: DocumentKind.objects.create(code=f"k{n}", name=f"{n}"),
    }[noun]
    for n in numbers:
        make(n)
