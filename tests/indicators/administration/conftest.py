"""An administrator, someone who is none, and a small year to administer."""

from datetime import date

import pytest

from accounts.models import Agency, Membership, User
from accounts.roles import Role
from indicators.models import (
    DocumentKind,
    FiscalYear,
    Holiday,
    Indicator,
    IndicatorCriterion,
    PlanLevel,
    PlanNode,
    PlanVersion,
    ReportingPeriod,
    YearCode,
)

PERIODS = {
    "q1": (date(2020, 10, 1), date(2021, 1, 10), date(2021, 1, 31)),
    "q2": (date(2021, 1, 1), date(2021, 4, 10), date(2021, 4, 30)),
    "q3": (date(2021, 4, 1), date(2021, 7, 10), date(2021, 7, 31)),
    "q4": (date(2021, 7, 1), date(2021, 10, 10), date(2021, 10, 31)),
    "year_end": (date(2021, 9, 1), date(2021, 10, 10), date(2021, 10, 31)),
}


def make_user(username, full_name, *roles, agency=None):
    user = User.objects.create_user(username, full_name=full_name, agency=agency)
    for role in roles:
        held_in = agency if role in (Role.OFFICER, Role.HEAD, Role.WORKING_GROUP) else None
        Membership.objects.create(user=user, role=role, agency=held_in)
    return user


def make_year(be_year, plan=None, **columns):
    wording = {
        "report_heading": "หัวกระดาษ",
        "plan_heading": "กลุ่มแผน",
        "responsible_label": "(ผู้รับผิดชอบโครงการ)",
        "head_label": "(หัวหน้าหน่วยงาน)",
    }
    return FiscalYear.objects.create(be_year=be_year, plan_version=plan, **(wording | columns))


@pytest.fixture
def agency(db):
    name = "สำนักงานทดสอบหนึ่ง"
    return Agency.objects.create(
        code="99010000", level="BUREAU", name=name, abbreviation="สทน.", sort_key=Agency.order_of(name)
    )


@pytest.fixture
def plan(db):
    plan = PlanVersion.objects.create(name="แผนทดสอบ")
    for depth, name in enumerate(("ด้าน", "มิติ", "เป้าหมาย"), 1):
        PlanLevel.objects.create(version=plan, depth=depth, name=name, print_label=name)
    return plan


@pytest.fixture
def node(plan):
    top = PlanNode.objects.create(level=plan.levels.get(depth=1), number="7", text="การบริหาร")
    return PlanNode.objects.create(level=plan.levels.get(depth=2), parent=top, number="7.5", text="เทคโนโลยี")


@pytest.fixture
def year(plan):
    year = make_year(2564, plan)
    for kind, (opens_on, due_on, closes_on) in PERIODS.items():
        ReportingPeriod.objects.create(year=year, kind=kind, opens_on=opens_on, due_on=due_on, closes_on=closes_on)
    return year


@pytest.fixture
def indicator(year, node):
    indicator = Indicator.objects.create(
        year=year, name="ความสำเร็จในการทดสอบ", plan_node=node, definition="นิยาม", method="วิธี", unit="คะแนน"
    )
    IndicatorCriterion.objects.create(indicator=indicator, position=1, text="เกณฑ์แรก", weight=60)
    IndicatorCriterion.objects.create(indicator=indicator, position=2, text="เกณฑ์ที่สอง", weight=40)
    return indicator


@pytest.fixture
def holiday(year):
    return Holiday.objects.create(year=year, date=date(2021, 4, 6), name="วันจักรี", reference="ประกาศ")


@pytest.fixture
def year_code(year):
    return YearCode.objects.create(year=year, table="appeal_cause", code="1", label="ปัจจัยภายนอกของหน่วยงาน")


@pytest.fixture
def document_kind(db):
    return DocumentKind.objects.create(code="letter", name="หนังสือ", needs_number=True, position=1)


@pytest.fixture
def administrator(db):
    return make_user("anong", "อนงค์ ดูแล", Role.ADMINISTRATOR)


@pytest.fixture
def officer(agency):
    return make_user("somchai", "สมชาย ใจดี", Role.OFFICER, agency=agency)


@pytest.fixture
def head(agency):
    return make_user("prasert", "ประเสริฐ นำทาง", Role.HEAD, agency=agency)


@pytest.fixture
def admin_client(client, administrator):
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def rows(year, plan, node, agency, indicator, head, officer):
    """What the words of the table above stand for."""
    return {
        "open": make_year(2566, plan),
        "2564": year,
        "first quarter": ReportingPeriod.objects.get(kind="q1"),
        "agency": agency,
        "plan": plan,
        "third": plan.levels.get(depth=3),
        "node": node,
        "indicator": indicator,
        "head": head,
        "officer": officer,
    }
