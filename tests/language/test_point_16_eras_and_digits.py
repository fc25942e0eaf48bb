"""Point 16: Thai digits and "1,250" in number fields; B.E. on a Thai page, C.E. with B.E. noted on an English one."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.urls import get_resolver, reverse
from django.utils import translation

from accounts.roles import Role
from indicators.forms.reference import YearField
from tests import make
from thai.dates import BadDate, format_date, parse_date
from thai.fields import ThaiDateField, ThaiDecimalField, ThaiIntegerField

pytestmark = pytest.mark.sqlite_alone

DAY = date(2021, 4, 15)


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (ThaiIntegerField(), "๑,๒๕๐", 1250),
        (ThaiIntegerField(), "1,250", 1250),
        (ThaiIntegerField(), "๑,250", 1250),
        (ThaiIntegerField(), " ๐ ", 0),
        (ThaiDecimalField(decimal_places=2), "๑,๒๕๐.๕๐", Decimal("1250.50")),
        (ThaiDecimalField(decimal_places=2), "1,250.50", Decimal("1250.50")),
        (ThaiDecimalField(max_value=100), "๑๐๐", Decimal(100)),
        (YearField(), "๒๕๖๔", 2564),
        (YearField(), "2564", 2564),
        (ThaiDateField(), "๑๕/๔/๒๕๖๔", DAY),
        (ThaiDateField(), "๑๕ เม.ย. ๒๕๖๔", DAY),
        (ThaiDateField(), "15/4/2021", DAY),
        (ThaiDateField(), "15 Apr 2021", DAY),
        (ThaiDateField(), "Thursday 15 April 2021 (B.E. 2564)", DAY),
    ],
)
def test_point_16_every_kind_of_field_reads_thai_digits(field, typed, value, language) -> None:
    with translation.override(language):
        assert field.clean(typed) == value


@pytest.mark.parametrize("typed", ["๑๒,๕๐", "๑.๒.๓", "หนึ่ง", "1e3", "๑๒.๕"])
def test_point_16_a_number_that_cannot_be_is_refused_whatever_its_digits(typed) -> None:
    with pytest.raises(ValidationError):
        ThaiIntegerField().clean(typed)


def test_point_16_no_form_has_a_number_or_date_field_of_django_that_people_fill_in() -> None:
    assert get_resolver().url_patterns  # every form is imported by then
    plain = (forms.IntegerField, forms.DecimalField, forms.FloatField, forms.DateField, forms.DateTimeField)
    ours = (ThaiIntegerField, ThaiDecimalField, ThaiDateField)
    seen = 0
    for form in _forms(forms.BaseForm):
        if form.__module__.startswith(("django.", "tests.", "crispy", "kpi_tracker.design_system")):
            continue
        for name, field in getattr(form, "base_fields", {}).items():
            seen += 1
            if isinstance(field, plain) and not field.widget.is_hidden:
                assert isinstance(field, ours), f"{form.__module__}.{form.__name__}.{name}"
    assert seen > 50, "no forms were looked at"


def _forms(base: type) -> set[type]:
    return {base}.union(*(_forms(kind) for kind in base.__subclasses__()))


@pytest.mark.django_db
def test_point_16_a_list_is_filtered_by_a_year_in_thai_digits(client) -> None:
    make.assignment(make.agency())
    client.force_login(make.user(Role.EVALUATOR))
    plain = client.get(reverse("appeal-list"), {"year": "2564"})
    thai = client.get(reverse("appeal-list"), {"year": "๒๕๖๔"})
    assert (plain.status_code, thai.status_code) == (200, 200)
    years = [shown.context["filters"].fields[0] for shown in (plain, thai)]
    assert [(year.name, year.value) for year in years] == [("year", "2564")] * 2


@pytest.mark.django_db
def test_point_16_the_era_is_the_languages() -> None:
    shown = {"th": "15 เมษายน 2564", "en": "15 April 2021"}
    assert {lang: format_date(DAY, "long", lang) for lang in shown} == shown
    assert format_date(DAY, "full", "en") == "Thursday 15 April 2021 (B.E. 2564)"
    assert format_date(DAY, "full", "th") == "วันพฤหัสบดีที่ 15 เมษายน พ.ศ. 2564"


@pytest.mark.parametrize(
    ("typed", "thai", "english"),
    [
        (
            "31 เม.ย. 2564",
            "ไม่มีวันที่ 31 เมษายน เพราะเดือนเมษายนมี 30 วัน",
            "There is no 31 April: April has 30 days",
        ),
        (
            "วันจันทร์ 1 ส.ค. 2564",
            "1 สิงหาคม 2564 เป็นวันอาทิตย์ ไม่ใช่วันจันทร์",
            "1 August 2021 is a Sunday, not a Monday",
        ),
        (
            "30/2/2564",
            "ไม่มีวันที่ 30 กุมภาพันธ์ 2564 เพราะเดือนนั้นในปี ค.ศ. 2021 มี 28 วัน",
            "There is no 30 February 2021 (B.E. 2564): in that year the month has 28 days",
        ),
    ],
)
def test_point_16_a_wrong_date_is_answered_in_one_language(typed, thai, english) -> None:
    for language, sentence in (("th", thai), ("en", english)):
        with translation.override(language), pytest.raises(BadDate) as refused:
            parse_date(typed)
        assert str(refused.value) == sentence
