"""Opening a year by copying the last one: on the page, which shows first what it will do, and by command."""

from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import User
from indicators.models import Assignment, Event, FiscalYear, Indicator
from indicators.services.assignments import assign

pytestmark = pytest.mark.both_databases


@pytest.fixture
def assignment(indicator, agency, year_code, holiday, administrator):
    return assign(indicator, agency, actor=administrator, number=8, weight=Decimal(10), target=Decimal(10))


def test_it_shows_first_what_will_be_copied_and_copies_after_the_confirmation(admin_client, assignment):
    address = reverse("year-open")
    fields = {"be_year": "2565", "copy_of": assignment.year_id, "with_assignments": "on"}
    shown = admin_client.post(address, fields)
    page = shown.content.decode()
    assert shown.status_code == 200
    assert "10 มกราคม 2565" in page
    assert "เปิดปีงบประมาณ 2565" in page
    assert FiscalYear.objects.count() == 1
    assert admin_client.post(address, fields | {"confirmed": "yes"}).status_code == 302
    year = FiscalYear.objects.get(be_year=2565)
    first = year.periods.get(kind="q1")
    assert (first.opens_on, first.due_on, first.closes_on) == (
        date(2021, 10, 1),
        date(2022, 1, 10),
        date(2022, 1, 31),
    )
    assert year.codes.get().label == "ปัจจัยภายนอกของหน่วยงาน"
    assert year.indicators.get().criteria.count() == 2
    assert year.assignments.get().agency == assignment.agency
    assert year.holidays.count() == 0
    assert Event.objects.filter(action="open_year").count() == 1


def test_it_proposes_the_next_year_written_as_a_year(admin_client, year):
    assert 'value="2565"' in admin_client.get(reverse("year-open")).content.decode()
    assert 'value="2564"' in admin_client.get(reverse("year-edit", args=[year.pk])).content.decode()


def test_an_agency_that_ends_is_named_and_left_out(admin_client, assignment):
    agency = assignment.agency
    agency.valid_to = date(2021, 9, 30)
    agency.save()
    fields = {"be_year": "2565", "copy_of": assignment.year_id, "with_assignments": "on"}
    assert "สำนักงานทดสอบหนึ่ง" in admin_client.post(reverse("year-open"), fields).content.decode()
    admin_client.post(reverse("year-open"), fields | {"confirmed": "yes"})
    assert FiscalYear.objects.get(be_year=2565).assignments.count() == 0


def test_a_year_that_exists_is_refused(admin_client, assignment):
    response = admin_client.post(reverse("year-open"), {"be_year": "2564", "copy_of": assignment.year_id})
    assert "มีปีงบประมาณ 2564 แล้ว" in response.content.decode()
    assert FiscalYear.objects.count() == 1


def test_the_command_copies_the_latest_year(assignment):
    out = StringIO()
    call_command("open_year", "2565", stdout=out)
    assert out.getvalue() == "2565: copied from 2564, 1 indicators, 1 assignments\n"
    assert Assignment.objects.filter(year__be_year=2565).count() == 1


def test_the_command_leaves_assignments_out_when_told(assignment):
    call_command("open_year", "2565", "--copy-of", "2564", "--without-assignments", stdout=StringIO())
    assert Assignment.objects.filter(year__be_year=2565).count() == 0
    assert Indicator.objects.filter(year__be_year=2565).count() == 1


@pytest.mark.parametrize("arguments", [["2564"], ["2565", "--copy-of", "2560"], ["2021"]])
def test_the_command_says_what_will_not_do(assignment, arguments):
    with pytest.raises(CommandError):
        call_command("open_year", *arguments, stdout=StringIO())
    assert FiscalYear.objects.count() == 1


@pytest.mark.django_db
def test_create_administrator_reads_the_password_from_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO("ฝนตกที่หน้าต่าง-27\n"))
    call_command("create_administrator", "anong", "--name", "อนงค์ ดูแล", "--password-stdin", stdout=StringIO())
    person = User.objects.get(username="anong")
    assert person.check_password("ฝนตกที่หน้าต่าง-27")
    assert person.memberships.get().role == "administrator"
    assert Event.objects.get().action == "create_administrator"


@pytest.mark.django_db
def test_create_administrator_refuses_a_weak_password_and_a_taken_name(monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO("สั้นไป\n"))
    with pytest.raises(CommandError, match="อย่างน้อย 12 ตัวอักษร"):
        call_command("create_administrator", "anong", "--name", "อนงค์", "--password-stdin", stdout=StringIO())
    User.objects.create_user("anong", full_name="คนเดิม")
    monkeypatch.setattr("sys.stdin", StringIO("ฝนตกที่หน้าต่าง-27\n"))
    with pytest.raises(CommandError, match="มีชื่อผู้ใช้นี้แล้ว"):
        call_command("create_administrator", "anong", "--name", "อนงค์", "--password-stdin", stdout=StringIO())
    assert User.objects.get().full_name == "คนเดิม"


@pytest.mark.django_db
def test_create_administrator_asks_twice(monkeypatch):
    answers = iter(["ฝนตกที่หน้าต่าง-27", "พิมพ์ผิดไปแล้ว-27"])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(answers))
    with pytest.raises(CommandError, match="differ"):
        call_command("create_administrator", "anong", "--name", "อนงค์", stdout=StringIO())
    assert User.objects.count() == 0
