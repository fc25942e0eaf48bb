"""One's own password and language."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User

PASSWORD = "ฝนตกที่หน้าต่าง-27"
NEW = "แดดออกที่ริมคลอง-81"
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_alone]


@pytest.fixture
def somchai():
    return User.objects.create_user("somchai", PASSWORD, full_name="สมชาย ใจดี")


@pytest.fixture
def signed_in(client, somchai):
    client.force_login(somchai, backend="django.contrib.auth.backends.ModelBackend")
    return client


def change(client, old=PASSWORD, new=NEW, again=NEW):
    fields = {"old_password": old, "new_password1": new, "new_password2": again}
    return client.post(reverse("password-change"), fields)


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(signed_in, somchai):
    other = Client()
    other.force_login(somchai, backend="django.contrib.auth.backends.ModelBackend")
    assert change(signed_in).status_code == 302
    somchai.refresh_from_db()
    assert somchai.check_password(NEW)
    assert signed_in.get(reverse("password-change")).status_code == 200
    assert other.get(reverse("password-change")).status_code == 302


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"old": "ไม่ใช่รหัสผ่านนี้"}, "รหัสผ่านเดิมไม่ถูกต้อง"),
        ({"again": "แดดออกที่ริมคลอง-82"}, "รหัสผ่านใหม่ทั้งสองช่องไม่ตรงกัน"),
        ({"new": "สั้นไป", "again": "สั้นไป"}, "รหัสผ่านสั้นเกินไป ต้องมีอย่างน้อย 12 ตัวอักษร"),
        ({"new": "somchai", "again": "somchai"}, "รหัสผ่านคล้ายชื่อผู้ใช้เกินไป"),
        ({"new": "password", "again": "password"}, "รหัสผ่านนี้มีผู้ใช้กันทั่วไปและเดาได้ง่าย"),
        ({"new": "", "again": ""}, "กรอกรหัสผ่านใหม่"),
    ],
)
def test_it_refuses_in_thai_what_will_not_do(signed_in, somchai, fields, sentence):
    response = change(signed_in, **fields)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    errors = " ".join(str(message) for messages in response.context["form"].errors.values() for message in messages)
    assert not any(letter.isascii() and letter.isalpha() for letter in errors)
    somchai.refresh_from_db()
    assert somchai.check_password(PASSWORD)


def test_the_language_goes_into_the_account_and_a_cookie_and_keeps_the_page(signed_in, somchai):
    response = signed_in.post(reverse("set-language"), {"language": "en", "next": "/account/password/?a=1"})
    assert response["Location"] == "/account/password/?a=1"
    assert response.cookies["django_language"].value == "en"
    somchai.refresh_from_db()
    assert somchai.language == "en"


def test_an_unknown_language_changes_nothing(signed_in, somchai):
    signed_in.post(reverse("set-language"), {"language": "xx", "next": "/"})
    somchai.refresh_from_db()
    assert somchai.language == "th"


def test_the_language_can_be_chosen_before_signing_in(client):
    response = client.post(reverse("set-language"), {"language": "en", "next": reverse("sign-in")})
    assert response["Location"] == reverse("sign-in")
    assert response.cookies["django_language"].value == "en"


def test_it_does_not_lead_to_another_host(client):
    response = client.post(reverse("set-language"), {"language": "th", "next": "https://evil.example/"})
    assert response["Location"] == "/"


def test_signing_in_brings_the_language_of_the_account(client, somchai):
    User.objects.filter(pk=somchai.pk).update(language="en")
    response = client.post(reverse("sign-in"), {"username": "somchai", "password": PASSWORD})
    assert response.cookies["django_language"].value == "en"
