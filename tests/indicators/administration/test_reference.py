"""The verbs on reference data: who may, what the audit says, what is refused."""

import json
from datetime import date

import pytest

from accounts.models import Delegation
from indicators.models import Event, Extension, Holiday, PlanNode, ReportingPeriod, YearCode
from indicators.services import audit, holidays, reference
from indicators.services.errors import Invalid, NotAllowed, StaleVersion

from .conftest import make_user


def last_event():
    event = Event.objects.order_by("-pk").first()
    return event, json.loads(event.details)


def test_only_an_administrator_writes(year_code, officer):
    with pytest.raises(NotAllowed):
        reference.create(YearCode(year=year_code.year, table="appeal_cause", code="2", label="ก"), actor=officer)
    with pytest.raises(NotAllowed):
        reference.change(year_code, actor=officer, seen="", fields={"label": "ก"})
    with pytest.raises(NotAllowed):
        reference.remove(year_code, actor=officer, seen="")
    assert Event.objects.count() == 0


def test_creating_tells_every_column(year, administrator):
    code = reference.create(
        YearCode(year=year, table="appeal_cause", code="2", label="งบประมาณ"), actor=administrator
    )
    event, details = last_event()
    assert (event.chain, event.action, event.subject, event.actor) == ("city", "create", "year-code", administrator)
    assert details["after"] == {"year": year.pk, "table": "appeal_cause", "code": "2", "label": "งบประมาณ"}
    assert details["id"] == code.pk


def test_changing_tells_what_changed_before_and_after(year, administrator):
    period = ReportingPeriod.objects.get(kind="q1")
    fields = {"due_on": date(2021, 1, 15), "closes_on": date(2021, 1, 31)}
    reference.change(period, actor=administrator, seen=reference.fingerprint(period), fields=fields)
    event, details = last_event()
    assert (event.action, event.subject) == ("change", "reporting-period")
    assert details["before"] == {"due_on": "2021-01-10"}
    assert details["after"] == {"due_on": "2021-01-15"}


def test_a_change_that_changes_nothing_is_no_event(year_code, administrator):
    assert reference.change(year_code, actor=administrator, seen="", fields={"label": year_code.label}) is None
    assert Event.objects.count() == 0


def test_removing_tells_what_was_there(year_code, administrator):
    reference.remove(year_code, actor=administrator, seen=reference.fingerprint(year_code))
    event, details = last_event()
    assert event.action == "remove"
    assert details["before"]["label"] == "ปัจจัยภายนอกของหน่วยงาน"
    assert YearCode.objects.count() == 0


def test_what_belongs_to_an_agency_stands_on_its_chain(year, agency, administrator):
    period = ReportingPeriod.objects.get(kind="q1")
    extension = Extension(period=period, agency=agency, until=date(2021, 2, 15), reason="น้ำท่วม")
    reference.create(extension, actor=administrator)
    event, details = last_event()
    assert event.chain == "99010000"
    assert details["after"]["granted_by"] == administrator.pk
    assert audit.broken_links() == []


def test_a_stale_change_is_refused(year_code, administrator):
    seen = reference.fingerprint(year_code)
    reference.change(YearCode.objects.get(pk=year_code.pk), actor=administrator, seen=seen, fields={"label": "ก"})
    with pytest.raises(StaleVersion):
        reference.change(year_code, actor=administrator, seen=seen, fields={"label": "ข"})
    with pytest.raises(StaleVersion):
        reference.remove(year_code, actor=administrator, seen=seen)
    assert YearCode.objects.get().label == "ก"


def test_a_closed_year_is_read_only(year, year_code, administrator):
    year.closed_at = "2021-12-01T00:00:00Z"
    year.save()
    year_code.refresh_from_db()
    for act in (
        lambda: reference.change(year_code, actor=administrator, seen="", fields={"label": "ก"}),
        lambda: reference.remove(year_code, actor=administrator, seen=""),
        lambda: reference.create(YearCode(year=year, table="appeal_cause", code="9", label="ก"), actor=administrator),
        lambda: reference.change(year, actor=administrator, seen="", fields={"thai_digits": True}),
    ):
        with pytest.raises(NotAllowed, match="ปิดปีงบประมาณ 2564 แล้ว"):
            act()


def test_what_something_hangs_on_is_not_removed(year, plan, administrator):
    with pytest.raises(Invalid, match="งวดรายงาน"):
        reference.remove(year, actor=administrator, seen="")
    with pytest.raises(Invalid, match="ชั้นของแผน"):
        reference.remove(plan, actor=administrator, seen="")


def test_what_identifies_a_row_does_not_change(agency, administrator):
    with pytest.raises(Invalid) as refusal:
        reference.change(agency, actor=administrator, seen="", fields={"code": "99020000"})
    assert refusal.value.errors == {"code": "แก้ไขไม่ได้หลังจากเพิ่มแล้ว"}


def test_a_new_name_of_an_agency_moves_it_in_the_order(agency, administrator):
    before = agency.sort_key
    reference.change(agency, actor=administrator, seen="", fields={"name": "กองทดสอบ"})
    assert agency.sort_key < before


@pytest.mark.parametrize(
    ("columns", "field", "words"),
    [
        ({"table": "appeal_cause", "code": "1", "label": "ซ้ำ"}, "", "ตารางนี้มีรหัสนี้แล้ว"),
        ({"table": "appeal_cause", "code": "", "label": "ว่าง"}, "code", "กรอกรหัส"),
        ({"table": "other", "code": "5", "label": "ก"}, "table", "ตารางนี้ใช้ไม่ได้"),
    ],
)
def test_refusals_are_thai_sentences_by_field(year_code, administrator, columns, field, words):
    with pytest.raises(Invalid) as refusal:
        reference.create(YearCode(year=year_code.year, **columns), actor=administrator)
    assert refusal.value.errors == {field: words}


def test_a_node_stands_one_level_below_its_parent(plan, node, administrator):
    third = plan.levels.get(depth=3)
    good = PlanNode(level=third, parent=node, number="7.5.1", text="เป้าหมาย")
    reference.create(good, actor=administrator)
    for bad in (
        PlanNode(level=third, parent=node.parent, number="7.1", text="ข้ามชั้น"),
        PlanNode(level=third, parent=None, number="9", text="ไม่มีที่อยู่"),
        PlanNode(level=plan.levels.get(depth=1), parent=node, number="8", text="บนสุด"),
    ):
        with pytest.raises(Invalid) as refusal:
            reference.create(bad, actor=administrator)
        assert set(refusal.value.errors) == {"parent"}


def test_a_node_cannot_go_below_its_own_branch(plan, node, administrator):
    top = node.parent
    with pytest.raises(Invalid):
        reference.change(top, actor=administrator, seen="", fields={"parent": node})
    with pytest.raises(Invalid):
        reference.change(
            top, actor=administrator, seen="", fields={"level": plan.levels.get(depth=3), "parent": node}
        )


def test_an_extension_ends_after_the_period(year, agency, administrator):
    period = ReportingPeriod.objects.get(kind="q1")
    extension = Extension(period=period, agency=agency, until=date(2021, 1, 31), reason="น้ำท่วม")
    with pytest.raises(Invalid) as refusal:
        reference.create(extension, actor=administrator)
    assert set(refusal.value.errors) == {"until"}


def test_a_changed_holiday_is_a_new_version(holiday, administrator):
    fields = {"is_holiday": False, "reference": "มติคณะรัฐมนตรี 29 มิ.ย. 2564"}
    holidays.change(holiday, actor=administrator, seen=reference.fingerprint(holiday), fields=fields)
    assert list(Holiday.objects.values_list("version", "is_holiday", "reference")) == [
        (1, True, "ประกาศ"),
        (2, False, "มติคณะรัฐมนตรี 29 มิ.ย. 2564"),
    ]
    _event, details = last_event()
    assert details["before"] == {"is_holiday": True, "reference": "ประกาศ", "version": 1}
    with pytest.raises(StaleVersion):
        holidays.change(holiday, actor=administrator, seen=reference.fingerprint(holiday), fields={"name": "ก"})


def test_a_day_is_declared_once_and_in_its_year(holiday, administrator):
    again = Holiday(year=holiday.year, date=holiday.date, name="ซ้ำ", reference="ก")
    outside = Holiday(year=holiday.year, date=date(2021, 10, 1), name="ปีหน้า", reference="ก")
    for wrong in (again, outside):
        with pytest.raises(Invalid) as refusal:
            holidays.declare(wrong, actor=administrator)
        assert set(refusal.value.errors) == {"date"}


def test_nobody_makes_himself_a_deputy(agency, head, officer, administrator):
    columns = {
        "agency": agency,
        "head": head,
        "kind": "acting",
        "order_number": "4/2564",
        "order_date": date(2021, 3, 18),
        "starts_on": date(2021, 3, 19),
        "ends_on": date(2021, 3, 31),
    }
    with pytest.raises(Invalid) as refusal:
        reference.create(Delegation(deputy=administrator, **columns), actor=administrator)
    assert set(refusal.value.errors) == {"deputy"}
    reference.create(Delegation(deputy=officer, **columns), actor=administrator)
    assert last_event()[0].chain == "99010000"


def test_only_a_head_is_stood_in_for(agency, officer, administrator):
    other = make_user("malee", "มาลี ศรีสุข", "officer", agency=agency)
    delegation = Delegation(
        agency=agency,
        head=officer,
        deputy=other,
        kind="acting",
        order_number="4/2564",
        order_date=date(2021, 3, 18),
        starts_on=date(2021, 3, 19),
        ends_on=date(2021, 3, 31),
    )
    with pytest.raises(Invalid) as refusal:
        reference.create(delegation, actor=administrator)
    assert set(refusal.value.errors) == {"head"}
