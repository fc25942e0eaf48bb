"""The chain of events: one per agency and one for the city, every tampering found."""

import hashlib
import json
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Agency, User
from accounts.roles import Role
from indicators import clock
from indicators.models import ChainHead, Event, QuarterlyReport
from indicators.services import audit, integrity, quarterly_report, review
from tests import make
from tests.indicators.audit.tampering import write

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]


@pytest.fixture
def agency() -> Agency:
    """An agency whose chain has five events: assigned, edited, submitted, returned, submitted."""
    agency = make.agency()
    officer, evaluator = make.user(Role.OFFICER, agency), make.user(Role.EVALUATOR)
    report = make.quarter(make.assignment(agency))
    with clock.travel(make.at("2021-01-05")):
        fields = {"narrative": "ประชุมแล้ว", "progress_percent": 30}
        quarterly_report.save(report, actor=officer, version=1, fields=fields)
        quarterly_report.submit(report, actor=officer, version=2)
        review.return_report(report, actor=evaluator, version=3, reason="ขอวันที่")
        quarterly_report.submit(report, actor=officer, version=4)
    actions = Event.objects.filter(chain=agency.code).order_by("sequence").values_list("action", flat=True)
    assert list(actions) == ["assign", "edit", "submit", "return", "submit"]
    return agency


def test_the_chain_as_written_holds(agency: Agency) -> None:
    assert audit.broken_links() == []
    assert integrity.unexplained() == []
    assert Event.objects.exclude(chain__in=[agency.code, "city"]).count() == 0


def test_the_hash_is_the_sha256_of_all_other_columns(agency: Agency) -> None:
    event = Event.objects.get(chain=agency.code, sequence=4)
    before = Event.objects.get(chain=agency.code, sequence=3)
    details = json.dumps('{"comments":[],"due_on":"2021-01-14"}')
    by_hand = (
        f'{{"action":"return","actor":{event.actor_id},"at":"2021-01-05T03:00:00.000000+00:00",'
        f'"chain":"{agency.code}","details":{details},"dossier":"{event.dossier_id}",'
        f'"previous_hash":"{before.hash}","reason":"ขอวันที่","revision":{event.revision_id},"sequence":4,'
        '"status_after":"returned","status_before":"submitted","subject":"quarterly-report"}'
    )
    assert event.hash == hashlib.sha256(by_hand.encode()).hexdigest()
    assert event.previous_hash == before.hash


def test_the_first_event_follows_nothing_and_the_head_is_the_last(agency: Agency) -> None:
    events = list(Event.objects.filter(chain=agency.code).order_by("sequence"))
    assert events[0].previous_hash == ""
    head = ChainHead.objects.get(chain=agency.code)
    assert (head.sequence, head.hash) == (5, events[-1].hash)


def test_two_events_cannot_stand_in_one_place(agency: Agency) -> None:
    event = Event.objects.filter(chain=agency.code)[0]
    event.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        event.save(force_insert=True)


# Eight ways to tamper, each with what the check says of the agency's chain; `{}` is the chain's name.
WHERE = "WHERE chain = %s AND sequence = %s"


def edit(chain: str) -> None:
    assert write(f"UPDATE indicators_event SET reason = 'แก้แล้ว' {WHERE}", chain, 4) == 1


def delete(chain: str) -> None:
    assert write(f"DELETE FROM indicators_event {WHERE}", chain, 3) == 1


def insert(chain: str) -> None:
    columns = (
        "at, actor_id, action, dossier_id, subject, status_before, status_after, revision_id, reason, details, "
        "previous_hash, hash"
    )
    copy = f"INSERT INTO indicators_event (chain, sequence, {columns}) SELECT chain, 6, {columns}"
    assert write(f"{copy} FROM indicators_event {WHERE}", chain, 5) == 1


def reorder(chain: str) -> None:
    for old, new in ((3, 99), (4, 3), (99, 4)):
        assert write(f"UPDATE indicators_event SET sequence = %s {WHERE}", new, chain, old) == 1


def cut_the_tail(chain: str) -> None:
    assert write("DELETE FROM indicators_receipt") == 0
    assert write(f"DELETE FROM indicators_event {WHERE}", chain, 5) == 1


def swap_a_hash(chain: str) -> None:
    other = Event.objects.get(chain=chain, sequence=2).hash
    assert write(f"UPDATE indicators_event SET hash = %s {WHERE}", other, chain, 4) == 1


def change_the_actor(chain: str) -> None:
    assert write(f"UPDATE indicators_event SET actor_id = %s {WHERE}", User.objects.all()[0].pk, chain, 4) == 1
    assert Event.objects.get(chain=chain, sequence=4).actor == User.objects.all()[0]


def change_the_time(chain: str) -> None:
    assert write(f"UPDATE indicators_event SET at = '2021-01-05 03:00:01+00:00' {WHERE}", chain, 4) == 1


TAMPERINGS: list[tuple[Callable[[str], None], list[str]]] = [
    (edit, ["{}/4: its content does not give its hash"]),
    (delete, ["{}/4: expected sequence 3", "{}/4: does not follow its predecessor"]),
    (
        insert,
        [
            "{}/6: does not follow its predecessor",
            "{}/6: its content does not give its hash",
            "{}: the head says 5, the last event is 6",
        ],
    ),
    (
        reorder,
        [
            "{}/3: does not follow its predecessor",
            "{}/3: its content does not give its hash",
            "{}/4: does not follow its predecessor",
            "{}/4: its content does not give its hash",
            "{}/5: does not follow its predecessor",
        ],
    ),
    (cut_the_tail, ["{}: the head says 5, the last event is 4"]),
    (swap_a_hash, ["{}/4: its content does not give its hash", "{}/5: does not follow its predecessor"]),
    (change_the_actor, ["{}/4: its content does not give its hash"]),
    (change_the_time, ["{}/4: its content does not give its hash"]),
]


@pytest.mark.parametrize(("tamper", "found"), TAMPERINGS, ids=[case[0].__name__ for case in TAMPERINGS])
def test_tampering_is_found(agency: Agency, tamper: Callable[[str], None], found: list[str]) -> None:
    make.user()  # somebody who did nothing
    tamper(agency.code)
    assert audit.broken_links() == [line.format(agency.code) for line in found]


def test_a_tail_cut_with_its_head_is_told_by_the_reports_and_by_a_kept_tip(agency: Agency) -> None:
    kept = audit.tips()
    assert kept[agency.code][0] == 5
    cut_the_tail(agency.code)
    fourth = Event.objects.get(chain=agency.code, sequence=4)
    ChainHead.objects.filter(chain=agency.code).update(sequence=4, hash=fourth.hash)
    assert audit.broken_links() == [], "the chain itself looks whole"
    report = QuarterlyReport.objects.get(status="submitted")
    assert integrity.unexplained() == [
        f"quarterlyreport {report.pk}: is submitted, its events say returned",
        f"revision {report.dossier.revisions.get(number=2).pk}: no event tells of its submission",
    ]
    assert audit.broken_links(kept) == [f"{agency.code}/5: is not the event that was kept elsewhere"]


def test_a_chain_written_anew_is_told_by_a_kept_tip(agency: Agency) -> None:
    """Whoever recomputes every hash leaves a whole chain; not the one of which the tip was kept."""
    kept = audit.tips()
    last = Event.objects.get(chain=agency.code, sequence=5)
    last.reason = "อย่างอื่น"
    forged = audit.hash_of(last)
    write(f"UPDATE indicators_event SET reason = 'อย่างอื่น', hash = %s {WHERE}", forged, agency.code, 5)
    ChainHead.objects.filter(chain=agency.code).update(hash=forged)
    assert audit.broken_links() == []
    assert audit.broken_links(kept) == [f"{agency.code}/5: is not the event that was kept elsewhere"]


def test_a_status_written_past_the_process_is_found(agency: Agency) -> None:
    QuarterlyReport.objects.filter(assignment__agency=agency, period__kind="q2").update(status="accepted", mark=100)
    report = QuarterlyReport.objects.get(status="accepted")
    assert integrity.unexplained() == [f"quarterlyreport {report.pk}: is accepted, its events say draft"]


def test_an_event_needs_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="needs a transaction"):
        raise_outside_a_transaction()


def raise_outside_a_transaction() -> None:
    from django.db import connection

    atomic, connection.in_atomic_block = connection.in_atomic_block, False
    try:
        audit.lock("city")
    finally:
        connection.in_atomic_block = atomic


def test_nothing_of_a_refused_verb_stays(agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    """The status and the event are one transaction: when the event cannot be written, the status did not change."""
    report = QuarterlyReport.objects.get(status="submitted")

    def fails(**given: object) -> Event:
        raise OSError("disk full")

    monkeypatch.setattr(audit, "record", fails)
    with clock.travel(make.at("2021-01-06")), pytest.raises(OSError, match="disk full"):
        review.return_report(report, actor=make.user(Role.EVALUATOR), version=report.version, reason="-")
    report.refresh_from_db()
    assert (report.status, report.version) == ("submitted", 5)
