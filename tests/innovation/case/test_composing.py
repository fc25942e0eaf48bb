"""The outline of a case, written out by hand, and its way into the fourth quarter and the year-end report."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from accounts.roles import Role
from indicators import clock
from indicators.models import AgendaItem, DocumentKind, Meeting
from innovation.models import Project
from innovation.selectors.outline import outline_of
from innovation.services import composing
from tests import make, make_case

pytestmark = pytest.mark.django_db

OUTLINE = """\
# ค้นหาและรวบรวม
## รวบรวมความคิดเห็นได้ 10 ชุด จากขั้นต่ำ 10 ชุด
## ส่งสำนักงาน ก.ก. เมื่อวันที่ 20 พฤศจิกายน 2563
# คัดเลือก
## คณะผู้พิจารณา 1 คน ประชุมเมื่อวันที่ 11 มกราคม 2564
## คัดเลือกความคิดเห็น 1 เรื่อง ได้แก่ “แนวคิดที่ 1” (นวัตกรรมการบริการ) เหตุผล: ตรงกับปัญหาที่สุด
# เสนอโครงการ
## โครงการ “โครงการทดสอบ” ผู้บริหารเห็นชอบเมื่อวันที่ 22 มกราคม 2564
## คณะกรรมการทดสอบ ประชุมครั้งที่ 2/2564 เมื่อวันที่ 8 กุมภาพันธ์ 2564 มีมติ: เห็นชอบโครงการ
# พัฒนา
## คำสั่ง สำนักงานทดสอบ ที่ 4/2564 ลงวันที่ 18 มีนาคม 2564 เรื่อง แต่งตั้งคณะกรรมการโครงการ
## ให้บริการระหว่างวันที่ 1 เมษายน 2564 ถึง 9 เมษายน 2564 ณ ห้างสรรพสินค้า รวม 2 ครั้ง ผู้รับบริการ 132 คน
## เป้าหมายของปี 30 ครั้ง ทำได้ 2 ครั้ง
# สำรวจการใช้ประโยชน์
## สำรวจความพึงพอใจ 120 คน ค่าเฉลี่ย 4.52 จาก 5 คิดเป็นร้อยละ 90.40
## ผู้บริหารเห็นชอบผลการสำรวจเมื่อวันที่ 30 สิงหาคม 2564"""


def told_case() -> Project:
    case = make_case.case()
    development = make_case.approved(case)
    project = development.project
    Project.objects.filter(pk=project.pk).update(endorsed_at=make.at("2021-01-22"))
    meeting = Meeting.objects.create(year=case.assignment.year, number="2/2564", held_on=date(2021, 2, 8))
    AgendaItem.objects.create(
        meeting=meeting,
        dossier=project.dossier,
        revision=project.dossier.revisions.get(),
        position=1,
        result="approve",
        resolution="เห็นชอบโครงการ",
    )
    make_case.session(development, "2021-04-01", people=100)
    make_case.session(development, "2021-04-09", people=32)
    make_case.session(development, "2021-04-10", people=9, withdrawn_at=make_case.NOON)
    kind = DocumentKind.objects.get_or_create(code="order", defaults={"name": "คำสั่ง"})[0]
    DocumentKind.objects.filter(pk=kind.pk).update(name="คำสั่ง")
    kind.refresh_from_db()
    order = make.document(
        case.assignment.agency,
        kind=kind,
        number="4/2564",
        date=date(2021, 3, 18),
        subject="แต่งตั้งคณะกรรมการโครงการ",
        issuing_unit="สำนักงานทดสอบ",
    )
    make.cite(development, order)
    survey = make_case.cases.open_utilisation(case, make_case.NOON)
    make_case.fill_utilisation(survey, status="endorsed", endorsed_at=make.at("2021-08-30"))
    return project


def test_the_outline_tells_steps_dates_letters_and_counts() -> None:
    project = told_case()
    assert outline_of(type(project.case).objects.get(pk=project.case_id)) == OUTLINE


def test_a_new_case_has_no_outline() -> None:
    assert outline_of(make_case.case()) == ""


def test_it_goes_under_what_the_officer_wrote_and_only_once() -> None:
    case = told_case().case
    officer = make.user(Role.OFFICER, case.assignment.agency)
    report = make.fill_quarter(make.quarter(case.assignment, 4), narrative="เขียนไว้ก่อน")
    with clock.travel(make.at("2021-09-20")):
        composing.compose_quarter(case, report, actor=officer, version=report.version)
        assert report.narrative == f"เขียนไว้ก่อน\n\n{OUTLINE}"
        again = composing.compose_quarter(case, report, actor=officer, version=report.version)
    assert again is None
    assert report.dossier.events.filter(action="compose").count() == 1


def test_the_pages_put_it_into_summary_and_evidence() -> None:
    case = told_case().case
    client = Client()
    client.force_login(make.user(Role.OFFICER, case.assignment.agency))
    year_end = case.assignment.year_end_report
    with clock.travel(make.at("2021-09-20")):
        assert "คณะกรรมการทดสอบ" in client.get(f"/cases/{case.pk}/outline/").content.decode()
        for target in ("summary", "evidence"):
            year_end.refresh_from_db()
            response = client.post(f"/cases/{case.pk}/compose/{target}/", {"version": year_end.version})
            assert response.status_code == 302
    year_end.refresh_from_db()
    assert year_end.summary == OUTLINE
    assert [citation.document.number for citation in year_end.dossier.citations.all()] == ["4/2564"]


def test_a_head_reads_the_outline_and_cannot_put_it_anywhere() -> None:
    case = told_case().case
    client = Client()
    client.force_login(make.user(Role.HEAD, case.assignment.agency))
    with clock.travel(make.at("2021-09-20")):
        assert client.get(f"/cases/{case.pk}/outline/").status_code == 200
        response = client.post(f"/cases/{case.pk}/compose/summary/", {"version": 1})
    assert response.status_code == 403
    assert case.assignment.year_end_report.summary == ""


def test_a_target_that_does_not_exist_is_not_found() -> None:
    case = make_case.case()
    client = Client()
    client.force_login(make.user(Role.OFFICER, case.assignment.agency))
    assert client.post(f"/cases/{case.pk}/compose/nothing/", {"version": 1}).status_code == 404
