"""The register as a list: who sees what, the filters, the number of queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership
from accounts.roles import Role
from tests import make
from tests.indicators.documents.conftest import attach

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]


def subjects(client, **query):
    response = client.get(reverse("document-list"), query)
    assert response.status_code == 200
    return [row["subject"] for row in response.context["documents"]]


def test_it_shows_the_registers_a_person_may_see(client_of, alice, charlie, evaluator, letter, other_agency):
    make.document(other_agency, subject="ของสำนักอื่น", date=date(2021, 1, 1))
    assert subjects(client_of(alice)) == ["ขอเชิญประชุมคณะทำงาน"]
    assert subjects(client_of(charlie)) == ["ของสำนักอื่น"]
    assert subjects(client_of(evaluator)) == ["ขอเชิญประชุมคณะทำงาน", "ของสำนักอื่น"]


def test_a_visitor_signs_in_first(client, db):
    response = client.get(reverse("document-list"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("sign-in"))


def test_a_row_says_what_there_is_and_what_is_missing(client_of, alice, agency, assignment, letter):
    attach(letter, alice)
    attach(letter, alice, "ภาพ.pdf", b"%PDF-1.4\n" + _pdf_body())
    make.cite(make.quarter(assignment, 3), letter)
    make.cite(assignment.year_end_report, letter)
    bare = make.document(agency, subject="ยังไม่ครบ", number="", date=None, paper_location="")
    page = client_of(alice).get(reverse("document-list"))
    complete, lacking = page.context["documents"]
    assert (complete["subject"], complete["date"], len(complete["files"])) == (
        "ขอเชิญประชุมคณะทำงาน",
        "2 เม.ย. 2564",
        2,
    )
    assert [label for label, _url in complete["cited_in"]] == [
        "รายงานไตรมาสที่ 3 ปี 2564 ตัวชี้วัดที่ 8",
        "รายงานสิ้นปี ปี 2564 ตัวชี้วัดที่ 8",
    ]
    assert complete["missing"] == ""
    assert lacking["document"] == bare
    assert lacking["missing"] == "กรอกเลขที่ หรือเหตุผลที่ไม่มีเลขที่ กรอกวันที่ของเอกสาร แนบไฟล์ หรือระบุที่เก็บต้นฉบับกระดาษ"
    html = page.content.decode()
    assert reverse("quarterly-report", args=[make.quarter(assignment, 3).pk]) in html
    assert "ครบถ้วน" in html


def _pdf_body():
    from tests.indicators.files import samples

    return samples.pdf(pages=2)[9:]


def test_undated_documents_stand_last(client_of, alice, agency):
    for subject, day in [("ก", None), ("ข", date(2021, 1, 1)), ("ค", date(2021, 5, 1))]:
        make.document(agency, subject=subject, date=day)
    assert subjects(client_of(alice)) == ["ค", "ข", "ก"]


@pytest.fixture
def mixed(agency, assignment):
    """Four documents of two types and years; the first cited in Q1, the second at the year's end."""
    memo = make.kind("memo", name="บันทึกข้อความ")
    made = [
        make.document(agency, subject="ก ประชุม", number="กท ๐๔๐๖/๒๐๐๖", date=date(2021, 9, 1)),
        make.document(agency, subject="ข ประชุม", number="12/2564", date=date(2020, 12, 31), kind=memo),
        make.document(agency, subject="ค", number="99", date=date(2020, 1, 1)),
        make.document(agency, subject="ง", subject_as_written="ต้นฉบับ ที่ 77", number="", date=None),
    ]
    make.cite(make.quarter(assignment, 1), made[0])
    make.cite(assignment.year_end_report, made[1])
    return memo


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"text": "ประชุม"}, ["ก ประชุม", "ข ประชุม"]),
        ({"text": "0406/2006"}, ["ก ประชุม"]),
        ({"text": "๑๒/๒๕๖๔"}, ["ข ประชุม"]),
        ({"text": "ต้นฉบับ"}, ["ต้นฉบับ ที่ 77"]),
        ({"text": "%"}, []),
        ({"year": "2020"}, ["ข ประชุม", "ค"]),
        ({"year": "none"}, ["ต้นฉบับ ที่ 77"]),
        ({"cited": "none"}, ["ค", "ต้นฉบับ ที่ 77"]),
        ({"cited": "any"}, ["ก ประชุม", "ข ประชุม"]),
        ({"cited": "q1"}, ["ก ประชุม"]),
        ({"cited": "q2"}, []),
        ({"cited": "year_end"}, ["ข ประชุม"]),
        ({"text": "ประชุม", "year": "2020"}, ["ข ประชุม"]),
    ],
)
def test_filters(client_of, alice, mixed, query, expected):
    assert subjects(client_of(alice), **query) == expected


def test_the_filter_by_type(client_of, alice, mixed):
    assert subjects(client_of(alice), kind=mixed.pk) == ["ข ประชุม"]


def test_the_filter_by_agency_offers_what_one_may_see(client_of, alice, evaluator, letter, other_agency):
    make.document(other_agency, subject="ของสำนักอื่น")
    assert subjects(client_of(evaluator), agency=other_agency.pk) == ["ของสำนักอื่น"]
    page = client_of(alice).get(reverse("document-list"), {"agency": other_agency.pk})
    assert [row["document"] for row in page.context["documents"]] == [letter]
    assert "agency" not in page.context["form"].fields


@pytest.mark.parametrize(
    "query", [{"year": "x"}, {"kind": "9" * 40}, {"cited": "q9"}, {"page": "zzz"}, {"text": "\x00"}]
)
def test_nonsense_in_the_address_breaks_nothing(client_of, alice, letter, query):
    assert client_of(alice).get(reverse("document-list"), query).status_code == 200


def test_an_agency_that_one_may_not_see_is_no_choice(client_of, alice, agency, other_agency, letter):
    Membership.objects.create(user=alice, role=Role.OFFICER, agency=make.agency("สำนักที่สองของอลิส"))
    page = client_of(alice).get(reverse("document-list"), {"agency": other_agency.pk})
    assert page.context["form"].errors.keys() == {"agency"}
    assert [row["document"] for row in page.context["documents"]] == [letter]
    assert "สำนักอื่น" not in page.content.decode()


def test_the_years_to_choose_are_those_of_the_register_in_buddhist_era(client_of, alice, mixed):
    page = client_of(alice).get(reverse("document-list"))
    assert page.context["form"].fields["year"].choices == [
        ("", "ทุกปี"),
        ("2021", "2564"),
        ("2020", "2563"),
        ("none", "ไม่มีวันที่"),
    ]


def queries_of(client, agency, assignment, alice, count):
    for number in range(count):
        document = make.document(agency, subject=f"เรื่องที่ {number}")
        make.cite(make.quarter(assignment, number % 4 + 1), document)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        page = client.get(reverse("document-list"))
    return len(captured), len(page.context["documents"])


def test_as_many_queries_for_a_hundred_documents_as_for_ten(client_of, alice, agency, assignment):
    client = client_of(alice)
    few, shown = queries_of(client, agency, assignment, alice, 10)
    assert shown == 10
    many, shown = queries_of(client, agency, assignment, alice, 90)
    assert shown == 50
    assert many == few


def test_the_second_page_shows_the_rest_and_keeps_the_filter(client_of, alice, agency):
    for number in range(53):
        make.document(agency, subject=f"ประชุม {number}")
    page = client_of(alice).get(reverse("document-list"), {"text": "ประชุม", "page": 2})
    assert len(page.context["documents"]) == 3
    assert "?text=%E0%B8%9B%E0%B8%A3%E0%B8%B0%E0%B8%8A%E0%B8%B8%E0%B8%A1&amp;page=1" in page.content.decode()


def test_an_empty_register_says_so(client_of, alice):
    page = client_of(alice).get(reverse("document-list")).content.decode()
    assert "ยังไม่มีเอกสารในทะเบียน" in page
    assert reverse("document-add") in page


def test_who_keeps_no_register_is_not_offered_to_add(client_of, bob, letter):
    assert reverse("document-add") not in client_of(bob).get(reverse("document-list")).content.decode()
