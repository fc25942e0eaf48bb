"""Two at once, as real processes on a real database: one effect, and the other learns who decided and when."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.roles import Role
from indicators import clock
from indicators.models import AgendaItem, Event, Meeting
from indicators.services import audit
from innovation.models import Development, Project
from tests import make, make_case
from tests.databases import LiveDatabase
from tests.innovation.meeting import stage
from tests.innovation.meeting.races import close_or_schedule, determine
from tests.racing import race

pytestmark = [pytest.mark.many_writers, pytest.mark.processes, pytest.mark.long]
ROUNDS = 60
DAY = date(2021, 1, 4)  # the races run on the day after


def test_two_members_determine_60_times_and_each_time_one_does(live_database: LiveDatabase) -> None:
    with clock.travel(make.at("2021-01-05")):
        on = stage.meeting(held_on=DAY)
        stage.many(ROUNDS, stage.endorsed(), "scheduled", on)
        members = [make.user(Role.COMMITTEE) for _member in range(2)]
    given = {"items": list(on.items.values_list("pk", flat=True)), "guarded": True}
    told = race(
        determine,
        {**given, "actor": members[0].pk, "result": "approve"},
        {**given, "actor": members[1].pk, "result": "reject"},
    )
    for pk, answers in zip(given["items"], zip(*told, strict=True), strict=True):
        item = AgendaItem.objects.select_related("event__actor", "dossier").get(pk=pk)
        winner = [place for place, answer in enumerate(answers) if answer.startswith("event")]
        assert len(winner) == 1, answers
        person = members[winner[0]]
        word = ("อนุมัติ", "ไม่อนุมัติ")[winner[0]]
        assert item.event.actor == person
        assert (item.result, item.resolution) == (("approve", "reject")[winner[0]], f"มติของ {person}")
        assert answers[1 - winner[0]] == (f"{person} บันทึกมติของวาระนี้แล้วเมื่อ 5 ม.ค. 2564 เวลา 10:00 น. ว่า “{word}”")
        project = Project.objects.get(dossier=item.dossier)
        assert project.status == ("done", "rejected")[winner[0]]
        assert Development.objects.filter(project=project).count() == (1, 0)[winner[0]]
        assert Event.objects.filter(dossier=item.dossier, action__in=["approve", "reject"]).count() == 1
    assert audit.broken_links() == []


def test_without_the_guard_both_would_decide(live_database: LiveDatabase) -> None:
    """The control: the same race with a look before the write. Were there one winner each time, the test above would
    prove nothing."""
    with clock.travel(make.at("2021-01-05")):
        on = stage.meeting(held_on=DAY)
        stage.many(ROUNDS, stage.endorsed(), "scheduled", on)
        member = make.user(Role.COMMITTEE)
    given = {"items": list(on.items.values_list("pk", flat=True)), "guarded": False, "actor": member.pk}
    told = race(determine, {**given, "result": "approve"}, {**given, "result": "reject"})
    assert any(answers == ("event", "event") for answers in zip(*told, strict=True))


def test_minutes_never_close_over_an_item_that_comes_at_that_moment(live_database: LiveDatabase) -> None:
    with clock.travel(make.at("2021-01-05")):
        like = make_case.proposed(make_case.case(), "endorsed")
        people = [make.user(Role.SECRETARIAT) for _person in range(2)]
        meetings = [stage.meeting(f"{number}/2564", by=people[0], held_on=DAY) for number in range(20)]
        stage.many(20, like, "endorsed")
    projects = list(Project.objects.exclude(pk=like.pk).values_list("pk", flat=True))
    given = {"meetings": [meeting.pk for meeting in meetings], "projects": projects}
    told = race(
        close_or_schedule,
        {**given, "actor": people[0].pk, "closes": True},
        {**given, "actor": people[1].pk, "closes": False},
    )
    for closed, scheduled in zip(*told, strict=True):
        assert {closed, scheduled} in ({"done", "Invalid"}, {"done", "NotAllowed"})
    assert not AgendaItem.objects.filter(result="", meeting__closed_at__isnull=False).exists()
    assert Meeting.objects.filter(closed_at__isnull=False).count() == list(told[0]).count("done")
    assert audit.broken_links() == []
