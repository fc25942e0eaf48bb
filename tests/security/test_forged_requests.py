"""Another site can neither post in a person's name nor put a page of ours into a frame of its own."""

import pytest
from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.roles import Role
from indicators.models import Event
from kpi_tracker import errors
from tests import make
from tests.security import every_answer
from tests.security.addresses import all_addresses

ADDRESSES = sorted(all_addresses())


@pytest.fixture
def strict(db):
    """A browser of somebody with many roles, whose posts are checked as in production."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.user(Role.ADMINISTRATOR))
    return client


def test_there_are_many_addresses():
    assert len(ADDRESSES) > 150


@pytest.mark.parametrize(
    "method", ["post", *(pytest.param(name, marks=pytest.mark.full) for name in ("put", "patch", "delete"))]
)
@pytest.mark.parametrize("token", ["none", "foreign"])
def test_no_address_takes_a_post_without_the_secret_of_the_form(strict, method, token):
    sent = {"csrfmiddlewaretoken": "a" * 64} if token == "foreign" and method == "post" else {}
    headers = {"X-CSRFToken": "a" * 64} if token == "foreign" else {}
    strict.cookies["csrftoken"] = "b" * 32
    with every_answer.writes() as written:
        answers = {name: getattr(strict, method)(path, sent, headers=headers) for name, path in ADDRESSES}
    assert {name for name, answer in answers.items() if answer.status_code != 403} == set()
    assert not written
    assert not Event.objects.exists()


def test_with_the_secret_the_same_post_is_taken(strict):
    """Control: it is the secret alone that was missing."""
    strict.get(reverse("account"))
    given = {"csrfmiddlewaretoken": strict.cookies["csrftoken"].value, "email": "a@bangkok.go.th", "phone": ""}
    assert strict.post(reverse("account"), given).status_code == 302


def test_a_post_from_another_host_is_refused_though_it_knows_the_secret(strict):
    strict.get(reverse("account"))
    given = {"csrfmiddlewaretoken": strict.cookies["csrftoken"].value, "email": "a@bangkok.go.th", "phone": ""}
    answer = strict.post(reverse("account"), given, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403


def test_no_page_may_stand_in_a_frame_and_every_answer_has_its_headers(db, client):
    """Whoever asks: a stranger who is not signed in, and an administrator (tests/access looks at everybody)."""
    offences = {name: every_answer.offences(client.get(path)) for name, path in ADDRESSES}
    client.force_login(make.user(Role.ADMINISTRATOR))
    offences |= {f"{name} signed in": every_answer.offences(client.get(path)) for name, path in ADDRESSES}
    assert {name: found for name, found in offences.items() if found} == {}


@pytest.mark.parametrize(
    ("path", "status"),
    [("/no-such-page/", 404), ("/static/css/none.css", 404), ("/account/sign-in", 301), ("/%00", 404)],
)
def test_an_error_has_its_headers_too(db, client, path, status):
    answer = client.get(path)
    assert answer.status_code == status
    assert every_answer.offences(answer) == []


def test_an_error_of_ours_has_its_headers_too(db, client, monkeypatch):
    def broken(*_given):
        raise RuntimeError("planted")

    monkeypatch.setattr("indicators.views.own_account.OwnAccountForm", broken)
    client.force_login(make.user(Role.ADMINISTRATOR))
    client.raise_request_exception = False
    answer = client.get(reverse("account"))
    assert answer.status_code == 500
    assert every_answer.offences(answer) == []
    assert "planted" not in answer.content.decode()
    assert errors.server_error(RequestFactory().get("/")).status_code == 500


def test_a_file_of_the_style_has_its_headers(client):
    """WhiteNoise answers before most of the site is asked."""
    answer = client.get(static("css/site.css"))
    answer.getvalue()  # to its end, where the file is closed
    assert answer.status_code == 200
    assert every_answer.offences(answer) == []


def test_the_check_of_headers_notices_what_is_missing(db, client):
    """Control."""
    answer = client.get(reverse("sign-in"))
    answer["X-Frame-Options"] = "SAMEORIGIN"
    del answer["Content-Security-Policy"]
    assert len(every_answer.offences(answer)) == 2
    assert list(get_messages(answer.wsgi_request)) == []
