"""The administrator's screens of the round of a year and of its criteria, for indicators.views.administration."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from indicators.views.administration.screen import Label, Screen
from innovation.forms import round as round_forms
from innovation.models import Round, RoundCriterion
from innovation.selectors.rounds import submitted_steps
from innovation.services import round_criteria, rounds
from innovation.services.round_parts import PARTS

PART_TITLES: dict[str, Label] = {
    "steps": _("ขั้นตอน น้ำหนัก และกำหนดส่ง"),
    "forms": _("เลขที่และชื่อแบบฟอร์ม"),
    "minimums": _("จำนวนความคิดเห็นขั้นต่ำ"),
}


def _rounds() -> QuerySet[Any]:
    rows = Round.objects.select_related("year", "indicator").annotate(cases_count=Count("cases"))
    return rows.order_by("-year__be_year")


def frozen_note(round_: Round) -> str:
    """What an edit still changes, when steps of the round have been handed in; empty while none has."""
    count = submitted_steps(round_)
    if not count:
        return ""
    return gettext(
        "มีขั้นตอนที่ส่งแล้ว %(count)s รายการ สิ่งที่ส่งและพิมพ์แล้วคงชื่อ เลขที่แบบฟอร์ม น้ำหนัก และจำนวนขั้นต่ำเดิม "
        "การแก้ไขมีผลกับการส่งครั้งต่อไปเท่านั้น"
    ) % {"count": count}


def _pages(round_: Round) -> list[tuple[Label, str]]:
    parts = [(PART_TITLES[name], reverse(f"round-{name}", args=[round_.pk])) for name in PARTS]
    of_year = f"?year={round_.year_id}"
    return [
        *parts,
        (_("เกณฑ์การคัดเลือก"), reverse("round-criterion-list") + of_year),
        (_("ประเภทนวัตกรรม"), reverse("year-code-list") + of_year),
    ]


ROUND = Screen(
    noun="round",
    title=_("รอบนวัตกรรม"),
    one=_("รอบนวัตกรรม"),
    form=round_forms.YearRoundForm,
    rows=_rounds,
    columns=(
        (_("ปีงบประมาณ"), "year"),
        (_("ตัวชี้วัด"), "indicator.name"),
        (_("คณะกรรมการ"), "committee_name"),
        (_("เรื่องในรอบนี้"), "cases_count"),
    ),
    year_path="year",
    create=lambda form, actor, parts: rounds.establish(form.instance, actor=actor),
    remove=rounds.abolish,
    lead=frozen_note,
    pages=_pages,
    added=lambda row: reverse("round-steps", args=[row.pk]),
)
ROUND_CRITERION = Screen(
    noun="round-criterion",
    title=_("เกณฑ์การคัดเลือกความคิดเห็น"),
    one=_("เกณฑ์การคัดเลือก"),
    form=round_forms.RoundCriterionForm,
    rows=lambda: RoundCriterion.objects.select_related("round__year").order_by("-round__year__be_year", "position"),
    columns=(
        (_("เกณฑ์"), "text"),
        (_("ลำดับ"), "position"),
        (_("คะแนนเต็ม"), "full_score"),
        (_("ปีงบประมาณ"), "round.year"),
    ),
    year_path="round__year",
    search=("text",),
    remove=round_criteria.remove,
    why_kept=round_criteria.why_kept,
    note=_("เมื่อคณะทำงานเริ่มให้คะแนนแล้ว แก้ไขได้เฉพาะถ้อยคำและลำดับ"),
)
GROUP: tuple[Label, tuple[Screen, ...]] = (_("นวัตกรรม"), (ROUND, ROUND_CRITERION))
