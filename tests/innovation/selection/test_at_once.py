"""Two members select different ideas at the same moment, 300 times: one idea each time, and the other is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Count

from accounts.models import Agency, User
from accounts.roles import Role
from indicators.models import Assignment, Dossier, Event, Indicator, Revision
from indicators.services import audit
from innovation.models import Collection, Idea, InnovationCase, PanelMember, Project, Round, SelectedIdea, Selection
from tests import make, make_case
from tests.databases import LiveDatabase
from tests.innovation.selection.races import look_and_insert, select_at_once
from tests.racing import race

pytestmark = [pytest.mark.many_writers, pytest.mark.processes, pytest.mark.long]
ROUNDS = 300
CONTROL = 100  # rounds of each control
NAMES = ("นางสาวมาลี ใจดี", "นายสมชาย รักงาน")


def selections(agency: Agency, how_many: int) -> list[Selection]:
    """As many cases of one agency, each with two ideas, its Form 2 complete and its selection open."""
    round_ = make_case.round_(make.year())
    kind = round_.year.codes.order_by("code")[0]
    cases = InnovationCase.objects.bulk_create(
        InnovationCase(assignment=assignment, round=round_) for assignment in _assignments(agency, round_, how_many)
    )
    collections = Collection.objects.bulk_create(
        Collection(case=case, dossier=dossier, status="done", status_since=make_case.NOON)
        for case, dossier in zip(cases, _dossiers("collection", agency, round_, how_many), strict=True)
    )
    Idea.objects.bulk_create(
        Idea(
            collection=collection,
            number=number,
            innovation_type=kind,
            title=f"แนวคิดที่ {number}",
            problem="ปัญหา",
            proposal="วิธี",
            benefit="ประโยชน์",
            submitted_on="2020-11-16",
            added_at=make_case.NOON,
        )
        for collection in collections
        for number in (1, 2)
    )
    made = Selection.objects.bulk_create(
        Selection(
            case=case,
            dossier=dossier,
            detail="รายละเอียด",
            meeting_date="2021-01-04",
            status_since=make_case.NOON,
        )
        for case, dossier in zip(cases, _dossiers("selection", agency, round_, how_many), strict=True)
    )
    PanelMember.objects.bulk_create(PanelMember(selection=each, position=1, name="นายประธาน ดี") for each in made)
    return made


def _assignments(agency: Agency, round_: Round, how_many: int) -> list[Assignment]:
    indicators = Indicator.objects.bulk_create(
        Indicator(year=round_.year, name=f"ตัวชี้วัด {number}", definition="นิยาม", method="วิธี", unit="คะแนน")
        for number in range(how_many)
    )
    return Assignment.objects.bulk_create(
        Assignment(indicator=indicator, year=round_.year, agency=agency, number=number, weight=Decimal(0))
        for number, indicator in enumerate(indicators, start=1)
    )


def _dossiers(kind: str, agency: Agency, round_: Round, how_many: int) -> list[Dossier]:
    return Dossier.objects.bulk_create(
        Dossier(kind=kind, agency=agency, year=round_.year) for _each in range(how_many)
    )


def runners(agency: Agency, made: list[Selection]) -> tuple[list[User], list[dict[str, object]]]:
    """Two members, and for each, in every selection, the idea that he wants: never the other's."""
    members = [make.user(Role.WORKING_GROUP, agency, full_name=name) for name in NAMES]
    ideas = {
        (case, number): pk for pk, case, number in Idea.objects.values_list("pk", "collection__case_id", "number")
    }
    return members, [
        {"actor": member.pk, "pairs": [[each.pk, ideas[each.case_id, number]] for each in made]}
        for number, member in enumerate(members, start=1)
    ]


def doubles() -> int:
    """Selections with more than one idea."""
    return SelectedIdea.objects.values("selection").annotate(ideas=Count("pk")).filter(ideas__gt=1).count()


def test_of_two_who_select_at_once_300_times_one_decides_and_the_other_is_told_who_and_when(
    live_database: LiveDatabase,
) -> None:
    agency = make.agency()
    made = selections(agency, ROUNDS)
    members, given = runners(agency, made)
    told = race(select_at_once, *given)
    wins: Counter[int] = Counter()
    for selection, answers in zip(made, zip(*told, strict=True), strict=True):
        (winner,) = [place for place, answer in enumerate(answers) if answer.startswith("event")]
        loser = 1 - winner
        wins[winner] += 1
        assert answers[loser] == (
            f"moment: {NAMES[winner]} คัดเลือกความคิดเห็นชุดที่ {winner + 1} “แนวคิดที่ {winner + 1}” "
            "ไปแล้วเมื่อ 5 ม.ค. 2564 เวลา 10:00 น."
        )
        choice = SelectedIdea.objects.select_related("idea").get(selection=selection)
        assert (choice.chosen_by, choice.idea.number) == (members[winner], winner + 1)
    assert wins[0] + wins[1] == ROUNDS
    dossiers = [selection.dossier_id for selection in made]
    events = Counter(Event.objects.filter(action="select").values_list("dossier", flat=True))
    assert events == dict.fromkeys(dossiers, 1)
    assert Revision.objects.filter(dossier__in=dossiers).count() == ROUNDS
    assert Project.objects.count() == ROUNDS
    assert Selection.objects.filter(status="done", version=2).count() == ROUNDS
    assert audit.broken_links() == []


def test_without_lock_and_constraint_the_same_race_selects_two(live_database: LiveDatabase) -> None:
    """The control: were there no doubles here, the test above would prove nothing."""
    agency = make.agency()
    made = selections(agency, CONTROL)
    _members, given = runners(agency, made)
    with without_constraint():
        told = race(look_and_insert, *given)
        found = doubles()
        SelectedIdea.objects.all().delete()
    assert found >= 50
    assert list(zip(*told, strict=True)).count(("written", "written")) == found


def test_the_constraint_alone_keeps_the_same_race_to_one(live_database: LiveDatabase) -> None:
    """Without the lock, who comes second runs into the constraint."""
    agency = make.agency()
    made = selections(agency, CONTROL)
    _members, given = runners(agency, made)
    told = race(look_and_insert, *given)
    assert doubles() == 0
    assert SelectedIdea.objects.count() == CONTROL
    heard = Counter(answer for answers in told for answer in answers)
    assert heard["written"] == CONTROL
    assert heard["constraint"] >= 50


def test_the_lock_alone_keeps_it_to_one_as_well(live_database: LiveDatabase) -> None:
    agency = make.agency()
    made = selections(agency, CONTROL)
    _members, given = runners(agency, made)
    with without_constraint():
        race(select_at_once, *given)
        assert doubles() == 0
    assert SelectedIdea.objects.count() == CONTROL


@contextmanager
def without_constraint() -> Iterator[None]:
    """The table without the rule that a selection has one idea, for the length of the block."""
    rules = SelectedIdea._meta.constraints
    (rule,) = [each for each in rules if each.name == "selected_idea_once"]
    # SQLite makes a table anew from what its model says.
    SelectedIdea._meta.constraints = [each for each in rules if each is not rule]
    with connection.schema_editor() as editor:
        editor.remove_constraint(SelectedIdea, rule)
    try:
        assert "selected_idea_once" not in stored_rules()
        yield
    finally:
        SelectedIdea._meta.constraints = rules
        with connection.schema_editor() as editor:
            editor.add_constraint(SelectedIdea, rule)
    assert "selected_idea_once" in stored_rules()


def stored_rules() -> set[str]:
    """The names of the table's constraints and indexes, as the database has them."""
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, SelectedIdea._meta.db_table))
