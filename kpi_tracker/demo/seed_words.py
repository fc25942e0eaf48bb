"""The sentences of a seeded case: those of story/ideas.toml, with the case's own facts in their places."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from kpi_tracker.demo import story
from kpi_tracker.demo.story import Told

MONTHS = ([2, 3], [3], [3, 4, 5, 6, 7, 8], [8, 9])


def invented_name(luck: Random) -> str:
    """A title, a first name and a family name that belong to nobody we know."""
    names = story.read("ideas")["names"]
    title = luck.choice(names["titles"])
    first = luck.choice(names["men" if title == "นาย" else "women"])
    return f"{title}{first} {luck.choice(names['family'])}"


def form_1(idea: Told, day: date, luck: Random) -> Told:
    """A set of Form 1 that somebody wrote in the days before `day`."""
    told = story.read("ideas")["words"]
    texts = {name: idea[name] for name in ("type", "title", "problem", "proposal", "benefit")}
    proposer = {
        "name": invented_name(luck),
        "position": luck.choice(told["positions"]),
        "section": luck.choice(told["sections"]),
    }
    written = day - timedelta(days=luck.randint(0, 5))
    return texts | {"submitted_on": written, "resources": luck.choice(told["resources"]), "proposer": proposer}


class Words:
    """`facts` fill the places in braces."""

    def __init__(self, luck: Random, **facts: Any) -> None:
        self.luck, self.facts = luck, facts

    def one(self, name: str) -> str:
        """The sentence of that name; one of them, where there are several."""
        return self._fill(self.luck.choice(found) if isinstance(found := self._told(name), list) else found)

    def each(self, name: str) -> list[str]:
        """All sentences of that name."""
        return [self._fill(text) for text in self._told(name)]

    def project(self, starts_on: date, ends_on: date) -> Told:
        """Forms 3 and 4 of one fiscal year without a budget; what Form 2 fills in already is left to it."""
        year, sessions = self.facts["year"], self.facts["sessions"]
        target = self.one("targets")
        written = {name: self.one(name) for name in ("rationale", "objectives", "characteristics", "monitoring")}
        return {
            "name": f"โครงการ{self.facts['title']}",
            **written,
            "targets": target,
            "starts_on": starts_on,
            "ends_on": ends_on,
            "place": self.facts["place"],
            "no_budget": True,
            "activities": [
                {"be_year": year, "name": name, "owner": self.one("sections"), "months": months}
                for name, months in zip(self.each("activities"), MONTHS, strict=True)
            ],
            "risks": [{"risk": self.one("risk"), "response": self.one("response")}],
            "indicators": [{"name": "จำนวนครั้งที่ให้บริการ", "target": f"{sessions} ครั้ง"}],
            "year_targets": [{"be_year": year, "sessions": sessions, "text": target}],
            "presentation": {
                "stages": self.one("stages"),
                "beneficiaries": self.facts["served"],
                "measurement": "จำนวนครั้ง จำนวนผู้ใช้บริการ และความพึงพอใจ",
                "scaling": self.one("scaling"),
            },
        }

    def survey(self, first: date, last: date) -> Told:
        """Form 5: some of the people answered, and were content."""
        tenths = self.luck.randint(41, 49)
        return {
            "used_from": first,
            "used_to": last,
            "satisfaction_count": max(1, self.facts["people"] * self.luck.randint(40, 90) // 100),
            "satisfaction_mean": f"{tenths / 10:.1f}",
            "satisfaction_percent": f"{tenths * 2}",
            **{name: self.one(name) for name in ("against_target", "before", "after", "obstacles", "suggestions")},
            "benefits": self.facts["benefit"],
            "extension_plan": self.one("extension"),
        }

    def _told(self, name: str) -> Any:
        return story.read("ideas")["words"][name]

    def _fill(self, text: str) -> str:
        return text.format(**self.facts)
