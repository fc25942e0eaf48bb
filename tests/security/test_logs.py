"""What somebody sends stays one record of the log, and no secret gets there."""

import logging

import pytest
from django.urls import reverse

from accounts.models import User

PASSWORD = "ฝนตกที่หน้าต่าง-27"
CONTROLS = [chr(code) for code in (*range(1, 32), *range(127, 160), 0x2028, 0x2029)]
LINES = [f"x{control}FAKE{control}" for control in CONTROLS] + [
    f"{start}2026-01-01 ERROR forged{end}"
    for start in ("\r\n", "\n", "\r", "\x1b[2J", "\x1b[31m", "%0d%0a", "\\r\\n", "\u2028", "\x00")
    for end in ("", "\n", "\r\n", "\x1b[0m")
]


def records(caplog):
    return [record.getMessage() for record in caplog.records]


@pytest.mark.django_db
def test_no_hostile_line_becomes_a_line_of_its_own(client, caplog):
    """By address, by query, by name at the door, by the browser's name: as Django and axes log them."""
    with caplog.at_level(logging.INFO):
        for line in LINES:
            client.post(reverse("sign-in"), {"username": line, "password": line}, headers={"User-Agent": line})
            client.get("/no-such-page/", {"q": line}, headers={"Referer": line})
            client.get(f"/{line.encode().hex()}%0d%0aERROR forged")
    told = records(caplog)
    assert len(told) >= len(LINES)
    formatter = logging.Formatter("%(levelname)s %(message)s")
    several = [line for line in (formatter.format(record) for record in caplog.records) if len(line.splitlines()) > 1]
    assert several == []
    assert not any("\x1b" in line for line in told)


@pytest.mark.django_db
def test_no_secret_is_logged(client, caplog):
    User.objects.create_user("somchai", PASSWORD, full_name="สมชาย ใจดี")
    with caplog.at_level(logging.DEBUG):
        client.post(reverse("sign-in"), {"username": "somchai", "password": "ความลับของผู้อื่น"})
        client.post(reverse("sign-in"), {"username": "somchai", "password": PASSWORD})
        session = client.cookies["sessionid"].value
        token = client.cookies["csrftoken"].value if "csrftoken" in client.cookies else "-no-token-"
        client.get(reverse("account"))
    logged = "\n".join(
        f"{record.getMessage()} {record.__dict__}" for record in caplog.records if record.name != "django.db.backends"
    )
    for secret in (PASSWORD, "ความลับของผู้อื่น", session, token):
        assert secret not in logged
