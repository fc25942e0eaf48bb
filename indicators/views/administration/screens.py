"""The administrator's nouns in the groups in which he finds them. Apps above append theirs at start-up."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from indicators.views.administration.people_screens import AGENCY, DELEGATION, DOCUMENT_KIND, USER
from indicators.views.administration.plan_screens import (
    ASSIGNED_INDICATOR,
    INDICATOR,
    PLAN_LEVEL,
    PLAN_NODE,
    PLAN_VERSION,
)
from indicators.views.administration.screen import Label, Screen
from indicators.views.administration.year_screens import EXTENSION, HOLIDAY, PERIOD, YEAR, YEAR_CODE

GROUPS: list[tuple[Label, tuple[Screen, ...]]] = [
    (_("ปีงบประมาณและกำหนดเวลา"), (YEAR, PERIOD, EXTENSION, HOLIDAY, YEAR_CODE)),
    (_("แผนและตัวชี้วัด"), (PLAN_VERSION, PLAN_LEVEL, PLAN_NODE, INDICATOR, ASSIGNED_INDICATOR)),
    (_("คนและหน่วยงาน"), (USER, DELEGATION, AGENCY)),
    (_("เอกสาร"), (DOCUMENT_KIND,)),
]
