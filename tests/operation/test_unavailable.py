"""The database is gone: a Thai page that keeps what was typed and offers it again, once."""

import re
from uuid import uuid4

import pytest
from django.db import DatabaseError, InterfaceError, OperationalError
from django.test import Client

from kpi_tracker.operation.unavailable import means_unavailable
from tests import make

pytestmark = pytest.mark.both_databases

TYPED = "ประชุมร่วมกับสำนักงานเขต <b>ครั้งที่ 3</b>"


@pytest.fixture
def gone(db, monkeypatch):
    """A signed-in officer's client whose every look at a quarterly report finds no database."""

    def fail(*args, **kwargs):
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr("indicators.views.fetching.visible_or_404", fail)
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.force_login(make.user())
    return client


def secret(client):
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get("/account/").content.decode())[1]


def test_a_page_that_needs_the_database_says_when_to_come_back(gone):
    response = gone.get("/quarterly-reports/1/edit/")
    page = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert "ระบบยังเปิดหน้านี้ไม่ได้" in page
    assert response["X-Request-ID"] in page
    assert "server closed" not in page


def test_what_was_typed_comes_back_with_a_button_that_sends_it_again(gone):
    key = str(uuid4())
    sent = {"narrative": TYPED, "version": "3", "key": key, "csrfmiddlewaretoken": secret(gone)}
    response = gone.post("/quarterly-reports/1/edit/", sent)
    page = response.content.decode()
    escaped = TYPED.replace("<", "&lt;").replace(">", "&gt;")
    assert response.status_code == 503
    assert f'<input type="hidden" name="narrative" value="{escaped}">' in page
    assert f'name="key" value="{key}"' in page
    assert 'name="version" value="3"' in page
    assert page.count(escaped) == 2, "once to send, once to read and copy"
    assert page.count("csrfmiddlewaretoken") == 1
    assert '<form method="post" action="/quarterly-reports/1/edit/">' in page


def test_a_form_forged_by_another_site_is_not_offered_again(gone):
    assert gone.post("/quarterly-reports/1/edit/", {"narrative": TYPED}).status_code == 403


def test_a_password_never_comes_back_to_a_page(db, monkeypatch):
    monkeypatch.setattr("django.contrib.auth.views.LoginView.post", _fail)
    response = Client(raise_request_exception=False).post(
        "/account/sign-in/", {"username": "a", "password": "s3cr3t-value"}
    )
    page = response.content.decode()
    assert response.status_code == 503
    assert "s3cr3t-value" not in page
    assert "<form" not in page


def _fail(*args, **kwargs):
    raise OperationalError("gone")


class _Cause(Exception):
    pgcode = "25006"


def test_which_faults_mean_that_the_database_is_not_there():
    replaced = DatabaseError("read-only transaction")
    replaced.__cause__ = _Cause()
    assert all(map(means_unavailable, [OperationalError(), InterfaceError(), replaced]))
    assert not any(map(means_unavailable, [DatabaseError(), ValueError(), None]))
