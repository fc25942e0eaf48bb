"""The list of appeals, its filters, the desks; every list asks the same number of questions however long it is."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from appeals.models import Appeal, CityOrder
from appeals.services import orders
from indicators.models import Indicator
from indicators.selectors.waiting import desk_of
from tests import make, make_appeal
from tests.appeals.filing import stage
from tests.appeals.filing.stage import asked, signed_in
from tests.appeals.filing.test_orders import fields

pytestmark = pytest.mark.both_databases

DAY = stage.NOON.date()


@pytest.mark.sqlite_alone
@pytest.mark.long
def test_lists_with_10_and_with_100_appeals_ask_alike(secretary: User) -> None:
    order = orders.issue(stage.year(), actor=secretary, fields=fields())
    stage.meeting()
    client = signed_in(secretary)
    one_page = reverse("city-order", args=[order.pk])
    looks = [reverse(name) for name in ("appeal-list", "appeal-waiting", "city-order-list", "meeting-list")]
    counts = []
    for more in (10, 90):
        stage.many(more, "registered")
        counts.append([asked(client, url) for url in (*looks, one_page)])
    assert counts[0] == counts[1]
    assert max(counts[1]) <= 25
    second = client.get(reverse("appeal-list"), {"page": 2, "year": "2564"})
    assert len(second.context["rows"]) == 50


def test_a_list_of_10_and_of_100_orders_asks_alike(secretary: User) -> None:
    client, counts = signed_in(secretary), []
    for last in (10, 100):
        for number in range(CityOrder.objects.count(), last):
            orders.issue(stage.year(), actor=secretary, fields=fields(number=f"กท {number}"))
        counts.append(asked(client, reverse("city-order-list")))
    assert counts[0] == counts[1]


def test_the_page_of_an_appeal_asks_alike_however_much_happened(draft: Appeal, officer: User) -> None:
    client, url = signed_in(officer), reverse("appeal", args=[draft.pk])
    counts = []
    for more in (2, 20):
        for _each in range(more):
            make.cite(draft, make.document(draft.assignment.agency))
        counts.append(asked(client, url))
    assert counts[0] == counts[1]
    assert counts[1] <= 30


def test_one_sees_his_own_agencys_and_the_city_sees_all(secretary: User) -> None:
    mine, other = make_appeal.appeal(stage.assignment()), make_appeal.appeal(stage.assignment())
    url = reverse("appeal-list")

    def seen(user: User) -> set[Appeal]:
        return {row["appeal"] for row in signed_in(user).get(url).context["rows"]}

    assert seen(stage.officer_of(mine)) == {mine}
    assert seen(make.user(Role.HEAD, other.assignment.agency)) == {other}
    assert seen(secretary) == seen(make.user(Role.AUDITOR)) == {mine, other}
    assert seen(make.user(Role.OFFICER, make.agency())) == set()


def test_the_filters_stand_in_the_address(secretary: User) -> None:
    draft, filed = make_appeal.appeal(stage.assignment()), stage.filed()
    later = make_appeal.appeal(make_appeal.assignment(make.agency(), make.year(2565)))
    client, url = signed_in(secretary), reverse("appeal-list")
    expected = {
        "": {draft, filed, later},
        "year=2564": {draft, filed},
        "year=2565&status=draft": {later},
        "status=filed": {filed},
        f"agency={draft.assignment.agency.code}": {draft},
        "year=x": set(),
        "year=99999999999999999999": set(),
        "status=x": set(),
    }
    for query, appeals in expected.items():
        shown = client.get(f"{url}?{query}")
        assert {row["appeal"] for row in shown.context["rows"]} == appeals, query


def test_an_appeal_lies_on_the_desk_of_whoever_acts_next(draft: Appeal, officer: User, secretary: User) -> None:
    member = make.user(Role.COMMITTEE)

    def lying(user: User) -> list[str]:
        url = reverse("appeal", args=[draft.pk])
        return [each.status for each in desk_of(User.objects.get(pk=user.pk), DAY).first if each.url == url]

    def desks() -> list[list[str]]:
        return [lying(user) for user in (officer, secretary, member)]

    due = next(each.due_on for each in desk_of(officer, DAY).first if each.status == "draft" and "อุทธรณ์" in each.name)
    assert due == stage.CLOSES_ON
    assert desks() == [["draft"], [], []]
    stage.filed(draft, officer)
    assert desks() == [[], ["filed"], []]
    make_appeal.put(draft, "registered", officer)
    assert desks() == [[], ["registered"], []]
    make_appeal.put(draft, "scheduled", officer)
    assert desks() == [[], [], ["scheduled"]]
    # What waits for its conditions is the conditions' own affair.
    make_appeal.put(draft, "conditions", officer)
    assert desks() == [[], [], []]


def test_the_order_offers_the_indicators_of_its_year_once(secretary: User) -> None:
    order = orders.issue(stage.year(), actor=secretary, fields=fields())
    of = stage.assignment()
    make.assignment(make.agency(), stage.year(), indicator=of.indicator)
    Indicator.objects.create(year=stage.year(), name="ไม่มีใครได้รับ", unit="คะแนน", level=of.indicator.level)
    shown = signed_in(secretary).get(reverse("city-order", args=[order.pk]))
    (field,) = shown.context["filters"].fields
    assert field.options == [("", "ทุกตัวชี้วัดของปี"), (str(of.indicator.pk), of.indicator.name)]
