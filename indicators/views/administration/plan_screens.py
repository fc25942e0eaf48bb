"""The screens of the plan, the indicators and their assignments."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from indicators.forms import plan as plan_forms
from indicators.forms.reference import ReferenceForm
from indicators.models import Assignment, Indicator, PlanLevel, PlanNode, PlanVersion
from indicators.selectors.weights import (
    agency_weight,
    criteria_weight_warning,
    weight_sentence,
    with_agency_weight,
)
from indicators.services import assigned_indicators, indicators
from indicators.views.administration.screen import Screen

PLAN_VERSION = Screen(
    noun="plan-version",
    title=_("แผนพัฒนากรุงเทพมหานคร"),
    one=_("แผน"),
    form=plan_forms.PlanVersionForm,
    rows=PlanVersion.objects.all,
    columns=((_("ชื่อแผน"), "name"),),
)
PLAN_LEVEL = Screen(
    noun="plan-level",
    title=_("ชั้นของแผน"),
    one=_("ชั้นของแผน"),
    form=plan_forms.PlanLevelForm,
    rows=lambda: PlanLevel.objects.select_related("version"),
    columns=(
        (_("ชื่อชั้น"), "name"),
        (_("ชั้นที่"), "depth"),
        (_("ป้ายในรายงาน"), "print_label"),
        (_("แผน"), "version"),
    ),
)
PLAN_NODE = Screen(
    noun="plan-node",
    title=_("รายการในแผน"),
    one=_("รายการในแผน"),
    form=plan_forms.PlanNodeForm,
    rows=lambda: PlanNode.objects.select_related("level__version"),
    columns=((_("รายการ"), str), (_("ชั้น"), "level.name"), (_("แผน"), "level.version")),
)


def _define(form: ReferenceForm, actor: User, parts: list[Any]) -> Indicator:
    return indicators.define(form.instance, actor=actor, criteria=parts)


def _redefine(row: Indicator, form: ReferenceForm, actor: User, seen: str, parts: list[Any]) -> None:
    indicators.redefine(row, actor=actor, seen=seen, fields=form.typed, criteria=parts)


def _criteria_warning(row: Indicator) -> str:
    return criteria_weight_warning(row.criteria.values_list("weight", flat=True))


INDICATOR = Screen(
    noun="indicator",
    title=_("ตัวชี้วัด"),
    one=_("ตัวชี้วัด"),
    form=plan_forms.IndicatorForm,
    rows=lambda: Indicator.objects.select_related("year", "plan_node").order_by("-year__be_year", "name"),
    columns=(
        (_("ชื่อตัวชี้วัด"), "name"),
        (_("ปีงบประมาณ"), "year"),
        (_("ประเภท"), "get_kind_display"),
        (_("หน่วยนับ"), "unit"),
        (_("สนับสนุนแผน"), lambda row: plan_forms.short_node(row.plan_node) if row.plan_node else ""),
    ),
    year_path="year",
    search=("name",),
    parts=plan_forms.Criteria,
    parts_label=_("เกณฑ์การให้คะแนน"),
    create=_define,
    change=_redefine,
    warning=_criteria_warning,
    note=_("เกณฑ์ที่แก้ไขใช้กับการมอบหมายครั้งต่อไป หน่วยงานที่ได้รับมอบหมายแล้วใช้เกณฑ์เดิม"),
)


def _assignments() -> QuerySet[Any]:
    rows = Assignment.objects.select_related("agency", "indicator", "year", "owner")
    return with_agency_weight(rows).order_by("-year__be_year", "agency__sort_key", "number")


def _weight_lead(row: Assignment) -> str:
    sentence = _("น้ำหนักรวมของตัวชี้วัดทั้งหมดของหน่วยงานนี้ %(weight)s")
    return str(sentence) % {"weight": weight_sentence(agency_weight(row))}


ASSIGNED_INDICATOR = Screen(
    noun="assigned-indicator",
    title=_("การมอบหมายตัวชี้วัด"),
    one=_("การมอบหมาย"),
    form=plan_forms.AssignedIndicatorForm,
    rows=_assignments,
    columns=(
        (_("หน่วยงาน"), "agency"),
        (_("ลำดับ"), "number"),
        (_("ตัวชี้วัด"), "indicator.name"),
        (_("ปีงบประมาณ"), "year"),
        (_("เป้าหมาย"), "target"),
        (_("น้ำหนัก"), "weight"),
        (_("น้ำหนักรวมของหน่วยงาน (ควรเป็น 100)"), lambda row: weight_sentence(row.agency_weight)),
        (_("ผู้รับผิดชอบ"), "owner"),
    ),
    year_path="year",
    search=("agency__name", "agency__abbreviation", "indicator__name"),
    create=lambda form, actor, parts: assigned_indicators.give(form.instance, actor=actor),
    remove=assigned_indicators.take_back,
    why_kept=assigned_indicators.why_kept,
    lead=_weight_lead,
)
