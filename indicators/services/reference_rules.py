"""What each table of reference data demands beyond its constraints; services/reference.py asks here."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext as _

from accounts.models import Agency, Delegation, Membership, User
from accounts.roles import Role
from indicators.models import (
    Assignment,
    DocumentKind,
    Extension,
    FiscalYear,
    Holiday,
    Indicator,
    Measure,
    PlanLevel,
    PlanNode,
    ReportingPeriod,
    YearCode,
)
from indicators.scoring import ScoringError
from indicators.services.errors import Invalid
from indicators.thresholds import canonical, why_not
from indicators.workflow import PROCESSES, Process

Rule = Callable[[Any, User], None]

# The way from a row to its fiscal year; a closed year's rows are read-only.
YEAR_OF: dict[type[Model], str] = {
    Assignment: "indicator.year",
    Extension: "period.year",
    Holiday: "year",
    Indicator: "year",
    ReportingPeriod: "year",
    YearCode: "year",
}
# What identifies a row, or what other rows were made from, does not change once it stands.
FIXED: dict[type[Model], tuple[str, ...]] = {
    Agency: ("code",),
    Assignment: ("indicator", "agency"),
    Delegation: ("agency",),
    DocumentKind: ("code",),
    Extension: ("period", "agency"),
    FiscalYear: ("be_year",),
    Holiday: ("year", "date"),
    Indicator: ("year",),
    Membership: ("user", "role", "agency"),
    PlanLevel: ("version",),
    ReportingPeriod: ("year", "kind"),
    YearCode: ("year", "table"),
}


def prepare(row: Model, creator: User | None) -> None:
    """Fill the columns that follow from others; `creator` is given with a new row."""
    if isinstance(row, Agency):
        row.sort_key = Agency.order_of(row.name)
    elif isinstance(row, Assignment):
        row.year_id = row.indicator.year_id
    elif isinstance(row, Extension) and creator:
        row.granted_by = creator
    elif isinstance(row, Indicator):
        with suppress(ScoringError):  # what cannot be read is refused with the other rules
            row.thresholds = canonical(row.thresholds)


def check(row: Model, actor: User) -> None:
    """Raises Invalid when the row breaks its table's rule."""
    for rule in RULES.get(type(row), ()):
        rule(row, actor)


def was_submitted(assignment: Assignment) -> bool:
    """Whether any report of the assignment, or step of its case, was ever handed in."""
    return any(
        model._base_manager.filter(_moved(process), **{process.assignment: assignment}).exists()
        for model, process in PROCESSES.items()
    )


def _moved(process: Process) -> Q:
    """Handed in once, or no longer in the status in which rows begin."""
    return ~Q(status=process.workflow.statuses[0]) | Q(first_submitted_at__isnull=False)


def _plan_level(level: PlanLevel, actor: User) -> None:
    if level.pk and level.nodes.exists() and PlanLevel.objects.get(pk=level.pk).depth != level.depth:
        raise Invalid({"depth": _("ชั้นนี้มีรายการในแผนแล้ว จึงเปลี่ยนลำดับชั้นไม่ได้")})


def _plan_node(node: PlanNode, actor: User) -> None:
    """Parents stand one level up, so a cycle cannot be made."""
    if node.pk and node.children.exists() and PlanNode.objects.get(pk=node.pk).level_id != node.level_id:
        raise Invalid({"level": _("รายการนี้มีรายการย่อยแล้ว จึงเปลี่ยนชั้นไม่ได้")})
    if node.level.depth == 1:
        if node.parent:
            raise Invalid({"parent": _("รายการชั้นบนสุดต้องไม่อยู่ภายใต้รายการใด")})
        return
    if node.parent is None:
        raise Invalid({"parent": _("เลือกรายการที่อยู่เหนือขึ้นไปหนึ่งชั้น")})
    above = node.parent.level
    if above.version_id != node.level.version_id or above.depth != node.level.depth - 1:
        raise Invalid({"parent": _("ต้องอยู่ภายใต้รายการที่อยู่เหนือขึ้นไปหนึ่งชั้นในแผนเดียวกัน")})


def _indicator(indicator: Indicator, actor: User) -> None:
    node = indicator.plan_node
    if node and node.level.version_id != indicator.year.plan_version_id:
        raise Invalid({"plan_node": _("รายการนี้ไม่อยู่ในแผนที่ปีงบประมาณ %(year)s ใช้") % {"year": indicator.year}})
    if reason := why_not(indicator.thresholds, five_levels=indicator.measure == Measure.FIVE_LEVELS):
        raise Invalid({"thresholds": reason})


def _assignment(assignment: Assignment, actor: User) -> None:
    year, agency = assignment.indicator.year, assignment.agency
    if not Agency.objects.valid_between(year.starts_on, year.ends_on).filter(pk=agency.pk).exists():
        raise Invalid({"agency": _("หน่วยงานนี้ไม่มีอยู่ในปีงบประมาณ %(year)s") % {"year": year}})
    if year.periods.count() != len(ReportingPeriod.Kind):
        raise Invalid({"indicator": _("กำหนดงวดรายงานของปีงบประมาณ %(year)s ให้ครบห้างวดก่อน") % {"year": year}})
    owner = assignment.owner
    if owner and not owner.memberships.filter(agency=agency, role=Role.OFFICER).exists():
        raise Invalid({"owner": _("ผู้รับผิดชอบต้องมีบทบาทผู้รับผิดชอบตัวชี้วัดของหน่วยงานนี้")})


def _extension(extension: Extension, actor: User) -> None:
    if extension.until <= extension.period.closes_on:
        raise Invalid({"until": _("วันที่ขยายถึงต้องอยู่หลังวันปิดรับของงวด")})


def _holiday(holiday: Holiday, actor: User) -> None:
    if not holiday.year.starts_on <= holiday.date <= holiday.year.ends_on:
        raise Invalid({"date": _("วันที่อยู่นอกปีงบประมาณ %(year)s") % {"year": holiday.year}})


def _delegation(delegation: Delegation, actor: User) -> None:
    heads = delegation.head.memberships.filter(agency=delegation.agency, role=Role.HEAD)
    if not heads.exists():
        raise Invalid({"head": _("ผู้นี้ไม่มีบทบาทผู้บริหารของหน่วยงานที่เลือก")})
    if delegation.deputy_id == actor.pk:
        raise Invalid({"deputy": _("ผู้ดูแลระบบให้อำนาจแก่ตนเองไม่ได้")})


# Apps above add theirs at start-up, as they do to YEAR_OF and FIXED.
RULES: dict[type[Model], list[Rule]] = {
    Assignment: [_assignment],
    Delegation: [_delegation],
    Extension: [_extension],
    Holiday: [_holiday],
    Indicator: [_indicator],
    PlanLevel: [_plan_level],
    PlanNode: [_plan_node],
}
