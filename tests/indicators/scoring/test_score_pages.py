"""The pages of scores: of an assignment, of an agency, of the city, and the file."""

import csv
import io
import re
from datetime import date
from decimal import Decimal as D
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from indicators import clock
from indicators.models import QuarterlyReport, ScoreOverride
from indicators.selectors import scores as score_selectors
from indicators.services import overrides
from tests import make
from tests.indicators.scoring import stage
from tests.indicators.stories.desk_client import Person

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_alone]


@pytest.fixture(autouse=True)
def _day():
    with clock.travel(make.at(stage.DAY)):
        yield


@pytest.fixture
def assignment():
    return stage.five_steps(100, 100, 100, 60, None)


def client_of(role, agency=None):
    client = Client()
    client.force_login(make.user(role, agency))
    return client


def words(html):
    """What a reader sees, its white space folded."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def read(client, name, *args, status=200, **query):
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == status, answer.content.decode()[-1500:]
    return words(answer.content.decode())


def test_the_page_of_a_score_says_where_it_comes_from(assignment):
    revision = stage.submission(assignment)
    judge = make.user(Role.SECRETARIAT, full_name="นางสาวผู้พิจารณา")
    stage.judge(assignment, 2, 95, by=judge, revision=revision, is_late=True, reason="ขาดหนึ่งชุด")
    said = read(client_of(Role.OFFICER, assignment.agency), "score", assignment.pk)
    assert "7.10 จาก 8.00 คะแนน (ส่วนที่ยังไม่ให้คะแนนไม่นับรวม น้ำหนักเต็ม 10.00)" in said
    assert "ให้คะแนนบางส่วน" in said
    assert "เกณฑ์ที่ 2 คะแนนเป็นที่สุด คะแนนที่ใช้ 1.90 คะแนนเต็ม 2.00" in said
    assert "ร้อยละ 95.00 1.90" in said
    assert "รายงานสิ้นปี ปี 2564 ตัวชี้วัดที่" in said
    assert "นางสาวผู้พิจารณา 20 ต.ค. 2564 เวลา 12:00 น. ให้คะแนนหลังกำหนด ขาดหนึ่งชุด" in said
    assert "เกณฑ์ที่ 5 ยังไม่ให้คะแนน คะแนนที่ใช้ ยังไม่ให้คะแนน คะแนนเต็ม 2.00" in said
    assert "กำหนดคะแนนแทน" not in said


def test_both_versions_stand_on_the_page(assignment):
    stage.judge(assignment, 5, 100)
    stage.next_version(assignment, 4)
    stage.judge(assignment, 4, 100)
    said = read(client_of(Role.AUDITOR), "score", assignment.pk)
    assert "คะแนนคำนวณตามเกณฑ์ฉบับก่อน 9.20 ตามฉบับที่ใช้อยู่ 10.00" in said
    assert re.search(r"ฉบับที่ 2 ใช้ตั้งแต่ 20 ก.ค. 2564 มติที่ประชุมครั้งที่ 3/2564 .*ฉบับที่ 1 ใช้ตั้งแต่ 1 ต.ค. 2563", said)


def test_a_fault_is_a_sentence_on_the_page(assignment):
    stage.next_version(assignment, 5, weight=D(10))
    said = read(client_of(Role.AUDITOR), "score", assignment.pk)
    assert "น้ำหนักของทุกขั้นตอนต้องรวมกันได้ 100 แต่รวมได้ 90" in said
    assert "น้ำหนักของทุกขั้นตอน" in read(client_of(Role.AUDITOR), "agency-score", 2564, assignment.agency.code)


def test_the_evaluator_overrides_and_cancels_through_the_pages(assignment):
    person = Person(make.user(Role.EVALUATOR, full_name="นายผู้ตรวจ"))
    page = reverse("score-override", args=[assignment.pk, 4])
    said = words(person.send(page, page, points="๑.๕๐", reason="หลักฐานไม่ครบ"))
    assert "กำหนดคะแนนแทนเป็น 1.50 แล้ว" in said
    assert "กำหนดแทนเป็น 1.50 โดย นายผู้ตรวจ เมื่อ 25 ต.ค. 2564 เวลา 10:00 น. เพราะหลักฐานไม่ครบ" in said
    assert "7.50 จาก 8.00 คะแนน" in said
    cancel = reverse("score-override-cancel", args=[assignment.pk])
    assert "ยกเลิกคะแนนที่กำหนดแทนแล้ว" in words(person.send(page, cancel, reason="พิจารณาใหม่"))
    said = words(person.read(reverse("score", args=[assignment.pk])))
    assert "7.20 จาก 8.00 คะแนน" in said
    assert "ยกเลิกคะแนนที่กำหนดแทนเกณฑ์ที่ 4 (1.50)" in said


@pytest.mark.parametrize(("points", "reason"), [("2.01", "เหตุผล"), ("", "เหตุผล"), ("1", ""), ("หนึ่ง", "เหตุผล")])
def test_a_form_that_does_not_do_comes_back_with_what_was_typed(assignment, points, reason):
    client = client_of(Role.EVALUATOR)
    answer = client.post(
        reverse("score-override", args=[assignment.pk, 4]), {"points": points, "reason": reason, "seen": ""}
    )
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "field-error" in html
    assert points in html
    assert reason in html
    assert not ScoreOverride.objects.exists()


def test_who_is_second_sees_both_and_loses_nothing(assignment):
    overrides.override(assignment, 4, D("1.00"), "ของคนแรก", actor=make.user(Role.EVALUATOR), seen=None)
    client = client_of(Role.EVALUATOR)
    page = reverse("score-override", args=[assignment.pk, 4])
    answer = client.post(page, {"points": "1.75", "reason": "ของคนที่สอง", "seen": "", "key": str(uuid4())})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "มีผู้เปลี่ยนคะแนนนี้" in html
    assert "ของคนแรก" in html
    assert "ของคนที่สอง" in html
    standing = ScoreOverride.objects.get()
    assert f'name="seen" value="{standing.pk}"' in html
    again = client.post(page, {"points": "1.75", "reason": "ของคนที่สอง", "seen": standing.pk, "key": str(uuid4())})
    assert again.status_code == 302


def test_cancelling_without_a_reason_says_so(assignment):
    overrides.override(assignment, 0, D("1.00"), "เหตุผล", actor=make.user(Role.EVALUATOR), seen=None)
    answer = client_of(Role.EVALUATOR).post(
        reverse("score-override-cancel", args=[assignment.pk]), {"override": ScoreOverride.objects.get().pk}
    )
    assert answer.status_code == 422
    assert "กรอกเหตุผล" in answer.content.decode()


def test_there_is_no_override_of_a_criterion_that_is_none(assignment):
    read(client_of(Role.EVALUATOR), "score-override", assignment.pk, 6, status=404)


def test_the_page_of_an_agency_sums_what_is_marked_and_says_what_lacks(assignment):
    agency = assignment.agency
    stage.five_steps(100, 100, 100, 100, 100, agency=agency, weight=D(80))
    QuarterlyReport.objects.filter(assignment=assignment, period__kind="q2").update(mark=0, mark_is_late=True)
    said = read(client_of(Role.HEAD, agency), "agency-score", 2564, agency.code)
    # 7.20 of 8.00, and 80 of 80; the weight of both is 90.
    assert "87.20 จาก 88.00 คะแนน (ให้คะแนนบางส่วน" in said
    assert "น้ำหนักรวม 90.00 (ขาด 10.00)" in said
    assert "ให้คะแนนบางส่วน 1" in said
    assert "ไตรมาสที่ 1 ยังไม่ให้คะแนน ไตรมาสที่ 2 0.00 ให้คะแนนหลังกำหนด" in said


def test_the_marks_of_quarters_never_enter_the_score(assignment):
    before = read(client_of(Role.AUDITOR), "agency-score", 2564, assignment.agency.code)
    QuarterlyReport.objects.filter(assignment=assignment).update(mark=1)
    after = read(client_of(Role.AUDITOR), "agency-score", 2564, assignment.agency.code)
    assert "7.20 จาก 8.00 คะแนน" in before
    assert "7.20 จาก 8.00 คะแนน" in after


def test_an_agency_without_work_in_the_year_is_no_page(assignment):
    read(client_of(Role.AUDITOR), "agency-score", 2564, make.agency().code, status=404)
    read(client_of(Role.AUDITOR), "agency-score", 2570, assignment.agency.code, status=404)


def rows_of(client, **query):
    answer = client.get(reverse("score-csv", args=[2564]), query)
    assert answer.status_code == 200
    text = answer.content.decode("utf-8")
    assert text.startswith("\ufeff")
    assert answer["Content-Disposition"].startswith('attachment; filename="scores-2564')
    return list(csv.reader(io.StringIO(text[1:])))[1:]


def test_in_the_file_unmarked_is_an_empty_cell_and_nothing_is_zero():
    first, second, third = (make.agency(name) for name in ("ก", "ข", "=SUM(A1)"))
    stage.five_steps(agency=first)
    stage.five_steps(0, 0, 0, 0, 0, agency=second)
    stage.five_steps(100, agency=third, number=3, name_as_written="+3")
    rows = {row[0]: row[1:] for row in rows_of(client_of(Role.AUDITOR))}
    assert rows[first.code] == ["ก", "", "", "10.00", "ยังไม่ให้คะแนน"]
    assert rows[second.code] == ["ข", "0.00", "10.00", "10.00", "คะแนนเป็นที่สุด"]
    assert rows[third.code] == ["'=SUM(A1)", "2.00", "2.00", "10.00", "ให้คะแนนบางส่วน"]
    detailed = {row[0]: row[2:] for row in rows_of(client_of(Role.AUDITOR), rows="assignments")}
    assert detailed[first.code][2:] == ["10.00", "", "", "", "", "", "ยังไม่ให้คะแนน"]
    assert detailed[second.code][2:] == ["10.00", "0.00", "", "", "0.00", "10.00", "คะแนนเป็นที่สุด"]
    assert detailed[third.code] == ["3", "'+3", "10.00", "2.00", "", "", "2.00", "2.00", "ให้คะแนนบางส่วน"]


def test_the_list_is_filtered_by_its_address(monkeypatch):
    bureau = make.agency("สำนักอนามัย", level="BUREAU")
    district = make.agency("สำนักงานเขตพระนคร", level="DISTRICT")
    held = stage.five_steps(*[100] * 5, agency=bureau)
    stage.five_steps(agency=district)
    monkeypatch.setattr(score_selectors, "CONDITIONAL", [lambda keys: {(held.pk, 4)}])
    client = client_of(Role.EVALUATOR)

    def shown(**query):
        said = read(client, "score-list", 2564, **query)
        assert [row[1] for row in rows_of(client, **query)] == [name for name in names if name in said]
        return {name for name in names if name in said}

    names = [str(bureau), str(district)]
    names.sort(key=lambda name: (bureau if name == str(bureau) else district).sort_key)
    assert shown() == set(names)
    assert shown(q="อนามัย") == {"สำนักอนามัย"}
    assert shown(q=district.code) == {"สำนักงานเขตพระนคร"}
    assert shown(level="DISTRICT") == {"สำนักงานเขตพระนคร"}
    assert shown(state="conditional") == {"สำนักอนามัย"}
    assert shown(state="unmarked") == {"สำนักงานเขตพระนคร"}
    assert shown(state="final") == set()
    assert shown(level="nonsense", state="nonsense") == set(names)


def test_who_belongs_to_an_agency_comes_to_its_scores(assignment):
    to_own = client_of(Role.OFFICER, assignment.agency).get(reverse("score-start"))
    assert to_own.url == reverse("agency-score", args=[2564, assignment.agency.code])
    assert client_of(Role.AUDITOR).get(reverse("score-start")).url == reverse("score-list", args=[2564])
    client = Client()
    client.force_login(make.user())
    assert "ยังไม่มีคะแนนให้ดู" in read(client, "score-start")


def queries_of(capture, client, count):
    for _agency in range(count):
        stage.five_steps(100, 50, agency=make.agency())
    client.get(reverse("score-list", args=[2564]))  # the session and the like
    with capture() as queries:
        read(client, "score-list", 2564)
    with capture() as by_state:
        read(client, "score-list", 2564, state="partial")
    return len(queries), len(by_state)


@pytest.mark.long
def test_ten_and_a_hundred_agencies_take_the_same_queries():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make.year()
    client = client_of(Role.EVALUATOR)
    ten = queries_of(lambda: CaptureQueriesContext(connection), client, 10)
    hundred = queries_of(lambda: CaptureQueriesContext(connection), client, 90)
    assert ten == hundred


def test_after_closing_the_pages_name_the_frozen_revision(assignment):
    closing = stage.close(assignment.year, resolved_on=date(2021, 10, 22))
    evaluator = client_of(Role.EVALUATOR)
    said = read(evaluator, "score", assignment.pk)
    assert "ปิดปีแล้ว คะแนนนี้เก็บไว้ในฉบับที่ 1 เมื่อ 25 ต.ค. 2564" in said
    said = read(evaluator, "agency-score", 2564, assignment.agency.code)
    assert f"ฉบับที่ 1 เมื่อ 25 ต.ค. 2564 เวลา 10:00 น. ตาม{closing.resolution_reference}" in said
    assert "ต่างจากฉบับที่เก็บไว้" not in said
    read(evaluator, "score-override", assignment.pk, 4, status=409)
    stage.adjust(assignment, "1.00")  # past every verb
    assert "ต่างจากฉบับที่เก็บไว้" in read(evaluator, "agency-score", 2564, assignment.agency.code)
