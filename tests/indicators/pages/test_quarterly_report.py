"""The officer's and the evaluator's pages of a quarter."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from indicators.models import Comment, Event, QuarterlyReport
from tests import make
from tests.indicators.pages.conftest import Cast, signed_in
from tests.reading import unmarked

pytestmark = pytest.mark.sqlite_alone

FORMSET = {"entries-TOTAL_FORMS": "2", "entries-INITIAL_FORMS": "0"}


def page(report: QuarterlyReport, name: str = "") -> str:
    return reverse(f"quarterly-report-{name}" if name else "quarterly-report", args=[report.pk])


def typed(report: QuarterlyReport, **fields: Any) -> dict[str, Any]:
    return {"version": report.version, "narrative": "จัดประชุมคณะทำงาน", "progress_percent": "๓๐", **FORMSET, **fields}


def test_an_officer_writes_checks_and_submits(cast: Cast) -> None:
    report, client = make.quarter(cast.assignment), signed_in(cast.officer)
    saved = client.post(page(report, "edit"), typed(report, check="1"))
    assert saved.headers["Location"] == page(report, "check")
    report.refresh_from_db()
    assert (report.narrative, report.progress_percent) == ("จัดประชุมคณะทำงาน", Decimal(30))
    check = client.get(page(report, "check"))
    assert "ส่งรายงาน" in check.text
    sent = client.post(page(report, "submit"), {"version": report.version, "key": uuid4()}, follow=True)
    assert "ส่งรายงานถึง สยป. แล้ว" in sent.text
    report.refresh_from_db()
    assert report.status == "submitted"


def test_sending_the_same_form_twice_submits_once_and_answers_alike(cast: Cast) -> None:
    report, client = make.fill_quarter(make.quarter(cast.assignment)), signed_in(cast.officer)
    form = {"version": report.version, "key": uuid4()}
    first, second = (client.post(page(report, "submit"), form) for _ in range(2))
    assert (first.status_code, first.headers["Location"]) == (second.status_code, second.headers["Location"])
    assert Event.objects.filter(action="submit").count() == 1
    assert report.dossier.revisions.count() == 1


def test_an_edit_of_an_older_version_answers_409_with_both_texts(cast: Cast) -> None:
    report, client = make.quarter(cast.assignment), signed_in(cast.officer)
    seen = typed(report, narrative="ข้อความของฉัน")
    client.post(page(report, "edit"), typed(report, narrative="ข้อความของเพื่อน"))
    answer = client.post(page(report, "edit"), seen)
    assert answer.status_code == 409
    assert "ข้อความของฉัน" in unmarked(answer.text)
    assert "ข้อความของเพื่อน" in unmarked(answer.text)
    report.refresh_from_db()
    assert report.narrative == "ข้อความของเพื่อน"
    again = client.post(page(report, "edit"), {**seen, "version": report.version, "resolve": "mine"})
    assert again.status_code == 302
    report.refresh_from_db()
    assert report.narrative == "ข้อความของฉัน"


def test_bad_input_is_told_at_the_field_and_nothing_typed_is_lost(cast: Cast) -> None:
    report, client = make.quarter(cast.assignment), signed_in(cast.officer)
    answer = client.post(page(report, "edit"), typed(report, narrative="ยังอยู่ครบ", progress_percent="130"))
    assert answer.status_code == 422
    assert "ต้องไม่มากกว่า 100" in answer.text
    assert "ยังอยู่ครบ" in answer.text
    assert "130" in answer.text
    report.refresh_from_db()
    assert report.narrative == ""


def test_a_text_over_the_limit_is_refused_and_kept_on_the_page(cast: Cast) -> None:
    report, client = make.quarter(cast.assignment), signed_in(cast.officer)
    answer = client.post(page(report, "edit"), typed(report, narrative="ก" * 20_001))
    assert answer.status_code == 422
    assert "ก" * 20_001 in answer.text


def test_monthly_entries_are_saved_once_however_often_they_are_sent(cast: Cast) -> None:
    report, client = make.quarter(cast.assignment), signed_in(cast.officer)
    key = uuid4()
    entry = {"entries-0-entry_key": key, "entries-0-date": "31/10/2563", "entries-0-text": "ส่งหนังสือเวียน"}
    for _ in range(2):
        report.refresh_from_db()
        client.post(page(report, "edit"), typed(report, **entry))
    (saved,) = report.monthly_entries.all()
    assert (saved.key, saved.date.isoformat(), saved.text) == (key, "2020-10-31", "ส่งหนังสือเวียน")


def test_an_entry_without_a_date_is_asked_for_one(cast: Cast) -> None:
    report, client = make.quarter(cast.assignment), signed_in(cast.officer)
    answer = client.post(page(report, "edit"), typed(report, **{"entries-0-text": "ไม่รู้วัน"}))
    assert answer.status_code == 422
    assert "กรอกวันที่ของบันทึกนี้" in answer.text


def test_an_incomplete_report_says_what_is_missing_and_has_no_button(cast: Cast) -> None:
    report, client = make.quarter(cast.assignment), signed_in(cast.officer)
    check = client.get(page(report, "check"))
    assert "กรอกความก้าวหน้าสะสม 0 ถึง 100" in check.text
    assert '<button class="btn btn-primary"' not in check.text
    refused = client.post(page(report, "submit"), {"version": report.version})
    assert refused.status_code == 409
    report.refresh_from_db()
    assert report.status == "draft"


def test_a_closed_period_is_explained_with_the_day(cast: Cast) -> None:
    from indicators import clock

    report = make.fill_quarter(make.quarter(cast.assignment))
    with clock.travel(make.at("2021-02-01", "00:00")):
        answer = signed_in(cast.officer).post(page(report, "submit"), {"version": report.version})
    assert answer.status_code == 409
    assert "ปิดรับแล้ว" in answer.text


def test_the_evaluator_opens_marks_zero_and_it_is_a_mark(cast: Cast) -> None:
    report = make.set_status(make.fill_quarter(make.quarter(cast.assignment)), "submitted")
    client = signed_in(cast.evaluator)
    unread = client.get(page(report))
    assert "ดำเนินการตามแผน" not in unread.text
    assert client.get(page(report, "print")).status_code == 409
    opened = client.post(page(report, "open"), follow=True)
    assert "ดำเนินการตามแผน" in opened.text
    report.refresh_from_db()
    client.post(page(report, "accept"), {"version": report.version, "key": uuid4(), "mark": "๐"})
    report.refresh_from_db()
    assert (report.status, report.mark) == ("accepted", Decimal(0))


def test_accepting_without_a_mark_is_asked_for_one(cast: Cast) -> None:
    report = make.set_status(make.fill_quarter(make.quarter(cast.assignment)), "submitted")
    client = signed_in(cast.evaluator)
    client.post(page(report, "open"))
    report.refresh_from_db()
    answer = client.post(page(report, "accept"), {"version": report.version, "mark": ""})
    assert answer.status_code == 422
    assert "กรอกคะแนน 0 ถึง 100" in answer.text
    report.refresh_from_db()
    assert report.status == "submitted"


def test_a_return_without_reason_is_refused_and_with_one_reaches_the_officer(cast: Cast) -> None:
    report = make.set_status(make.fill_quarter(make.quarter(cast.assignment)), "submitted", cast.officer)
    client = signed_in(cast.evaluator)
    client.post(page(report, "open"))
    report.refresh_from_db()
    form = {"version": report.version, "reason": "", "comment-narrative": "ระบุจำนวนผู้ใช้บริการ"}
    refused = client.post(page(report, "return"), form)
    assert refused.status_code == 422
    assert "กรอกเหตุผลที่ส่งคืน" in refused.text
    assert "ระบุจำนวนผู้ใช้บริการ" in refused.text
    client.post(page(report, "return"), {**form, "reason": "ข้อมูลไม่ครบ"})
    assert Comment.objects.get().field == "narrative"
    officer = signed_in(cast.officer)
    assert "ขอแก้ไข" in officer.get(reverse("home")).text
    seen = officer.get(page(report)).text
    assert "ระบุจำนวนผู้ใช้บริการ" in seen
    assert "ข้อมูลไม่ครบ" in seen


def test_a_recall_is_possible_until_the_evaluator_opened_it(cast: Cast) -> None:
    report = make.set_status(make.fill_quarter(make.quarter(cast.assignment)), "submitted", cast.officer)
    officer = signed_in(cast.officer)
    assert "เรียกคืน" in officer.get(page(report)).text
    signed_in(cast.evaluator).post(page(report, "open"))
    report.refresh_from_db()
    answer = officer.post(page(report, "recall"), {"version": report.version})
    assert answer.status_code == 409
    assert "ผู้ตรวจเปิดอ่านแล้ว" in answer.text


def test_a_foreign_report_answers_like_a_missing_one(cast: Cast) -> None:
    report, client = make.quarter(cast.assignment), signed_in(cast.stranger)
    foreign = client.get(page(report))
    missing = client.get(reverse("quarterly-report", args=[999_999]))
    assert foreign.status_code == missing.status_code == 404
    assert foreign.content == missing.content


def test_copying_the_last_quarter_is_noticed_and_does_not_block(cast: Cast) -> None:
    make.fill_quarter(make.quarter(cast.assignment, 1), narrative="ข้อความเดิม")
    second = make.fill_quarter(make.quarter(cast.assignment, 2), narrative="ข้อความเดิม", progress_percent=50)
    from indicators import clock

    client = signed_in(cast.officer)
    with clock.travel(make.at("2021-03-20")):
        check = client.get(page(second, "check"))
        assert "เหมือนไตรมาสที่ 1" in check.text
        form = {"version": second.version, "reason-same_as_last_quarter": "งานต่อเนื่อง"}
        client.post(page(second, "submit"), form)
        evaluator = signed_in(cast.evaluator)
        review = evaluator.post(page(second, "open"), follow=True)
    assert "งานต่อเนื่อง" in review.text
