"""Every screen: its list, adding and editing through the form; closed to everybody but administrators."""

import json
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Agency, Delegation, User
from indicators.models import (
    Assignment,
    DocumentKind,
    Event,
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


def typed(rows, words):
    return {name: rows[word].pk if word in rows else word for name, word in words.items()}


def version_in(response):
    return re.search(r'name="version" value="([^"]+)"', response.content.decode()).group(1)


@pytest.mark.parametrize("noun", SCREENS)
def test_a_row_is_added_listed_edited_and_told_to_the_audit(admin_client, rows, noun):
    model, add, change, (column, expected) = SCREENS[noun]
    known = set(model.objects.values_list("pk", flat=True))
    assert admin_client.get(reverse(f"{noun}-add")).status_code == 200

    response = admin_client.post(f"{reverse(f'{noun}-add')}?year={rows['2564'].pk}", typed(rows, add))
    assert response.status_code == 302, response.context["form"].errors
    row = model.objects.exclude(pk__in=known).get()
    assert Event.objects.count() == 1
    assert admin_client.get(reverse(f"{noun}-list")).status_code == 200

    address = reverse(f"{noun}-edit", args=[row.pk])
    version = version_in(admin_client.get(address))
    response = admin_client.post(address, typed(rows, add | change) | {"version": version})
    assert response.status_code == 302, response.context["form"].errors
    newest = model.objects.order_by("-pk").first() if noun == "holiday" else model.objects.get(pk=row.pk)
    assert getattr(newest, column) == expected
    event = Event.objects.order_by("-pk").first()
    details = json.loads(event.details)
    assert event.action == "change"
    assert column in details["before"]
    assert details["before"][column] != details["after"][column]


@pytest.mark.parametrize("noun", sorted(set(SCREENS) - NO_DELETION))
def test_a_row_on_which_nothing_hangs_is_deleted_after_asking(admin_client, rows, noun):
    model, add, _change, _expected = SCREENS[noun]
    known = set(model.objects.values_list("pk", flat=True))
    admin_client.post(f"{reverse(f'{noun}-add')}?year={rows['2564'].pk}", typed(rows, add))
    row = model.objects.exclude(pk__in=known).get()
    address = reverse(f"{noun}-delete", args=[row.pk])
    asked = admin_client.get(address)
    assert asked.status_code == 200
    assert model.objects.filter(pk=row.pk).exists()
    assert admin_client.post(address, {"version": version_in(asked)}).status_code == 302
    assert not model.objects.filter(pk=row.pk).exists()
    assert Event.objects.order_by("-pk").first().action == "remove"


def test_a_row_in_use_says_so_instead_of_being_deleted(admin_client, rows):
    address = reverse("agency-delete", args=[rows["agency"].pk])
    page = admin_client.get(address).content.decode()
    assert "ลบไม่ได้" in page
    assert "บทบาทของผู้ใช้" in page
    assert admin_client.post(address, {"version": "-"}).status_code == 409
    assert Agency.objects.filter(pk=rows["agency"].pk).exists()


def addresses(rows):
    yield reverse("administration")
    yield reverse("year-open")
    pks = {
        "year": rows["2564"].pk,
        "period": rows["first quarter"].pk,
        "plan-version": rows["plan"].pk,
        "plan-level": rows["third"].pk,
        "plan-node": rows["node"].pk,
        "indicator": rows["indicator"].pk,
        "user": rows["officer"].pk,
        "agency": rows["agency"].pk,
    }
    for noun in SCREENS:
        yield reverse(f"{noun}-list")
        yield reverse(f"{noun}-add")
        yield reverse(f"{noun}-edit", args=[pks.get(noun, 1)])
        if noun not in NO_DELETION:
            yield reverse(f"{noun}-delete", args=[pks.get(noun, 1)])


@pytest.mark.parametrize("role", ["officer", "head", "secretariat", "committee", "evaluator", "auditor"])
def test_everybody_else_is_refused_everywhere(client, rows, role):
    user = make_user("other", "คนอื่น", role, agency=rows["agency"])
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    for address in addresses(rows):
        assert client.get(address).status_code == 403, address
        assert client.post(address, {}).status_code in (403, 405), address
    assert Event.objects.count() == 0


def test_a_stranger_is_sent_to_sign_in(client, rows):
    for address in addresses(rows):
        response = client.get(address)
        assert (response.status_code, response["Location"].split("?")[0]) == (302, reverse("sign-in"))


def test_a_stale_edit_answers_409_and_keeps_what_was_typed(admin_client, year_code):
    address = reverse("year-code-edit", args=[year_code.pk])
    version = version_in(admin_client.get(address))
    fields = {"year": year_code.year_id, "table": "appeal_cause", "code": "1"}
    admin_client.post(address, fields | {"label": "ของเพื่อน", "version": version})
    stale = admin_client.post(address, fields | {"label": "ของฉัน", "version": version})
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "ของฉัน" in page
    assert "ของเพื่อน" in page
    assert "อนงค์ ดูแล" in page
    assert YearCode.objects.get().label == "ของเพื่อน"
    mine = fields | {"label": "ของฉัน", "version": version_in(stale), "resolve": "mine"}
    assert admin_client.post(address, mine).status_code == 302
    assert YearCode.objects.get().label == "ของฉัน"


def test_an_edit_without_a_version_is_stale(admin_client, year_code):
    fields = {"year": year_code.year_id, "table": "appeal_cause", "code": "1", "label": "ของฉัน"}
    assert admin_client.post(reverse("year-code-edit", args=[year_code.pk]), fields).status_code == 409


def test_a_stale_edit_does_not_send_a_password_back(admin_client, officer):
    fields = {
        "username": "somchai",
        "full_name": "ชื่อใหม่",
        "language": "th",
        "is_active": "on",
        "password": "ฝนตกที่หน้าต่าง-27",
        "memberships-TOTAL_FORMS": "0",
        "memberships-INITIAL_FORMS": "0",
        "version": "stale",
    }
    response = admin_client.post(reverse("user-edit", args=[officer.pk]), fields)
    assert response.status_code == 409
    assert "ฝนตกที่หน้าต่าง-27" not in response.content.decode()


def test_a_year_that_is_closed_explains_itself(admin_client, year, year_code):
    year.closed_at = "2021-12-01T00:00:00Z"
    year.save()
    for address in (reverse("year-edit", args=[year.pk]), reverse("year-code-edit", args=[year_code.pk])):
        response = admin_client.get(address)
        assert response.status_code == 409
        assert "ปิดปีงบประมาณ 2564 แล้ว" in response.content.decode()


@pytest.mark.parametrize(
    ("noun", "fields", "sentence"),
    [
        ("period", {"due_on": "1/9/2564"}, "กำหนดส่งต้องไม่ก่อนวันเปิดรับ"),
        ("period", {"kind": "q1"}, "ปีนี้มีงวดนี้แล้ว"),
        ("period", {"opens_on": "31/2/2565"}, "2565"),
        ("period", {"kind": "q9"}, "ตัวเลือกนี้ใช้ไม่ได้"),
        ("agency", {"code": "99010000"}, "มีรหัสหน่วยงานนี้แล้ว"),
        ("agency", {"name": ""}, "กรอกชื่อหน่วยงาน"),
        ("assigned-indicator", {"weight": "101"}, "100"),
        ("assigned-indicator", {"weight": "มาก"}, "มาก"),
        ("user", {"username": "มี ช่องว่าง"}, "ชื่อผู้ใช้ใช้ได้เฉพาะ"),
        ("user", {"password": "สั้นไป"}, "รหัสผ่านสั้นเกินไป"),
        ("user", {"email": "ไม่ใช่อีเมล"}, "อีเมล"),
        ("user", {"username": "somchai"}, "มีชื่อผู้ใช้นี้แล้ว"),
    ],
)
def test_the_form_says_in_thai_what_will_not_do(admin_client, rows, noun, fields, sentence):
    model, add, _change, _expected = SCREENS[noun]
    if fields.get("kind") == "q1":
        fields = fields | {"year": rows["2564"].pk}
    count = model.objects.count()
    response = admin_client.post(reverse(f"{noun}-add"), typed(rows, add) | fields)
    assert response.status_code == 200
    errors = response.context["form"].errors
    told = " ".join(str(message) for messages in errors.values() for message in messages)
    assert sentence in told
    assert not re.search(r"[A-Za-z]{3,}", told), told
    assert told.split(" ")[0] in response.content.decode()
    assert model.objects.count() == count


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


@pytest.mark.parametrize("noun", SCREENS)
def test_a_list_asks_as_often_for_100_rows_as_for_10(admin_client, rows, noun):
    address = reverse(f"{noun}-list")
    make_rows(noun, range(1, 11), rows)
    with CaptureQueriesContext(connection) as few:
        assert admin_client.get(address).status_code == 200
    make_rows(noun, range(11, 101), rows)
    with CaptureQueriesContext(connection) as many:
        assert admin_client.get(address).status_code == 200
    assert len(many) == len(few)
    assert len(many) <= 12
