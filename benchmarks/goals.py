"""What is aimed at, as ratios of two measured numbers, and how far it is reached."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# A ratio within a tenth of its goal is neither reached nor missed: the noise of one run is that large.
AT_THE_LIMIT = 0.1


class Sense(StrEnum):
    """Which side of the aim is good. COUNT is not measured but counted: there is no noise in it."""

    MOST = "≤"
    LEAST = "≥"
    COUNT = "="


@dataclass(frozen=True)
class Goal:
    """`aim` is the ratio that reaches the goal, at the most or at the least; of a count the largest allowed."""

    key: str
    what: str
    aim: float
    sense: Sense = Sense.MOST

    def verdict(self, ratio: float) -> str:
        """held, at the limit, or missed."""
        if self.sense is Sense.COUNT:
            return "held" if ratio <= self.aim else "missed"
        over = ratio / self.aim if self.sense is Sense.MOST else 2 - ratio / self.aim
        if over <= 1 - AT_THE_LIMIT or (self.sense is Sense.LEAST and over <= 1):
            return "held"
        return "at the limit" if over <= 1 + AT_THE_LIMIT else "missed"


GOALS = (
    Goal("P1", "a document to laying out its text once with Pango", 15.0),
    Goal("P2", "a document in a warm process to a cold command", 1 / 3),
    Goal("P3", "a document to Chromium printing the same HTML", 3.0),
    Goal("P4 reprint", "a kept document asked for again to rendering it", 1 / 200),
    Goal("P4 book", "joining a hundred kept documents to rendering them", 1 / 200),
    Goal("P5 time", "seconds a page of many pages to those of 8", 1.2),
    Goal("P5 memory", "mebibytes for each page more", 0.1),
    Goal("P6", "a report to the same text in blocks only", 1.1),
    Goal("P7", "letters and digits that cannot be read back from a report", 0, Sense.COUNT),
    Goal("W1", "a list of 50 rows to a bare view", 12.0),
    Goal("W2", "that list to the admin's list of the same rows", 1 / 30),
    Goal("W3", "an unchanged page asked for again to an empty view of a person", 1.2),
    Goal("W4", "the dashboard of all agencies to a bare view", 30.0),
    Goal("W5", "most queries of a page", 25, Sense.COUNT),
    Goal("W5 growth", "queries of a page with ten times the rows, at most", 1.1),
    Goal("W6", "saving a draft, with its audit row, to a bare view", 15.0),
    Goal("S1 queue", "the evaluator's queue with many times the years", 1.5),
    Goal("S1 assignments", "an agency's assignments with many times the years", 1.5),
    Goal("S1 home", "an officer's home with many times the years", 1.5),
    Goal("S1 report", "a report's page with many times the years", 1.5),
    Goal(
        "S1 whole reads",
        "queries of these pages that read from end to end a table of at least 50,000 rows",
        0,
        Sense.COUNT,
    ),
    Goal("S1 SQL", "milliseconds of all queries of an agency's pages, many times the rows, PostgreSQL", 1.5),
    Goal("S1 SQL city", "those of the whole city's pages, for each agency of it, PostgreSQL", 1.5),
    Goal("S3", "a search for what is rare, by the index to reading every text", 1 / 300),
    Goal("S3 equal", "terms for which the index finds other ideas than reading does", 0, Sense.COUNT),
    *(
        goal
        for name in ("SQLite", "PostgreSQL")
        for goal in (
            Goal(
                f"D1 {name}", f"submissions a second of a hundred people to those of eight, {name}", 0.95, Sense.LEAST
            ),
            Goal(f"D1 {name} lost", "submissions refused, or without exactly one event", 0, Sense.COUNT),
            Goal(f"D2 {name}", f"the slowest hundredth of a hundred people to the median, {name}", 2.0),
        )
    ),
    Goal("herd errors", "sign-ins that failed", 0, Sense.COUNT),
    Goal("herd seconds", "seconds of 500 sign-ins, at the rate measured", 60.0),
    Goal("herd others", "p95 of people at work during the sign-ins to that before", 3.0),
    Goal("soak errors", "requests answered wrongly or by 5xx", 0, Sense.COUNT),
    Goal("soak memory", "percent that a worker grows in ten minutes", 1.0),
    Goal("soak files", "open files that a worker has more at the end", 5, Sense.COUNT),
)


def table(ratios: dict[str, float]) -> str:
    """One line a goal that was measured, in the order of GOALS."""
    lines = [f"{'goal':20}{'measured':>10}{'aim':>12}  {'':14}what"]
    for goal in GOALS:
        if goal.key in ratios:
            ratio = ratios[goal.key]
            aim = f"{goal.sense} {goal.aim:.3f}" if goal.sense is not Sense.COUNT else f"≤ {goal.aim:.0f}"
            lines.append(f"{goal.key:20}{ratio:10.4f}{aim:>12}  {goal.verdict(ratio):14}{goal.what}")
    return "\n".join(lines)
