"""Closing, receiving, returning, carrying over."""

from __future__ import annotations

import json

import pytest

from accounts.models import Agency
from accounts.roles import Role
from indicators.models import Event, PrintRecord
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from innovation.models import Collection, Development, InnovationCase, Project, Selection, SharedLink
from innovation.services import collection as verbs
from innovation.services import ideas, shared_links
from tests import make, make_case
from tests.innovation.collection.conftest import Cast

pytestmark = pytest.mark.both_databases


def test_closing_freezes_every_idea_and_closes_the_link(cast: Cast) -> None:
    entered = cast.add(*[f"เรื่อง {number}" for number in range(1, 13)])
    ideas.withdraw(entered[10], actor=cast.officer, version=1, reason="ถอน")
    ideas.merge(entered[11], entered[0], actor=cast.officer, version=1, reason="ซ้ำ")
    link = shared_links.open_link(cast.collection, actor=cast.officer)
    collection = cast.collection
    event = verbs.close(collection, actor=cast.officer, version=1)
    assert (collection.status, collection.submitted_by, collection.is_late) == ("sent", cast.officer, False)
    content = json.loads(collection.dossier.revisions.get().content)
    assert [idea["status"] for idea in content["ideas"]] == ["eligible"] * 10 + ["withdrawn", "merged"]
    assert content["least"] == 10
    assert json.loads(event.details)["links_closed"] == 1
    link.refresh_from_db()
    assert link.closed_at == make.at("2020-11-20")
    assert Event.objects.filter(dossier=collection.dossier).values_list("action", flat=True).last() == "close"


@pytest.mark.parametrize(
    ("level", "least"), [(Agency.Level.BUREAU, 20), (Agency.Level.DISTRICT, 15), (Agency.Level.SECRETARIAT, 10)]
)
def test_one_too_few_is_refused_with_both_counts(db: None, level: Agency.Level, least: int) -> None:
    agency = make.agency(level=level)
    officer = make.user(Role.OFFICER, agency)
    collection = make_case.case(agency).collection
    make_case.ideas(collection, least - 1)
    with pytest.raises(NotAllowed) as refused:
        verbs.close(collection, actor=officer, version=1)
    sentence = f"มีความคิดเห็นที่นับได้ {least - 1} ชุด จากขั้นต่ำ {least} ชุด ยังขาด 1 ชุด"
    assert refused.value.verdict.reason == sentence
    assert not collection.dossier.revisions.exists()
    make_case.idea(collection)
    verbs.close(collection, actor=officer, version=1)
    assert collection.status == "sent"


def test_set_aside_ideas_do_not_make_the_number(cast: Cast) -> None:
    entered = cast.add(*[f"เรื่อง {number}" for number in range(10)])
    ideas.withdraw(entered[0], actor=cast.officer, version=1, reason="ถอน")
    with pytest.raises(NotAllowed):
        verbs.close(cast.collection, actor=cast.officer, version=1)


def test_receiving_opens_the_selection_and_keeps_the_list_as_printed(cast: Cast) -> None:
    collection = make_case.sent(cast.case)
    event = verbs.receive(collection, actor=cast.secretariat, version=collection.version)
    assert (collection.status, Selection.objects.get().case) == ("done", cast.case)
    assert event.revision == collection.dossier.revisions.get()
    assert list(PrintRecord.objects.values_list("form", flat=True)) == ["idea_list"]
    assert "ผู้เสนอ 1" not in PrintRecord.objects.get().document


def test_a_return_needs_a_reason_and_opens_it_again(cast: Cast) -> None:
    collection = make_case.sent(cast.case)
    with pytest.raises(Invalid) as refused:
        verbs.return_(collection, actor=cast.secretariat, version=collection.version, reason=" ")
    assert refused.value.errors == {"reason": "กรอกเหตุผล"}
    verbs.return_(collection, actor=cast.secretariat, version=collection.version, reason="ขาดประโยชน์")
    assert collection.status == "open"
    assert collection.dossier.revisions.count() == 1
    cast.add("เพิ่มหลังส่งคืน")
    verbs.close(collection, actor=cast.officer, version=collection.version)
    assert collection.dossier.revisions.count() == 2


def test_closing_what_somebody_else_closed_is_refused(cast: Cast) -> None:
    make_case.ideas(cast.collection, 10)
    seen = cast.collection
    verbs.close(cast.collection, actor=cast.officer, version=1)
    with pytest.raises(NotAllowed):
        verbs.close(seen, actor=cast.officer, version=1)
    verbs.return_(cast.collection, actor=cast.secretariat, version=2, reason="แก้")
    with pytest.raises(StaleVersion):
        verbs.close(seen, actor=cast.officer, version=1)


@pytest.fixture
def runs_on(db: None) -> tuple[Collection, Development]:
    """This year's collection and last year's development of an agency whose project reaches into this year."""
    agency = make.agency()
    last_year, this_year = make.year(2563), make.year(2564)
    last = make_case.approved(make_case.case(agency, last_year))
    Project.objects.filter(pk=last.project_id).update(ends_on=this_year.ends_on)
    return make_case.case(agency, this_year).collection, last


def test_a_project_is_carried_over_with_its_history(runs_on: tuple[Collection, Development]) -> None:
    collection, last = runs_on
    officer = make.user(Role.OFFICER, collection.assignment.agency)
    shared_links.open_link(collection, actor=officer)
    verbs.carry_over(collection, actor=officer, version=1)
    case = InnovationCase.objects.get(pk=collection.case_id)
    assert (collection.status, case.continues) == ("carried", last.case)
    assert (case.development.project, case.development.status) == (last.project, "open")
    assert not SharedLink.objects.filter(closed_at__isnull=True).exists()


def test_nothing_is_carried_over_once_an_idea_is_in(runs_on: tuple[Collection, Development]) -> None:
    collection, _last = runs_on
    make_case.idea(collection)
    with pytest.raises(NotAllowed) as refused:
        verbs.carry_over(collection, actor=make.user(Role.OFFICER, collection.assignment.agency), version=1)
    assert refused.value.verdict.reason == "ปีนี้มีความคิดเห็นเข้ามาแล้ว จึงยกโครงการของปีก่อนมาไม่ได้"
    assert not Development.objects.filter(case=collection.case).exists()


def test_a_project_that_ends_before_the_year_is_not_carried_over(runs_on: tuple[Collection, Development]) -> None:
    collection, last = runs_on
    Project.objects.filter(pk=last.project_id).update(ends_on=last.assignment.year.ends_on)
    with pytest.raises(NotAllowed) as refused:
        verbs.carry_over(collection, actor=make.user(Role.OFFICER, collection.assignment.agency), version=1)
    assert refused.value.verdict.reason == "ไม่มีโครงการของปีก่อนที่ได้รับอนุมัติและดำเนินการต่อเนื่องถึงปีนี้"
