"""The innovation round of a fiscal year: what the city asks for in that year, as data.

Form numbers, titles, weights, due dates and minimum counts change from year to year; nothing of them stands in code.
"""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from thai.fields import CharField, TextField


class Step(models.TextChoices):
    """The five steps, in their order. The values name the process of each step."""

    COLLECT = "collection", _("ค้นหาและรวบรวมความคิดเห็น")
    SELECT = "selection", _("คัดเลือกความคิดเห็น")
    PROPOSE = "project", _("นำเสนอโครงการ")
    DEVELOP = "development", _("พัฒนานวัตกรรม")
    UTILISE = "utilisation", _("สำรวจการใช้ประโยชน์")

    @property
    def number(self) -> int:
        """1 to 5."""
        return list(Step).index(self) + 1


class Form(models.TextChoices):
    """What a form is about, whatever number and title a year gives it."""

    IDEA = "idea", _("แบบเสนอความคิดเห็น")
    SELECTION = "selection", _("แบบสรุปผลการคัดเลือก")
    PROJECT = "project", _("แบบโครงการ")
    PRESENTATION = "presentation", _("แบบนำเสนอ")
    SURVEY = "survey", _("แบบสำรวจการใช้ประโยชน์")


# Which forms each step fills in; step 4 has none.
FORMS_OF_STEP: dict[str, tuple[Form, ...]] = {
    Step.COLLECT: (Form.IDEA,),
    Step.SELECT: (Form.SELECTION,),
    Step.PROPOSE: (Form.PROJECT, Form.PRESENTATION),
    Step.DEVELOP: (),
    Step.UTILISE: (Form.SURVEY,),
}


class Round(models.Model):
    """What a fiscal year asks of the agencies to which `indicator` is assigned."""

    year = models.OneToOneField(
        "indicators.FiscalYear", models.PROTECT, related_name="round", verbose_name=_("ปีงบประมาณ")
    )
    indicator = models.OneToOneField(
        "indicators.Indicator", models.PROTECT, related_name="round", verbose_name=_("ตัวชี้วัดของรอบนี้")
    )
    committee_name = CharField(_("ชื่อคณะกรรมการ"), max_length=300)
    consent_text = TextField(_("คำชี้แจงการใช้ข้อมูลส่วนบุคคลของผู้เสนอ"), max_length=5000)
    link_days = models.PositiveSmallIntegerField(
        _("อายุลิงก์รับความคิดเห็น (วัน)"), default=30, validators=[MinValueValidator(1), MaxValueValidator(366)]
    )

    class Meta:
        ordering = ["-year__be_year"]
        verbose_name = _("รอบนวัตกรรม")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.year}"


class RoundStep(models.Model):
    """A step in this year: its title, its weight in the score (percent; the five sum to 100) and its due date."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="steps", verbose_name=_("รอบนวัตกรรม"))
    step = models.CharField(_("ขั้นตอน"), max_length=12, choices=Step.choices)
    title = TextField(_("ชื่อขั้นตอน"), max_length=500)
    weight = models.DecimalField(_("น้ำหนัก (ร้อยละ)"), max_digits=5, decimal_places=2)
    due_on = models.DateField(_("กำหนดส่ง"))

    class Meta:
        ordering = ["round_id", "id"]
        verbose_name = _("ขั้นตอนของรอบ")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "step"],
                name="round_step_once",
                violation_error_message=_("รอบนี้มีขั้นตอนนี้แล้ว"),
            ),
            models.CheckConstraint(condition=Q(step__in=Step.values), name="round_step_known"),
            models.CheckConstraint(
                condition=Q(weight__gte=0, weight__lte=100),
                name="round_step_weight_in_range",
                violation_error_message=_("น้ำหนักต้องอยู่ระหว่าง 0 ถึง 100"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RoundForm(models.Model):
    """The number and the printed title that the year gives to a form."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="forms", verbose_name=_("รอบนวัตกรรม"))
    form = models.CharField(_("แบบ"), max_length=12, choices=Form.choices)
    number = models.PositiveSmallIntegerField(
        _("เลขที่แบบฟอร์ม"), validators=[MinValueValidator(1), MaxValueValidator(99)]
    )
    title = TextField(_("ชื่อแบบที่พิมพ์"), max_length=500)

    class Meta:
        ordering = ["round_id", "number"]
        verbose_name = _("แบบฟอร์มของรอบ")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "form"], name="round_form_once", violation_error_message=_("รอบนี้มีแบบนี้แล้ว")
            ),
            models.UniqueConstraint(
                fields=["round", "number"],
                name="round_form_number_once",
                violation_error_message=_("รอบนี้มีแบบฟอร์มเลขที่นี้แล้ว"),
            ),
            models.CheckConstraint(condition=Q(form__in=Form.values), name="round_form_known"),
        ]

    def __str__(self) -> str:
        return _("แบบฟอร์ม %(number)s %(title)s") % {"number": self.number, "title": self.title}


class RoundMinimum(models.Model):
    """The least number of eligible ideas (sets of Form 1) for agencies of one level."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="minimums", verbose_name=_("รอบนวัตกรรม"))
    level = models.CharField(_("ระดับหน่วยงาน"), max_length=12, choices=Agency.Level.choices)
    ideas = models.PositiveSmallIntegerField(
        _("จำนวนขั้นต่ำ (ชุด)"), validators=[MinValueValidator(1), MaxValueValidator(500)]
    )

    class Meta:
        ordering = ["round_id", "level"]
        verbose_name = _("จำนวนความคิดเห็นขั้นต่ำ")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "level"],
                name="round_minimum_once",
                violation_error_message=_("รอบนี้มีจำนวนขั้นต่ำของระดับนี้แล้ว"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.ideas}"


class RoundCriterion(models.Model):
    """A criterion by which the working group scores ideas: 0 to `full_score` points."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="criteria", verbose_name=_("รอบนวัตกรรม"))
    position = models.PositiveSmallIntegerField(_("ลำดับ"))
    text = TextField(_("เกณฑ์การคัดเลือก"), max_length=1000)
    full_score = models.DecimalField(
        _("คะแนนเต็ม"), max_digits=5, decimal_places=2, validators=[MinValueValidator(Decimal(1))]
    )

    class Meta:
        ordering = ["round_id", "position"]
        verbose_name = _("เกณฑ์การคัดเลือกความคิดเห็น")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "position"],
                name="round_criterion_once",
                violation_error_message=_("รอบนี้มีเกณฑ์ลำดับนี้แล้ว"),
            ),
            models.CheckConstraint(condition=Q(full_score__gt=0), name="round_criterion_full_score_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.text[:80]}"
