"""Who opened which document: the download writes it, the command answers."""

import gzip
import json
import logging
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.roles import Role
from indicators.services import documents
from tests import make
from tests.indicators.files import samples

pytestmark = pytest.mark.both_databases


def attached_by(person):
    kept = documents.attach(make.document(person.agency), actor=person, chunks=[samples.pdf()], name="หนังสือ.pdf")
    return kept.file


@pytest.fixture
def log(settings, tmp_path):
    """The log of this test alone, written by the product's own handler."""
    settings.OPENED_LOG = tmp_path / "opened.jsonl"
    handler = next(each for each in logging.getLogger("kpi_tracker.downloads").handlers)
    before, handler.baseFilename = handler.baseFilename, str(settings.OPENED_LOG)
    handler.reopenIfNeeded()
    yield settings.OPENED_LOG
    handler.baseFilename = before
    handler.close()


def answer(document, *options):
    out = StringIO()
    call_command("who_opened", str(document), *options, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_it_names_who_opened_a_document_and_nobody_else(log):
    person, other = (make.user(Role.OFFICER, make.agency(name)) for name in ("ก", "ข"))
    attached, elsewhere = attached_by(person), attached_by(other)
    for user, file in ((person, attached), (person, attached), (other, elsewhere)):
        client = Client()
        client.force_login(user)
        response = client.get(f"/documents/files/{file.pk}/")
        assert response.status_code == 200
        response.getvalue()
    told = answer(attached.document_id)
    assert told.count(person.username) == 2
    assert other.username not in told
    assert "2 ครั้ง" in told


def test_older_logs_and_those_of_other_hosts_are_read_too(db, log, tmp_path):
    def line(second, document=7):
        at = f"2026-01-05T03:00:{second:02}+00:00"
        return json.dumps({"time": at, "user_id": 1, "username": f"u{second}", "document": document}) + "\n"

    log.write_text(line(3) + '{"time": "cut, "document": 7')
    with gzip.open(f"{log}.1.gz", "wt") as file:
        file.write(line(1) + line(5, document=77))
    (tmp_path / "other-host").write_text(line(2) + line(3))
    told = answer(7, "--log", str(tmp_path / "other-host"))
    assert [word for word in told.split() if word in {"u1", "u2", "u3", "u5"}] == ["u1", "u2", "u3"]


def test_it_says_when_there_is_no_log(db, settings, tmp_path):
    settings.OPENED_LOG = tmp_path / "nothing.jsonl"
    with pytest.raises(CommandError, match="is not there"):
        answer(1)
