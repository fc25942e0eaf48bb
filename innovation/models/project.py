"""Step 3: the project (ten standard sections) and its presentation, decided by the city's committee."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from innovation.models.case import CaseStep, InnovationCase
from innovation.models.selection import SelectedIdea
from thai.fields import CharField, TextField


class Project(CaseStep):
    """One project, from draft to determination. A rejected one is kept; its case may then have another.

    `starts_on` to `ends_on` may span several fiscal years; each needs its YearTarget.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("ร่าง")
        SUBMITTED = "submitted", _("รอเห็นชอบ")
        RETURNED = "returned", _("ขอแก้ไข")
        ENDORSED = "endorsed", _("เห็นชอบแล้ว")
        SCHEDULED = "scheduled", _("อยู่ในวาระประชุม")
        REVISING = "revising", _("เห็นชอบให้ปรับปรุง")
        REVISED = "revised", _("ปรับปรุงแล้ว รอยืนยัน")
        DONE = "done", _("ได้รับอนุมัติ")
        REJECTED = "rejected", _("ไม่ได้รับอนุมัติ")

    case = models.ForeignKey(InnovationCase, models.PROTECT, related_name="projects")
    selected_idea = models.OneToOneField(SelectedIdea, models.PROTECT, related_name="project")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    endorsed_at = models.DateTimeField(null=True, editable=False)
    endorsed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+", editable=False)
    endorsed_under = models.ForeignKey(
        "accounts.Delegation", models.PROTECT, null=True, related_name="+", editable=False
    )
    name = CharField(_("ชื่อโครงการ"), max_length=500, blank=True)
    rationale = TextField(_("หลักการและเหตุผล"), blank=True)
    objectives = TextField(_("วัตถุประสงค์"), blank=True)
    targets = TextField(_("เป้าหมาย"), blank=True)
    characteristics = TextField(_("ลักษณะโครงการ"), blank=True)
    starts_on = models.DateField(_("เริ่มดำเนินการ"), null=True, blank=True)
    ends_on = models.DateField(_("สิ้นสุด"), null=True, blank=True)
    place = TextField(_("สถานที่ดำเนินการ"), max_length=2000, blank=True)
    no_budget = models.BooleanField(_("ไม่ใช้งบประมาณ"), default=False)
    benefits = TextField(_("ผลประโยชน์ที่คาดว่าจะได้รับ"), blank=True)
    monitoring = TextField(_("การติดตามประเมินผล"), blank=True)
    proposer_name = CharField(_("ผู้เสนอโครงการ"), max_length=200, blank=True)
    proposer_position = CharField(_("ตำแหน่งผู้เสนอโครงการ"), max_length=200, blank=True)

    class Meta:
        ordering = ["case_id", "id"]
        verbose_name = _("โครงการนวัตกรรม")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        *("draft", "submitted", "returned", "endorsed", "scheduled"),
                        *("revising", "revised", "done", "rejected"),
                    ]
                ),
                name="project_status_known",
            ),
            models.UniqueConstraint(fields=["case"], condition=~Q(status="rejected"), name="project_one_live"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="project_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self._meta.verbose_name)


class ProjectRow(models.Model):
    """What hangs on a project as an ordered list; saving the section replaces the list as a whole."""

    position = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True
        ordering = ["project_id", "position", "id"]


class Activity(ProjectRow):
    """A line of the action plan in one fiscal year. `months` has twelve bits: bit 0 is October, bit 11 September."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="activities")
    be_year = models.PositiveSmallIntegerField(_("ปีงบประมาณ พ.ศ."))
    name = TextField(_("กิจกรรม"), max_length=1000)
    owner = CharField(_("ผู้รับผิดชอบ"), max_length=200, blank=True)
    months = models.PositiveSmallIntegerField(_("เดือนที่ดำเนินการ"), default=0)

    class Meta(ProjectRow.Meta):
        ordering = ["project_id", "be_year", "position", "id"]
        verbose_name = _("กิจกรรมตามแผน")
        constraints = [
            models.CheckConstraint(condition=Q(months__gte=0, months__lte=4095), name="activity_months_are_twelve"),
        ]

    def __str__(self) -> str:
        return self.name


class BudgetLine(ProjectRow):
    """An amount in baht and where it comes from."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="budget_lines")
    item = CharField(_("รายการ"), max_length=500)
    amount = models.DecimalField(
        _("จำนวนเงิน (บาท)"), max_digits=14, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )
    source = CharField(_("แหล่งงบประมาณ"), max_length=300, blank=True)

    class Meta(ProjectRow.Meta):
        verbose_name = _("งบประมาณ")
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="budget_line_not_negative")]

    def __str__(self) -> str:
        return self.item


class Risk(ProjectRow):
    """What may go wrong and what is done about it."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="risks")
    risk = TextField(_("ความเสี่ยง"), max_length=2000)
    response = TextField(_("แนวทางการบริหารความเสี่ยง"), max_length=2000)

    class Meta(ProjectRow.Meta):
        verbose_name = _("ความเสี่ยงของโครงการ")

    def __str__(self) -> str:
        return self.risk[:80]


class ProjectIndicator(ProjectRow):
    """By what the project itself is measured."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="indicators")
    name = TextField(_("ตัวชี้วัดโครงการ"), max_length=1000)
    target = CharField(_("ค่าเป้าหมาย"), max_length=200)
    method = TextField(_("วิธีวัด"), max_length=1000, blank=True)

    class Meta(ProjectRow.Meta):
        verbose_name = _("ตัวชี้วัดโครงการ")

    def __str__(self) -> str:
        return self.name[:80]


class YearTarget(models.Model):
    """What the project aims at in one fiscal year: so many sessions, and in words."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="year_targets")
    be_year = models.PositiveSmallIntegerField(_("ปีงบประมาณ พ.ศ."))
    sessions = models.PositiveIntegerField(_("จำนวนครั้งที่ให้บริการ"), null=True, blank=True)
    text = TextField(_("เป้าหมายของปี"), max_length=2000)

    class Meta:
        ordering = ["project_id", "be_year"]
        verbose_name = _("เป้าหมายรายปี")
        constraints = [models.UniqueConstraint(fields=["project", "be_year"], name="year_target_once")]

    def __str__(self) -> str:
        return f"{self.be_year} {self.text[:80]}"


class Presentation(models.Model):
    """How the project is presented to the committee; submitted, versioned and frozen with it."""

    project = models.OneToOneField(Project, models.CASCADE, related_name="presentation")
    origin = TextField(_("ที่มาและปัญหา"), blank=True)
    before = TextField(_("ก่อนมีนวัตกรรม"), blank=True)
    after = TextField(_("หลังมีนวัตกรรม"), blank=True)
    stages = TextField(_("ขั้นตอนการพัฒนา"), blank=True)
    beneficiaries = TextField(_("ผู้รับประโยชน์"), blank=True)
    measurement = TextField(_("ตัวชี้วัดและวิธีวัด"), blank=True)
    scaling = TextField(_("การขยายผลและความยั่งยืน"), blank=True)
    contact_name = CharField(_("ผู้ประสานงาน"), max_length=200, blank=True)
    contact_phone = CharField(_("โทรศัพท์ผู้ประสานงาน"), max_length=50, blank=True)

    class Meta:
        verbose_name = _("แบบนำเสนอโครงการ")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.project}"


class PresentationPicture(models.Model):
    """A picture of the presentation, stored under its hash."""

    presentation = models.ForeignKey(Presentation, models.CASCADE, related_name="pictures")
    position = models.PositiveSmallIntegerField()
    file = models.ForeignKey("indicators.StoredFile", models.PROTECT, related_name="+")
    name = CharField(max_length=200)
    caption = CharField(_("คำบรรยายภาพ"), max_length=300, blank=True)

    class Meta:
        ordering = ["presentation_id", "position", "id"]
        verbose_name = _("ภาพประกอบ")
        constraints = [
            models.UniqueConstraint(fields=["presentation", "file"], name="presentation_picture_once"),
        ]

    def __str__(self) -> str:
        return self.name
