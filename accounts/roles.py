"""The roles of the process and what belongs to an agency or to the city (docs/workflow.md)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """Who a person is in the process; the value is the code stored in a membership."""

    OFFICER = "officer", _("ผู้รับผิดชอบตัวชี้วัด")
    WORKING_GROUP = "working_group", _("คณะทำงานของหน่วยงาน")
    HEAD = "head", _("ผู้บริหารหน่วยงาน")
    SECRETARIAT = "secretariat", _("สำนักงาน ก.ก.")
    COMMITTEE = "committee", _("คณะกรรมการนวัตกรรมกรุงเทพมหานคร")
    EVALUATOR = "evaluator", _("สยป. ผู้ตรวจประเมิน")
    AUDITOR = "auditor", _("ผู้ตรวจสอบ")
    ADMINISTRATOR = "administrator", _("ผู้ดูแลระบบ")


AGENCY_ROLES = frozenset({Role.OFFICER, Role.WORKING_GROUP, Role.HEAD})
CITY_ROLES = frozenset(set(Role) - AGENCY_ROLES)
# Nobody acts in one of these roles on the affairs of his own agency.
JUDGING_ROLES = frozenset({Role.SECRETARIAT, Role.COMMITTEE, Role.EVALUATOR})
