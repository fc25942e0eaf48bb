"""What an officer fills in of a project (its ten standard sections on five pages); presentation.py has the sixth."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Field
from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin
from innovation.forms.project_fields import RowForm, field_of
from innovation.models import Activity, BudgetLine, Project, ProjectIndicator, Risk, YearTarget
from innovation.selectors.project_answers import month_names
from thai.dates import active_language, format_date


class BasisForm(PlainFormMixin, forms.Form):
    """Section 1."""

    needed_to_submit = ("name", "rationale", "objectives")

    name = field_of(Project, "name")
    rationale = field_of(Project, "rationale", lines=10)
    objectives = field_of(Project, "objectives", lines=6)


class TargetsForm(PlainFormMixin, forms.Form):
    """Section 2; the targets of the years are rows below it."""

    needed_to_submit = ("targets", "characteristics", "starts_on", "ends_on", "place")

    targets = field_of(Project, "targets", lines=6)
    characteristics = field_of(Project, "characteristics", lines=6)
    starts_on = field_of(Project, "starts_on", help_text=_("เช่น 1 เม.ย. 2564 หรือ 1/4/2564"))
    ends_on = field_of(Project, "ends_on", help_text=_("เมื่อบันทึกแล้ว จะมีช่องเป้าหมายของทุกปีงบประมาณที่โครงการดำเนินการ"))
    place = field_of(Project, "place")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        start, end = given.get("starts_on"), given.get("ends_on")
        if start and end and end < start:
            first = format_date(start, "long", active_language())
            self.add_error("ends_on", _("วันสิ้นสุดต้องไม่ก่อนวันเริ่มดำเนินการ (%(first)s)") % {"first": first})
        return given


class YearTargetForm(RowForm):
    """The target of one fiscal year; the year itself is not typed."""

    be_year = forms.IntegerField(widget=forms.HiddenInput, min_value=2493, max_value=2694)
    text = field_of(YearTarget, "text", lines=2)
    sessions = field_of(YearTarget, "sessions", help_text=_("เว้นว่างได้ เมื่อเป้าหมายไม่ได้นับเป็นครั้ง"))
    remove = forms.BooleanField(label=_("ลบเป้าหมายของปีนี้"), required=False)
    needed_to_submit = ("text",)
    together = {"text": _("เขียนเป้าหมายของปีนี้เป็นข้อความด้วย")}

    def _content(self, given: Any) -> dict[str, bool]:
        return {name: given.get(name) not in (None, "") for name in ("text", "sessions")}


class ActivityForm(RowForm):
    """An activity in one fiscal year: twelve months to tick, October first."""

    name = field_of(Activity, "name", lines=2)
    owner = field_of(Activity, "owner")
    months = forms.MultipleChoiceField(
        label=Activity._meta.get_field("months").verbose_name,
        required=False,
        choices=lazy(lambda: list(enumerate(month_names())), list)(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("เลือกเดือนจากสิบสองเดือนของปีงบประมาณ")},
    )
    needed_to_submit = ("name", "months")
    together = {"name": _("กรอกชื่อกิจกรรม")}

    def field_layout(self) -> list[Any]:
        return ["name", "owner", Field("months", wrapper_class="months"), "remove"]

    def columns(self, given: dict[str, Any]) -> dict[str, Any]:
        months = sum(1 << place for place in {int(month) for month in given["months"]})
        return {"name": given["name"], "owner": given["owner"], "months": months}


class BudgetForm(PlainFormMixin, forms.Form):
    """Section 4; lines and indicators are rows below it."""

    no_budget = field_of(Project, "no_budget")


class BudgetLineForm(RowForm):
    """An amount in baht."""

    item = field_of(BudgetLine, "item")
    amount = field_of(BudgetLine, "amount")
    source = field_of(BudgetLine, "source")
    needed_to_submit = ("item", "amount")
    together = {"item": _("กรอกรายการของจำนวนเงินนี้"), "amount": _("กรอกจำนวนเงินของรายการนี้ (0 คือไม่มีค่าใช้จ่าย)")}


class IndicatorForm(RowForm):
    """By what the project is measured."""

    name = field_of(ProjectIndicator, "name", lines=2)
    target = field_of(ProjectIndicator, "target")
    method = field_of(ProjectIndicator, "method", lines=2)
    needed_to_submit = ("name", "target")
    together = {"name": _("กรอกตัวชี้วัดโครงการ"), "target": _("กรอกค่าเป้าหมายของตัวชี้วัดนี้")}


class RisksForm(PlainFormMixin, forms.Form):
    """Section 5 without its rows of risks."""

    needed_to_submit = ("benefits", "monitoring")

    benefits = field_of(Project, "benefits", lines=6)
    monitoring = field_of(Project, "monitoring", lines=6)
    proposer_name = field_of(Project, "proposer_name")
    proposer_position = field_of(Project, "proposer_position")


class RiskForm(RowForm):
    """A risk and what is done about it."""

    risk = field_of(Risk, "risk", lines=2)
    response = field_of(Risk, "response", lines=2)
    needed_to_submit = ("risk", "response")
    together = {"risk": _("กรอกความเสี่ยง"), "response": _("กรอกแนวทางการบริหารความเสี่ยงข้อนี้")}
