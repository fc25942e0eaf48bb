"""The cast of the register's tests: alice keeps it, bob heads the agency, charlie belongs to another one."""

import multiprocessing
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.roles import Role
from indicators.files.content import PRELOAD
from tests import make
from tests.indicators.files import samples

# The children that look into files start warm; each also imports the main module of its parent, pytest's.
multiprocessing.set_forkserver_preload([*PRELOAD, "pytest"])


@pytest.fixture
def agency(db):
    return make.agency("สำนักทดสอบทะเบียน")


@pytest.fixture
def other_agency(db):
    return make.agency("สำนักอื่น")


@pytest.fixture
def alice(agency):
    return make.user(Role.OFFICER, agency, username="alice", full_name="อลิส ผู้จดทะเบียน")


@pytest.fixture
def bob(agency):
    return make.user(Role.HEAD, agency, username="bob")


@pytest.fixture
def charlie(other_agency):
    return make.user(Role.OFFICER, other_agency, username="charlie")


@pytest.fixture
def evaluator(db):
    return make.user(Role.EVALUATOR)


@pytest.fixture
def client_of():
    def signed_in(user):
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def assignment(agency):
    return make.assignment(agency, number=8)


@pytest.fixture
def report(assignment):
    return make.quarter(assignment, 3)


@pytest.fixture
def letter(agency):
    return make.document(agency, subject="ขอเชิญประชุมคณะทำงาน", number="กท 0406/2006", date=date(2021, 4, 2))


def upload(name, content=None):
    """A file as a browser sends it; without content a good PDF."""
    return SimpleUploadedFile(name, samples.pdf() if content is None else content)


def attach(document, by, name="หนังสือ.pdf", content=None):
    """A file of a document, put there by the product."""
    from indicators.services import documents

    chunks = [samples.pdf() if content is None else content]
    return documents.attach(document, actor=by, chunks=chunks, name=name).file
