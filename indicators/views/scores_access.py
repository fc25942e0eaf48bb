"""Who may look at the scores of the whole city."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from indicators.permissions import Refused, Verdict
from indicators.services.errors import insist
from indicators.views.fetching import person


def insist_city(request: HttpRequest) -> None:
    """403 unless the person has a role in the city."""
    if not person(request).standing.sees_city:
        insist(Verdict(False, Refused.ROLE, _("หน้านี้สำหรับผู้มีบทบาทระดับกรุงเทพมหานคร")))
