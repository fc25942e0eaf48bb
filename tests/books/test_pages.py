"""The print centre and the page of a job, as people and their browsers meet them."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership
from accounts.roles import Role
from books.models import PrintJob
from books.services import jobs, results, work
from indicators.models import Event, QuarterlyReport
from tests import make, make_case
from tests.books.stage import made, worked
from tests.reading import unmarked

pytestmark = pytest.mark.django_db
CENTRE = "/books/"


@pytest.fixture
def client(town):
    client = Client()
    client.force_login(town.officer)
    return client


def ticked(response):
    return [line.key for line in response.context["lines"] if line.is_ticked]


def post(client, response, **values):
    chosen = values.pop("chosen", None)
    form = {
        "key": response.context["key"],
        "chosen": ticked(response) if chosen is None else chosen,
        "missing": "page",
        "shape": "book",
    }
    return client.post(f"{CENTRE}?{response.context['choice'].query}", form | values)


def test_everything_of_ones_own_agency_is_chosen_beforehand(client, town):
    response = client.get(CENTRE)
    choice = response.context["choice"]
    assert (choice.kind, choice.agency, choice.period) == (PrintJob.Kind.AGENCY, town.agency, "q1")
    assert len(ticked(response)) == 3
    assert "ยังไม่มีเอกสารครบ 1 รายการ" in " ".join(response.content.decode().split())
    answer = post(client, response)
    job = PrintJob.objects.get()
    assert answer.url == reverse("print-job", args=[job.pk])
    assert job.title == "เล่มรายงาน – ไตรมาสที่ 1 – ปีงบประมาณ พ.ศ. 2564 – สำนักการทดสอบ"


def test_a_form_sent_twice_is_one_job(client):
    response = client.get(CENTRE)
    assert post(client, response).url == post(client, response).url
    assert PrintJob.objects.count() == 1


def test_numbers_beside_the_lines_order_them(client, town):
    response = client.get(CENTRE)
    first, second, _third = ticked(response)
    post(client, response, chosen=[first, second], **{f"order-{first}": "๒", f"order-{second}": "1"})
    titles = list(PrintJob.objects.get().items.values_list("title", flat=True))
    assert titles == [town.assignments[1].name_line, town.assignments[0].name_line]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"chosen": []}, "เลือกอย่างน้อยหนึ่งรายการ"),
        ({"order": "สอง"}, "ลำดับในบรรทัดที่ 1 ต้องเป็นเลขจำนวนเต็ม ไม่ใช่ “สอง”"),
        ({"shape": "scroll"}, "scroll"),
    ],
)
def test_what_cannot_be_ordered_is_said_and_nothing_typed_is_lost(client, values, sentence):
    response = client.get(CENTRE)
    first = ticked(response)[0]
    if "order" in values:
        values = {f"order-{first}": values["order"]}
    answer = post(client, response, **values)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert PrintJob.objects.count() == 0
    if "chosen" not in values:
        assert ticked(answer) == ticked(response)


def test_nothing_to_print_is_said(client, town):
    response = client.get(CENTRE)
    last = ticked(response)[-1]
    answer = post(client, response, chosen=[last], missing="skip")
    assert answer.status_code == 422
    assert "ยังไม่มีเอกสารที่พิมพ์ได้" in answer.content.decode()


def test_no_more_than_five_jobs_wait_for_one_person(client, town):
    for _number in range(jobs.MOST_ACTIVE):
        made(town)
    answer = post(client, client.get(CENTRE))
    assert answer.status_code == 422
    assert "5 งานแล้ว" in answer.content.decode()


def test_a_city_role_orders_the_book_of_all_agencies_with_a_chapter_each(town):
    other = make.agency("สำนักที่สอง")
    report = make.fill_quarter(make.quarter(make.assignment(other, town.year)))
    make.set_status(report, "accepted", opened_at=make.at("2020-12-21"))
    client = Client()
    client.force_login(make.user(Role.AUDITOR))
    response = client.get(CENTRE)
    assert response.context["choice"].kind == PrintJob.Kind.CITY
    assert [line.title for line in response.context["lines"]] == ["สำนักการทดสอบ", "สำนักที่สอง"]
    post(client, response, **{f"order-{other.code}": "0"})
    job = worked(PrintJob.objects.get())
    assert job.state == PrintJob.State.DONE
    assert [item.agency.name for item in job.items.all()] == ["สำนักที่สอง", *["สำนักการทดสอบ"] * 3]


def test_blank_forms_are_a_book_too(client, town):
    make_case.round_(town.year)
    response = client.get(f"{CENTRE}?kind=blank")
    assert len(response.context["lines"]) == 5
    post(client, response)
    job = worked(PrintJob.objects.get())
    assert (job.state, job.items.count()) == (PrintJob.State.DONE, 5)


def test_a_report_that_its_reviewer_must_open_first_is_missing_from_his_book(town):
    QuarterlyReport.objects.filter(assignment=town.assignments[0]).update(opened_at=None)
    client = Client()
    client.force_login(make.user(Role.EVALUATOR))
    response = client.get(f"{CENTRE}?kind=agency&agency={town.agency.code}")
    notes = [line.note for line in response.context["lines"]]
    assert notes == ["ส่งแล้ว แต่ยังไม่ได้กดเปิดตรวจ", "", "ยังไม่ส่งรายงาน"]


def test_the_page_of_a_job_says_how_far_it_is_and_what_failed(client, town):
    job = made(town)
    work.workers.beat("w")
    item = work.claim(job.pk, "w")
    job.items.filter(pk=item.pk).update(state="failed", failure="ใหญ่เกินไป")
    for name in ("print-job", "print-job-progress"):
        page = unmarked(client.get(reverse(name, args=[job.pk])).content.decode())
        assert "พิมพ์แล้ว 1 จาก 3 ฉบับ" in page
        assert "ใหญ่เกินไป" in page
        assert "data-active" in page


def test_the_result_is_downloaded_whole_under_its_name(client, town):
    job = worked(made(town))
    answer = client.post(reverse("print-job-download", args=[job.pk]))
    assert b"".join(answer.streaming_content) == results.place_of(job).read_bytes()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["Cache-Control"] == "private, no-store"
    assert client.get(reverse("print-job-download", args=[job.pk])).status_code == 405


def test_an_expired_result_is_refused_and_then_removed(client, town):
    job = worked(made(town))
    young = worked(made(town))
    PrintJob.objects.filter(pk=job.pk).update(expires_at=job.ended_at)
    answer = client.post(reverse("print-job-download", args=[job.pk]))
    assert answer.status_code == 409
    assert "เก็บไว้ครบกำหนด" in answer.content.decode()
    assert "เก็บไว้ครบกำหนด" in client.get(reverse("print-job", args=[job.pk])).content.decode()
    call_command("remove_expired_books")
    assert [results.place_of(each).exists() for each in (job, young)] == [False, True]
    assert young.expires_at - young.ended_at == timedelta(days=7)


def test_a_job_is_its_owners_alone(client, town):
    job = worked(made(town))
    colleague = Client()
    colleague.force_login(make.user(Role.OFFICER, town.agency))
    for name in ("print-job", "print-job-progress"):
        assert colleague.get(reverse(name, args=[job.pk])).status_code == 404
    for name in ("print-job-download", "print-job-cancel", "print-job-retry", "print-job-without"):
        assert colleague.post(reverse(name, args=[job.pk])).status_code == 404


def test_who_may_no_longer_see_the_agency_gets_his_own_book_no_more(client, town):
    job = worked(made(town))
    Membership.objects.filter(user=town.officer).delete()
    assert client.post(reverse("print-job-download", args=[job.pk])).status_code == 404
    assert Event.objects.filter(action="download_print_job").count() == 0


def test_who_must_open_a_report_first_cannot_read_it_in_a_book_he_made_before(client, town):
    job = worked(made(town))
    QuarterlyReport.objects.filter(assignment=town.assignments[0]).update(opened_at=None)
    Membership.objects.filter(user=town.officer).update(role=Role.EVALUATOR, agency=None)
    answer = client.post(reverse("print-job-download", args=[job.pk]))
    assert answer.status_code == 409
    assert "เปิดตรวจ" in answer.content.decode()


def test_the_first_page_tells_of_a_book_until_it_is_downloaded(client, town):
    job = worked(made(town))
    assert job.title in client.get("/").content.decode()
    b"".join(client.post(reverse("print-job-download", args=[job.pk])).streaming_content)
    assert job.title not in client.get("/").content.decode()


def queries(client, url):
    with CaptureQueriesContext(connection) as counted:
        assert client.get(url).status_code == 200
    return len(counted)


def test_the_queries_of_the_pages_do_not_grow_with_the_papers(client, town):
    job = worked(made(town))
    urls = [CENTRE, reverse("print-job", args=[job.pk]), f"{CENTRE}?kind=agency&period=year_end"]
    few = [queries(client, url) for url in urls]
    for number in range(10, 20):
        assignment = make.assignment(town.agency, town.year, number=number)
        make.set_status(make.fill_quarter(make.quarter(assignment)), "accepted")
    made(town)
    assert [queries(client, url) for url in urls] == few
    assert max(few) <= 25


def test_the_queries_of_the_citys_book_do_not_grow_with_the_agencies(town):
    client = Client()
    client.force_login(make.user(Role.AUDITOR))
    few = queries(client, CENTRE)
    for _number in range(10):
        make.assignment(make.agency(), town.year)
    assert queries(client, CENTRE) == few


def test_home_to_download_takes_three_interactions(client, town):
    assert f'href="{CENTRE}"' in client.get("/").content.decode()
    answer = post(client, client.get(CENTRE))  # 1: the print centre, 2: the button
    job = worked(PrintJob.objects.get())
    page = client.get(answer.url).content.decode()
    assert f'action="{reverse("print-job-download", args=[job.pk])}"' in page  # 3


def test_the_ticked_agencies_of_the_dashboard_are_those_of_the_book(town):
    other = make.agency("สำนักอื่น")
    make.assignment(other, town.year)
    client = Client()
    client.force_login(make.user(Role.AUDITOR))
    table = client.get(reverse("dashboard"), {"year": 2564, "period": "q1"}).text
    assert f'value="{other.code}"' in table
    assert f'formaction="{CENTRE}"' in table
    # As the browser sends the form of the ticks.
    ticks = {"year": 2564, "period": "q1", "kind": "city"}
    both = client.get(CENTRE, {**ticks, "only": [other.code, town.agency.code]})
    assert {line.key for line in both.context["lines"]} == {other.code, town.agency.code}
    one = client.get(CENTRE, {**ticks, "only": [town.agency.code]})
    assert [line.key for line in one.context["lines"]] == [town.agency.code]
    assert "เฉพาะ 1 หน่วยงานที่เลือกไว้" in " ".join(one.text.split())
    assert f'name="only" value="{town.agency.code}"' in one.text  # another period keeps them
    post(client, one)
    assert {item.agency for item in PrintJob.objects.get().items.all()} == {town.agency}
    assert client.get(CENTRE, {**ticks, "only": ["00000000"]}).status_code == 404
    assert len(client.get(CENTRE, ticks).context["lines"]) == 2


def test_a_book_of_ticked_agencies_is_the_citys_to_order(client, town):
    table = client.get(reverse("dashboard"), {"year": 2564, "period": "q1"}).text
    assert f'formaction="{CENTRE}"' not in table
    assert client.get(CENTRE, {"kind": "city", "only": [town.agency.code]}).status_code == 404
