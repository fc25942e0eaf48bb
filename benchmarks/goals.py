"""What is aimed at, as ratios of two measured numbers, and how far it is reached."""

from __future__ import annotations

from dataclasses import dataclass

# A ratio within a tenth of its goal is neither reached nor missed: the noise of one run is that large.
AT_THE_LIMIT = 0.1


@dataclass(frozen=True)
class Goal:
    """`most` is the largest ratio that reaches the goal."""

    key: str
    what: str
    most: float

    def verdict(self, ratio: float) -> str:
        """held, at the limit, or missed."""
        if ratio <= self.most * (1 - AT_THE_LIMIT):
            return "held"
        return "at the limit" if ratio <= self.most * (1 + AT_THE_LIMIT) else "missed"


GOALS = (
    Goal("W1", "a list of 50 rows to a bare view", 12.0),
    Goal("W2", "that list to the admin's list of the same rows", 1 / 30),
    Goal("W3", "an unchanged page asked for again to an empty view of a person", 1.2),
    Goal("W4", "the dashboard of all agencies to a bare view", 30.0),
    Goal("W6", "saving a draft, with its audit row, to a bare view", 15.0),
    Goal("S1 queue", "the evaluator's queue with ten times the years", 1.5),
    Goal("S1 assignments", "an agency's assignments with ten times the years", 1.5),
    Goal("S1 home", "an officer's home with ten times the years", 1.5),
    Goal("S1 report", "a report's page with ten times the years", 1.5),
    Goal("P2", "a document in a warm process to a cold command", 1 / 3),
    Goal("P5 time", "seconds a page of 100 pages to those of 8", 1.2),
    Goal("P6", "a report to the same text in blocks only", 1.1),
)


def table(ratios: dict[str, float]) -> str:
    """One line a goal that was measured, in the order of GOALS."""
    lines = [f"{'goal':16}{'measured':>10}{'aim':>10}  {'':14}what"]
    for goal in GOALS:
        if goal.key in ratios:
            ratio = ratios[goal.key]
            lines.append(f"{goal.key:16}{ratio:10.3f}{goal.most:10.3f}  {goal.verdict(ratio):14}{goal.what}")
    return "\n".join(lines)
