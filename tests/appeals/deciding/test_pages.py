"""The committee's form for an appeal, and the pages of its conditions, as browsers see them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.roles import Role
from appeals.models import Condition, ConditionReport
from appeals.selectors.conditions import condition_rows
from indicators import clock
from indicators.models import AgendaItem, CriterionVersion
from indicators.selectors.waiting import desk_of
from tests import make, make_appeal
from tests.appeals.deciding import stage
from tests.innovation.meeting.stage import signed_in

pytestmark = pytest.mark.sqlite_alone

OLD = "นำไปใช้เวลาไม่น้อยกว่า 30 วัน"


def form(item: AgendaItem, **given: Any) -> dict[str, Any]:
    counts = {f"{name}-{which}_FORMS": "0" for name in ("abstentions", "terms") for which in ("TOTAL", "INITIAL")}
    outcome = make_appeal.codes(item.meeting.year)["outcome2"].pk
    typed = {"result": "accept", "decided_outcome": outcome, "resolution": "เห็นควร", "resolved_on": "20 ก.ค. 2564"}
    terms = {"terms-TOTAL_FORMS": "10", "terms-0-text": "สื่อสาร", "terms-0-quantity": "๒๒", "terms-0-unit": "ครั้ง"}
    typed |= {"criterion_text": "นำไปใช้ประโยชน์", "adjusted_points": ""}
    return {**counts, **typed, **terms, "version": item.version, "key": uuid4(), **given}


def post(user: User, item: AgendaItem, **given: Any) -> Any:
    return signed_in(user).post(reverse("agenda-item-determine", args=[item.pk]), form(item, **given))


def test_the_form_begins_with_the_text_asked_for_beside_the_one_in_force(item: AgendaItem) -> None:
    text = signed_in(stage.member()).get(reverse("agenda-item", args=[item.pk])).content.decode()
    assert "ข้อความเกณฑ์ที่ใช้อยู่ (ฉบับที่ 1)" in text
    assert OLD in text
    assert text.count('name="terms-') == 4 + 10 * 4
    assert "ไม่เกิน 2.00 คะแนน" in text
    assert ">\nนำไปใช้ประโยชน์</textarea>" in text


def test_a_decision_through_the_page(item: AgendaItem) -> None:
    answer = post(stage.member(), item, adjusted_points="1.5")
    assert answer.status_code == 302
    appeal = stage.of(item)
    assert (appeal.status, appeal.conditions.get().quantity) == ("conditions", 22)
    assert CriterionVersion.objects.get(assignment=appeal.assignment, position=4, version=2).text == "นำไปใช้ประโยชน์"


def test_a_rejection_leaves_out_the_text_that_was_only_proposed(item: AgendaItem) -> None:
    answer = post(stage.member(), item, result="reject", decided_outcome="", **{"terms-TOTAL_FORMS": "0"})
    assert answer.status_code == 302
    assert stage.of(item).result == "rejected"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"decided_outcome": ""}, "เลือกผลที่มีมติ"),
        ({"adjusted_points": "2.01"}, "คะแนนที่ปรับต้องอยู่ระหว่าง 0 ถึง 2.00"),
        ({"criterion_text": OLD}, "ข้อความเหมือนเกณฑ์ที่ใช้อยู่"),
        ({"result": "accept_unconditionally"}, "มติที่เลือกไม่มีเงื่อนไข"),
        ({"result": "reject", "criterion_text": "อื่น"}, "ไม่รับอุทธรณ์ จึงไม่มีการแก้ไขเกณฑ์"),
        ({"terms-0-text": ""}, "กรอกเงื่อนไข"),
        ({"terms-0-unit": ""}, "กรอกหน่วยนับ"),
        ({"terms-7-quantity": "3"}, "กรอกเงื่อนไข"),
        ({"terms-TOTAL_FORMS": "0"}, "กรอกเงื่อนไขอย่างน้อยหนึ่งข้อ"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    item: AgendaItem, given: dict[str, str], sentence: str
) -> None:
    answer = post(stage.member(), item, **{"resolution": "ข้อความยาวที่พิมพ์ไว้", **given})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert "ข้อความยาวที่พิมพ์ไว้" in text
    assert stage.of(item).status == "scheduled"


def test_who_comes_second_reads_who_decided_and_gets_back_what_he_typed(item: AgendaItem) -> None:
    first = make.user(Role.COMMITTEE, full_name="นายกรรม การดี")
    stage.decided(item, "accept_unconditionally", by=first)
    answer = post(stage.member(), item, resolution="มติที่พิมพ์ไว้", **{"terms-0-text": "เงื่อนไขที่พิมพ์ไว้"})
    text = answer.content.decode()
    assert answer.status_code == 409
    for part in ("นายกรรม การดี", "20 ก.ค. 2564 เวลา 10:00 น.", "มติที่พิมพ์ไว้", "เงื่อนไขที่พิมพ์ไว้", "๒๒", "นำไปใช้ประโยชน์"):
        assert part in text


def test_a_stale_item_keeps_what_was_typed(item: AgendaItem) -> None:
    answer = post(stage.member(), item, version=item.version + 1, **{"terms-0-text": "เงื่อนไขที่พิมพ์ไว้"})
    assert answer.status_code == 409
    assert "เงื่อนไขที่พิมพ์ไว้" in answer.content.decode()


# Conditions


def page(user: User, condition: Condition, name: str = "condition") -> Any:
    return signed_in(user).get(reverse(name, args=[condition.pk]))


def send(user: User, condition: Condition, name: str, **given: Any) -> Any:
    return signed_in(user).post(reverse(name, args=[condition.pk]), {"key": uuid4(), **given})


REPORT = {"quantity": "๑๐", "done_on": "2 ส.ค. 2564", "text": "เผยแพร่ทางสื่อออนไลน์"}


@pytest.mark.usefixtures("later")
class TestConditionPages:
    def test_the_page_says_what_is_required_proven_and_missing(self) -> None:
        condition = stage.condition()
        report = stage.reported(condition, 10, documents=[make.document(condition.assignment.agency)])
        text = page(stage.officer_of(condition), condition).content.decode()
        assert "กำหนด 22 ครั้ง · รับรองแล้ว 0 ครั้ง · ยังขาด 22 ครั้ง · รอตรวจ 10 ครั้ง" in text
        assert 'max="22.00"' in text
        assert "กท 0406/2006" in text
        assert reverse("condition-verify", args=[condition.pk]) not in text
        assert reverse("condition-report", args=[condition.pk]) in text
        assert f'id="report-{report.number}"' in text

    def test_a_report_through_the_page(self) -> None:
        condition = stage.condition()
        letter = make.document(condition.assignment.agency)
        answer = send(stage.officer_of(condition), condition, "condition-report", documents=[letter.pk], **REPORT)
        assert answer.status_code == 302
        report = ConditionReport.objects.get()
        assert (report.quantity, report.done_on, report.verdict) == (10, date(2021, 8, 2), "pending")
        assert report.revision.documents.get().document == letter

    def test_a_wrong_report_comes_back_as_it_was_typed(self) -> None:
        condition = stage.condition()
        answer = send(
            stage.officer_of(condition), condition, "condition-report", **{**REPORT, "done_on": "11 ส.ค. 2564"}
        )
        text = answer.content.decode()
        assert answer.status_code == 422
        assert "วันที่ดำเนินการต้องไม่เป็นวันในอนาคต" in text
        assert "เผยแพร่ทางสื่อออนไลน์" in text
        assert not ConditionReport.objects.exists()

    def test_a_new_list_of_documents_keeps_what_is_typed(self) -> None:
        condition = stage.condition()
        letter = make.document(condition.assignment.agency)
        given = {**REPORT, "done_on": "เร็ว ๆ นี้", "documents": [letter.pk], "refresh": "1"}
        text = send(stage.officer_of(condition), condition, "condition-report", **given).content.decode()
        for part in ("๑๐", "เร็ว ๆ นี้", "เผยแพร่ทางสื่อออนไลน์"):
            assert part in text
        ticks = re.findall(r'<input[^>]*name="documents"[^>]*>', text)
        assert [f'value="{letter.pk}"' in tick for tick in ticks if "checked" in tick] == [True]
        assert not ConditionReport.objects.exists()

    def test_a_document_of_another_agency_cannot_be_ticked(self) -> None:
        condition = stage.condition()
        other = make.document(make.agency())
        answer = send(stage.officer_of(condition), condition, "condition-report", documents=[other.pk], **REPORT)
        assert answer.status_code == 422

    def test_the_secretariat_verifies_and_is_told_what_is_missing(self) -> None:
        condition = stage.condition()
        stage.reported(condition, 10)
        secretary = stage.secretary()
        text = page(secretary, condition).content.decode()
        assert reverse("condition-verify", args=[condition.pk]) in text
        answer = signed_in(secretary).post(
            reverse("condition-verify", args=[condition.pk]), {"report": 1, "key": uuid4()}, follow=True
        )
        assert "ยังขาด 12 ครั้ง" in answer.content.decode()

    def test_a_refusal_without_a_reason_comes_back_open(self) -> None:
        condition = stage.condition()
        stage.reported(condition, 10)
        secretary = stage.secretary()
        answer = send(secretary, condition, "condition-refuse", report=1, reason=" ")
        assert answer.status_code == 422
        assert 'id="reason-refuse-1_error"' in answer.content.decode()
        assert send(secretary, condition, "condition-refuse", report=1, reason="ไม่มีภาพ").status_code == 302
        assert "ไม่มีภาพ" in page(stage.officer_of(condition), condition).content.decode()

    @pytest.mark.parametrize("number", ["", "2", "x", "9" * 30])
    def test_a_report_that_is_none_is_not_found(self, number: str) -> None:
        condition = stage.condition()
        stage.reported(condition, 10)
        assert send(stage.secretary(), condition, "condition-verify", report=number).status_code == 404

    def test_who_verifies_second_is_told_by_whom_and_when(self) -> None:
        condition = stage.condition()
        report = stage.reported(condition, 10)
        first = make.user(Role.SECRETARIAT, full_name="นางสาวเลขา สำนักงาน")
        send(first, condition, "condition-verify", report=report.number)
        answer = send(stage.secretary(), condition, "condition-refuse", report=report.number, reason="ไม่มีภาพ")
        text = answer.content.decode()
        assert answer.status_code == 409
        for part in ("นางสาวเลขา สำนักงาน", "10 ส.ค. 2564 เวลา 10:00 น.", "รับรองแล้ว", "ไม่มีภาพ"):
            assert part in text

    def test_documents_that_were_counted_before_are_pointed_out(self) -> None:
        condition = stage.condition()
        letter = make.document(condition.assignment.agency, subject="ภาพการเผยแพร่")
        stage.reported(condition, 10, documents=[letter])
        stage.reported(condition, 10, documents=[letter])
        assert "ใช้เป็นหลักฐานในรายงานครั้งที่ 1 แล้ว" in page(stage.secretary(), condition).content.decode()

    def test_the_committee_rules_on_what_is_overdue(self) -> None:
        condition = stage.condition()
        member = stage.member()
        assert page(member, condition, "condition-rule").status_code == 409
        with clock.travel(stage.OVERDUE):
            assert reverse("condition-rule", args=[condition.pk]) in page(member, condition).content.decode()
            given = {"ruling": "extend", "resolution_reference": "6/2564", "resolved_on": "1 ต.ค. 2564", "due_on": ""}
            answer = send(member, condition, "condition-rule", reason="โรคระบาด", **given)
            assert answer.status_code == 422
            assert "กรอกวันครบกำหนดใหม่ ต้องหลังวันนี้" in answer.content.decode()
            given["due_on"] = "30 พ.ย. 2564"
            assert send(member, condition, "condition-rule", reason="โรคระบาด", **given).status_code == 302
            assert "ขยายเวลา" in page(stage.officer_of(condition), condition).content.decode()

    def test_what_was_typed_after_the_condition_was_settled_is_given_back(self) -> None:
        condition = stage.condition()
        Condition.objects.update(status="waived", settled_at=stage.LATER)
        answer = send(stage.officer_of(condition), condition, "condition-report", **REPORT)
        assert answer.status_code == 409
        assert "เผยแพร่ทางสื่อออนไลน์" in answer.content.decode()

    def test_each_desk_has_what_is_its_turn(self) -> None:
        condition = stage.condition()
        officer, secretary, member = stage.officer_of(condition), stage.secretary(), stage.member()
        url = reverse("condition", args=[condition.pk])

        def desks(today: date = date(2021, 8, 10)) -> list[bool]:
            found = [desk_of(each, today).first for each in (officer, secretary, member)]
            return [any(row.url == url for row in rows) for rows in found]

        assert desks() == [True, False, False]
        stage.reported(condition, 22)
        assert desks() == [False, True, False]
        assert desks(date(2021, 10, 1)) == [False, True, True]
        row = next(row for row in desk_of(secretary, date(2021, 8, 10)).first if row.url == url)
        assert (row.due_on, row.since) == (date(2021, 9, 30), stage.LATER)

    @pytest.mark.parametrize("many", [10, 100])
    def test_pages_ask_the_same_for_10_and_100_reports(
        self, many: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        condition = stage.condition(quantity=Decimal(1000))
        officer, secretary = stage.officer_of(condition), stage.secretary()
        letter = make.document(condition.assignment.agency)
        for _number in range(many):
            stage.reported(condition, 1, by=officer, documents=[letter])
        for user in (officer, secretary):
            client = signed_in(user)
            client.get("/")
            with django_assert_num_queries(13):
                client.get(reverse("condition", args=[condition.pk]))
        for position in range(2, many):
            make_appeal.condition(condition.appeal, position)
        with django_assert_num_queries(2):
            condition_rows(condition.appeal)
