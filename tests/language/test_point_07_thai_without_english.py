"""Point 7: no English word of Django or a package on a Thai page, least of all in what a form refuses."""

from collections.abc import Iterator

import pytest
from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.core import validators
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timesince, translation
from django.utils.functional import Promise

from accounts.models import User
from tests import make
from tests.language.english_words import english_on, english_words
from thai import fields

pytestmark = pytest.mark.sqlite_alone


class Facts(dict[str, object]):
    """A value for every placeholder."""

    def __missing__(self, key: str) -> object:
        return 5


@pytest.fixture(autouse=True)
def in_thai() -> Iterator[None]:
    with translation.override("th"):
        yield


def kinds_of(base: type) -> set[type]:
    found = {base}
    for kind in base.__subclasses__():
        found |= kinds_of(kind)
    return found


def said(message: object) -> str:
    """The sentence of a message with its placeholders filled in; plurals choose their form by one of them."""
    return str(message % Facts() if isinstance(message, Promise) else message)


def messages_of(base: type, attribute: str) -> list[tuple[str, str]]:
    return [
        (kind.__name__, said(message))
        for kind in sorted(kinds_of(base), key=lambda kind: kind.__qualname__)
        for message in getattr(kind, attribute, {}).values()
    ]


def test_point_07_no_form_field_refuses_in_english() -> None:
    sentences = messages_of(forms.Field, "default_error_messages")
    assert len(sentences) > 50, "no messages were read"
    assert [one for one in sentences if english_words(one[1])] == []


def test_point_07_no_model_field_and_no_formset_refuses_in_english() -> None:
    sentences = messages_of(models.Field, "default_error_messages")
    sentences += messages_of(forms.BaseFormSet, "default_error_messages")
    sentences += messages_of(forms.BaseForm, "error_messages")
    assert [one for one in sentences if english_words(one[1])] == []


@pytest.mark.parametrize(
    ("validator", "value"),
    [
        (validators.MinLengthValidator(5), "ab"),
        (validators.MaxLengthValidator(1), "ab"),
        (validators.MinValueValidator(5), 1),
        (validators.MaxValueValidator(5), 9),
        (validators.StepValueValidator(5), 3),
        (validators.StepValueValidator(5, offset=1), 3),
        (validators.DecimalValidator(2, 1), fields.parse_decimal("123.45")),
        (validators.EmailValidator(), "x"),
        (validators.URLValidator(), "x"),
        (validators.DomainNameValidator(), "-"),
        (validators.validate_slug, "ก ข"),
        (validators.validate_unicode_slug, "ก ข"),
        (validators.validate_ipv4_address, "x"),
        (validators.validate_ipv6_address, "x"),
        (validators.validate_ipv46_address, "x"),
        (validators.validate_integer, "x"),
        (validators.validate_comma_separated_integer_list, "x"),
        (validators.FileExtensionValidator(["pdf"]), SimpleUploadedFile("ก.exe", b"x")),
        (validators.ProhibitNullCharactersValidator(), "\x00"),
        (validators.RegexValidator(r"\d"), "x"),
        (fields.MaximumLength(1), "ab"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_point_07_no_validator_refuses_in_english(validator: object, value: object) -> None:
    with pytest.raises(ValidationError) as refused:
        validator(value)  # type: ignore[operator]
    sentences = refused.value.messages
    assert sentences
    assert [one for one in sentences if english_words(one.replace("exe", "").replace("pdf", ""))] == []


def test_point_07_passwords_are_refused_in_thai() -> None:
    person = make_person()
    for password in ("x", "password1234", "somchai@bangkok.go.th", "qwertyuiop123"):
        with pytest.raises(ValidationError) as refused:
            password_validation.validate_password(password, person)
        assert [one for one in refused.value.messages if english_words(one)] == []
    assert english_words(" ".join(map(str, password_validation.password_validators_help_texts()))) == []


def make_person() -> User:
    return User(username="somchai", full_name="สมชาย ใจดี", email="somchai@bangkok.go.th")


def test_point_07_forms_of_django_itself_speak_thai() -> None:
    for form in (AuthenticationForm, PasswordChangeForm, SetPasswordForm):
        sentences = [said(message) for message in form.error_messages.values()]
        assert [one for one in sentences if english_words(one)] == []


def test_point_07_a_formset_that_arrives_broken_says_so_in_thai() -> None:
    formset = forms.formset_factory(forms.Form, max_num=1, validate_max=True, min_num=1)(data={"form-0-x": "1"})
    assert not formset.is_valid()
    assert english_words(str(formset.non_form_errors()[0])) == []


def test_point_07_spans_of_time_are_thai() -> None:
    days = make.at("2021-01-01"), make.at("2022-03-09")
    assert english_words(timesince.timesince(*days)) == []


@pytest.mark.parametrize(
    "template", ["400.html", "403.html", "403_csrf.html", "404.html", "409.html", "413.html", "500.html"]
)
def test_point_07_error_pages_are_thai(template: str) -> None:
    page = render_to_string(template, {"reason": ""})
    assert "<h1" in page
    assert english_on(page) == []


@pytest.mark.django_db
def test_point_07_pages_with_errors_are_thai(client) -> None:
    empty = client.post(reverse("sign-in"), {})
    wrong = client.post(reverse("sign-in"), {"username": "somchai", "password": "x"})
    client.force_login(make.user(username="somchai"))
    typed = {"old_password": "x", "new_password1": "a", "new_password2": "b"}
    change = client.post(reverse("password-change"), typed)
    for page in (empty, wrong, change):
        assert "error-summary" in page.content.decode()
        assert english_on(page.content.decode()) == []


def test_point_07_the_look_finds_english_where_it_stands() -> None:
    assert english_on('<p class="wrong">กรอก <b>Enter a valid value</b></p><button lang="en">English</button>') == [
        "valid",
        "value",
    ]
    assert english_words("Ensure this value has at least %(limit_value)d") == ["Ensure", "this", "value", "least"]
