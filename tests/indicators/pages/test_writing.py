"""The page on which a quarter is written: evidence beside the text, the last quarter to take over, lost marks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from indicators import clock
from indicators.models import Document, DocumentKind, Event, QuarterlyReport
from indicators.services import quarterly_report as services
from tests import make
from tests.indicators.files import samples
from tests.indicators.pages.conftest import Cast, signed_in
from tests.indicators.pages.test_quarterly_report import page, typed


@pytest.fixture
def kinds(cast: Cast) -> None:
    rows = (("letter", True), ("photo", False), ("other", False))
    for position, (code, needs_number) in enumerate(rows):
        DocumentKind.objects.get_or_create(
            code=code, defaults={"name": code, "needs_number": needs_number, "position": position}
        )


def cited(report: QuarterlyReport) -> list[str]:
    return [str(citation.document) for citation in report.dossier.citations.order_by("position")]


def picture(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, samples.jpeg(), "image/jpeg")


def test_what_is_ticked_is_cited_and_what_is_not_is_taken_off(cast: Cast) -> None:
    report, client = make.quarter(cast.assignment), signed_in(cast.officer)
    letter, memo, order = (make.document(cast.agency, subject=name) for name in ("หนังสือ", "บันทึก", "คำสั่ง"))
    make.cite(report, letter)
    make.cite(report, order)
    assert "หนังสือ" in client.get(page(report, "edit")).text
    shown = [letter.pk, memo.pk]
    client.post(page(report, "edit"), typed(report, shown=shown, cite=[memo.pk], save="1"))
    assert cited(report) == ["คำสั่ง", "บันทึก"]  # the order was not on the page and stays


def test_a_tick_is_kept_without_a_button_and_its_version_is_told(cast: Cast) -> None:
    report, client = make.quarter(cast.assignment), signed_in(cast.officer)
    letter = make.document(cast.agency, subject="หนังสือ")
    sent = typed(report, shown=[letter.pk], cite=[letter.pk])
    answer = client.post(page(report, "edit"), sent, headers={"X-Autosave": str(cast.officer.pk)})
    report.refresh_from_db()
    assert answer.json()["version"] == report.version
    assert cited(report) == ["หนังสือ"]


def test_a_document_of_another_agency_is_not_cited(cast: Cast) -> None:
    report, client = make.quarter(cast.assignment), signed_in(cast.officer)
    theirs = make.document(make.agency("สำนักอนามัย"), subject="ของผู้อื่น")
    answer = client.post(page(report, "edit"), typed(report, shown=[theirs.pk], cite=[theirs.pk], save="1"))
    assert answer.status_code == 422
    report.refresh_from_db()
    assert (cited(report), report.narrative) == ([], "")


@pytest.mark.usefixtures("kinds")
def test_each_file_becomes_a_document_named_by_its_file(cast: Cast) -> None:
    report, client = make.quarter(cast.assignment), signed_in(cast.officer)
    files = [picture("หน้างาน.jpg"), SimpleUploadedFile("แผน.pdf", samples.pdf(), "application/pdf")]
    answer = client.post(page(report, "edit"), typed(report, check="1", key=uuid4(), attachments=files))
    assert answer.headers["Location"] == page(report, "check")
    assert cited(report) == ["หน้างาน", "แผน"]
    assert [each.kind.code for each in Document.objects.order_by("pk")] == ["photo", "other"]


@pytest.mark.usefixtures("kinds")
def test_files_that_are_described_are_one_document(cast: Cast) -> None:
    report, client = make.quarter(cast.assignment), signed_in(cast.officer)
    said = {
        "evidence_kind": DocumentKind.objects.get(code="letter").pk,
        "evidence_subject": "ขอความร่วมมือประชาสัมพันธ์",
        "evidence_number": "กท 0406/2006",
        "evidence_date": "2 เม.ย. 2564",
    }
    files = [picture("หน้า 1.jpg"), SimpleUploadedFile("หน้า 2.pdf", samples.pdf(), "application/pdf")]
    client.post(page(report, "edit"), typed(report, save="1", key=uuid4(), attachments=files, **said))
    document = Document.objects.get()
    assert (document.subject, document.number, document.kind.code) == (
        "ขอความร่วมมือประชาสัมพันธ์",
        "กท 0406/2006",
        "letter",
    )
    assert document.date.isoformat() == "2021-04-02"
    assert document.files.count() == 2


@pytest.mark.usefixtures("kinds")
def test_a_bad_file_fails_alone_and_the_good_one_need_not_be_chosen_again(cast: Cast) -> None:
    report, client = make.quarter(cast.assignment), signed_in(cast.officer)
    files = [picture("ดี.jpg"), SimpleUploadedFile("ร้าย.exe", b"MZ", "application/octet-stream")]
    answer = client.post(page(report, "edit"), typed(report, save="1", key=uuid4(), attachments=files))
    assert answer.status_code == 422
    assert "ร้าย.exe" in answer.text
    assert "จัดประชุมคณะทำงาน" in answer.text
    slip = answer.text.split('name="kept" value="')[1].split('"')[0]
    client.post(page(report, "edit"), typed(report, save="1", key=uuid4(), kept=slip))
    assert cited(report) == ["ดี"]


def rewrite(client: Any, report: QuarterlyReport, act: str, **fields: Any) -> Any:
    return client.post(page(report, "edit"), typed(report, rewrite=act, **fields))


def test_the_last_quarter_is_taken_over_and_given_back_and_nothing_is_stored(cast: Cast) -> None:
    make.fill_quarter(make.quarter(cast.assignment, 1), narrative="ตั้งด่านตรวจ 3 แห่ง")
    report, client = make.quarter(cast.assignment, 2), signed_in(cast.officer)
    taken = rewrite(client, report, "copy", narrative="ข้อความเดิม")
    assert taken.context["form"]["narrative"].value() == "ตั้งด่านตรวจ 3 แห่ง"
    assert "ข้อความเหมือนไตรมาสที่ 1 ทุกตัวอักษร" in taken.text
    back = rewrite(client, report, "undo", **{"narrative-before": taken.context["before"]})
    assert back.context["form"]["narrative"].value() == "ข้อความเดิม"
    report.refresh_from_db()
    assert report.narrative == ""


def test_lost_marks_are_put_right_by_one_button_and_come_back_by_another(cast: Cast) -> None:
    damaged = "โครงการ ?On ? Demand Service? ปีที่สอง"
    report = make.fill_quarter(make.quarter(cast.assignment), narrative=damaged)
    client = signed_in(cast.officer)
    assert 'value="repair"' in client.get(page(report, "edit")).text
    repaired = rewrite(client, report, "repair", narrative=damaged)
    assert repaired.context["form"]["narrative"].value() == "โครงการ “On – Demand Service” ปีที่สอง"
    assert repaired.context["before"] == damaged
    assert 'value="repair"' not in repaired.text


def test_a_date_outside_the_quarter_is_told_below_the_text(cast: Cast) -> None:
    report = make.fill_quarter(make.quarter(cast.assignment), narrative="ประชุมวันที่ 15 เมษายน 2564")
    answer = signed_in(cast.officer).get(page(report, "edit"))
    assert "วันที่นี้อยู่นอกไตรมาส" in answer.text
    assert [warning.code for warning in answer.context["narrative_warnings"]] == ["date_outside_quarter"]


def test_no_progress_is_sent_at_once_with_its_reason(cast: Cast) -> None:
    make.fill_quarter(make.quarter(cast.assignment, 1), progress_percent=Decimal("42.50"))
    report, client = make.quarter(cast.assignment, 2), signed_in(cast.officer)
    empty = typed(report, narrative="", progress_percent="", no_progress_reason="รอผลการประมูล")
    with clock.travel(make.at("2021-02-01")):
        answer = client.post(page(report, "edit"), {**empty, "send-no-progress": "1"}, follow=True)
    assert "ส่งรายงานถึง สยป. แล้ว" in answer.text
    report.refresh_from_db()
    assert (report.status, report.no_progress, report.no_progress_reason) == ("submitted", True, "รอผลการประมูล")
    assert report.progress_percent == Decimal("42.50")


def test_no_progress_without_a_reason_is_refused_and_nothing_is_stored(cast: Cast) -> None:
    report, client = make.quarter(cast.assignment), signed_in(cast.officer)
    answer = client.post(page(report, "edit"), typed(report, **{"send-no-progress": "1"}))
    assert answer.status_code == 422
    assert "กรอกเหตุผลที่ไม่มีความคืบหน้า" in answer.text
    report.refresh_from_db()
    assert (report.status, report.no_progress) == ("draft", False)


def test_the_bar_tells_the_result_against_the_target(cast: Cast) -> None:
    report = make.fill_quarter(make.quarter(cast.assignment), result_in_unit=Decimal("2.5"))
    target = signed_in(cast.officer).get(page(report, "edit")).context["target"]
    assert (target["words"], target["full"]) == ("2.50", "จากเป้าหมาย 10.00 คะแนน")
    assert target["chart"].value == "30.0"  # a quarter of 120


def test_the_check_shows_answers_by_section_beside_the_paper(cast: Cast) -> None:
    report, client = make.fill_quarter(make.quarter(cast.assignment)), signed_in(cast.officer)
    answer = client.get(page(report, "check"))
    assert [heading for heading, _rows in answer.context["sections"]] == [
        *("ผลการดำเนินงาน", "ผลสำเร็จ", "ปัจจัยและอุปสรรค"),
    ]
    assert "ส่งรายงานไตรมาสที่ 1 ถึง สยป." in answer.text
    assert f'<iframe src="{page(report, "print")}' in answer.text
    paper = client.get(page(report, "print"))
    assert paper.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in paper.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_after_sending_one_learns_reference_and_what_is_next_and_may_take_it_back(cast: Cast) -> None:
    report, client = make.fill_quarter(make.quarter(cast.assignment, 1)), signed_in(cast.officer)
    services.submit(report, actor=cast.officer, version=report.version)
    answer = client.get(page(report, "sent"))
    reference = f"{cast.agency.code}-2564-{cast.assignment.number}-Q1-1"
    for said in (
        reference,
        "รอการดำเนินการของสยป. ผู้ตรวจประเมิน",
        "รายงานไตรมาสที่ 2 เปิดวันที่ 1 มกราคม 2564",
        page(report, "print"),
    ):
        assert said in answer.text, said
    client.post(page(report, "recall"), {"version": report.version, "key": uuid4()})
    report.refresh_from_db()
    assert report.status == "draft"
    assert client.get(page(report, "sent")).headers["Location"] == reverse("quarterly-report", args=[report.pk])


def test_it_cannot_be_taken_back_from_there_when_it_was_opened(cast: Cast) -> None:
    report, client = make.fill_quarter(make.quarter(cast.assignment)), signed_in(cast.officer)
    services.submit(report, actor=cast.officer, version=report.version)
    signed_in(cast.evaluator).post(page(report, "open"), {"version": report.version})
    assert Event.objects.filter(action="open").count() == 1
    assert page(report, "recall") not in client.get(page(report, "sent")).text
