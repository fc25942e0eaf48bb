"""A score as papers say it: two digits, out of what, and how much it can be relied on. Unmarked is said, never 0."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from indicators import scoring
from indicators.selectors.scores import AssignmentScore, State
from thai.digits import format_number


def points(value: Decimal | None) -> str:
    """Points with two digits, half-up; "" while nothing is marked."""
    return "" if value is None else format_number(scoring.rounded(value), 2)


def unmarked() -> str:
    """What stands where a score is not given yet."""
    return _("ยังไม่ให้คะแนน")


def state_words(*, conditional: bool, partial: bool) -> list[str]:
    """Why a score that is given is not final, in a word or two each; none when it is."""
    return [*([_("มีเงื่อนไข")] if conditional else []), *([_("ยังให้คะแนนไม่ครบ")] if partial else [])]


def score_in_words(score: AssignmentScore) -> str:
    """The score of an assignment in one line: "9.20 จาก 10.00 คะแนน (มีเงื่อนไข)", or that there is none yet."""
    if score.effective is None:
        return unmarked()
    given = score.override or score.adjusted
    words = state_words(
        conditional=score.state is State.CONDITIONAL,
        partial=not given and any(criterion.effective is None for criterion in score.criteria),
    )
    return out_of(points(score.effective), points(score.assignment.weight), words)


def out_of(given: str, most: str, words: list[str]) -> str:
    """ "9.20 จาก 10.00 คะแนน (มีเงื่อนไข)"."""
    line = _("%(points)s จาก %(weight)s คะแนน") % {"points": given, "weight": most}
    return f"{line} ({', '.join(words)})" if words else line
