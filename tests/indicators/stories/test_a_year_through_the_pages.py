"""One indicator through fiscal year 2564 by its web pages alone: each person does what his pages offer him."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from indicators import clock
from indicators.models import Event, PrintRecord, QuarterlyReport, YearEndReport
from indicators.services import audit, integrity
from tests import make
from tests.indicators.stories.desk_client import Person
from tests.indicators.workflow.cast import delegate

pytestmark = pytest.mark.django_db
HOME = "/"


@pytest.fixture
def people() -> dict[str, Person]:
    agency = make.agency("สำนักงานปกครองและทะเบียน")
    make.assignment(agency, number=8)
    users = {
        "officer": make.user(Role.OFFICER, agency, full_name="สมศรี ขยัน"),
        "head": make.user(Role.HEAD, agency, full_name="ประเสริฐ ดี"),
        "deputy": make.user(agency=agency, full_name="มานะ แทน"),
        "evaluator": make.user(Role.EVALUATOR),
    }
    delegate(users["head"], users["deputy"], agency, starts_on=date(2021, 10, 7), ends_on=date(2021, 10, 8))
    return {name: Person(user) for name, user in users.items()}


def page(report: QuarterlyReport | YearEndReport, name: str = "") -> str:
    kind = "year-end-report" if isinstance(report, YearEndReport) else "quarterly-report"
    return reverse(f"{kind}-{name}" if name else kind, args=[report.pk])


def quarter(number: int) -> QuarterlyReport:
    return QuarterlyReport.objects.get(period__kind=f"q{number}")


def desk(person: Person) -> str:
    """What waits for him on his home page; the notices beside it tell of what is past, too."""
    waiting, aside, _notices = person.read(HOME).partition("<aside")
    assert aside
    return waiting


def written_and_sent(officer: Person, report: QuarterlyReport, day: str, narrative: str, progress: str) -> None:
    with clock.travel(make.at(day)):
        assert page(report) in desk(officer), "it waits for him"
        check = officer.send(page(report, "edit"), "/edit/", "check", narrative=narrative, progress_percent=progress)
        assert narrative in check
        assert "เรียกคืนได้จนกว่า" in officer.send(page(report, "check"), "/submit/")
        assert page(report) not in desk(officer)


def marked(evaluator: Person, report: QuarterlyReport | YearEndReport, day: str, mark: str) -> None:
    with clock.travel(make.at(day)):
        assert page(report) in evaluator.read(reverse("review-queue"))
        if evaluator.offered(page(report), "/open/"):
            evaluator.send(page(report), "/open/")
        assert f"บันทึกคะแนน {mark}" in evaluator.send(page(report, "review"), "/accept/", mark=mark)
        assert page(report) not in evaluator.read(reverse("review-queue"))


def test_a_year_from_the_first_draft_to_the_accepted_year_end(people: dict[str, Person]) -> None:
    officer, evaluator = people["officer"], people["evaluator"]
    written_and_sent(officer, quarter(1), "2021-01-05", "รวบรวมความคิดเห็น 10 ชุด", "๓๐")
    with clock.travel(make.at("2021-01-06")):
        officer.send(page(quarter(1)), "/recall/")
    written_and_sent(officer, quarter(1), "2021-01-06", "รวบรวมความคิดเห็น 10 ชุด ครบแล้ว", "30")
    marked(evaluator, quarter(1), "2021-01-11", "100")

    written_and_sent(officer, quarter(2), "2021-04-30", "ครบทุกขั้นตอน", "50")
    with clock.travel(make.at("2021-05-03")):
        evaluator.send(page(quarter(2)), "/open/")
        assert officer.offered(page(quarter(2)), "/recall/") is None, "it has been opened"
        evaluator.send(page(quarter(2), "review"), "/return/", reason="ยังไม่ครบ", comment__narrative="ขอวันที่ประชุม")
        assert "ขอวันที่ประชุม" in officer.read(page(quarter(2)))
    written_and_sent(officer, quarter(2), "2021-05-12", "ประชุมคณะกรรมการ 8 ก.พ. 2564", "50")
    marked(evaluator, quarter(2), "2021-05-13", "0")

    written_and_sent(officer, quarter(3), "2021-07-05", "ให้บริการ 8 ครั้ง 132 คน", "80")
    marked(evaluator, quarter(3), "2021-07-12", "100")
    written_and_sent(officer, quarter(4), "2021-10-04", "สำรวจการใช้ประโยชน์แล้วเสร็จ", "100")
    marked(evaluator, quarter(4), "2021-10-05", "100")
    the_year_end(people)

    assert [(report.status, report.mark) for report in map(quarter, (1, 2, 3, 4))] == [
        ("accepted", 100),
        ("accepted", 0),
        ("accepted", 100),
        ("accepted", 100),
    ]
    assert PrintRecord.objects.count() == 8, "five marks, one endorsement, two returns"
    assert audit.broken_links() == []
    assert integrity.findings() == []


def the_year_end(people: dict[str, Person]) -> None:
    officer, head, deputy = people["officer"], people["head"], people["deputy"]
    report = YearEndReport.objects.get()
    with clock.travel(make.at("2021-10-05")):
        officer.send(page(report, "edit"), "/compose/")
        officer.send(
            page(report, "edit"),
            "/edit/",
            "check",
            enablers="ผู้บริหารสนับสนุน\n\nนักศึกษาฝึกงานช่วยทำคลิป",
            obstacles="โรคระบาด",
            responsible_name="สมศรี ขยัน",
        )
        officer.send(page(report, "check"), "/submit/")
        head.send(page(report), "/open/")
        head.send(page(report, "review"), "/return/", reason="ขอแก้ข้อ 8")
    with clock.travel(make.at("2021-10-06")):
        officer.send(page(report, "edit"), "/edit/", "check", obstacles="โรคระบาดทำให้หยุดให้บริการ")
        officer.send(page(report, "check"), "/submit/")
    with clock.travel(make.at("2021-10-07")):
        deputy = Person(User.objects.get(pk=deputy.user.pk))
        assert page(report) in desk(deputy)
        deputy.send(page(report), "/open/")
        wrong = deputy.client.post(
            page(report, "endorse"),
            {**deputy.offered(page(report, "review"), "/endorse/").values, "password": "not mine"},
        )
        assert wrong.status_code == 422
        assert "ลงความเห็นชอบแล้ว" in deputy.send(page(report, "review"), "/endorse/", password=make.PASSWORD)
    marked(people["evaluator"], report, "2021-10-12", "100")
    report.refresh_from_db()
    assert (report.status, report.mark, report.summary) == ("accepted", 100, "สำรวจการใช้ประโยชน์แล้วเสร็จ")
    assert report.endorsed_by == deputy.user
    assert [factor.text for factor in report.factors.all()] == [
        "ผู้บริหารสนับสนุน",
        "นักศึกษาฝึกงานช่วยทำคลิป",
        "โรคระบาดทำให้หยุดให้บริการ",
    ]
    actions = Event.objects.filter(dossier=report.dossier).order_by("sequence").values_list("action", flat=True)
    assert " ".join(actions) == "edit edit submit open return edit submit open endorse open accept"
