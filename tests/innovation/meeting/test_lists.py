"""Every list asks the database the same number of questions, however long it is."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from indicators import clock
from indicators.models import AgendaItem, Meeting
from innovation.selectors.meeting_content import agenda_content, minutes_content
from tests import make
from tests.innovation.meeting import stage

pytestmark = pytest.mark.django_db


def asked(client: Client, url: str) -> int:
    client.get(url)  # what is read once per process is read
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(url)
    assert answer.status_code == 200
    return len(queries)


def count_rows() -> None:
    """Tell the planner how many rows there are. They are all of this transaction: PostgreSQL, having counted the
    tables when the tests before had left them empty, would pair every revision with every dossier and time out."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@pytest.mark.long
def test_pages_with_10_and_with_100_projects_ask_alike() -> None:
    with clock.travel(stage.TODAY):
        on = stage.meeting()
        like = stage.endorsed()
        stage.many(9, like, "endorsed")
        stage.many(10, like, "scheduled", on)
        both = stage.signed_in(make.user(Role.SECRETARIAT))
        member = stage.signed_in(make.user(Role.COMMITTEE))
        page = reverse("meeting", args=[on.pk])
        item = reverse("agenda-item", args=[on.items.order_by("pk")[0].pk])
        ticked = (
            reverse("meeting-approve", args=[on.pk])
            + "?"
            + "&".join(f"items={pk}-1" for pk in AgendaItem.objects.values_list("pk", flat=True))
        )
        looks = [
            (both, reverse("meeting-list")),
            (both, reverse("meeting-waiting")),
            (both, page),
            (both, reverse("meeting-minutes", args=[on.pk])),
            (both, item),
            (member, f"{page}?all=1"),
            (member, item),
            (member, ticked),
        ]
        count_rows()
        few = [asked(client, url) for client, url in looks]
        stage.many(90, like, "endorsed")
        stage.many(90, like, "scheduled", on)
        count_rows()
        all_ticked = (
            reverse("meeting-approve", args=[on.pk])
            + "?"
            + "&".join(f"items={pk}-1" for pk in AgendaItem.objects.values_list("pk", flat=True))
        )
        many = [asked(client, url) for client, url in [*looks[:-1], (member, all_ticked)]]
        assert few == many
        assert max(many) <= 30
        for content in (agenda_content, minutes_content):
            fresh = Meeting.objects.select_related("year", "closed_by").get(pk=on.pk)
            with CaptureQueriesContext(connection) as queries:
                assert len(content(fresh)["items"]) == 100
            assert len(queries) <= 4


def test_a_list_of_10_and_of_100_meetings_asks_alike() -> None:
    with clock.travel(stage.TODAY):
        stage.meeting("1/2564")
        secretary = make.user(Role.SECRETARIAT)
        client = stage.signed_in(make.user(Role.AUDITOR))
        counts = []
        for last in (10, 100):
            for number in range(Meeting.objects.count() + 1, last + 1):
                stage.meeting(f"{number}/2564", by=secretary)
            counts.append(asked(client, reverse("meeting-list")))
        first = client.get(reverse("meeting-list"))
        second = client.get(reverse("meeting-list"), {"page": 2, "year": 2564})
    assert counts[0] == counts[1]
    assert (len(first.context["page"]), len(second.context["page"])) == (50, 50)
