"""The officer's form of step 5, the survey of use."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin
from innovation.completeness.utilisation import WRITTEN
from innovation.models import Utilisation
from innovation.services.utilisation import EDITABLE, contradictions
from thai.fields import ThaiCharField, ThaiDateField, ThaiDecimalField, ThaiIntegerField, ThaiTextField

_MOST = 10_000_000  # people or sessions; more is a slip of the finger


def _text(label: Any, rows: int = 4, **given: Any) -> ThaiTextField:
    given.setdefault("max_length", 20_000)
    return ThaiTextField(label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}), **given)


def _count(label: Any, **given: Any) -> ThaiIntegerField:
    return ThaiIntegerField(label=label, required=False, min_value=0, max_value=_MOST, **given)


class UtilisationForm(PlainFormMixin, forms.Form):
    """A draft may leave everything empty; what a submission needs is said on the check page."""

    needed_to_submit = WRITTEN

    used_from = ThaiDateField(label=_("เริ่มใช้"), required=False, help_text=_("เช่น 1 เม.ย. 2564 หรือ 1/4/2564"))
    used_to = ThaiDateField(label=_("ใช้ถึง"), required=False)
    sessions_corrected = _count(_("จำนวนครั้งที่ถูกต้อง"))
    sessions_reason = _text(_("เหตุผลที่แก้จำนวนครั้ง"), 2, max_length=2000)
    people_corrected = _count(_("จำนวนผู้ใช้บริการที่ถูกต้อง (คน)"))
    people_reason = _text(_("เหตุผลที่แก้จำนวนผู้ใช้บริการ"), 2, max_length=2000)
    satisfaction_count = _count(_("จำนวนผู้ตอบแบบสำรวจ (คน)"))
    satisfaction_mean = ThaiDecimalField(
        label=_("ค่าเฉลี่ยความพึงพอใจ (เต็ม 5)"), required=False, min_value=0, max_value=5, max_digits=3, decimal_places=2
    )
    satisfaction_percent = ThaiDecimalField(
        label=_("ความพึงพอใจ (ร้อยละ)"), required=False, min_value=0, max_value=100, max_digits=5, decimal_places=2
    )
    against_target = _text(_("ผลเทียบเป้าหมาย"), 3)
    before = _text(_("ก่อนใช้นวัตกรรม"))
    after = _text(_("หลังใช้นวัตกรรม"))
    benefits = _text(_("ประโยชน์ต่อผู้รับบริการและหน่วยงาน"))
    obstacles = _text(_("ปัญหาอุปสรรค"), help_text=_("ถ้าไม่มี ให้เขียนว่า ไม่มี"))
    suggestions = _text(_("ข้อเสนอแนะ"))
    extension_plan = _text(_("แผนต่อยอด"))
    reporter_name = ThaiCharField(label=_("ผู้รายงาน"), required=False, max_length=200)
    reporter_position = ThaiCharField(label=_("ตำแหน่งผู้รายงาน"), required=False, max_length=200)

    @property
    def satisfaction(self) -> list[forms.BoundField]:
        """The fields of the satisfaction survey."""
        return [self[name] for name in self.fields if name.startswith("satisfaction")]

    @property
    def outcome(self) -> list[forms.BoundField]:
        """What came of the use, in words, and who reports."""
        return [self[name] for name in EDITABLE[EDITABLE.index("against_target") :]]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, sentence in contradictions(given).items():
            if name not in self.errors:
                self.add_error(name, sentence)
        return given

    @property
    def has_correction(self) -> bool:
        """Whether the corrections must be seen at once: one is given, or one is wrong."""
        names = [name for name in self.fields if name.endswith(("_corrected", "_reason"))]
        return any(self[name].errors or self[name].value() not in (None, "") for name in names)


def initial_utilisation(utilisation: Utilisation) -> dict[str, Any]:
    """The step as form data."""
    return {name: getattr(utilisation, name) for name in EDITABLE}
