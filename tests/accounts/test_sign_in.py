"""Signing in: who gets in, who does not, and that a refusal tells nothing."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User

PASSWORD = "ฝนตกที่หน้าต่าง-27"
pytestmark = pytest.mark.django_db


@pytest.fixture
def somchai():
    return User.objects.create_user("somchai", PASSWORD, full_name="สมชาย ใจดี")


def sign_in(client, username, password=PASSWORD, address="10.1.2.3", **extra):
    return client.post(reverse("sign-in"), {"username": username, "password": password, **extra}, REMOTE_ADDR=address)


def text_of(response):
    """The page without what differs in every answer or repeats what was typed."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", response.content.decode())
    return re.sub(r'value="(somchai|nobody|retired)"', "", page)


def test_it_lets_the_right_password_in_and_gives_a_new_session(client, somchai):
    client.get(reverse("sign-in"))
    response = sign_in(client, "somchai")
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(somchai.pk)


def test_signing_in_changes_the_session_key(client, somchai):
    session = client.session
    session["seen"] = 1
    session.save()
    before = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = before
    sign_in(client, "somchai")
    assert client.session.session_key != before


def test_an_unknown_name_a_wrong_password_and_a_retired_account_get_one_answer(client, somchai):
    User.objects.create_user("retired", PASSWORD, full_name="ผู้เกษียณ", is_active=False)
    wrong = sign_in(client, "somchai", "ไม่ใช่รหัสผ่านนี้แน่")
    unknown = sign_in(client, "nobody")
    retired = sign_in(client, "retired")
    assert wrong.status_code == unknown.status_code == retired.status_code == 422
    assert text_of(wrong) == text_of(unknown) == text_of(retired)
    assert "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง" in wrong.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_name_longer_than_any_account_gets_the_same_sentence(client):
    assert "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง" in sign_in(client, "x" * 500).content.decode()


def test_empty_fields_are_asked_for_in_thai(client):
    page = sign_in(client, "", "").content.decode()
    assert "กรอกชื่อผู้ใช้" in page
    assert "กรอกรหัสผ่าน" in page
    assert "required" not in page


def test_five_failures_lock_the_name_at_that_address_only(client, somchai):
    User.objects.create_user("malee", PASSWORD, full_name="มาลี ศรีสุข")
    for _attempt in range(4):
        assert sign_in(client, "somchai", "ผิดผิดผิดผิดผิด").status_code == 422
    locked = sign_in(client, "somchai", "ผิดผิดผิดผิดผิด")
    assert locked.status_code == 429
    assert "15 นาที" in locked.content.decode()
    assert sign_in(client, "somchai").status_code == 429
    assert sign_in(Client(), "somchai", address="10.9.9.9").status_code == 302
    assert sign_in(Client(), "malee").status_code == 302


def test_it_goes_on_to_a_page_of_this_host(client, somchai):
    assert sign_in(client, "somchai", next="/account/password/")["Location"] == "/account/password/"


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_it_ignores_a_next_page_elsewhere(client, somchai, address):
    assert sign_in(client, "somchai", next=address)["Location"] == "/"


def test_a_page_asked_without_signing_in_leads_to_the_form_and_back(client):
    response = client.get(reverse("password-change"))
    assert response["Location"] == "/account/sign-in/?next=/account/password/"


def test_signing_out_takes_a_post(client, somchai):
    client.force_login(somchai)
    assert client.get(reverse("sign-out")).status_code == 405
    assert client.post(reverse("sign-out"))["Location"] == reverse("sign-in")
    assert "_auth_user_id" not in client.session
