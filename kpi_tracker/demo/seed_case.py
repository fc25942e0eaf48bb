"""One agency's case as far as a stage, told as acts of kpi_tracker/demo/case_verbs.py, its appeal as acts of
appeal_verbs.py: the same for the same luck.

Days are those on which offices of 2564 would act; minutes differ from agency to agency, so that a day has an order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from kpi_tracker.demo import story
from kpi_tracker.demo.schedule import Calendar, at
from kpi_tracker.demo.seed_words import Words, form_1, invented_name
from kpi_tracker.demo.story import Told

STAGES = ("ideas", "selected", "proposed", "decided", "developing", "appeal", "year-end")
PROPOSED = ("scheduled", "endorsed", "submitted")
DECIDED = ("approve", "approve_with_changes", "return", "reject")
BATCHES = (date(2020, 10, 26), date(2020, 11, 13), date(2020, 12, 4), date(2020, 12, 21))
MEETING = "seeded"
STARTS, ENDS = date(2021, 3, 15), date(2021, 9, 15)
SUSPENDED, APPEALED = date(2021, 4, 15), date(2021, 7, 6)
# The criterion of 30 days of use, about which a suspended case appeals.
CRITERION = 4


@dataclass(frozen=True)
class Players:
    """Who acts, by user name. The city's people are not of the agency itself."""

    officer: str
    members: tuple[str, ...]
    head: str
    secretariat: str
    committee: str
    evaluator: str


class SeededCase:
    """`place` is the agency's place in the run: by it the minutes differ, and the outcomes of a stage take turns.
    `told` may say what is not left to luck: how many `ideas`, the `idea` chosen, how many `people` came."""

    def __init__(
        self,
        stage: str,
        players: Players,
        *,
        minimum: int,
        place: int,
        luck: Random,
        calendar: Calendar,
        told: Told | None = None,
    ) -> None:
        self.stage, self.players, self.place = stage, players, place
        self.minimum, self.luck, self.calendar, self.told = minimum, luck, calendar, told or {}
        self.ideas = self._choose_ideas()
        self.chosen = self._choose_one()
        idea = self.ideas[self.chosen - 1]
        self.target = luck.choice((20, 24, 30))
        self.venue: str = luck.choice(idea["place"])
        self.sessions = self._choose_sessions()
        self.words = Words(
            luck,
            **{name: idea[name] for name in ("title", "problem", "proposal", "benefit", "served")},
            place=self.venue,
            sessions=self.target,
            year=2564,
            times=f"{len(self.sessions)} ครั้ง",
            people=sum(people for _day, people in self.sessions),
            ideas=len(self.ideas),
        )

    def reaches(self, stage: str) -> bool:
        """Whether the case is to come at least as far as `stage`."""
        return STAGES.index(self.stage) >= STAGES.index(stage)

    @property
    def approved(self) -> bool:
        """Whether the committee approves the project as it is."""
        return self.reaches("developing") or DECIDED[self.place % len(DECIDED)] == "approve"

    def acts(self) -> Iterator[Told]:
        """All acts, not in the order of their instants."""
        yield from self._collect()
        if self.reaches("selected"):
            yield from self._receive_and_select()
        if self.reaches("proposed"):
            yield from self._propose()
        if self.reaches("decided"):
            yield self._determination()
        if self.reaches("developing"):
            yield from self._develop()
        if self.stage == "year-end":
            yield from self._finish()

    def quarters(self) -> list[Told]:
        """The four quarters of a finished case, for schedule.quarter_steps."""
        texts = self.words.each("quarters")
        return [
            {"narrative": text, "progress": progress, "mark": 100}
            for text, progress in zip(texts, (30, 50, 80, 100), strict=True)
        ]

    def suspension(self) -> tuple[datetime, Told]:
        """The letter that ended the sessions of an appeal's case, and when it was registered."""
        told = {
            "key": f"{self.players.officer}/suspension",
            "kind": "letter",
            "number": f"กท 0401/{self.luck.randint(150, 950)}",
            "date": SUSPENDED,
            "subject": self.words.one("suspension"),
            "issuing_unit": "สำนักปลัดกรุงเทพมหานคร",
            "signer": "ปลัดกรุงเทพมหานคร",
            "paper_location": "แฟ้มหนังสือเข้า ฝ่ายบริหารงานทั่วไป",
        }
        return self._at(date(2021, 4, 19), 9), told

    def appeal_letter(self, agency_code: str) -> tuple[datetime, Told]:
        """The letter with which an appeal's case appeals, and when it was registered."""
        told = {
            "key": f"{self.players.officer}/appeal",
            "kind": "letter",
            "speed": "most_urgent",
            "number": f"กท {agency_code[:4]}/{2100 + self.place}",
            "date": APPEALED,
            "subject": self.words.one("appeal_letter"),
            "addressee": "คณะกรรมการนวัตกรรมกรุงเทพมหานคร",
            "paper_location": "แฟ้มหนังสือออก ฝ่ายบริหารงานทั่วไป",
        }
        return self._at(APPEALED, 9), told

    def appeal_acts(self) -> Iterator[Told]:
        """An appeal about the fourth criterion, filed."""
        officer = self.players.officer
        yield self._act(APPEALED, 10, officer, "prepare", criterion=CRITERION)
        yield self._act(
            APPEALED,
            11,
            officer,
            "write",
            cause="1",
            requested_outcome="2",
            letter=f"{officer}/appeal",
            what_happened=self.words.one("appealed"),
            criterion_asked=self.words.one("criterion_asked"),
        )
        yield self._act(APPEALED, 13, officer, "cite", documents=[f"{officer}/suspension"])
        yield self._act(APPEALED, 14, officer, "file")

    def _at(self, day: date, hour: int, minutes: int = 0) -> datetime:
        return at(day, f"{hour:02}:00") + timedelta(minutes=minutes + self.place % 40)

    def _act(self, day: date, hour: int, by: str, do: str, **given: Any) -> Told:
        return {"at": self._at(day, hour), "by": by, "do": do, **given}

    # ------------------------------------------------------------ what luck decides

    def _choose_ideas(self) -> list[Told]:
        luck, bank = self.luck, story.read("ideas")["ideas"]
        if "idea" in self.told:
            return [self.told["idea"], *luck.sample(bank, self.told["ideas"] - 1)]
        above = (-4, -2, -1, 0, 2) if self.stage == "ideas" else (0, 1, 2, 3)
        count = min(max(self.minimum + luck.choice(above), 1), len(bank))
        if self.stage != "ideas":
            count = min(max(count, self.minimum), len(bank))
        ideas = luck.sample(bank, count)
        if not any("place" in idea for idea in ideas[: self.minimum]):
            ideas[0] = next(idea for idea in bank if "place" in idea and idea not in ideas)
        return ideas

    def _choose_one(self) -> int:
        """The number of the idea that will be selected: one that can become a project."""
        if "idea" in self.told:
            return 1
        numbers = [number for number, idea in enumerate(self.ideas, start=1) if "place" in idea]
        return self.luck.choice(numbers[: self.minimum])

    def _choose_sessions(self) -> list[tuple[date, int]]:
        """Working days with their people; those of a suspended case end before the letter."""
        last = {"appeal": date(2021, 4, 12), "developing": date(2021, 6, 30)}.get(self.stage, date(2021, 8, 10))
        days = [STARTS + timedelta(days=each) for each in range((last - STARTS).days)]
        open_days = [day for day in days if self.calendar.not_after(day) == day]
        count = {"appeal": self.luck.randint(4, 9), "developing": self.luck.randint(6, 14)}.get(
            self.stage, self.luck.randint(self.target - 4, self.target)
        )
        chosen = sorted(self.luck.sample(open_days, count))
        if people := self.told.get("people"):
            return [(day, people // count + (place < people % count)) for place, day in enumerate(chosen)]
        return [(day, self.luck.randint(6, 32)) for day in chosen]

    # ------------------------------------------------------------ the steps

    def _collect(self) -> Iterator[Told]:
        officer, words = self.players.officer, self.words
        size = -(-len(self.ideas) // len(BATCHES))
        for place, day in enumerate(BATCHES):
            batch = self.ideas[place * size : (place + 1) * size]
            if batch:
                yield self._act(day, 10, officer, "add_ideas", ideas=[form_1(idea, day, self.luck) for idea in batch])
        last = len(self.ideas)
        spare = 0 if "ideas" in self.told else last - self.minimum
        if spare > 0 and last != self.chosen:
            reason = words.one("withdrawn")
            yield self._act(date(2020, 12, 24), 14, officer, "withdraw_idea", idea=last, reason=reason)
        if spare > 1 and self.chosen not in (last - 1, last - 2):
            given = {"idea": last - 1, "into": last - 2, "reason": words.one("merged")}
            yield self._act(date(2020, 12, 25), 14, officer, "merge_idea", **given)

    def _receive_and_select(self) -> Iterator[Told]:
        players, words = self.players, self.words
        yield self._act(date(2021, 1, 6), 10, players.officer, "close_collection")
        yield self._act(date(2021, 1, 11), 13, players.secretariat, "receive_ideas")
        for place, member in enumerate(players.members):
            yield self._act(date(2021, 1, 19), 9 + 5 * place, member, "score", favourite=self.chosen)
        chair = invented_name(self.luck)
        yield self._act(
            date(2021, 1, 22),
            14,
            players.members[0],
            "select",
            idea=self.chosen,
            reasons=words.one("reasons"),
            detail=words.one("detail"),
            minutes=words.one("minutes"),
            meeting_date=date(2021, 1, 22),
            meeting_place="ห้องประชุมของหน่วยงาน",
            certifier_name=chair,
            certifier_position="ประธานคณะทำงาน",
            panel=[{"name": chair, "role": "ประธาน"}, {"name": invented_name(self.luck), "role": "กรรมการ"}],
        )

    def _propose(self) -> Iterator[Told]:
        players = self.players
        yield self._act(date(2021, 1, 28), 15, players.officer, "write_project", **self.words.project(STARTS, ENDS))
        yield self._act(date(2021, 2, 1), 10, players.officer, "submit_project")
        until = PROPOSED[self.place % len(PROPOSED)] if self.stage == "proposed" else "scheduled"
        if until != "submitted":
            yield self._act(date(2021, 2, 3), 9, players.head, "endorse_project")
        if until == "scheduled":
            yield self._act(date(2021, 2, 11), 10, players.secretariat, "schedule", meeting=MEETING)

    def _determination(self) -> Told:
        result = "approve" if self.approved else DECIDED[self.place % len(DECIDED)]
        texts = {
            "approve": (self.words.one("resolutions"), ""),
            "approve_with_changes": tuple(self.words.each("changes")),
            "return": tuple(self.words.each("returned")),
            "reject": tuple(self.words.each("rejected")),
        }
        resolution, conditions = texts[result]
        given = {"result": result, "resolution": resolution, "conditions": conditions}
        return self._act(date(2021, 2, 22), 10, self.players.committee, "determine", **given)

    def _develop(self) -> Iterator[Told]:
        officer = self.players.officer
        for day, people in self.sessions:
            yield self._act(day, 16, officer, "add_session", date=day, place=self.venue, people=people)
        if self.stage == "developing":
            return
        name = "suspended" if self.stage == "appeal" else "summary"
        written = date(2021, 4, 20) if self.stage == "appeal" else date(2021, 8, 13)
        yield self._act(written, 14, officer, "write_development", summary=self.words.one(name))
        if self.stage == "appeal":
            _registered, letter = self.suspension()
            yield self._act(written, 15, officer, "cite", step="development", documents=[letter["key"]])

    def _finish(self) -> Iterator[Told]:
        players, days = self.players, [day for day, _people in self.sessions]
        yield self._act(date(2021, 8, 16), 10, players.officer, "send_evidence")
        yield self._act(date(2021, 8, 20), 13, players.secretariat, "accept_evidence")
        survey = self.words.survey(days[0], days[-1])
        yield self._act(date(2021, 8, 24), 14, players.officer, "write_survey", **survey)
        yield self._act(date(2021, 8, 25), 10, players.officer, "submit_survey")
        yield self._act(date(2021, 8, 27), 9, players.head, "endorse_survey")
        yield self._act(date(2021, 9, 2), 13, players.secretariat, "receive_survey")
