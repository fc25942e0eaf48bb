"""What the tables of a round demand beyond their constraints, for indicators.services.reference."""

from __future__ import annotations

from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.models import User
from indicators.models import Indicator, Measure
from indicators.services.errors import Invalid
from indicators.services.reference_rules import Rule
from innovation.models import (
    IdeaScore,
    Round,
    RoundCriterion,
    RoundForm,
    RoundMinimum,
    RoundStep,
)

YEAR_OF: dict[type[Model], str] = {Round: "year", RoundCriterion: "round.year"}
FIXED: dict[type[Model], tuple[str, ...]] = {Round: ("year", "indicator"), RoundCriterion: ("round",)}
REMOVED_WITH: dict[type[Model], frozenset[type[Model]]] = {
    Round: frozenset({RoundStep, RoundForm, RoundMinimum, RoundCriterion})
}


def _criterion(criterion: RoundCriterion, actor: User) -> None:
    """Ballots that are in must stay comparable with those to come: their criteria and full scores stand."""
    if not IdeaScore.objects.filter(criterion__round=criterion.round_id).exists():
        return
    if not criterion.pk:
        raise Invalid({"": _("คณะทำงานเริ่มให้คะแนนตามเกณฑ์ของรอบนี้แล้ว จึงเพิ่มเกณฑ์ไม่ได้")})
    if RoundCriterion.objects.get(pk=criterion.pk).full_score != criterion.full_score:
        raise Invalid({"full_score": _("คณะทำงานเริ่มให้คะแนนตามเกณฑ์ของรอบนี้แล้ว จึงเปลี่ยนคะแนนเต็มไม่ได้")})


def _indicator(indicator: Indicator, actor: User) -> None:
    if indicator.measure != Measure.STEPS and Round.objects.filter(indicator=indicator.pk).exists():
        raise Invalid({"measure": _("ตัวชี้วัดนี้มีรอบนวัตกรรม จึงต้องวัดผลสำเร็จด้วยขั้นตอนที่ทำได้")})


RULES: dict[type[Model], Rule] = {RoundCriterion: _criterion, Indicator: _indicator}
