"""Uploads at the same moment: what each of them may see of the others."""

import threading
from uuid import uuid4

import pytest
from django.db import connection

from accounts.roles import Role
from indicators.files import store
from indicators.models import Document, DocumentFile
from indicators.services import audit, documents, quota
from indicators.services.errors import Invalid
from tests import make
from tests.indicators.files import samples

pytestmark = pytest.mark.processes
AT_ONCE = 20


def all_at_once(act):
    """What `act(number)` returned, or raised as Invalid, in AT_ONCE threads that start together."""
    answers: list[object] = [None] * AT_ONCE
    gate = threading.Barrier(AT_ONCE)

    def run(number):
        gate.wait()
        try:
            answers[number] = act(number)
        except Exception as refusal:
            answers[number] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_uploads_at_once_do_not_pass_the_quota_together(live_database, monkeypatch):
    agency = make.agency()
    officer = make.user(Role.OFFICER, agency)
    document = make.document(agency)
    contents = [samples.pdf(pages=1, content=b"%d 0 m\n" % number) for number in range(AT_ONCE)]
    received = [store.receive([content], "หนังสือ.pdf") for content in contents]
    # Any one of them has room, no two together.
    sizes = [file.size for file in received]
    assert 2 * min(sizes) > max(sizes)
    monkeypatch.setattr(quota, "QUOTA_BYTES", max(sizes))
    answers = all_at_once(lambda number: documents.attach_received(document, received[number], actor=officer))
    refused = [answer for answer in answers if isinstance(answer, Invalid)]
    assert DocumentFile.objects.count() == 1
    assert len(refused) == AT_ONCE - 1
    assert audit.broken_links() == []


def test_the_same_form_at_once_registers_one_document(live_database):
    agency = make.agency()
    officer = make.user(Role.OFFICER, agency)
    fields, key = {"kind": make.kind(), "subject": "คำสั่ง"}, uuid4()
    answers = all_at_once(lambda _number: documents.register(agency, actor=officer, fields=fields, key=key))
    assert {answer.pk for answer in answers} == {Document.objects.get().pk}
