"""What an appeal is about: an assignment as a whole, or one of its criteria as it reads now."""

from __future__ import annotations

from django.utils.translation import gettext as _

from appeals.models import Appeal
from indicators.models import Assignment, CriterionVersion
from indicators.models.score import WHOLE_ASSIGNMENT

# An appeal in one of these is over; its subject may be appealed about again.
OVER = (Appeal.Status.CLOSED, Appeal.Status.WITHDRAWN)


def criteria_in_force(assignment: Assignment) -> list[CriterionVersion]:
    """The newest version of each criterion, in their order. One query."""
    versions = CriterionVersion.objects.filter(assignment=assignment).order_by("position", "version")
    return list({criterion.position: criterion for criterion in versions}.values())


def criterion_in_force(assignment_id: int, position: int) -> CriterionVersion | None:
    """The newest version of one criterion; None for the whole, and where there is none."""
    rows = CriterionVersion.objects.filter(assignment=assignment_id, position=position)
    return rows.order_by("-version").first() if position != WHOLE_ASSIGNMENT else None


def open_appeal(assignment_id: int, position: int) -> Appeal | None:
    """The appeal about this subject that is not over."""
    return Appeal.objects.filter(assignment=assignment_id, position=position).exclude(status__in=OVER).first()


def subject_words(position: int) -> str:
    """The subject in words."""
    if position == WHOLE_ASSIGNMENT:
        return _("ตัวชี้วัดทั้งตัวชี้วัด")
    return _("เกณฑ์ข้อ %(position)s") % {"position": position}


def title_of(appeal: Appeal) -> str:
    """What an appeal is called where it stands alone. Reads the assignment with agency and indicator."""
    return _("อุทธรณ์%(subject)s – %(assignment)s") % {
        "subject": subject_words(appeal.position),
        "assignment": appeal.assignment.name_line,
    }


def criterion_before(appeal: Appeal) -> str:
    """The criterion's text: as it was when the appeal was filed, of a draft as it reads now."""
    if appeal.status != Appeal.Status.DRAFT:
        return appeal.criterion_before
    criterion = criterion_in_force(appeal.assignment_id, appeal.position)
    return criterion.text if criterion else ""
