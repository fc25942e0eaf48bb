"""The five results of an indicator measured on five levels, and the weights of its criteria."""

from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.models import CriterionVersion, Indicator
from indicators.scoring import ScoringError
from indicators.services import reference
from indicators.services.assignments import assign
from indicators.services.errors import Invalid
from indicators.services.years import open_year
from indicators.thresholds import canonical, why_not

LONG = " ".join(str(10**24 + number) for number in range(5))
AS_LONG_AS_CAN_BE = " ".join(["1" * 19, "2" * 19, "3" * 19, "4" * 19, "5" * 20])  # 100 letters


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("60 70 80 90 100", "60 70 80 90 100"),
        ("  ๖๐\t๗๐\n๘๐ ๙๐  ๑๐๐ ", "60 70 80 90 100"),
        ("60, 70, 80, 90, 100", "60 70 80 90 100"),
        ("1,000 2,000 3,000 4,000 5,000.50", "1000 2000 3000 4000 5000.5"),
        ("100 90 80.00 70 60", "100 90 80 70 60"),
        ("-2 -1 0.0 .5 100", "-2 -1 0 0.5 100"),
        ("-0 1 2 3 4", "0 1 2 3 4"),
        (AS_LONG_AS_CAN_BE, AS_LONG_AS_CAN_BE),
        ("", ""),
        ("  ", ""),
    ],
)
def test_what_is_typed_is_stored_in_one_spelling(typed, stored):
    assert canonical(typed) == stored
    assert canonical(stored) == stored


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("60 70 80 90", "พบ 4 ค่า"),
        ("60 70 80 90 100 110", "พบ 6 ค่า"),
        ("60 70 80 90 ร้อย", "“ร้อย” ไม่ใช่ตัวเลข"),
        ("60 70 80 90 1e9", "“1e9” ไม่ใช่ตัวเลข"),
        ("60 70 80 90 NaN", "“NaN” ไม่ใช่ตัวเลข"),
        ("60 70 80 80 100", "โดยไม่ซ้ำกัน"),
        ("60 70 80 75 100", "เรียงจากน้อยไปมากหรือจากมากไปน้อย"),
        ("60 60.0 80 90 100", "โดยไม่ซ้ำกัน"),
        (LONG, "ยาวเกิน 100 ตัวอักษร"),
        (" ".join(["9" * 41] * 5), "ตัวเลขยาวเกิน"),
    ],
)
def test_what_makes_no_scale_is_refused_with_a_sentence(typed, sentence):
    with pytest.raises(ScoringError, match=sentence):
        canonical(typed)
    assert sentence in why_not(typed, five_levels=True)


def test_the_scale_is_needed_exactly_when_it_measures():
    assert "พบ 0 ค่า" in why_not("", five_levels=True)
    assert "เฉพาะเมื่อ" in why_not("60 70 80 90 100", five_levels=False)
    assert why_not("", five_levels=False) == ""
    assert why_not("60 70 80 90 100", five_levels=True) == ""


def test_the_verbs_store_one_spelling_and_refuse_what_does_not_fit(indicator, administrator):
    def change(**fields):
        reference.change(indicator, actor=administrator, seen="", fields=fields)

    change(measure="five_levels", thresholds="๖๐ ๗๐ ๘๐ ๙๐ ๑๐๐")
    assert indicator.thresholds == "60 70 80 90 100"
    for wrong in ({"measure": "ratio"}, {"thresholds": ""}, {"thresholds": "1 2 3"}):
        with pytest.raises(Invalid) as refusal:
            change(**wrong)
        assert set(refusal.value.errors) == {"thresholds"}
    indicator.refresh_from_db()
    assert (indicator.measure, indicator.thresholds) == ("five_levels", "60 70 80 90 100")
    change(measure="ratio", thresholds="")
    assert (indicator.measure, indicator.thresholds) == ("ratio", "")


def test_an_assignment_and_the_next_year_copy_the_scale(indicator, agency, administrator):
    Indicator.objects.filter(pk=indicator.pk).update(measure="five_levels", thresholds="60 70 80 90 100")
    indicator.refresh_from_db()
    assign(indicator, agency, actor=administrator, number=1, weight=Decimal(10))
    year = open_year(2565, actor=administrator, copy_of=indicator.year)
    copy = Indicator.objects.get(year=year)
    assert (copy.measure, copy.thresholds) == ("five_levels", "60 70 80 90 100")
    versions = CriterionVersion.objects.values_list("assignment__year__be_year", "measure", "thresholds")
    assert sorted(set(versions)) == [(be_year, "five_levels", "60 70 80 90 100") for be_year in (2564, 2565)]


def form_of(indicator, **fields):
    first, second = indicator.criteria.all()
    return {
        **{"name": indicator.name, "kind": "routine", "plan_node": indicator.plan_node_id, "definition": "นิยาม"},
        **{"method": "วิธี", "unit": "คะแนน", "measure": "ratio", "version": reference.fingerprint(indicator)},
        **{"criteria-TOTAL_FORMS": "2", "criteria-INITIAL_FORMS": "2"},
        **{"criteria-0-id": first.pk, "criteria-0-position": "1", "criteria-0-text": "ก", "criteria-0-weight": "60"},
        **{"criteria-1-id": second.pk, "criteria-1-position": "2", "criteria-1-text": "ข", "criteria-1-weight": "40"},
        **fields,
    }


def test_the_form_takes_thai_digits(admin_client, indicator):
    fields = form_of(indicator, measure="five_levels", thresholds="๖๐ ๗๐ ๘๐ ๙๐ ๑๐๐")
    assert admin_client.post(reverse("indicator-edit", args=[indicator.pk]), fields).status_code == 302
    indicator.refresh_from_db()
    assert indicator.thresholds == "60 70 80 90 100"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"measure": "five_levels", "thresholds": ""}, "พบ 0 ค่า"),
        ({"measure": "five_levels", "thresholds": "60 50 80 90 100"}, "เรียงจากน้อยไปมาก"),
        ({"measure": "percent", "thresholds": "60 70 80 90 100"}, "เฉพาะเมื่อ"),
        ({"measure": "five_levels", "thresholds": "9" * 101}, "ยาวเกินไป 1 ตัวอักษร"),
    ],
)
def test_the_form_says_at_the_field_what_does_not_do(admin_client, indicator, fields, sentence):
    response = admin_client.post(reverse("indicator-edit", args=[indicator.pk]), form_of(indicator, **fields))
    assert response.status_code == 422
    assert sentence in " ".join(response.context["form"].errors["thresholds"])
    assert f'value="{fields["thresholds"]}"' in response.content.decode()
    indicator.refresh_from_db()
    assert indicator.measure == "ratio"


WARNING = "น้ำหนักของเกณฑ์รวมกันได้ 90.00 (ขาด 10.00) ควรรวมกันได้ 100"


def test_weights_that_do_not_make_a_hundred_are_warned_of_and_saved(admin_client, indicator):
    address = reverse("indicator-edit", args=[indicator.pk])
    assert "ควรรวมกันได้ 100" not in admin_client.get(address).content.decode()
    fields = form_of(indicator, **{"criteria-1-weight": "30"})
    saved = admin_client.post(address, fields, follow=True)
    assert WARNING in saved.content.decode()
    assert list(indicator.criteria.values_list("weight", flat=True)) == [60, 30]
    assert WARNING in admin_client.get(address).content.decode()


def test_an_indicator_without_criteria_is_not_warned_of(admin_client, indicator):
    indicator.criteria.all().delete()
    assert "ควรรวมกันได้ 100" not in admin_client.get(reverse("indicator-edit", args=[indicator.pk])).content.decode()
