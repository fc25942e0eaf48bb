"""Who finds the meetings: the city's roles, in the navigation and by their addresses; nobody else."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.roles import Role
from indicators.models import Meeting
from tests import make
from tests.innovation.meeting import stage
from tests.innovation.meeting.stage import signed_in
from tests.innovation.meeting.test_pages import page

pytestmark = pytest.mark.sqlite_alone

CITY = (Role.SECRETARIAT, Role.COMMITTEE, Role.EVALUATOR, Role.AUDITOR, Role.ADMINISTRATOR)


@pytest.mark.parametrize("role", list(Role))
def test_agencies_find_no_meetings_and_the_city_reads_them(on: Meeting, role: Role) -> None:
    item = stage.scheduled(on)
    user = make.user(role, item.dossier.agency)
    client = signed_in(user)
    seen = {
        url: client.get(url).status_code
        for url in (page("meeting-list"), page("meeting", on), page("agenda-item", item))
    }
    assert set(seen.values()) == ({200} if role in CITY else {404})
    listed = any(url == page("meeting-list") for _name, url, _here in client.get(page("home")).context["navigation"])
    assert listed == (role in CITY)
    foreign = client.get(reverse("meeting", args=[999_999]))
    assert foreign.status_code == 404
