"""An indicator assigned by one while another establishes its round: the runners of tests.racing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.racing import PATIENCE


def assign_or_establish(barrier: Any, *, pairs: list[list[int]], actor: int, assigns: bool) -> list[str]:
    """`pairs` of indicator and agency, one a round."""
    from accounts.models import Agency, User
    from indicators.models import Indicator
    from indicators.services.assignments import assign
    from innovation.models import Round
    from innovation.services import rounds

    person = User.objects.get(pk=actor)
    told = []
    for indicator_pk, agency_pk in pairs:
        indicator, agency = Indicator.objects.get(pk=indicator_pk), Agency.objects.get(pk=agency_pk)
        barrier.wait(PATIENCE)
        if assigns:
            assign(indicator, agency, actor=person, number=1, weight=Decimal(10))
            told.append("assigned")
        else:
            new = Round(indicator=indicator, committee_name="คณะกรรมการ", consent_text="คำชี้แจง", link_days=30)
            rounds.establish(new, actor=person)
            told.append("established")
    return told
