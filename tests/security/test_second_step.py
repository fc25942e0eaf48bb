"""The second step of signing in: set up once, asked for each time, taken off by another administrator alone."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import second_step
from accounts.apps import AccountsConfig
from accounts.roles import Role
from indicators.models import Event
from indicators.services import second_step as services
from indicators.services.errors import Invalid, NotAllowed
from tests import make

PASSWORD = "ฝนตกที่หน้าต่าง-27"
pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    user = make.user(Role.ADMINISTRATOR, username="admin", full_name="ผู้ดูแล ระบบดี")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client=None, to=""):
    client = client or Client()
    client.post(reverse("sign-in"), {"username": "admin", "password": PASSWORD, "next": to})
    return client


def code_of(user, *, confirmed=True):
    """What the telephone shows, as if nothing had been typed before."""
    device = second_step.device_of(user, confirmed=confirmed)
    TOTPDevice.objects.filter(pk=device.pk).update(last_t=-1, throttling_failure_count=0)
    return f"{totp(device.bin_key):06d}"


def is_in(client):
    return client.get(reverse("account")).status_code == 200


@pytest.fixture
def codes(admin):
    services.begin(admin)
    return services.confirm(admin, code_of(admin, confirmed=False))


def shown_codes(page):
    """What stands in <code> on a page, without the marks of its language."""
    return [re.sub(r"<[^>]+>", "", code) for code in re.findall(r"<code>(.*?)</code>", page)]


def give(client, code):
    return client.post(reverse("sign-in-code"), {"code": code})


def test_it_is_set_up_with_the_password_a_picture_and_a_code(admin):
    client = sign_in()
    page = client.post(
        reverse("second-step"), {"action": "begin", "password": PASSWORD}, follow=True
    ).content.decode()
    secret = shown_codes(page)[0].replace(" ", "")
    assert len(secret) == 32
    picture = client.get(reverse("second-step-picture"))
    assert picture["Content-Type"] == "image/svg+xml"
    assert second_step.device_of(admin) is None  # not before it has shown that it works
    assert client.post(reverse("second-step"), {"action": "confirm", "code": "000000"}).status_code == 422
    given = {"action": "confirm", "code": code_of(admin, confirmed=False)}
    told = client.post(reverse("second-step"), given)
    shown = shown_codes(told.content.decode())
    assert len(shown) == 10
    assert all(re.fullmatch("[a-z2-7]{8}", code) for code in shown)
    assert "no-store" in told["Cache-Control"]
    assert second_step.device_of(admin)
    assert client.get(reverse("second-step-picture")).status_code == 404  # the secret is never shown again
    assert Event.objects.get().action == "begin_second_step"


def test_without_the_password_an_open_desk_sets_nothing_up(admin):
    client = sign_in()
    assert client.post(reverse("second-step"), {"action": "begin", "password": "ผิดผิดผิดผิด"}).status_code == 422
    assert not TOTPDevice.objects.exists()


def test_the_password_alone_lets_nobody_in(admin, codes):
    client = sign_in()
    assert not is_in(client)
    assert give(client, "000000").status_code == 422
    assert not is_in(client)


def test_the_code_lets_in_and_leads_on(admin, codes):
    client = sign_in(to=reverse("notice-settings"))
    before = client.session.session_key
    assert give(client, code_of(admin))["Location"] == reverse("notice-settings")
    assert is_in(client)
    assert client.session.session_key != before


def test_a_code_in_thai_digits_and_with_a_space_is_the_same_code(admin, codes):
    client = sign_in()
    code = code_of(admin).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    give(client, f"{code[:3]} {code[3:]}")
    assert is_in(client)


def test_a_code_is_good_once(admin, codes):
    code = code_of(admin)
    give(sign_in(), code)
    second = sign_in()
    give(second, code)
    assert not is_in(second)


def test_a_recovery_code_is_good_once(admin, codes):
    first, second = sign_in(), sign_in()
    give(first, codes[0].upper())
    give(second, codes[0])
    assert is_in(first)
    assert not is_in(second)
    assert second_step.codes_left(admin) == 9


def test_new_recovery_codes_make_the_old_ones_void(admin, codes):
    fresh = services.renew_codes(admin)
    assert not set(fresh) & set(codes)
    client = sign_in()
    give(client, codes[0])
    assert not is_in(client)


def test_of_a_thousand_guesses_the_right_one_too_is_refused_until_the_wait_is_over(admin, codes):
    client = sign_in()
    right = code_of(admin)
    for _attempt in range(10):
        give(client, "000000")
    give(client, right)
    assert not is_in(client)
    assert second_step.device_of(admin).throttling_failure_count >= 1


def test_who_waits_too_long_begins_again(admin, codes):
    client = sign_in()
    session = client.session
    session["second_step"] = {**session["second_step"], "until": 0}
    session.save()
    assert give(client, code_of(admin))["Location"] == reverse("sign-in")
    assert not is_in(client)


def test_a_password_changed_meanwhile_ends_the_first_step(admin, codes):
    client = sign_in()
    admin.set_password("แดดออกที่ริมคลอง-81")
    admin.save()
    give(client, code_of(admin))
    assert not is_in(client)


def test_a_role_that_needs_it_leads_there_from_every_page(admin, settings):
    settings.SECOND_STEP_ROLES = ["administrator"]
    client = sign_in()
    for name in ("home", "account", "user-list", "document-list"):
        assert client.get(reverse(name))["Location"] == reverse("second-step")
    client.post(reverse("second-step"), {"action": "begin", "password": PASSWORD})
    client.post(reverse("second-step"), {"action": "confirm", "code": code_of(admin, confirmed=False)})
    assert is_in(client)
    with pytest.raises(Invalid, match="เลิกใช้ไม่ได้"):
        services.end(admin)


def test_who_does_not_need_it_may_give_it_up(admin, codes):
    client = sign_in()
    give(client, code_of(admin))
    client.post(reverse("second-step"), {"action": "end", "password": PASSWORD})
    assert is_in(sign_in())


def test_another_administrator_takes_it_off_and_ends_the_sessions(admin, codes):
    client = sign_in()
    give(client, code_of(admin))
    other = make.user(Role.ADMINISTRATOR)
    services.reset(admin, actor=other)
    assert not is_in(client)
    assert is_in(sign_in())
    event = Event.objects.order_by("sequence").last()
    assert (event.action, event.actor) == ("reset_second_step", other)


def test_nobody_takes_off_his_own_nor_without_the_role(admin, codes):
    with pytest.raises(Invalid):
        services.reset(admin, actor=admin)
    with pytest.raises(NotAllowed):
        services.reset(admin, actor=make.user(Role.OFFICER, make.agency()))
    assert second_step.device_of(admin)


def test_neither_secret_nor_codes_are_in_the_history(admin, codes):
    services.renew_codes(admin)
    told = " ".join(Event.objects.values_list("details", flat=True))
    assert second_step.device_of(admin).key not in told
    assert not any(code in told for code in codes)


def test_a_setting_that_names_no_role_stops_the_start(settings):
    settings.SECOND_STEP_ROLES = ["administrators"]
    with pytest.raises(ImproperlyConfigured, match="administrators"):
        AccountsConfig.create("accounts").ready()
