"""What machines are told, and what they are not."""

from dataclasses import replace

import pytest
from django.db import OperationalError, connection
from django.test import Client

from indicators.files import folder
from indicators.files.address import Address
from kpi_tracker.operation import insecure, probes
from tests import make

pytestmark = pytest.mark.both_databases


def test_the_process_says_that_it_lives_without_any_database():
    response = Client().get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_it_is_ready_when_database_tables_and_folder_are_there():
    response = Client().get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"ready": True, "database": "ok", "files": "ok", "space": "ok"}


def test_it_is_not_ready_when_the_database_is_gone(monkeypatch, evidence_dir):
    def gone(*args):
        raise OperationalError("connection to postgres://kpi:s3cr3t@db failed")

    monkeypatch.setattr(probes, "_is_read_only", gone)
    response = Client().get("/readyz")
    assert response.status_code == 503
    assert response.json()["database"] == "gone"
    assert "s3cr3t" not in response.content.decode()


@pytest.mark.django_db
def test_it_is_not_ready_while_migrations_are_missing(monkeypatch):
    monkeypatch.setattr(probes, "_newest_migrations", lambda: {("indicators", "9999_of_tomorrow")})
    response = Client().get("/readyz")
    assert (response.status_code, response.json()["database"]) == (503, "behind")


@pytest.mark.django_db
def test_a_standby_is_not_ready():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no standby")
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
    assert Client().get("/readyz").json()["database"] == "read-only"


@pytest.mark.django_db
def test_it_is_not_ready_without_its_folder(settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.EVIDENCE_DIR = tmp_path / "file" / "under-a-file"
    response = Client().get("/readyz")
    assert (response.status_code, response.json()["files"]) == (503, "not writable")


@pytest.mark.django_db
def test_little_room_is_told_but_pages_are_still_served(monkeypatch):
    monkeypatch.setattr(folder, "FREE_SPACE_FLOOR", 1.1)
    response = Client().get("/readyz")
    assert (response.status_code, response.json()["space"]) == (200, "low")


@pytest.mark.parametrize(
    ("token", "given", "status"),
    [
        ("", "", 404),
        ("", "Bearer ", 404),
        ("a-token-of-twenty-letters", "", 404),
        ("a-token-of-twenty-letters", "Bearer another", 404),
        ("a-token-of-twenty-letters", "a-token-of-twenty-letters", 404),
        ("a-token-of-twenty-letters", "Bearer a-token-of-twenty-letters", 200),
    ],
)
@pytest.mark.django_db
def test_metrics_are_for_those_who_have_the_token(settings, token, given, status):
    settings.METRICS_TOKEN = token
    assert Client().get("/metrics", headers={"Authorization": given}).status_code == status


@pytest.mark.django_db
def test_metrics_count_requests_by_page_and_status(settings):
    settings.METRICS_TOKEN = "a-token-of-twenty-letters"
    reader = {"Authorization": "Bearer a-token-of-twenty-letters"}

    def counted():
        text = Client().get("/metrics", headers=reader).content.decode()
        series = 'kpi_requests_total{method="GET",status="404",view="none"}'
        return next((float(line.split()[-1]) for line in text.splitlines() if line.startswith(series)), 0)

    before = counted()
    Client().get("/nowhere/1")
    Client().get("/nowhere/2")
    assert counted() == before + 2
    text = Client().get("/metrics", headers=reader).content.decode()
    assert 'kpi_request_seconds_bucket{le="0.3",view="none"}' in text
    assert "kpi_disk_free_ratio" in text


GOOD = {
    "SECRET_KEY": "".join(map(chr, range(40, 120))),
    "ALLOWED_HOSTS": ["kpi.bangkok.go.th"],
    "DEBUG": False,
    "HTTPS": True,
    "SITE_URL": "https://kpi.bangkok.go.th",
    "METRICS_TOKEN": "",
    "FILES_STORE": "folder",
    "FILES_BUCKET": Address("", "", "", "", ""),
    "ACCEL_PREFIX": "/kept/",
}
A_BUCKET = {
    "FILES_STORE": "s3",
    "FILES_BUCKET": Address("https://s3.bangkok.go.th", "bkk", "evidence", "kpi", "s3cr3t"),
    "ACCEL_PREFIX": "",
}


def test_a_secure_installation_starts():
    assert insecure.reasons(GOOD) == []
    assert insecure.reasons(GOOD | A_BUCKET) == []
    here = {"FILES_BUCKET": replace(A_BUCKET["FILES_BUCKET"], endpoint="http://127.0.0.1:9000")}
    assert insecure.reasons(GOOD | A_BUCKET | here) == []
    assert "s3cr3t" not in repr(A_BUCKET)


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"SECRET_KEY": "short"}, "50 characters"),
        ({"SECRET_KEY": "ab" * 40}, "guessed"),
        ({"SECRET_KEY": "django-insecure-" + GOOD["SECRET_KEY"]}, "guessed"),
        ({"ALLOWED_HOSTS": []}, "empty"),
        ({"ALLOWED_HOSTS": ["*"]}, "name the hosts"),
        ({"ALLOWED_HOSTS": ["localhost", "10.0.0.7"], "DEBUG": True}, "10.0.0.7"),
        ({"HTTPS": False, "SITE_URL": "http://kpi.bangkok.go.th"}, "Without HTTPS"),
        ({"SITE_URL": "http://kpi.bangkok.go.th"}, "SITE_URL"),
        ({"METRICS_TOKEN": "too-short"}, "METRICS_TOKEN"),
        ({"FILES_STORE": "S3"}, "folder or s3"),
        ({**A_BUCKET, "FILES_BUCKET": replace(A_BUCKET["FILES_BUCKET"], bucket="")}, "S3_BUCKET"),
        ({**A_BUCKET, "FILES_BUCKET": replace(A_BUCKET["FILES_BUCKET"], secret_key="")}, "S3_SECRET_KEY"),
        ({**A_BUCKET, "FILES_BUCKET": replace(A_BUCKET["FILES_BUCKET"], endpoint="http://s3.go.th")}, "unencrypted"),
        ({**A_BUCKET, "ACCEL_PREFIX": "/kept/"}, "ACCEL_PREFIX"),
    ],
)
def test_an_open_installation_does_not_start(changed, word):
    (reason,) = insecure.reasons({**GOOD, **changed})
    assert word in reason


def test_a_key_that_others_can_read_is_refused(tmp_path):
    key = tmp_path / "secret_key"
    assert insecure.open_to_others(key) == []
    key.write_text("x")
    key.chmod(0o440)
    assert str(key) in insecure.open_to_others(key)[0]
    key.chmod(0o400)
    assert insecure.open_to_others(key) == []


@pytest.mark.django_db
def test_probes_open_no_session():
    make.user()
    for path in ("/healthz", "/readyz"):
        assert "Set-Cookie" not in Client().get(path).headers


@pytest.mark.django_db
def test_metrics_tell_how_many_jobs_wait_and_for_how_long(settings):
    settings.METRICS_TOKEN = "a-token-of-twenty-letters"
    text = Client().get("/metrics", headers={"Authorization": f"Bearer {settings.METRICS_TOKEN}"}).content.decode()
    assert "# TYPE kpi_jobs gauge" in text
    assert "kpi_jobs_oldest_waiting_seconds 0.0" in text
