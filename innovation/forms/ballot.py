"""The ballot: a grid of ideas by criteria. An empty cell is "not scored", which is not 0."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from accounts.forms.layout import PlainFormMixin
from innovation.models import Ballot, Idea, RoundCriterion
from innovation.services.ballots import Points, cell
from thai.fields import ThaiDecimalField


class Line(NamedTuple):
    """An idea, its cells in the order of the criteria, and the total as it was last saved."""

    idea: Idea
    cells: list[BoundField]
    total: Decimal | None


class BallotForm(PlainFormMixin, forms.Form):
    """One field a cell, named as services.ballots.cell."""

    def __init__(
        self,
        *args: Any,
        ideas: Sequence[Idea],
        criteria: Sequence[RoundCriterion],
        ballot: Ballot | None,
        **kwargs: Any,
    ) -> None:
        """`ballot` is the member's own as it is stored, None while he has none."""
        super().__init__(*args, **kwargs)
        self.ideas, self.criteria, self.ballot = ideas, criteria, ballot
        scores = ballot.scores.all() if ballot else []
        self.kept = kept = {(score.idea_id, score.criterion_id): score.points for score in scores}
        for idea in ideas:
            for criterion in criteria:
                self.fields[cell(idea.pk, criterion.pk)] = _cell_field(idea, criterion)
                self.initial[cell(idea.pk, criterion.pk)] = kept.get((idea.pk, criterion.pk))

    @property
    def points(self) -> Points:
        """What was typed, of a valid form."""
        return {
            (idea.pk, criterion.pk): self.cleaned_data[cell(idea.pk, criterion.pk)]
            for idea in self.ideas
            for criterion in self.criteria
        }

    def lines(self) -> Iterator[Line]:
        """The rows of the grid."""
        for idea in self.ideas:
            points = [self.kept.get((idea.pk, criterion.pk)) for criterion in self.criteria]
            known = [each for each in points if each is not None]
            cells = [self[cell(idea.pk, criterion.pk)] for criterion in self.criteria]
            yield Line(idea, cells, sum(known, Decimal(0)) if known else None)

    @property
    def filled(self) -> int:
        """How many cells of the stored draft bear points."""
        return len([pair for pair in self.kept if cell(*pair) in self.fields])


def _cell_field(idea: Idea, criterion: RoundCriterion) -> ThaiDecimalField:
    full = f"{criterion.full_score.normalize():f}"
    label = _("ชุดที่ %(number)s เกณฑ์ “%(criterion)s” (เต็ม %(full)s)") % {
        "number": idea.number,
        "criterion": criterion.text,
        "full": full,
    }
    # Short enough for a cell; the number of the idea tells the lines of the error summary apart.
    out_of_range = _("ชุดที่ %(number)s: กรอก 0 ถึง %(full)s") % {"number": idea.number, "full": full}
    return ThaiDecimalField(
        label=label,
        required=False,
        min_value=0,
        max_value=criterion.full_score,
        max_digits=5,
        decimal_places=2,
        error_messages={"min_value": out_of_range, "max_value": out_of_range},
    )
