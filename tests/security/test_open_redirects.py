"""Wherever an address says where to go next, it leads to this site and nowhere else."""

from itertools import product
from urllib.parse import quote, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from tests import make

HOST = "testserver"
STARTS = [
    "",
    "/",
    "//",
    "///",
    "////",
    "\\",
    "\\\\",
    "/\\",
    "\\/",
    "/\t/",
    "/\n/",
    "\t//",
    " //",
    "http:",
    "https:///",
]
STARTS += ["http:/\\", "https:\\\\", "HtTpS://", "//user@", "https://testserver@", "https://testserver:80@", "///\\"]
TARGETS = ["evil.example", "evil.example/testserver", "evil.example\\@testserver", "evil%E3%80%82example"]
TARGETS += ["evil.example#@testserver", "[::1]", "evil。example"]
OTHERS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>",
    "vbscript:x",
    "mailto:a@evil.example",
]
VARIANTS = [start + target for start, target in product(STARTS, TARGETS) if start] + OTHERS


def leads(location):
    """The host to which a browser goes from a page of this site, told as browsers read an address."""
    read = location.strip().replace("\\", "/").replace("\t", "").replace("\n", "").replace("\r", "")
    there = urlsplit(urljoin(f"http://{HOST}/account/sign-in/", read))
    return there.netloc if there.scheme in ("http", "https") else f"{there.scheme}:"


def test_there_are_at_least_140_variants():
    assert len(set(VARIANTS)) >= 140


def test_the_check_tells_who_leads_away():
    """Control."""
    assert leads("/account/") == HOST
    assert leads("//evil.example") == leads("/\\evil.example") == "evil.example"
    assert leads("javascript:alert(1)") == "javascript:"


@pytest.fixture
def person(db):
    user = make.user(Role.OFFICER, make.agency(), username="somchai")
    user.set_password("ฝนตกที่หน้าต่าง-27")
    user.save()
    return user


def away(answers):
    return {sent: answer["Location"] for sent, answer in answers.items() if leads(answer["Location"]) != HOST}


def test_signing_in_leads_nowhere_else(person):
    given = {"username": "somchai", "password": "ฝนตกที่หน้าต่าง-27"}
    answers = {sent: Client().post(reverse("sign-in"), {**given, "next": sent}) for sent in VARIANTS}
    assert {answer.status_code for answer in answers.values()} == {302}
    assert away(answers) == {}


def test_whoever_is_signed_in_is_not_led_away_from_the_first_page(person, client):
    client.force_login(person)
    answers = {sent: client.get(reverse("sign-in"), {"next": sent}) for sent in VARIANTS}
    assert {answer.status_code for answer in answers.values()} == {302}
    assert away(answers) == {}


def test_the_switch_of_languages_leads_nowhere_else(db, client):
    address = reverse("set-language")
    answers = {sent: client.post(address, {"language": "en", "next": sent}) for sent in VARIANTS}
    by_referer = {
        sent: client.post(address, {"language": "en"}, headers={"Referer": quote(sent, safe=":/@#[]?")})
        for sent in VARIANTS
    }
    assert away(answers) == {}
    assert away(by_referer) == {}


def test_signing_out_leads_nowhere_else(person):
    answers = {}
    for sent in VARIANTS:
        client = Client()
        client.force_login(person)
        answers[sent] = client.post(f"{reverse('sign-out')}?next={quote(sent)}", {"next": sent})
    assert away(answers) == {}
