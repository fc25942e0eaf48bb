"""A draft is saved: with the version it was made on, nothing overwritten unseen, nothing bad stored."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from accounts.roles import Role
from indicators import clock
from indicators.models import Event, QuarterlyReport
from indicators.permissions import Refused
from indicators.services import quarterly_report as services
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from indicators.services.quarterly_report import Entry
from tests import make
from tests.indicators.quarterly_report.conftest import Case

pytestmark = pytest.mark.both_databases


def edits(case: Case) -> int:
    return Event.objects.filter(dossier=case.report.dossier, action="edit").count()


def save(case: Case, version: int = 1, **fields: object) -> Event | None:
    return services.save(case.report, actor=case.officer, version=version, fields=fields)


def test_it_raises_the_version_and_names_what_changed(case: Case) -> None:
    with clock.travel(make.at("2020-11-02")):
        event = save(case, narrative="ประชุมคณะทำงานแล้ว", progress_percent=Decimal("30.00"), obstacles="ฝนตก")
    assert event is not None
    assert event.details == '{"fields":["narrative","obstacles"],"version":2}'
    report = QuarterlyReport.objects.get(pk=case.report.pk)
    assert (report.version, report.edited_by, report.edited_at) == (2, case.officer, make.at("2020-11-02"))
    assert (report.narrative, report.obstacles) == ("ประชุมคณะทำงานแล้ว", "ฝนตก")


def test_saving_the_same_is_no_edit(case: Case) -> None:
    save(case, narrative="ทำงาน")
    assert save(case, 2, narrative="ทํางาน  \r\n") is None, "the same text, spelled with NIKHAHIT and SARA AA"
    assert (case.report.version, edits(case)) == (2, 1)


def test_a_stale_version_writes_nothing_and_shows_the_row_of_now(case: Case) -> None:
    colleague = make.user(Role.OFFICER, case.agency)
    other = QuarterlyReport.objects.get(pk=case.report.pk)
    services.save(other, actor=colleague, version=1, fields={"narrative": "ของเพื่อนร่วมงาน"})
    with pytest.raises(StaleVersion) as refusal:
        services.save(
            case.report,
            actor=case.officer,
            version=1,
            fields={"narrative": "ของฉัน"},
            entries=[Entry(uuid4(), date(2020, 11, 1), "บันทึก")],
        )
    assert refusal.value.current.narrative == "ของเพื่อนร่วมงาน"
    assert refusal.value.current.version == 2
    report = QuarterlyReport.objects.get(pk=case.report.pk)
    assert (report.narrative, report.monthly_entries.count(), edits(case)) == ("ของเพื่อนร่วมงาน", 0, 1)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("progress_percent", Decimal("100.01")),
        ("progress_percent", Decimal("-1")),
        ("progress_percent", Decimal("NaN")),
        ("progress_percent", Decimal("1.234")),
        ("result_in_unit", Decimal("1000000000000")),
        ("narrative", "ก" * 20_001),
        ("narrative", "ก\x00ข"),
        ("narrative", "ก\ud800ข"),
        ("plan_status", "somewhere"),
        ("no_progress", None),
    ],
)
def test_what_the_row_cannot_hold_is_refused_with_a_sentence(case: Case, field: str, value: object) -> None:
    with pytest.raises(Invalid) as refusal:
        save(case, **{field: value, "enablers": "ผู้บริหาร"})
    assert list(refusal.value.errors) == [field]
    assert refusal.value.errors[field]
    assert QuarterlyReport.objects.get(pk=case.report.pk).enablers == ""


@pytest.mark.parametrize("column", ["status", "mark", "version", "assignment_id", "is_late", "returned_due_on"])
def test_only_the_officers_fields_are_his(case: Case, column: str) -> None:
    before = QuarterlyReport.objects.filter(pk=case.report.pk).values().get()
    assert save(case, **{column: 1}) is None
    assert QuarterlyReport.objects.filter(pk=case.report.pk).values().get() == before


@pytest.mark.parametrize(
    ("role", "own", "kind"),
    [
        (Role.OFFICER, False, Refused.STRANGER),
        (Role.HEAD, True, Refused.ROLE),
        (Role.WORKING_GROUP, True, Refused.ROLE),
        (Role.EVALUATOR, True, Refused.ROLE),
        (Role.ADMINISTRATOR, True, Refused.ROLE),
    ],
)
def test_nobody_but_its_officer_writes(case: Case, role: Role, own: bool, kind: Refused) -> None:
    case.officer = make.user(role, case.agency if own else make.agency())
    with pytest.raises(NotAllowed) as refusal:
        save(case, narrative="ไม่ใช่ของเรา")
    assert refusal.value.verdict.refused is kind


@pytest.mark.parametrize("status", ["submitted", "accepted"])
def test_what_was_submitted_is_not_edited(case: Case, status: str) -> None:
    make.set_status(case.report, status)
    with pytest.raises(NotAllowed) as refusal:
        save(case, narrative="แก้ทีหลัง")
    assert refusal.value.verdict.refused is Refused.MOMENT


def test_an_entry_sent_twice_is_one_entry(case: Case) -> None:
    key, other = uuid4(), uuid4()
    day = date(2020, 10, 31)
    services.save(case.report, actor=case.officer, version=1, fields={}, entries=[Entry(key, day, "เริ่มงาน")])
    again = [Entry(key, day, "เริ่มงานแล้ว"), Entry(other, day, "ประชุม")]
    services.save(case.report, actor=case.officer, version=2, fields={}, entries=again)
    assert services.save(case.report, actor=case.officer, version=3, fields={}, entries=again) is None
    assert [entry.text for entry in case.report.monthly_entries.all()] == ["เริ่มงานแล้ว", "ประชุม"]
    services.save(case.report, actor=case.officer, version=3, fields={}, entries=[])
    assert not case.report.monthly_entries.exists()
    assert case.report.version == 4


@pytest.mark.parametrize("text", ["", "ก\x00ข", "ก" * 5_001])
def test_an_entry_that_cannot_be_kept_is_refused_with_a_sentence(case: Case, text: str) -> None:
    entries = [Entry(uuid4(), date(2020, 10, 31), text)]
    with pytest.raises(Invalid) as refusal:
        services.save(case.report, actor=case.officer, version=1, fields={"obstacles": "ฝน"}, entries=entries)
    assert list(refusal.value.errors) == ["monthly_entries"]
    assert QuarterlyReport.objects.get(pk=case.report.pk).obstacles == ""


def test_nothing_is_edited_in_a_closed_year(case: Case) -> None:
    type(case.assignment.year).objects.update(closed_at=make.at("2021-12-30"))
    case.report.refresh_from_db()
    with pytest.raises(NotAllowed, match="ปิดปีงบประมาณแล้ว") as refusal:
        save(case, narrative="แก้ทีหลัง")
    assert (refusal.value.verdict.since, refusal.value.verdict.whose_turn) == (make.at("2021-12-30"), "administrator")
