"""The round of a year."""

from __future__ import annotations

from collections.abc import Mapping

from indicators.deadlines import years_later
from indicators.models import FiscalYear, Indicator
from innovation.models import Round, RoundCriterion, RoundForm, RoundMinimum, RoundStep


def copy_round(old: FiscalYear, new: FiscalYear, copied: Mapping[int, Indicator]) -> None:
    """The round of `old` for `new`, due dates moved by whole years; nothing when the old year has none. `copied`
    gives the new year's indicator by the key of the old one."""
    source = Round.objects.filter(year=old).first()
    if source is None:
        return
    round_ = Round.objects.create(
        year=new,
        indicator=copied[source.indicator_id],
        committee_name=source.committee_name,
        consent_text=source.consent_text,
        link_days=source.link_days,
    )
    shift = new.be_year - old.be_year
    RoundStep.objects.bulk_create(
        RoundStep(
            round=round_, step=row.step, title=row.title, weight=row.weight, due_on=years_later(row.due_on, shift)
        )
        for row in source.steps.all()
    )
    RoundForm.objects.bulk_create(
        RoundForm(round=round_, form=row.form, number=row.number, title=row.title) for row in source.forms.all()
    )
    RoundMinimum.objects.bulk_create(
        RoundMinimum(round=round_, level=row.level, ideas=row.ideas) for row in source.minimums.all()
    )
    RoundCriterion.objects.bulk_create(
        RoundCriterion(round=round_, position=row.position, text=row.text, full_score=row.full_score)
        for row in source.criteria.all()
    )
