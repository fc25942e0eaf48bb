"""Agencies of all three levels at one stage of the round of 2564, through the services: seed_demo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from random import Random

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import Agency, User
from accounts.roles import Role
from indicators import clock
from indicators.models import Assignment, Event, FiscalYear, Meeting
from indicators.services import assigned_indicators, audit, prints
from indicators.services.reference_data import load_reference_data
from innovation.models import Round, RoundMinimum
from kpi_tracker.demo import people
from kpi_tracker.demo.appeal_verbs import appeal_step
from kpi_tracker.demo.case_verbs import case_step, meeting_steps
from kpi_tracker.demo.load import BE_YEAR, Occupied, is_loaded
from kpi_tracker.demo.people import Person
from kpi_tracker.demo.play import Stage, Step, play
from kpi_tracker.demo.schedule import Calendar, at, quarter_steps
from kpi_tracker.demo.seed_case import MEETING, STAGES, Players, SeededCase
from kpi_tracker.demo.seed_words import invented_name
from kpi_tracker.demo.story import Told

SUBJECT = "demo-seed"
# Who acts for the city, and who does when the first is of the agency himself.
SECRETARIAT = ("secretariat", "secretariat_second")
COMMITTEE = ("committee", "committee_second")
EVALUATOR = ("evaluator", "evaluator_second")


class NoRound(Exception):
    """The demo year has no innovation round, or no agency without a case is left."""


@dataclass(frozen=True)
class Seeded:
    """An agency that was brought to a stage, and who signs in for it."""

    agency: Agency
    people: tuple[Person, ...]
    ideas: int
    title: str


def is_seeded() -> bool:
    return Event.objects.filter(chain=audit.CITY, subject=SUBJECT).exists()


def seed(stage: str, *, agencies: int, luck: int) -> list[Seeded]:
    """Bring that many agencies that have no case of 2564 yet to `stage`; the same ones in the same words for the same
    `luck`. All or nothing. Raises Occupied where others than the demo's people work, NoRound."""
    assert stage in STAGES
    with transaction.atomic(), prints.rendered_on_demand():
        _insist_on_room()
        with clock.travel(at(date(2020, 9, 21), "09:00")):
            load_reference_data()
        stage_of_all = Stage(_city_people())
        random = Random(f"{luck}/{stage}")
        chosen = _agencies(random)[:agencies]
        if not chosen:
            raise NoRound(_("ทุกหน่วยงานมีเรื่องนวัตกรรมของปี %(year)s แล้ว") % {"year": BE_YEAR})
        seeded, steps = _set_up(stage, stage_of_all, chosen, random)
        play(steps)
        details = {"stage": stage, "seed": luck, "agencies": [each.agency.code for each in seeded]}
        audit.record(action="load", subject=SUBJECT, actor=None, at=clock.database_now(), details=details)
    return seeded


def _set_up(stage: str, of_all: Stage, agencies: list[Agency], random: Random) -> tuple[list[Seeded], list[Step]]:
    """Accounts and assignments at once, everything else as dated steps."""
    round_ = _round()
    minimums = dict(RoundMinimum.objects.filter(round=round_).values_list("level", "ideas"))
    calendar = Calendar(round_.year_id)
    seeded: list[Seeded] = []
    casts: list[tuple[Person, ...]] = []
    with clock.travel(at(date(2020, 9, 29), "10:00")):
        for agency in agencies:
            casts.append(_people_of(agency, random))
            for person in casts[-1]:
                people.create(person, agency, of_all.people[people.ADMINISTRATOR])
    names = [person.username for cast in casts for person in cast]
    of_all.people = {**of_all.people, **people.by_name(names)}
    with clock.travel(at(date(2020, 10, 1), "09:00")):
        given = [_assign(round_, agency, of_all) for agency in agencies]
    steps = list(_meeting(stage, of_all, round_))
    for place, (assignment, cast) in enumerate(zip(given, casts, strict=True)):
        minimum = minimums[assignment.agency.level]
        players = _players(assignment.agency, cast, of_all)
        case = SeededCase(stage, players, minimum=minimum, place=place, luck=random, calendar=calendar)
        steps += _steps(of_all, calendar, assignment, case)
        title = case.words.facts["title"] if case.reaches("selected") else ""
        seeded.append(Seeded(assignment.agency, cast, len(case.ideas), title))
    return seeded, steps


def _steps(of_all: Stage, calendar: Calendar, assignment: Assignment, case: SeededCase) -> Iterator[Step]:
    for told in case.acts():
        yield case_step(of_all, assignment, told)
    if case.stage == "appeal":
        for registered, letter in (case.suspension(), case.appeal_letter(assignment.agency.code)):
            yield of_all.registration(registered, case.players.officer, letter, {})
        for told in case.appeal_acts():
            yield appeal_step(of_all, assignment, told)
    if case.stage == "year-end":
        for number, quarter in enumerate(case.quarters(), start=1):
            yield from quarter_steps(
                of_all,
                calendar,
                assignment,
                f"q{number}",
                quarter,
                spread=case.place % 30,
                evaluator=case.players.evaluator,
            )


def _insist_on_room() -> None:
    if not (is_loaded() or is_seeded()) and (Assignment.objects.exists() or User.objects.exists()):
        raise Occupied(_("ฐานข้อมูลนี้มีงานหรือบัญชีผู้ใช้อยู่แล้ว ข้อมูลสาธิตโหลดได้ในฐานข้อมูลว่างหรือฐานข้อมูลสาธิตเท่านั้น"))


def _round() -> Round:
    found = Round.objects.filter(year__be_year=BE_YEAR).select_related("year", "indicator").first()
    if found is None:
        raise NoRound(_("ปีงบประมาณ %(year)s ไม่มีรอบนวัตกรรม") % {"year": BE_YEAR})
    return found


def _city_people() -> dict[str, User]:
    """The cast of the demo year; made when there is none yet."""
    names = [person.username for person in people.cast()]
    if not User.objects.filter(username__in=names).exists():
        with clock.travel(at(date(2020, 9, 28), "10:00")):
            return people.create_all()
    return people.by_name(names)


def _agencies(random: Random) -> list[Agency]:
    """Agencies of the year that have no case in it, the three levels in turn."""
    year = FiscalYear.objects.get(be_year=BE_YEAR)
    free = Agency.objects.valid_between(year.starts_on, year.ends_on).exclude(
        assignments__in=Assignment.objects.filter(indicator=_round().indicator_id)
    )
    by_level = [list(free.filter(level=level).order_by("code")) for level in Agency.Level]
    for level in by_level:
        random.shuffle(level)
    return [agency for turn in zip_longest(*by_level) for agency in turn if agency]


def _people_of(agency: Agency, random: Random) -> tuple[Person, ...]:
    code = agency.code.removesuffix("0000")
    roles = (
        ("officer", Role.OFFICER, "นักจัดการงานทั่วไปปฏิบัติการ"),
        ("group", Role.WORKING_GROUP, "เจ้าหน้าที่บริหารงานทั่วไป"),
        ("group_second", Role.WORKING_GROUP, "นักวิเคราะห์นโยบายและแผนปฏิบัติการ"),
        ("head", Role.HEAD, _("ผู้บริหารหน่วยงาน")),
    )
    return tuple(
        Person(f"{name}_{code}", role, invented_name(random), position, agency.code) for name, role, position in roles
    )


def _assign(round_: Round, agency: Agency, of_all: Stage) -> Assignment:
    taken = Assignment.objects.filter(agency=agency, year=round_.year)
    officer = next(name for name in of_all.people if name == f"officer_{agency.code.removesuffix('0000')}")
    given = Assignment(
        indicator=round_.indicator,
        agency=agency,
        number=(taken.aggregate(last=Max("number"))["last"] or 0) + 1,
        weight=10,
        target=10,
        owner=of_all.people[officer],
    )
    return assigned_indicators.give(given, actor=of_all.people[people.ADMINISTRATOR])


def _players(agency: Agency, cast: tuple[Person, ...], of_all: Stage) -> Players:
    officer, first, second, head = (person.username for person in cast)

    def of_the_city(names: tuple[str, str]) -> str:
        return next(name for name in names if of_all.people[name].agency_id != agency.pk)

    return Players(
        officer,
        (first, second),
        head,
        of_the_city(SECRETARIAT),
        of_the_city(COMMITTEE),
        of_the_city(EVALUATOR),
    )


def _meeting(stage: str, of_all: Stage, round_: Round) -> Iterator[Step]:
    """The meeting before which the projects of this run come; its minutes are closed when all were decided."""
    if STAGES.index(stage) < STAGES.index("proposed"):
        return
    taken = set(Meeting.objects.filter(year=round_.year).values_list("number", flat=True))
    number = next(each for each in range(2, 1000) if f"{each}/{BE_YEAR}" not in taken)
    told: Told = {
        "key": MEETING,
        "by": SECRETARIAT[0],
        "planned": at(date(2021, 2, 9), "10:00"),
        "number": f"{number}/{BE_YEAR}",
        "held_on": date(2021, 2, 22),
        "time": "09.30 น.",
        "place": "ห้องประชุมชั้น 5 ศาลาว่าการกรุงเทพมหานคร",
        "chair": "ประธานกรรมการนวัตกรรมกรุงเทพมหานคร",
        "attendees": "ประธานกรรมการ\nกรรมการ\nกรรมการและเลขานุการ",
    }
    if stage != "proposed":
        told["closed"] = at(date(2021, 2, 24), "15:00")
    yield from meeting_steps(of_all, told)
