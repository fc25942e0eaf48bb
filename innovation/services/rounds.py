"""The round of a year: established, copied with the year, loaded with the reference, abolished."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Agency, User
from indicators import clock
from indicators.models import (
    Assignment,
    Event,
    FiscalYear,
    Indicator,
    IndicatorCriterion,
    Measure,
    PlanNode,
)
from indicators.services import audit, reference
from indicators.services.errors import Invalid, StaleVersion
from innovation.models import Round
from innovation.reference import round_2564
from innovation.services.cases import open_case
from innovation.services.round_parts import contents_of_parts
from innovation.services.round_terms import known_terms, terms_of, terms_of_2564, write_terms


@transaction.atomic
def establish(round_: Round, *, actor: User) -> Round:
    """The round, an unsaved row, of its indicator's year, with the terms of the newest round there is. Every
    assignment of the indicator gets its case. Raises NotAllowed or Invalid.
    """
    reference.check_administrator(actor)
    _lock_all_chains()
    indicator = Indicator.objects.select_related("year").get(pk=round_.indicator_id)
    round_.indicator, round_.year = indicator, indicator.year
    _check_free(indicator)
    terms = known_terms()
    reference.create(round_, actor=actor)
    write_terms(round_, terms)
    reference.record("fill", round_, actor, copy_of=terms.be_year, after=contents_of_parts(round_))
    _open_cases(round_, actor)
    return round_


@transaction.atomic
def abolish(round_: Round, *, actor: User, seen: str) -> Event:
    """Strike a round that no case follows. Raises NotAllowed, StaleVersion or Invalid."""
    reference.check_administrator(actor)
    audit.lock(audit.CITY)
    fresh = Round.objects.select_for_update().get(pk=round_.pk)
    if seen != reference.fingerprint(fresh):
        raise StaleVersion(fresh)
    reference.insist_unlocked(fresh)
    if reason := reference.why_kept(fresh):
        raise Invalid({"": reason})
    before = {**reference.contents(fresh), **contents_of_parts(fresh)}
    event = reference.record("remove", fresh, actor, before=before)
    fresh.delete()
    return event


def copy_round(old: FiscalYear, new: FiscalYear, copied: Mapping[int, Indicator]) -> None:
    """The round of `old` for `new`, due dates moved by whole years; nothing when the old year has none. `copied`
    gives the new year's indicator by the key of the old one."""
    source = Round.objects.filter(year=old).select_related("year").first()
    if source is None:
        return
    terms = terms_of(source)
    round_ = Round.objects.create(
        year=new,
        indicator=copied[source.indicator_id],
        committee_name=terms.committee_name,
        consent_text=terms.consent_text,
        link_days=terms.link_days,
    )
    write_terms(round_, terms)


def load_2564() -> int:
    """The round of 2564 with its indicator, once: nothing when there is a round, when an administrator had to do with
    rounds, or when the year stands without a five-step indicator of its own. Returns the number of rounds made."""
    terms = terms_of_2564()
    year = FiscalYear.objects.filter(be_year=terms.be_year, closed_at__isnull=True).first()
    touched = Event.objects.filter(chain=audit.CITY, subject="round").exists()
    if year is None or touched or Round.objects.filter(year=year).exists():
        return 0
    _lock_all_chains()
    indicator = _indicator_of_2564(year)
    if indicator is None:
        return 0
    round_ = Round.objects.create(
        year=year,
        indicator=indicator,
        committee_name=terms.committee_name,
        consent_text=terms.consent_text,
        link_days=terms.link_days,
    )
    write_terms(round_, terms)
    _open_cases(round_, None)
    return 1


def _indicator_of_2564(year: FiscalYear) -> Indicator | None:
    """The year's only five-step indicator; a new one when the year has no indicators yet; None when in doubt."""
    known = list(Indicator.objects.filter(year=year))
    in_steps = [indicator for indicator in known if indicator.measure == Measure.STEPS]
    if known:
        return in_steps[0] if len(in_steps) == 1 else None
    told = dict(round_2564()["indicator"])
    criteria, number = told.pop("criteria"), told.pop("plan_number")
    node = PlanNode.objects.filter(level__version=year.plan_version_id, number=number).first()
    texts = {name: text.strip("\n") for name, text in told.items()}
    indicator = Indicator.objects.create(year=year, plan_node=node, **texts)
    IndicatorCriterion.objects.bulk_create(
        IndicatorCriterion(indicator=indicator, position=position, **row)
        for position, row in enumerate(criteria, start=1)
    )
    return indicator


def _check_free(indicator: Indicator) -> None:
    if indicator.measure != Measure.STEPS:
        raise Invalid({"indicator": _("เลือกตัวชี้วัดที่วัดผลสำเร็จด้วยขั้นตอนที่ทำได้")})
    if Round.objects.filter(year=indicator.year_id).exists():
        raise Invalid({"indicator": _("ปีงบประมาณ %(year)s มีรอบนวัตกรรมแล้ว") % {"year": indicator.year}})


def _lock_all_chains() -> None:
    """Assigning holds the agency's chain: whoever assigns at this moment is through, or waits and meets the round.
    A foreign key alone does not keep them apart, PostgreSQL asks for it at the end of the transaction."""
    audit.lock(audit.CITY)
    for agency in Agency.objects.order_by("code"):
        audit.lock(audit.chain_of(agency))


def _open_cases(round_: Round, actor: User | None) -> None:
    """Cases for the assignments that stood before the round, each told on the chain of its agency."""
    now = clock.database_now()
    given = Assignment.objects.filter(indicator=round_.indicator_id, innovation__isnull=True)
    for assignment in given.select_related("agency", "year").order_by("agency__code"):
        case = open_case(assignment, now)
        assert case is not None
        details: dict[str, Any] = {"case": case.pk, "assignment": assignment.pk, "round": round_.pk}
        audit.record(
            action="open_case", subject="case", actor=actor, at=now, agency=assignment.agency, details=details
        )
