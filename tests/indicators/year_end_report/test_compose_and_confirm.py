"""The draft is composed from the fourth quarter; an imported paper's figures are confirmed."""

from decimal import Decimal

import pytest

from accounts.roles import Role
from indicators.models import Event, Factor, YearEndReport
from indicators.selectors.timeline import timeline
from indicators.services import year_end_report as services
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from tests import make
from tests.indicators.year_end_report.conftest import Case


@pytest.fixture
def empty(case: Case) -> Case:
    make.fill_year_end(
        case.report,
        summary="",
        level="",
        no_enablers=False,
        no_obstacles=False,
        progress_percent=None,
        result_in_unit=None,
    )
    make.fill_quarter(
        make.quarter(case.assignment, 1), enablers="ผู้บริหารสนับสนุน", narrative="เริ่มงาน", progress_percent=30
    )
    make.fill_quarter(
        make.quarter(case.assignment, 4),
        narrative="แล้วเสร็จ",
        progress_percent=Decimal(100),
        result_in_unit=Decimal(10),
        enablers="ผู้บริหารสนับสนุน",
        obstacles="ฝนตก",
    )
    return case


def factors(report: YearEndReport) -> list[tuple[str, str]]:
    return list(report.factors.values_list("kind", "text"))


def test_it_takes_over_the_fourth_quarter_and_all_evidence(empty: Case) -> None:
    case = empty
    letter, order = make.document(case.agency), make.document(case.agency, date="2021-03-18")
    make.cite(make.quarter(case.assignment, 3), letter)
    make.cite(make.quarter(case.assignment, 4), letter)
    make.cite(make.quarter(case.assignment, 1), order)
    services.compose(case.report, actor=case.officer, version=1)
    report = case.report
    assert (report.summary, report.level, report.progress_percent, report.result_in_unit) == (
        "แล้วเสร็จ",
        "outcome",
        100,
        10,
    )
    assert factors(report) == [("enabler", "ผู้บริหารสนับสนุน"), ("obstacle", "ฝนตก")]
    assert [citation.document for citation in report.dossier.citations.all()] == [order, letter]
    assert services.compose(report, actor=case.officer, version=2) is None, "twice is once"


def test_what_the_officer_wrote_stays(empty: Case) -> None:
    case = empty
    services.save(
        case.report,
        actor=case.officer,
        version=1,
        fields={"summary": "ของฉัน", "no_obstacles": True},
        enablers=["งบประมาณพอ"],
    )
    services.compose(case.report, actor=case.officer, version=2)
    assert case.report.summary == "ของฉัน"
    assert factors(case.report) == [("enabler", "งบประมาณพอ")], "ไม่มี was stated for the obstacles"


def test_a_stale_page_composes_nothing(empty: Case) -> None:
    other = YearEndReport.objects.get(pk=empty.report.pk)
    services.save(other, actor=empty.officer, version=1, fields={"summary": "เพิ่งเขียน"})
    with pytest.raises(StaleVersion):
        services.compose(empty.report, actor=empty.officer, version=1)
    assert not Factor.objects.exists()


@pytest.fixture
def imported(case: Case) -> Case:
    make.fill_year_end(
        case.report,
        result_as_written="100.00 (คะแนน)",
        proposed_result=Decimal("10.00"),
        proposed_progress=Decimal("100.00"),
        result_in_unit=None,
        progress_percent=None,
    )
    return case


def test_the_confirmation_is_an_event_of_its_own(imported: Case) -> None:
    report = imported.report
    event = services.confirm_result(report, actor=imported.officer, version=1)
    assert event.action == "confirm"
    assert (report.result_in_unit, report.progress_percent, report.result_as_written) == (10, 100, "")
    assert (report.proposed_result, report.proposed_progress) == (None, None)
    assert timeline(report.dossier)[0]["what"] == "ยืนยันผลงาน"
    with pytest.raises(Invalid):
        services.confirm_result(report, actor=imported.officer, version=2)


def test_only_the_officer_confirms(imported: Case) -> None:
    for other in (imported.head, imported.evaluator, make.user(Role.OFFICER, make.agency())):
        with pytest.raises(NotAllowed):
            services.confirm_result(imported.report, actor=other, version=1)
    make.fill_year_end(imported.report, proposed_result=None)
    with pytest.raises(NotAllowed):
        services.confirm_result(imported.report, actor=imported.head, version=1)
    assert not Event.objects.filter(action="confirm").exists()


@pytest.mark.parametrize("text", ["ก\x00ข", "ก" * 5_001])
def test_a_factor_that_cannot_be_kept_is_refused_with_a_sentence(case: Case, text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        services.save(case.report, actor=case.officer, version=1, fields={"summary": "ใหม่"}, obstacles=["ฝน", text])
    assert list(refusal.value.errors) == ["obstacles"]
    assert YearEndReport.objects.get(pk=case.report.pk).summary == "สรุปทั้งปี"
    assert not Factor.objects.exists()
