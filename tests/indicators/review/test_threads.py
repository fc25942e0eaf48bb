"""Comments on a field of a submission: answered by the officer, settled by the reviewer, alive in the next one."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from accounts.models import User
from accounts.roles import Role
from indicators import clock
from indicators.models import Comment, Event, FiscalYear, QuarterlyReport
from indicators.permissions import Refused
from indicators.services import audit, quarterly_report, recusal, review, threads
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from tests import make
from tests.indicators.pages.conftest import signed_in
from tests.indicators.stories.desk_client import Person
from tests.indicators.workflow.cast import Cast, cast

pytestmark = pytest.mark.django_db
DAY = make.at("2021-01-05")


class Talk:
    """A submitted quarter, opened by the evaluator, and what is said of it."""

    def __init__(self) -> None:
        self.people: Cast = cast()
        self.report: QuarterlyReport = make.fill_quarter(make.quarter(make.assignment(self.people.agency)))
        self.submit()

    def submit(self) -> None:
        quarterly_report.submit(self.report, actor=self.people["officer"], version=self.report.version)

    @property
    def revision(self) -> Any:
        return review.latest_revision(self.report)

    def comment(self, by: str = "evaluator", text: str = "ขอวันที่ประชุม", **given: Any) -> Comment:
        field = given.pop("field", "narrative")
        return threads.comment(given.pop("revision", self.revision), field, text, self.people[by], **given)

    def page(self, by: str, page: str = "") -> str:
        answer = signed_in(self.people[by]).get(f"/quarterly-reports/{self.report.pk}/{page}")
        assert answer.status_code == 200, (by, page, answer.status_code)
        return answer.content.decode()


@pytest.fixture
def talk() -> Any:
    with clock.travel(DAY):
        yield Talk()


def told(verb: Any, *given: Any) -> str:
    before = Event.objects.count()
    try:
        verb(*given)
    except NotAllowed as refusal:
        assert Event.objects.count() == before
        return str(refusal.verdict.refused)
    assert Event.objects.count() == before + 1
    return "done"


# By hand: who says what to a quarter. An answer is the officer's or the reviewer's; settling is the reviewer's.
COMMENTS = {"evaluator": "done", "stranger": "stranger"}
ANSWERS = {"officer": "done", "evaluator": "done", "stranger": "stranger"}
SETTLES = {"evaluator": "done", "stranger": "stranger"}
EVERYBODY = (
    *("officer", "working_group", "head", "deputy", "secretariat", "committee", "evaluator", "own_evaluator"),
    *("auditor", "administrator", "stranger"),
)


@pytest.mark.parametrize("name", EVERYBODY)
def test_who_comments_answers_and_settles(talk: Talk, name: str) -> None:
    person = talk.people[name]
    thread = talk.comment()
    assert told(threads.comment, talk.revision, "obstacles", "ขอรายละเอียด", person) == COMMENTS.get(name, "role")
    assert told(threads.answer, thread, "8 กุมภาพันธ์", person) == ANSWERS.get(name, "role")
    assert told(threads.resolve, thread, person) == SETTLES.get(name, "role")
    if name != "evaluator":
        threads.resolve(thread, talk.people["evaluator"])
    assert told(threads.reopen_thread, thread, person) == SETTLES.get(name, "role")


def test_a_thread_lives_through_the_next_submission(talk: Talk) -> None:
    thread = talk.comment()
    evaluator, officer = talk.people["evaluator"], talk.people["officer"]
    review.return_report(talk.report, actor=evaluator, version=talk.report.version, reason="แก้ตัวเลข")
    made = threads.answer(thread, " ประชุม 8 ก.พ. ", officer)
    assert (made.thread, made.field, made.text, made.revision) == (
        thread,
        "narrative",
        "ประชุม 8 ก.พ.",
        thread.revision,
    )
    talk.submit()
    assert (talk.revision.number, thread.revision.number) == (2, 1)
    threads.resolve(thread, evaluator)
    assert (thread.resolved_by, thread.resolved_at is not None) == (evaluator, True)
    with pytest.raises(NotAllowed, match="ปิดความเห็นนี้แล้ว"):
        threads.answer(thread, "อีกข้อ", officer)
    with pytest.raises(NotAllowed, match=str(evaluator)) as twice:
        threads.resolve(thread, make.user(Role.EVALUATOR))
    assert twice.value.verdict.refused is Refused.MOMENT
    threads.reopen_thread(thread, evaluator)
    assert (thread.resolved_by, thread.resolved_at) == (None, None)
    threads.answer(thread, "เพิ่มแล้ว", officer)
    actions = Event.objects.filter(dossier=talk.report.dossier, action__contains="comment").order_by("sequence")
    assert " ".join(actions.values_list("action", flat=True)) == (
        "comment answer_comment resolve_comment reopen_comment answer_comment"
    )
    assert audit.broken_links() == []


def test_what_is_said_empty_or_twice(talk: Talk) -> None:
    for text in ("", "  \n"):
        with pytest.raises(Invalid):
            talk.comment(text=text)
    with pytest.raises(Invalid, match="ไม่มีช่องนี้"):
        talk.comment(field="evidence_of_nothing")
    key = uuid4()
    assert talk.comment(key=key) == talk.comment(key=key)
    with pytest.raises(Invalid, match="ส่งไปแล้ว"):
        talk.comment(text="ข้อความอื่น", key=key)
    assert Comment.objects.count() == 1
    with pytest.raises(Invalid):
        threads.answer(Comment.objects.get(), " ", talk.people["officer"])


def test_an_answer_is_not_answered_itself(talk: Talk) -> None:
    made = threads.answer(talk.comment(), "8 ก.พ.", talk.people["officer"])
    with pytest.raises(Invalid):
        threads.resolve(made, talk.people["evaluator"])


def test_a_comment_on_a_submission_that_was_replaced_is_told(talk: Talk) -> None:
    seen = talk.revision
    quarterly_report.recall(talk.report, actor=talk.people["officer"], version=talk.report.version)
    with pytest.raises(NotAllowed):
        talk.comment(revision=seen)
    talk.submit()
    with pytest.raises(StaleVersion):
        talk.comment(revision=seen)
    assert not Comment.objects.exists()


def test_nothing_is_said_in_a_closed_year_nor_by_who_takes_no_part(talk: Talk) -> None:
    thread, evaluator = talk.comment(), talk.people["evaluator"]
    recusal.recuse(talk.report.assignment, actor=evaluator, reason="มีส่วนได้เสีย")
    assert [
        told(verb, thread, *more, evaluator) for verb, more in ((threads.answer, ("ก",)), (threads.resolve, ()))
    ] == [
        "role",
        "role",
    ]
    FiscalYear.objects.update(closed_at=DAY)
    assert told(threads.answer, thread, "ก", talk.people["officer"]) == "moment"


def test_the_head_settles_what_he_asked_but_not_what_the_evaluator_asked() -> None:
    people = cast()
    assignment = make.assignment(people.agency)
    report = make.set_status(make.fill_year_end(assignment.year_end_report), "submitted", make.user())
    with clock.travel(make.at("2021-10-05")):
        own = threads.comment(review.latest_revision(report), "summary", "ขอแก้", people["head"])
        make.set_status(report, "endorsed", make.user())
        citys = threads.comment(review.latest_revision(report), "summary", "ขอเอกสาร", people["evaluator"])
        assert told(threads.resolve, citys, people["head"]) == "role"
        assert told(threads.resolve, own, people["deputy"]) == "done"
        assert told(threads.resolve, citys, people["evaluator"]) == "done"


def test_pages_show_it_at_its_field_and_the_officer_answers_there(talk: Talk) -> None:
    officer = Person(talk.people["officer"])
    page = f"/quarterly-reports/{talk.report.pk}/"
    review.open_submission(talk.report, actor=talk.people["evaluator"])
    evaluator = signed_in(talk.people["evaluator"])
    key = str(uuid4())
    posted = evaluator.post(
        f"/revisions/{talk.revision.pk}/comment/",
        {"field": "narrative", "text": "ขอวันที่ประชุม", "key": key, "page": "review"},
    )
    thread = Comment.objects.get()
    assert posted.headers["Location"] == f"{page}review/#thread-{thread.pk}"
    field = talk.page("officer").split("<dt>ผลการดำเนินงาน</dt>")[1].split("<dt>")[0]
    for text in ("ขอวันที่ประชุม", "ฉบับที่ 1", "ส่งคำตอบ"):
        assert text in field, text
    assert "ปิดความเห็นนี้" not in field
    answered = officer.send(page, f"/comments/{thread.pk}/answer/", text="ประชุม 8 ก.พ.")
    assert "บันทึกคำตอบแล้ว" in answered
    assert "ประชุม 8 ก.พ." in talk.page("evaluator", "review/")
    assert "ส่งคำตอบ" not in talk.page("auditor")
    review.return_report(talk.report, actor=talk.people["evaluator"], version=talk.report.version, reason="แก้ตัวเลข")
    edit = talk.page("officer", "edit/")
    at_field = edit.split('id="div_id_narrative"')[1].split("<textarea")[0]
    for text in ("ขอวันที่ประชุม", f'<a href="{page}#thread-{thread.pk}">ตอบความเห็น</a>'):
        assert text in at_field, text
    assert evaluator.post(f"/comments/{thread.pk}/resolve/").status_code == 302
    assert "ขอวันที่ประชุม" not in talk.page("officer", "edit/")
    shown = talk.page("officer")
    assert "ความเห็นที่ปิดแล้ว 1 เรื่อง" in shown
    assert "<details" in shown.split("ความเห็นที่ปิดแล้ว 1 เรื่อง")[0][-400:]
    assert "เปิดความเห็นนี้อีกครั้ง" in talk.page("evaluator")
    assert evaluator.post(f"/comments/{thread.pk}/reopen/").status_code == 302


def test_what_was_typed_is_shown_when_the_thread_was_settled_meanwhile(talk: Talk) -> None:
    thread = talk.comment()
    threads.resolve(thread, talk.people["evaluator"])
    answer = signed_in(talk.people["officer"]).post(f"/comments/{thread.pk}/answer/", {"text": "ประชุม 8 ก.พ."})
    assert (answer.status_code, "ประชุม 8 ก.พ." in answer.content.decode()) == (409, True)


def test_the_page_asks_as_much_for_twenty_threads_as_for_two(talk: Talk) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in(User.objects.get(pk=talk.people["officer"].pk))
    counts = []
    for many in (2, 20):
        while Comment.objects.filter(thread=None).count() < many:
            threads.answer(talk.comment(text=f"ข้อ {uuid4()}"), "ตอบ", talk.people["officer"])
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/quarterly-reports/{talk.report.pk}/")
        counts.append(len([query for query in queries if "savepoint" not in query["sql"].lower()]))
    assert counts[0] == counts[1]
