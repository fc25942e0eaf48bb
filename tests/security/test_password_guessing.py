"""Guessing passwords: few guesses are looked at, nobody behind the same address suffers, no answer tells a name."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts import turns
from accounts.forms.sign_in import SignInForm
from accounts.models import User
from accounts.turns import Busy, turn
from kpi_tracker.hashers import Argon2Owasp

PASSWORD = "ฝนตกที่หน้าต่าง-27"
WRONG = "ไม่ใช่รหัสผ่านนี้แน่"


@pytest.fixture
def somchai(db):
    return User.objects.create_user("somchai", PASSWORD, full_name="สมชาย ใจดี")


@pytest.fixture
def looked_at(monkeypatch):
    """The names of which a password was compared, one for each time."""
    names = []
    real = ModelBackend.authenticate

    def counted(backend, request, username=None, **credentials):
        names.append(username)
        return real(backend, request, username=username, **credentials)

    monkeypatch.setattr(ModelBackend, "authenticate", counted)
    return names


def guess(username, password=WRONG, address="10.1.2.3", agent="Firefox"):
    request = RequestFactory().post(reverse("sign-in"), REMOTE_ADDR=address, HTTP_USER_AGENT=agent)
    return SignInForm(request, {"username": username, "password": password}).is_valid()


def post(username, password=WRONG, address="10.1.2.3"):
    form = {"username": username, "password": password}
    return Client().post(reverse("sign-in"), form, REMOTE_ADDR=address)


def test_of_a_thousand_guesses_from_everywhere_ten_are_looked_at(somchai, looked_at):
    for number in range(1000):
        guess("somchai", f"{WRONG}{number}", f"10.{number % 250}.0.{number % 97}", f"agent {number % 13}")
    assert len(looked_at) == 10
    assert not guess("somchai", PASSWORD)  # and the account is safe until it has cooled


def test_of_a_thousand_guesses_from_one_address_five_are_looked_at_and_the_person_is_let_in(somchai, looked_at):
    for number in range(1000):
        guess("somchai", f"{WRONG}{number}")
    assert len(looked_at) == 5
    assert not guess("somchai", PASSWORD)
    assert guess("somchai", PASSWORD, address="10.9.9.9")


def test_to_go_on_guessing_does_not_make_the_lock_last(somchai):
    for _attempt in range(50):
        guess("somchai")
    AccessAttempt.objects.update(attempt_time=AccessAttempt.objects.get().attempt_time - timedelta(minutes=14))
    assert not guess("somchai", PASSWORD)
    AccessAttempt.objects.update(attempt_time=AccessAttempt.objects.get().attempt_time - timedelta(minutes=2))
    assert guess("somchai", PASSWORD)


def test_signing_in_forgives_the_failures_at_this_address_alone(somchai, looked_at):
    for _attempt in range(4):
        guess("somchai", address="10.6.6.6")
        guess("somchai")
    assert post("somchai", PASSWORD).status_code == 302
    assert list(AccessAttempt.objects.values_list("ip_address", "failures_since_start")) == [("10.6.6.6", 4)]


def test_five_hundred_good_sign_ins_from_one_address_lock_nobody(somchai, looked_at):
    for _attempt in range(500):
        assert guess("somchai", PASSWORD)
    assert len(looked_at) == 500
    assert not AccessAttempt.objects.exists()


def test_a_colleague_behind_the_same_address_is_not_locked(somchai):
    User.objects.create_user("malee", PASSWORD, full_name="มาลี ศรีสุข")
    for _attempt in range(20):
        guess("somchai")
    assert post("somchai", PASSWORD).status_code == 429
    assert post("malee", PASSWORD).status_code == 302


@pytest.mark.processes
def test_guesses_sent_together_are_counted_before_the_next_is_looked_at(live_database, looked_at, monkeypatch):
    monkeypatch.setattr(turns, "_in_line", threading.BoundedSemaphore(16))
    User.objects.create_user("somchai", PASSWORD, full_name="สมชาย ใจดี")

    def one(number):
        try:
            return guess("somchai", f"{WRONG}{number}", f"10.0.0.{number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        assert not any(pool.map(one, range(64)))
    assert len(looked_at) == 10


@pytest.mark.parametrize("username", ["somchai", "nobody", "retired"])
def test_every_name_costs_one_comparison(somchai, monkeypatch, settings, username):
    settings.PASSWORD_HASHERS = ["kpi_tracker.hashers.Argon2Owasp"]
    User.objects.create_user("retired", PASSWORD, full_name="ผู้เกษียณ", is_active=False)
    somchai.set_password(PASSWORD)
    somchai.save()
    worked = []
    for name in ("encode", "verify"):
        real = getattr(Argon2PasswordHasher, name)

        def counted(hasher, *given, real=real, **named):
            worked.append(real.__name__)
            return real(hasher, *given, **named)

        monkeypatch.setattr(Argon2PasswordHasher, name, counted)
    assert not guess(username)
    assert len(worked) == 1


def test_passwords_are_kept_as_owasp_asks():
    kind, version, parameters = Argon2Owasp().encode("x" * 12, "saltsaltsalt").split("$")[1:4]
    assert (kind, version, parameters) == ("argon2id", "v=19", "m=19456,t=2,p=1")


def test_who_cannot_be_served_is_told_so_and_nothing_is_counted(somchai, looked_at, monkeypatch):
    full = threading.BoundedSemaphore(1)
    full.acquire()
    monkeypatch.setattr(turns, "_in_line", full)
    answer = post("somchai", PASSWORD)
    assert (answer.status_code, answer["Retry-After"]) == (503, "2")
    assert "ยังไม่ได้ตรวจรหัสผ่าน" in answer.content.decode()
    assert looked_at == []
    assert not AccessAttempt.objects.exists()


def test_half_of_the_threads_are_left_to_those_who_are_in(settings):
    """With all four of them in line, people at work waited seventy times as long while an office signed in."""
    gunicorn = (settings.BASE_DIR / "deploy/gunicorn.conf.py").read_text()
    threads = int(re.search(r"^threads = (\d+)$", gunicorn, re.MULTILINE)[1])
    assert turns._in_line._initial_value == settings.SIGN_INS_IN_LINE <= threads // 2


def test_no_more_are_looked_at_at_once_than_there_are_cores_to_spare(settings, monkeypatch):
    settings.SIGN_INS_AT_ONCE = 2
    monkeypatch.setattr(turns, "_in_line", threading.BoundedSemaphore(8))
    now, most, lock = [0], [0], threading.Lock()

    def one(number):
        with turn(f"person {number}"):
            with lock:
                now[0] += 1
                most[0] = max(most[0], now[0])
            threading.Event().wait(0.05)
            with lock:
                now[0] -= 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(16)))
    assert most[0] == 2


def test_whose_turn_does_not_come_goes_away(settings, monkeypatch):
    settings.SIGN_INS_AT_ONCE = 1
    monkeypatch.setattr(turns, "_in_line", threading.BoundedSemaphore(2))
    monkeypatch.setattr(turns, "_PATIENCE", 0.1)
    with turn("somchai"), pytest.raises(Busy), turn("malee"):
        pass
    with turn("malee"):
        pass
