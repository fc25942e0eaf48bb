"""A session begins anew with signing in, lasts a working day, and ends when the password or the roles change."""

import json

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import Membership
from accounts.roles import Role
from indicators.models import Event
from indicators.services import people, reference
from tests import make

PASSWORD = "ฝนตกที่หน้าต่าง-27"
NEW = "แดดออกที่ริมคลอง-81"
pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return make.agency()


@pytest.fixture
def officer(agency):
    user = make.user(Role.OFFICER, agency, username="somchai", full_name="สมชาย ใจดี")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def signed_in(officer):
    client = Client()
    client.post(reverse("sign-in"), {"username": "somchai", "password": PASSWORD})
    return client


def is_in(client):
    return client.get(reverse("account")).status_code == 200


def change(officer, **given):
    administrator = make.user(Role.ADMINISTRATOR)
    officer.refresh_from_db()
    people.change_person(officer, actor=administrator, seen=reference.fingerprint(officer), **{"fields": {}, **given})


def test_a_key_that_was_planted_before_is_worth_nothing_after(officer):
    client = Client()
    planted = client.session
    planted["x"] = 1
    planted.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = planted.session_key
    client.post(reverse("sign-in"), {"username": "somchai", "password": PASSWORD})
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = planted.session_key
    assert is_in(client)
    assert not is_in(thief)


def test_it_lasts_eight_hours_from_signing_in_however_busy(signed_in):
    cookie = signed_in.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["max-age"] == 8 * 3600
    assert signed_in.get(reverse("account")).cookies.get(settings.SESSION_COOKIE_NAME) is None
    assert settings.SESSION_SAVE_EVERY_REQUEST is False


def test_signing_out_ends_it_on_the_server_too(signed_in):
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = signed_in.cookies[settings.SESSION_COOKIE_NAME].value
    assert is_in(thief)
    signed_in.post(reverse("sign-out"))
    assert not is_in(thief)


def test_a_new_password_of_ones_own_ends_the_others_and_is_in_the_history(signed_in, officer):
    other = Client()
    other.post(reverse("sign-in"), {"username": "somchai", "password": PASSWORD})
    given = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert signed_in.post(reverse("password-change"), given).status_code == 302
    assert is_in(signed_in)
    assert not is_in(other)
    event = Event.objects.get()
    assert (event.action, event.actor, event.chain) == ("change_own_password", officer, "city")
    for secret in (PASSWORD, NEW, officer.password):
        assert secret not in event.details
    assert json.loads(event.details)


def test_a_new_password_by_the_administrator_ends_all(signed_in, officer):
    change(officer, memberships=list(officer.memberships.all()), password=NEW)
    assert not is_in(signed_in)


def test_another_role_ends_all(signed_in, officer, agency):
    kept = list(officer.memberships.all())
    change(officer, memberships=[*kept, Membership(role=Role.HEAD, agency=agency)])
    assert not is_in(signed_in)


def test_a_role_taken_away_ends_all(signed_in, officer):
    change(officer, memberships=[])
    assert not is_in(signed_in)


def test_another_telephone_number_ends_nothing(signed_in, officer):
    change(officer, memberships=list(officer.memberships.all()), fields={"phone": "02 123 4567"})
    assert is_in(signed_in)


def test_an_account_out_of_use_is_out_at_once(signed_in, officer):
    change(officer, memberships=list(officer.memberships.all()), fields={"is_active": False})
    assert not is_in(signed_in)
