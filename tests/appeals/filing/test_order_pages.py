"""The pages of a city's order: recording one, choosing whom it affects."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from appeals.models import Appeal, CityOrder
from tests import make, make_appeal
from tests.appeals.filing import stage
from tests.appeals.filing.stage import signed_in

pytestmark = pytest.mark.sqlite_alone

ADD = "city-order-add"


def typed(**given: Any) -> dict[str, Any]:
    codes = make_appeal.codes(stage.year())
    return {
        "key": uuid4(),
        "number": "กท 0406/191",
        "dated": "15 เม.ย. 2564",
        "subject": "ระงับการให้บริการ",
        "what_happened": "ทุกหน่วยงานระงับการให้บริการ",
        "cause": codes["cause1"].pk,
        "requested_outcome": "",
        **given,
    }


def test_an_order_is_recorded_and_drafts_are_prepared_for_those_ticked(secretary: User) -> None:
    assignments = [stage.assignment(make.agency(f"สำนักที่ {number}")) for number in (1, 2, 3)]
    appeal = make_appeal.appeal(assignments[1])
    client = signed_in(secretary)
    assert reverse("city-order-list") in client.get(reverse("appeal-list")).text
    assert reverse(ADD) in client.get(reverse("city-order-list")).text
    recorded = client.post(reverse(ADD), typed(), follow=True)
    order = CityOrder.objects.get()
    assert "บันทึกคำสั่งแล้ว" in recorded.text
    assert reverse("appeal", args=[appeal.pk]) in recorded.text
    form = client.get(reverse("city-order", args=[order.pk]), {"all": 1}).context["form"]
    boxes = [box.data for box in form["assignments"].subwidgets if box.data["selected"]]
    assert [box["label"] for box in boxes] == [str(assignments[0]), str(assignments[2])]
    apply = reverse("city-order-apply", args=[order.pk])
    assert client.post(apply, {"key": uuid4()}).status_code == 422
    given = {"key": uuid4(), "assignments": [*(box["value"] for box in boxes), f"{assignments[1].pk}-0"]}
    done = client.post(apply, given, follow=True).text
    assert "จัดทำร่างอุทธรณ์แล้ว 2 เรื่อง" in done
    assert "เกณฑ์ข้อ 4 มีอุทธรณ์ที่ยังไม่ยุติ" in done
    client.post(apply, given)
    assert Appeal.objects.filter(order=order).count() == 2
    officer = signed_in(make.user(Role.OFFICER, assignments[0].agency))
    draft = Appeal.objects.get(assignment=assignments[0])
    assert reverse("appeal", args=[draft.pk]) in officer.get(reverse("home")).text
    assert "กท 0406/191 ลงวันที่ 15 เมษายน 2564" in officer.get(reverse("appeal", args=[draft.pk])).text


def test_the_list_is_filtered_by_indicator(secretary: User) -> None:
    kept, other = stage.assignment(), stage.assignment()
    client = signed_in(secretary)
    client.post(reverse(ADD), typed())
    url = reverse("city-order", args=[CityOrder.objects.get().pk])
    shown = client.get(url, {"indicator": kept.indicator_id})
    assert [row.assignment for row, _box in shown.context["rows"]] == [kept]
    assert len(client.get(url, {"indicator": "x"}).context["rows"]) == 2
    assert other.name_line not in shown.text.split("<tbody>")[1]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [({"number": ""}, "กรอกเลขที่คำสั่ง"), ({"dated": "31/4/2564"}, "30"), ({"cause": ""}, "เลือกสาเหตุการอุทธรณ์")],
)
def test_a_bad_order_comes_back_with_what_was_typed(secretary: User, given: dict[str, str], sentence: str) -> None:
    answer = signed_in(secretary).post(reverse(ADD), typed(subject="ยังอยู่ครบ", **given))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "ยังอยู่ครบ" in answer.text
    assert not CityOrder.objects.exists()


@pytest.mark.parametrize(
    ("role", "codes"),
    [
        (Role.OFFICER, [404, 404, 404, 404]),
        (Role.HEAD, [404, 404, 404, 404]),
        (Role.SECRETARIAT, [200, 200, 200, 422]),
        (Role.COMMITTEE, [200, 200, 200, 422]),
        (Role.EVALUATOR, [200, 200, 403, 403]),
        (Role.AUDITOR, [200, 200, 403, 403]),
        (Role.ADMINISTRATOR, [200, 200, 403, 403]),
    ],
)
def test_the_city_reads_orders_and_two_roles_make_them(secretary: User, role: Role, codes: list[int]) -> None:
    signed_in(secretary).post(reverse(ADD), typed())
    order = CityOrder.objects.get()
    client = signed_in(make.user(role, stage.assignment().agency))
    looks = [reverse("city-order-list"), reverse("city-order", args=[order.pk]), reverse(ADD)]
    answers = [client.get(url).status_code for url in looks]
    answers.append(client.post(reverse("city-order-apply", args=[order.pk]), {"key": uuid4()}).status_code)
    assert answers == codes
