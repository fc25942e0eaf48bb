from tests.innovation.meeting import stage
from indicators import clock
import pytest

pytestmark = pytest.mark.django_db
from accounts.roles import Role
from tests import make


def test_all():
    with clock.travel(stage.TODAY):
        m = stage.meeting()
        i = stage.scheduled(m)
        stage.scheduled(m)
        stage.endorsed()
        stage.meeting("3/2564")
        for role in (Role.SECRETARIAT, Role.COMMITTEE, Role.AUDITOR):
            c = stage.signed_in(make.user(role))
            for u in (
                "",
                "add/",
                "waiting/",
                f"{m.pk}/",
                f"{m.pk}/?all=1",
                f"{m.pk}/edit/",
                f"{m.pk}/minutes/",
                f"{m.pk}/approve/?items={i.pk}-1",
                f"items/{i.pk}/",
            ):
                r = c.get("/meetings/" + u)
                print(role, u, r.status_code)
    assert 0
