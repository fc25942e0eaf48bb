"""The ways of a head of agency: what waits for him is settled from his first page."""

from __future__ import annotations

import pytest

from accounts.roles import Role
from innovation.models import Utilisation
from tests import make, make_case
from tests.interactions import Hand

pytestmark = pytest.mark.browser


def test_he_endorses_the_survey(hand: Hand) -> None:
    agency = make.agency("สำนักงานปกครองและทะเบียน")
    make.user(Role.HEAD, agency, username="head")
    survey = make_case.developed(make_case.case(agency, make.year()))
    make_case.put(make_case.fill_utilisation(survey), "submitted")
    hand.sign_in("head")
    hand.follow("ขั้นที่ 5 สำรวจการใช้ประโยชน์")
    hand.follow("เห็นชอบ")
    hand.fill("รหัสผ่านของท่าน", make.PASSWORD)
    hand.follow("เห็นชอบ")
    assert Utilisation.objects.get().status == "endorsed"
    hand.within("endorse-survey")
