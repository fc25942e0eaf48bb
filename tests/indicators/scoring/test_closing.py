"""Closing a year: what must be named, what is frozen, who may, and that nothing moves afterwards."""

import json
from datetime import date
from decimal import Decimal as D
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from indicators import clock
from indicators.models import AdjustedScore, Dossier, Event, FiscalYear, Receipt, Revision, YearClosing
from indicators.permissions import Refused
from indicators.selectors import scores as score_selectors
from indicators.services import audit, closing, integrity, overrides, review
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from indicators.services.revisions import content_of
from indicators.workflow import PROCESSES
from indicators.workflow.guards import year_is_open
from tests import make
from tests.indicators.scoring import stage

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]
KEY = UUID("00000000-0000-4000-8000-000000000002")


@pytest.fixture(autouse=True)
def _day():
    with clock.travel(make.at(stage.DAY)):
        yield


@pytest.fixture
def year():
    return make.year()


def test_it_freezes_what_is_known_of_every_score(year):
    assignment = stage.five_steps(100, 100, 100, 60, 100, number=8)
    evaluator = make.user(Role.EVALUATOR, position="นักวิเคราะห์")
    overrides.override(assignment, 5, D("1.50"), "ผลสำรวจไม่ครบ", actor=evaluator, seen=None)
    stage.adjust(assignment, "1.80", 4)
    stage.next_version(assignment, 4)
    stage.judge(assignment, 4, "33.333"[:5], reason="ทำได้บางส่วน", is_late=True)
    made = stage.close(year)
    revision = Revision.objects.get(dossier__kind="agency_score", dossier__agency=assignment.agency)
    content = content_of(revision)
    [row] = content["assignments"]
    # 2 + 2 + 2 by judgement, 1.80 by the appeal, 1.50 by the evaluator; calculated 2+2+2+2*0.3333+2 = 8.6666
    assert (row["effective"], row["calculated"], row["calculated_before"]) == ("9.30", "8.67", "9.20")
    assert (row["number"], row["weight"], row["out_of"], row["state"]) == (8, "10.00", "10.00", "final")
    assert content["total"] == {"points": "9.30", "out_of": "10.00", "weight": "10.00", "partial": False}
    assert (content["kind"], content["year"], content["evidence"]) == ("agency_score", 2564, [])
    four, five = row["criteria"][3:]
    assert [version["version"] for version in four["versions"]] == [2, 1]
    assert four["versions"][0]["text"] == "นำนวัตกรรมที่ได้รับการอนุมัติไปใช้ประโยชน์"
    assert four["versions"][0]["judgement"]["percent"] == "33.33"
    assert four["versions"][0]["judgement"]["is_late"] is True
    assert four["adjusted"] == {"points": "1.80", "reference": "มติที่ประชุมครั้งที่ 3/2564", "decided_on": "2021-07-20"}
    assert five["override"] == {
        "points": "1.50",
        "reason": "ผลสำรวจไม่ครบ",
        "by": {"name": evaluator.full_name, "position": "นักวิเคราะห์"},
        "at": make.at(stage.DAY).isoformat(),
    }
    assert content["closing"]["reference"] == "มติที่ประชุมครั้งที่ 9/2564"
    year.refresh_from_db()
    assert (made.number, year.closed_at, revision.number) == (1, made.closed_at, 1)


def test_it_is_told_in_the_city_and_in_each_agency(year):
    first, second = stage.five_steps(*[100] * 5), stage.five_steps(*[100] * 5)
    stage.close(year)
    city = Event.objects.get(chain="city", action="close_year")
    assert json.loads(city.details)["reference"] == "มติที่ประชุมครั้งที่ 9/2564"
    for assignment in (first, second):
        event = Event.objects.get(chain=assignment.agency.code, action="close_year")
        assert event.revision == event.dossier.revisions.get()
        assert event.dossier.kind == Dossier.Kind.AGENCY_SCORE
    assert audit.broken_links() == []
    assert integrity.unexplained() == []
    assert integrity.altered() == []
    assert integrity.uncited() == []


def test_what_is_made_of_it_is_made_in_the_same_transaction(year, monkeypatch):
    assignment = stage.five_steps(*[100] * 5)
    seen = []
    monkeypatch.setattr(closing, "AFTER_CLOSING", [lambda dossier, event: seen.append((dossier, event))])
    stage.close(year)
    [(dossier, event)] = seen
    assert (dossier.agency, event.revision.dossier) == (assignment.agency, dossier)


def test_a_failure_of_what_is_made_leaves_the_year_open(year, monkeypatch):
    stage.five_steps(*[100] * 5)
    monkeypatch.setattr(closing, "AFTER_CLOSING", [lambda dossier, event: 1 / 0])
    with pytest.raises(ZeroDivisionError):
        stage.close(year)
    year.refresh_from_db()
    assert year.closed_at is None
    assert not YearClosing.objects.exists()


@pytest.mark.parametrize("kind", ["unmarked", "partial", "conditional"])
def test_a_score_that_is_not_final_must_be_named(year, kind, monkeypatch):
    settled = stage.five_steps(*[100] * 5)
    percents = {"unmarked": [], "partial": [100, 100], "conditional": [100] * 5}[kind]
    assignment = stage.five_steps(*percents)
    if kind == "conditional":
        monkeypatch.setattr(score_selectors, "CONDITIONAL", [lambda keys: {(assignment.pk, 4)}])
    with pytest.raises(Invalid) as refused:
        stage.close(year, named={settled.pk: "ไม่เกี่ยว", assignment.pk: "  "})
    assert list(refused.value.errors) == [f"reason-{assignment.pk}"]
    assert str(assignment.agency) in refused.value.errors[f"reason-{assignment.pk}"]
    made = stage.close(year, named={settled.pk: "ไม่เกี่ยว", assignment.pk: "รอผลปีถัดไป"})
    [named] = json.loads(made.named)
    assert (named["assignment"], named["reason"]) == (assignment.pk, "รอผลปีถัดไป")
    said = {"unmarked": "ยังไม่มีคะแนน", "partial": "เกณฑ์ที่ 3, 4, 5", "conditional": "เกณฑ์ที่ 4 มีเงื่อนไข"}[kind]
    assert said in named["what"]
    content = content_of(Revision.objects.get(dossier__kind="agency_score", dossier__agency=assignment.agency))
    assert content["closing"]["named"] == [named]
    own = content_of(Revision.objects.get(dossier__kind="agency_score", dossier__agency=settled.agency))
    assert own["closing"]["named"] == []


def test_criteria_may_be_named_one_by_one_but_then_all(year):
    assignment = stage.five_steps(100, 100, 100)
    with pytest.raises(Invalid):
        stage.close(year, named={(assignment.pk, 4): "รอ"})
    made = stage.close(year, named={(assignment.pk, 4): "รอ", (assignment.pk, 5): "ไม่ประเมิน"})
    assert [(each["position"], each["reason"]) for each in json.loads(made.named)] == [(4, "รอ"), (5, "ไม่ประเมิน")]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"resolution_reference": " "}, "resolution_reference"),
        ({"resolution_reference": "ก" * 301}, "resolution_reference"),
        ({"resolved_on": None}, "resolved_on"),
        ({"resolved_on": date(2021, 10, 26)}, "resolved_on"),  # tomorrow
        ({"note": "ก" * 10_001}, "note"),
    ],
)
def test_the_resolution_is_asked_for(year, given, field):
    stage.five_steps(*[100] * 5)
    with pytest.raises(Invalid) as refused:
        stage.close(year, **given)
    assert list(refused.value.errors) == [field]
    assert not Revision.objects.filter(dossier__kind="agency_score").exists()


def test_scores_that_changed_since_the_page_are_not_frozen_unseen(year):
    assignment = stage.five_steps(*[100] * 5)
    from indicators.selectors.closing import fingerprint

    seen = fingerprint(score_selectors.scores_of([assignment]))
    stage.judge(assignment, 4, 60)
    with pytest.raises(StaleVersion):
        stage.close(year, seen=seen)


def test_a_repeated_form_closes_once(year):
    stage.five_steps(*[100] * 5)
    evaluator = make.user(Role.EVALUATOR)
    made = stage.close(year, by=evaluator, key=KEY)
    assert stage.close(year, by=evaluator, key=KEY) == made
    assert Revision.objects.filter(dossier__kind="agency_score").count() == 1
    assert Receipt.objects.count() == 1


def test_a_closed_year_is_not_closed_again_and_says_who_did(year):
    stage.five_steps(*[100] * 5)
    evaluator = make.user(Role.EVALUATOR)
    stage.close(year, by=evaluator)
    with pytest.raises(NotAllowed, match=f"{evaluator} ปิดปีงบประมาณ 2564 แล้วเมื่อ 25 ต.ค. 2564") as told:
        stage.close(year)
    assert told.value.verdict.refused is Refused.MOMENT


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.EVALUATOR])
def test_nobody_else_closes(year, role):
    assignment = stage.five_steps(*[100] * 5)
    with pytest.raises(NotAllowed) as refused:
        stage.close(year, by=make.user(role, assignment.agency))
    assert refused.value.verdict.refused is Refused.ROLE


def test_an_evaluator_names_no_score_of_his_own_agency(year):
    """The sum of a whole year he may close; that an open score of his own may stay open another has to say."""
    assignment = stage.five_steps(*[100] * 5)
    evaluator = make.user(Role.EVALUATOR)
    type(evaluator).objects.filter(pk=evaluator.pk).update(agency=assignment.agency)
    evaluator.refresh_from_db()
    waiting = stage.five_steps(100, agency=assignment.agency)
    with pytest.raises(NotAllowed, match="หน่วยงานที่ท่านสังกัด") as refused:
        stage.close(year, by=evaluator)
    assert refused.value.verdict.refused is Refused.ROLE
    for position in (2, 3, 4, 5):
        stage.judge(waiting, position, 50)
    assert stage.close(year, by=evaluator).closed_by == evaluator


def test_every_step_of_every_process_is_refused_in_a_closed_year():
    unguarded = [
        f"{process.workflow.name}: {row.action} from {row.source}"
        for process in PROCESSES.values()
        for row in process.workflow.rows
        if year_is_open not in row.guards
    ]
    assert PROCESSES
    assert unguarded == []


def test_after_closing_a_report_is_not_reopened(year):
    assignment = stage.five_steps(*[100] * 5)
    report = make.set_status(make.fill_year_end(assignment.year_end_report), "accepted")
    evaluator = make.user(Role.EVALUATOR)
    stage.close(year)
    report.refresh_from_db()
    with pytest.raises(NotAllowed, match="ปิดปีงบประมาณแล้ว"):
        review.reopen(report, actor=evaluator, version=report.version, reason="แก้")


def test_a_later_change_leaves_what_was_frozen(year):
    assignment = stage.five_steps(100, 100, 100, 60, 100)
    stage.close(year)
    revision = Revision.objects.get(dossier__kind="agency_score")
    before = revision.content
    AdjustedScore.objects.create(
        assignment=assignment,
        points=1,
        ground_reference="-",
        decided_on=date(2021, 7, 20),
        event=stage.an_event(assignment),
    )
    revision.refresh_from_db()
    assert revision.content == before
    assert content_of(revision)["total"]["points"] == "9.20"


def closing_queries(count):
    """The queries of closing a year in which so many agencies have an assignment each."""
    of = make.year(2564 + FiscalYear.objects.count())
    for _agency in range(count):
        stage.five_steps(agency=make.agency(), year=of)
    with CaptureQueriesContext(connection) as queries:
        stage.close(of)
    assert Revision.objects.filter(dossier__year=of, dossier__kind="agency_score").count() == count
    return len(queries)


@pytest.mark.long
def test_78_agencies_are_closed_with_a_handful_of_queries_each(monkeypatch):
    """Locking, freezing and telling are paid by the agency; scores and contents are read at once for all."""
    monkeypatch.setattr(closing, "AFTER_CLOSING", [])  # the papers of each are its own
    few, many = closing_queries(8), closing_queries(78)
    assert (many - few) / 70 <= 6
