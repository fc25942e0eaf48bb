"""A request's number, its line in the log, what the log never says."""

import json
import logging
from http import HTTPStatus

import pytest
from django.test import Client

from kpi_tracker.operation.logs import JsonLines
from tests import make

pytestmark = pytest.mark.both_databases


class Kept(logging.Handler):
    def __init__(self):
        super().__init__()
        self.lines = []
        self.setFormatter(JsonLines())

    def emit(self, record):
        self.lines.append(self.format(record))


@pytest.fixture
def log():
    kept = Kept()
    logging.getLogger().addHandler(kept)
    yield kept.lines
    logging.getLogger().removeHandler(kept)


def told(lines):
    return [line for line in map(json.loads, lines) if line["logger"] == "kpi_tracker.requests"]


def test_a_request_gets_a_number_that_its_line_and_its_answer_carry(log):
    response = Client().get("/account/sign-in/")
    (line,) = told(log)
    assert len(response["X-Request-ID"]) == 32
    assert line["request"] == response["X-Request-ID"]
    assert (line["method"], line["view"], line["status"]) == ("GET", "sign-in", HTTPStatus.OK)


def test_the_number_of_a_stranger_is_not_taken():
    assert Client().get("/healthz", headers={"X-Request-ID": "chosen-by-me-1"})["X-Request-ID"] != "chosen-by-me-1"


@pytest.mark.parametrize(("given", "is_taken"), [("a1b2c3d4-proxy", True), ("x\r\ny-12345678", False), ("ab", False)])
def test_the_number_of_the_proxy_is_taken_when_it_looks_like_one(settings, given, is_taken):
    settings.BEHIND_PROXY = True
    response = Client().get("/healthz", HTTP_X_REQUEST_ID=given, HTTP_X_REAL_IP="10.1.2.3")
    assert (response["X-Request-ID"] == given) is is_taken


def test_the_address_is_the_one_the_proxy_saw(settings, log):
    settings.BEHIND_PROXY = True
    Client().get("/nowhere", HTTP_X_REAL_IP="10.1.2.3", HTTP_X_FORWARDED_FOR="6.6.6.6")
    assert told(log)[-1]["address"] == "10.1.2.3"


def test_without_a_proxy_nobody_chooses_his_address(log):
    Client().get("/nowhere", HTTP_X_REAL_IP="10.1.2.3")
    assert told(log)[-1]["address"] == "127.0.0.1"


CONTROL = [chr(code) for code in [*range(32), *range(127, 160), 0x2028, 0x2029, 0x202E]]


@pytest.mark.parametrize("text", CONTROL, ids=lambda text: f"{ord(text):04x}")
def test_no_character_makes_a_second_line_or_reaches_a_terminal(text):
    record = logging.makeLogRecord({"msg": "before%safter", "args": (text,), "where": text})
    line = JsonLines().format(record)
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line)["message"] == f"before{text}after"


@pytest.mark.parametrize(
    "text",
    [
        "password=s3cr3t-value",
        "password: 's3cr3t-value'",
        '{"token": "s3cr3t-value"}',
        "Cookie: s3cr3t-value",
        "Authorization: Bearer s3cr3t-value",
        "postgres://kpi:s3cr3t-value@db/kpi",
        "/cal/s3cr3t-valueAAAAAAAAAAAAAAAAAAAAAAAAAA.ics",
        "csrfmiddlewaretoken=s3cr3t-value&x=1",
    ],
)
def test_a_secret_in_a_message_is_stars(text):
    line = JsonLines().format(logging.makeLogRecord({"msg": text}))
    assert "s3cr3t-value" not in line
    assert "***" in line


def test_a_secret_beside_a_message_and_in_a_traceback_is_stars():
    try:
        raise ValueError("password=s3cr3t-value")
    except ValueError as error:
        record = logging.makeLogRecord({"exc_info": (ValueError, error, error.__traceback__)})
    record.session_key = record.new_password = "s3cr3t-value"
    line = JsonLines().format(record)
    assert "s3cr3t-value" not in line
    assert json.loads(line)["session_key"] == "***"


@pytest.mark.django_db
def test_a_sign_in_and_a_calendar_leave_no_secret_in_the_log(log):
    user = make.user()
    Client().post("/account/sign-in/", {"username": user.username, "password": "s3cr3t-value"})
    Client().get("/cal/s3cr3t-value-of-a-calendar.ics?token=s3cr3t-value")
    assert len(told(log)) == 2
    assert "s3cr3t-value" not in "".join(log)


@pytest.mark.django_db
def test_a_fault_shows_the_number_under_which_the_log_has_it(log, monkeypatch):
    monkeypatch.setattr("kpi_tracker.home.desk_of", lambda *_: 1 / 0)
    client = Client(raise_request_exception=False)
    client.force_login(make.user())
    response = client.get("/")
    number = response["X-Request-ID"]
    assert response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert number in response.content.decode()
    assert any(number == line.get("request") and "ZeroDivisionError" in line.get("traceback", "")
               for line in map(json.loads, log))  # fmt: skip
