"""The pages of the round through the client: form, refusal, stale edit, other roles."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from indicators.models import Event, Measure
from innovation.models import InnovationCase, Round
from tests import make, make_case
from tests.innovation.round.typing_parts import FORMS, MINIMUMS, STEPS, posted, version_in

pytestmark = pytest.mark.sqlite_alone

PARTS: dict[str, dict[str, Any]] = {"steps": STEPS, "forms": FORMS, "minimums": MINIMUMS}


def page_of(part: str, round_: Round) -> str:
    return reverse(f"round-{part}", args=[round_.pk])


def test_the_way_in_names_the_round(admin_client: Client) -> None:
    page = admin_client.get(reverse("administration")).content.decode()
    assert reverse("round-list") in page
    assert reverse("round-criterion-list") in page


def test_a_round_is_added_and_leads_to_its_steps(admin_client: Client) -> None:
    indicator = make.indicator(make.year(2566), measure=Measure.STEPS, name="พัฒนานวัตกรรม")
    case_less = make.assignment(make.agency(), indicator.year, indicator=indicator)
    form = admin_client.get(reverse("round-add")).content.decode()
    assert "2566 – พัฒนานวัตกรรม" in form
    assert "คณะกรรมการนวัตกรรมกรุงเทพมหานคร" in form
    fields = {"indicator": indicator.pk, "committee_name": "คณะกรรมการปี 66", "consent_text": "ก", "link_days": "๑๕"}
    response = admin_client.post(reverse("round-add"), fields)
    round_ = Round.objects.get()
    assert (response.status_code, response["Location"]) == (302, page_of("steps", round_))
    assert (round_.year.be_year, round_.link_days) == (2566, 15)
    assert InnovationCase.objects.get(assignment=case_less).round == round_


def test_only_indicators_in_steps_of_years_without_a_round_can_be_chosen(admin_client: Client, round_: Round) -> None:
    make.indicator(round_.year, measure=Measure.STEPS, name="ปีนี้มีรอบแล้ว")
    make.indicator(make.year(2566), measure=Measure.RATIO, name="วัดเป็นร้อยละ")
    page = admin_client.get(reverse("round-add")).content.decode()
    assert "ปีนี้มีรอบแล้ว" not in page
    assert "วัดเป็นร้อยละ" not in page


def test_the_round_is_edited_and_its_indicator_stays(admin_client: Client, round_: Round) -> None:
    address = reverse("round-edit", args=[round_.pk])
    shown = admin_client.get(address)
    for part in PARTS:
        assert page_of(part, round_) in shown.content.decode()
    other = make.indicator(make.year(2566), measure=Measure.STEPS)
    fields = {"indicator": other.pk, "committee_name": "ชื่อใหม่", "consent_text": "ข", "link_days": "7"}
    assert admin_client.post(address, fields | {"version": version_in(shown)}).status_code == 302
    changed = Round.objects.get(pk=round_.pk)
    assert (changed.committee_name, changed.indicator) == ("ชื่อใหม่", round_.indicator)


def test_a_round_with_cases_says_so_instead_of_being_deleted(admin_client: Client, round_: Round) -> None:
    make_case.case()
    address = reverse("round-delete", args=[round_.pk])
    page = admin_client.get(address).content.decode()
    assert "ลบไม่ได้" in page
    assert "เรื่องนวัตกรรม" in page
    assert admin_client.post(address, {"version": "-"}).status_code == 409
    assert Round.objects.exists()


def test_a_round_nobody_follows_is_deleted_after_asking(admin_client: Client, round_: Round) -> None:
    address = reverse("round-delete", args=[round_.pk])
    asked = admin_client.get(address)
    assert admin_client.post(address, {"version": version_in(asked)}).status_code == 302
    assert not Round.objects.exists()


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_stored_and_leads_back_to_the_round(admin_client: Client, round_: Round, part: str) -> None:
    address = page_of(part, round_)
    version = version_in(admin_client.get(address))
    response = admin_client.post(address, posted(part, PARTS[part], version=version))
    assert response.status_code == 302, response.content.decode()
    assert response["Location"] == reverse("round-edit", args=[round_.pk])
    told = [] if part == "minimums" else [f"change_{part}"]  # the minimums typed are those that stand
    assert list(Event.objects.values_list("action", flat=True)) == told


def test_dates_and_weights_are_read_as_typed(admin_client: Client, round_: Round) -> None:
    address = page_of("steps", round_)
    version = version_in(admin_client.get(address))
    typed = {"0-weight": "๑๒.๕", "1-weight": "27.50", "0-due_on": "๓๐/๑๒/๒๕๖๓"}
    admin_client.post(address, posted("steps", STEPS, version=version, **typed))
    first, second = round_.steps.order_by("id")[:2]
    assert (first.weight, second.weight, first.due_on) == (12.5, 27.5, date(2020, 12, 30))


def test_weights_of_95_come_back_with_their_sum_and_all_that_was_typed(admin_client: Client, round_: Round) -> None:
    address = page_of("steps", round_)
    version = version_in(admin_client.get(address))
    response = admin_client.post(
        address, posted("steps", STEPS, version=version, **{"4-weight": "15", "3-title": "ชื่อที่เพิ่งพิมพ์"})
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "รวมได้ 95.00 ต้องรวมได้ 100" in page
    assert "ชื่อที่เพิ่งพิมพ์" in page
    assert version_in(response) == version
    assert Event.objects.count() == 0


def test_a_number_given_twice_is_said_at_its_form(admin_client: Client, round_: Round) -> None:
    address = page_of("forms", round_)
    version = version_in(admin_client.get(address))
    response = admin_client.post(address, posted("forms", FORMS, version=version, **{"3-number": "3"}))
    assert response.status_code == 422
    errors = response.context["formset"].forms[3].errors
    assert errors == {"number": ["แบบฟอร์มเลขที่ 3 ใช้แล้วในรอบนี้ กรุณาใช้เลขอื่น"]}


@pytest.mark.parametrize(
    ("part", "place", "column", "value", "sentence"),
    [
        ("steps", 0, "weight", "มาก", "ตัวเลข"),
        ("steps", 1, "due_on", "31/2/2564", "วันที่"),
        ("steps", 2, "title", "", "กรอกชื่อขั้นตอน"),
        ("steps", 2, "title", "ก" * 501, "ยาวเกินไป 1 ตัวอักษร"),
        ("forms", 0, "number", "0", "ไม่น้อยกว่า 1"),
        ("forms", 4, "number", "100", "ไม่มากกว่า 99"),
        ("minimums", 1, "ideas", "-1", "ไม่น้อยกว่า"),
        ("minimums", 2, "ideas", "501", "500"),
        ("minimums", 2, "ideas", "", "กรอกจำนวนขั้นต่ำ (ชุด)"),
    ],
)
def test_bad_input_is_said_in_thai_at_its_field(
    admin_client: Client, round_: Round, part: str, place: int, column: str, value: str, sentence: str
) -> None:
    address = page_of(part, round_)
    version = version_in(admin_client.get(address))
    response = admin_client.post(address, posted(part, PARTS[part], version=version, **{f"{place}-{column}": value}))
    assert response.status_code == 422
    told = " ".join(response.context["formset"].forms[place].errors[column])
    assert sentence in told, told
    assert Event.objects.count() == 0


def test_a_stale_edit_shows_both_and_can_still_win(admin_client: Client, round_: Round) -> None:
    address = page_of("minimums", round_)
    version = version_in(admin_client.get(address))
    admin_client.post(address, posted("minimums", MINIMUMS, version=version, **{"0-ideas": "25"}))
    stale = admin_client.post(address, posted("minimums", MINIMUMS, version=version, **{"0-ideas": "30"}))
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "หน่วยงานระดับสำนัก" in page
    assert "อนงค์ ดูแล" in page
    assert round_.minimums.get(level="BUREAU").ideas == 25
    mine = posted("minimums", MINIMUMS, version=version_in(stale), resolve="mine", **{"0-ideas": "30"})
    assert admin_client.post(address, mine).status_code == 302
    assert round_.minimums.get(level="BUREAU").ideas == 30


def test_an_edit_without_a_version_is_stale(admin_client: Client, round_: Round) -> None:
    assert admin_client.post(page_of("forms", round_), posted("forms", FORMS)).status_code == 409


def test_a_form_with_rows_of_its_own_making_is_stored_as_the_round_has_them(
    admin_client: Client, round_: Round
) -> None:
    address = page_of("minimums", round_)
    version = version_in(admin_client.get(address))
    fields = posted("minimums", MINIMUMS, version=version, **{"3-ideas": "1", "0-ideas": "21"})
    fields |= {"minimums-TOTAL_FORMS": 9, "minimums-INITIAL_FORMS": 0}
    assert admin_client.post(address, fields).status_code == 302
    assert round_.minimums.count() == 3


def test_a_page_torn_in_two_says_so(admin_client: Client, round_: Round) -> None:
    response = admin_client.post(page_of("minimums", round_), {"version": "x"})
    assert response.status_code == 422
    assert "แบบฟอร์มไม่ครบ" in response.content.decode()


def test_the_pages_say_what_stays_when_steps_were_handed_in(admin_client: Client, round_: Round) -> None:
    addresses = [page_of(part, round_) for part in PARTS] + [reverse("round-edit", args=[round_.pk])]
    case = make_case.case()
    for address in addresses:
        assert "มีขั้นตอนที่ส่งแล้ว" not in admin_client.get(address).content.decode()
    make_case.received(case)
    for address in addresses:
        assert "มีขั้นตอนที่ส่งแล้ว 1 รายการ" in admin_client.get(address).content.decode()


def test_the_round_of_a_closed_year_explains_itself(admin_client: Client, round_: Round) -> None:
    round_.year.closed_at = make.at("2021-12-01")
    round_.year.save()
    for address in (*(page_of(part, round_) for part in PARTS), reverse("round-edit", args=[round_.pk])):
        response = admin_client.get(address)
        assert response.status_code == 409
        assert "ปิดปีงบประมาณ 2564 แล้ว" in response.content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_everybody_else_is_refused_everywhere(client: Client, round_: Round, role: Role) -> None:
    criterion = round_.criteria.all()[0]
    client.force_login(make.user(role, make.agency()), backend="django.contrib.auth.backends.ModelBackend")
    addresses = [page_of(part, round_) for part in PARTS]
    for noun, pk in (("round", round_.pk), ("round-criterion", criterion.pk)):
        addresses += [reverse(f"{noun}-{verb}") for verb in ("list", "add")]
        addresses += [reverse(f"{noun}-{verb}", args=[pk]) for verb in ("edit", "delete")]
    for address in addresses:
        assert client.get(address).status_code == 403, address
        assert client.post(address, {}).status_code in (403, 405), address
    assert Event.objects.count() == 0


def test_a_round_that_is_not_there_is_not_found(admin_client: Client, round_: Round) -> None:
    for part in PARTS:
        assert admin_client.get(reverse(f"round-{part}", args=[round_.pk + 1])).status_code == 404


def test_the_list_asks_as_often_for_many_rounds_as_for_one(admin_client: Client, round_: Round) -> None:
    address = reverse("round-list")
    for be_year in range(2565, 2574):
        make_case.round_(make.year(be_year))
    with CaptureQueriesContext(connection) as few:
        assert admin_client.get(address).status_code == 200
    for be_year in range(2574, 2664):
        make_case.round_(make.year(be_year))
    with CaptureQueriesContext(connection) as many:
        assert admin_client.get(address).status_code == 200
    assert len(many) == len(few)


def test_opening_a_year_tells_of_its_round_first(admin_client: Client, round_: Round) -> None:
    fields = {"be_year": "2567", "copy_of": round_.year_id, "with_assignments": "on"}
    page = admin_client.post(reverse("year-open"), fields).content.decode()
    assert "จะคัดลอกรอบนวัตกรรม" in page
    assert "31 ธ.ค. 2566, 15 ม.ค. 2567, 31 ม.ค. 2567, 15 ส.ค. 2567, 31 ส.ค. 2567" in page
    without = make.year(2570)
    page = admin_client.post(reverse("year-open"), {"be_year": "2571", "copy_of": without.pk}).content.decode()
    assert "จะคัดลอกรอบนวัตกรรม" not in page
