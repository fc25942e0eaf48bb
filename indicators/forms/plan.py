"""The plan, the indicators of a year, and which agency has which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from accounts.roles import Role
from indicators.forms.reference import OwnedFormSet, ReferenceForm
from indicators.models import (
    Assignment,
    FiscalYear,
    Indicator,
    IndicatorCriterion,
    PlanLevel,
    PlanNode,
    PlanVersion,
)

SHORT = 90
THRESHOLDS_HELP = _("ผลงานที่ได้ระดับ 1 ถึง 5 ห้าค่าคั่นด้วยช่องว่าง เช่น 60 70 80 90 100 กรอกเฉพาะเมื่อวัดผลสำเร็จด้วยเกณฑ์ 5 ระดับ")


class PlanVersionForm(ReferenceForm):
    class Meta(ReferenceForm.Meta):
        model = PlanVersion
        fields = ("name",)


class PlanLevelForm(ReferenceForm):
    class Meta(ReferenceForm.Meta):
        model = PlanLevel
        fields = ("version", "depth", "name", "print_label")


class PlanNodeForm(ReferenceForm):
    class Meta(ReferenceForm.Meta):
        model = PlanNode
        fields = ("level", "parent", "number", "text")
        help_texts = {"parent": _("รายการที่อยู่เหนือขึ้นไปหนึ่งชั้นในแผนเดียวกัน ชั้นบนสุดไม่ต้องเลือก")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        level: Any = self.fields["level"]
        parent: Any = self.fields["parent"]
        level.queryset = PlanLevel.objects.select_related("version")
        level.label_from_instance = _level_label
        parent.queryset = PlanNode.objects.exclude(pk=self.instance.pk).select_related("level")
        if version := self._version():
            level.queryset = level.queryset.filter(version=version)
            parent.queryset = parent.queryset.filter(level__version=version)
        parent.label_from_instance = short_node

    def _version(self) -> int | None:
        """The plan of the page: the row's own, or the one the address names."""
        if self.instance.pk:
            return self.instance.level.version_id  # type: ignore[no-any-return]
        parent = PlanNode.objects.filter(pk=self.initial.get("parent") or 0).select_related("level").first()
        if parent is None:
            return self.initial.get("version")
        below = PlanLevel.objects.filter(version=parent.level.version_id, depth=parent.level.depth + 1)
        self.initial["level"] = below.first()
        return parent.level.version_id


class IndicatorForm(ReferenceForm):
    needed_to_submit = ("thresholds",)  # asked for by the measure, not always

    class Meta(ReferenceForm.Meta):
        model = Indicator
        fields = (
            *("year", "name", "kind", "level", "plan_node", "definition", "method", "unit"),
            *("measure", "thresholds"),
        )
        help_texts = {"thresholds": THRESHOLDS_HELP}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year: FiscalYear | None = self.instance.year if self.instance.pk else _year(self.initial)
        node: Any = self.fields["plan_node"]
        node.queryset = PlanNode.objects.filter(level__version=year.plan_version_id if year else None)
        node.label_from_instance = short_node


class CriterionForm(ReferenceForm):
    class Meta(ReferenceForm.Meta):
        model = IndicatorCriterion
        fields = ("position", "text", "weight")


class AssignedIndicatorForm(ReferenceForm):
    """The person responsible is chosen afterwards, among the officers of the agency."""

    class Meta(ReferenceForm.Meta):
        model = Assignment
        fields = ("indicator", "agency", "number", "target", "weight", "owner")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        indicator: Any = self.fields["indicator"]
        agency: Any = self.fields["agency"]
        if self.instance.pk:
            owner: Any = self.fields["owner"]
            owner.queryset = User.objects.filter(
                memberships__agency=self.instance.agency_id, memberships__role=Role.OFFICER
            ).distinct()
            return
        del self.fields["owner"]
        year = _year(self.initial)
        indicator.queryset = Indicator.objects.filter(year=year) if year else Indicator.objects.none()
        indicator.label_from_instance = _short_name
        if year:
            agency.queryset = Agency.objects.valid_between(year.starts_on, year.ends_on)


Criteria = forms.inlineformset_factory(
    Indicator, IndicatorCriterion, form=CriterionForm, formset=OwnedFormSet, extra=2, can_delete=True
)


def short_node(node: PlanNode) -> str:
    """A plan entry in one line of a list."""
    text = str(node)
    return text if len(text) <= SHORT else f"{text[:SHORT]}…"


def _short_name(indicator: Indicator) -> str:
    return indicator.name if len(indicator.name) <= SHORT else f"{indicator.name[:SHORT]}…"


def _level_label(level: PlanLevel) -> str:
    return f"{level.depth} {level.name} – {level.version.name}"


def _year(initial: Mapping[str, Any]) -> FiscalYear | None:
    """The year the address names, else the latest that is open."""
    years = FiscalYear.objects.filter(closed_at__isnull=True).order_by("-be_year")
    return years.filter(pk=initial["year"]).first() if initial.get("year") else years.first()
