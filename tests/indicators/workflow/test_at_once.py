"""Several people at once, as real processes on a real database: one effect, nothing lost, nothing locked."""

from collections import Counter

import pytest

from accounts.models import User
from accounts.roles import Role
from indicators import clock
from indicators.models import Assignment, Event, PrintRecord, QuarterlyReport
from indicators.services import audit, integrity, quarterly_report
from tests import make
from tests.databases import LiveDatabase
from tests.indicators.workflow.races import mark, recall_or_open, submit_again_and_again, write_a_word
from tests.racing import race

pytestmark = [pytest.mark.many_writers, pytest.mark.processes, pytest.mark.long]
ROUNDS = 100  # of each kind: 200 in all
KEY = "00000000-0000-4000-8000-00000000"


def quarter(assignment: Assignment) -> QuarterlyReport:
    return make.fill_quarter(make.quarter(assignment), narrative="เริ่ม")


def submitted(assignment: Assignment, officer: User) -> QuarterlyReport:
    report = quarter(assignment)
    with clock.travel(make.at("2021-01-04")):
        quarterly_report.submit(report, actor=officer, version=1)
    return report


def test_a_report_submitted_by_two_200_times_is_submitted_once_each_time(live_database: LiveDatabase) -> None:
    agency = make.agency()
    officers = [make.user(Role.OFFICER, agency) for _officer in range(2)]
    report = quarter(make.assignment(agency))
    given = {"report": report.pk, "rounds": ROUNDS}
    # Two people, each with his own form: one is told that the moment is over.
    first = {**given, "actor": officers[0].pk, "key": "", "first": True}
    second = {**given, "actor": officers[1].pk, "key": "", "first": False}
    for answers in zip(*race(submit_again_and_again, first, second), strict=True):
        effects = [answer for answer in answers if answer.startswith("event")]
        assert len(effects) == 1, answers
        assert set(answers) - set(effects) <= {"moment", "stale"}, answers
    # One person, one form sent twice: both are told of the same event.
    once = {**given, "actor": officers[0].pk, "key": KEY}
    told = race(submit_again_and_again, {**once, "first": True}, {**once, "first": False})
    for mine, repeated in zip(*told, strict=True):
        assert mine == repeated
        assert mine.startswith("event")

    actions = Counter(Event.objects.filter(dossier=report.dossier).values_list("action", flat=True))
    assert actions == {"submit": 2 * ROUNDS, "recall": 2 * ROUNDS}
    assert list(report.dossier.revisions.values_list("number", flat=True)) == list(range(1, 2 * ROUNDS + 1))
    report.refresh_from_db()
    assert (report.status, report.version) == ("draft", 1 + 4 * ROUNDS)
    assert audit.broken_links() == []
    assert integrity.unexplained() == []


def words_of(process: int) -> list[str]:
    return [f"p{process}w{number}" for number in range(5)]


@pytest.mark.parametrize("agencies", [1, 16])
def test_16_processes_save_and_nothing_is_lost_or_locked(live_database: LiveDatabase, agencies: int) -> None:
    """In one agency four of them share each of four reports; in sixteen agencies each has his own."""
    homes = [make.agency() for _agency in range(agencies)]
    reports = [quarter(make.assignment(homes[number % agencies])) for number in range(4 if agencies == 1 else 16)]
    officers = [make.user(Role.OFFICER, homes[number % agencies]) for number in range(16)]
    shares = [reports[number % len(reports)] for number in range(16)]
    told = race(
        write_a_word,
        *(
            {"report": share.pk, "actor": officer.pk, "words": words_of(number), "guarded": True}
            for number, (share, officer) in enumerate(zip(shares, officers, strict=True))
        ),
    )
    assert [(heard["saved"], heard["locked"]) for heard in told] == [(5, 0)] * 16
    for report in reports:
        report.refresh_from_db()
        wanted = [word for number in range(16) if shares[number] == report for word in words_of(number)]
        start, *written = report.narrative.split()
        assert (start, sorted(written)) == ("เริ่ม", sorted(wanted))
        edits = Event.objects.filter(dossier=report.dossier, action="edit").count()
        assert (edits, report.version) == (len(wanted), 1 + len(wanted))
    assert audit.broken_links() == []


def test_without_the_version_the_same_saves_lose_words(live_database: LiveDatabase) -> None:
    """The control: the same race with a plain save. Were nothing lost here, the tests above would prove nothing."""
    agency = make.agency()
    officer = make.user(Role.OFFICER, agency)
    report = quarter(make.assignment(agency))
    given = {"report": report.pk, "actor": officer.pk, "guarded": False}
    words = [[f"p{process}w{number}" for number in range(40)] for process in range(4)]
    told = race(write_a_word, *({**given, "words": mine} for mine in words))
    acknowledged = sum(heard["saved"] for heard in told)
    report.refresh_from_db()
    assert len(report.narrative.split()) - 1 < acknowledged


def test_of_two_marks_given_at_once_one_counts(live_database: LiveDatabase) -> None:
    agency = make.agency()
    officer = make.user(Role.OFFICER, agency)
    reports = [submitted(make.assignment(agency), officer) for _round in range(20)]
    evaluators = [make.user(Role.EVALUATOR) for _evaluator in range(2)]
    given = {"reports": [report.pk for report in reports]}
    told = race(
        mark,
        {**given, "actor": evaluators[0].pk, "given": "40"},
        {**given, "actor": evaluators[1].pk, "given": "90"},
    )
    for report, answers in zip(reports, zip(*told, strict=True), strict=True):
        winner = [place for place, answer in enumerate(answers) if answer.startswith("event")]
        assert len(winner) == 1, answers
        report.refresh_from_db()
        assert (report.status, report.marked_by, report.mark) == (
            "accepted",
            evaluators[winner[0]],
            (40, 90)[winner[0]],
        )
        assert PrintRecord.objects.filter(revision__dossier=report.dossier).count() == 1
        assert Event.objects.filter(dossier=report.dossier, action="accept").count() == 1
    assert audit.broken_links() == []


def test_what_is_opened_and_recalled_at_once_is_one_of_both(live_database: LiveDatabase) -> None:
    agency = make.agency()
    officer, evaluator = make.user(Role.OFFICER, agency), make.user(Role.EVALUATOR)
    reports = [submitted(make.assignment(agency), officer) for _round in range(30)]
    given = {"reports": [report.pk for report in reports]}
    told = race(
        recall_or_open,
        {**given, "actor": officer.pk, "opens": False},
        {**given, "actor": evaluator.pk, "opens": True},
    )
    for report, (recalled, opened) in zip(reports, zip(*told, strict=True), strict=True):
        report.refresh_from_db()
        if opened == "opened":
            assert (recalled, report.status, report.opened_at is None) == ("moment", "submitted", False)
        else:
            assert recalled.startswith("event")
            assert (report.status, report.opened_at) == ("draft", None)
        happened = Event.objects.filter(dossier=report.dossier, action__in=["open", "recall"])
        assert happened.count() == 1
    assert audit.broken_links() == []
